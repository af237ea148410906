package search

import (
	"unsafe"

	index "github.com/blevesearch/bleve_index_api"
)

// analysed is which terms a text has, how often, and where.
type analysed struct {
	// length is how many words are left of the text.
	length int
	found  []frequency
	// of are the terms of which some have a number, known those of them by number, apart
	// the others.
	of    *terms
	known []term
	apart []string
	// places are those of each of found, one after another. It is empty where nobody
	// asked.
	places []spot
}

// frequency is the number of a term and how often it stands in the text. That of a term
// that the filter does not remember is apart or below.
type frequency struct{ number, times int32 }

// spot is where a word stands in a text: as the how manieth, and in bytes.
type spot struct{ position, start, end int32 }

// textOf gives the term with a number.
func (a *analysed) textOf(number int32) string {
	if number < 0 {
		return a.apart[apart-number]
	}
	return a.known[number].text
}

// size is how many bytes it takes, about.
func (a *analysed) size() int {
	return len(a.found)*int(unsafe.Sizeof(frequency{})) + len(a.places)*int(unsafe.Sizeof(spot{}))
}

// frequencies gives the terms as Bleve wants them: how often each stands there, if that
// counts, and where, each with the numbers of its value among those of the field.
func (a *analysed) frequencies(counted bool, value []uint64) index.TokenFrequencies {
	out := make(index.TokenFrequencies, len(a.found))
	places := a.places
	for _, o := range a.found {
		text := a.textOf(o.number)
		t := &index.TokenFreq{Term: []byte(text)}
		if counted {
			t.SetFrequency(int(o.times))
		}
		if len(places) > 0 {
			for _, p := range places[:o.times] {
				t.Locations = append(t.Locations, &index.TokenLocation{ArrayPositions: value, Position: int(p.position), Start: int(p.start), End: int(p.end)})
			}
			places = places[o.times:]
		}
		out[text] = t
	}
	return out
}
