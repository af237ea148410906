package search

import (
	"sync"

	index "github.com/blevesearch/bleve_index_api"
)

// reckoning is what one text is analysed with, and then the next: which terms it
// has, how often, and where.
type reckoning struct {
	// length is how many words are left of the text.
	length int
	found  []found
	// slot gives one more than the place in found by the number of a term, unnumbered
	// the place of a term that has none.
	slot       []int32
	unnumbered map[string]int32
	at         []standingAt
}

// found is a term of one text.
type found struct {
	term
	// number is that of the term, or apart.
	number, times int32
}

// standingAt is where a word stands in a text, in bytes and as the how manieth, and
// which of the found it is.
type standingAt struct {
	found                int32
	position, start, end int
}

var reckonings = sync.Pool{New: func() any { return &reckoning{unnumbered: map[string]int32{}} }}

// read finds the terms of text and, where places are wanted, those.
func (r *reckoning) read(text []byte, w *words, places bool) {
	known := w.look()
	defer known.mu.RUnlock()
	position := 0
	for start, end := nextWord(text, 0); start < end; start, end = nextWord(text, end) {
		position++
		i := r.find(w, known, text[start:end])
		if i < 0 {
			continue
		}
		r.length++
		r.found[i].times++
		if places {
			r.at = append(r.at, standingAt{i, position, start, end})
		}
	}
}

// find gives the place in found of the term for a word, below 0 where nothing is
// left of it. known is locked for reading.
func (r *reckoning) find(w *words, known *terms, word []byte) int32 {
	n := w.numberOf(known, word)
	if n == gone {
		return -1
	}
	if n >= 0 {
		return r.numbered(known, n)
	}
	after := w.changed(word)
	if after == "" {
		return -1
	}
	if n, ok := known.number[after]; ok {
		return r.numbered(known, n)
	}
	i, ok := r.unnumbered[after]
	if !ok {
		i = r.add(found{term: term{after, []byte(after)}, number: apart})
		r.unnumbered[after] = i
	}
	return i
}

// numbered gives the place in found of the term with a number.
func (r *reckoning) numbered(known *terms, n int32) int32 {
	if int(n) >= len(r.slot) {
		r.slot = append(r.slot, make([]int32, len(known.all)-len(r.slot))...)
	}
	if r.slot[n] == 0 {
		t := known.all[n]
		// It may have got its number from another text since it was found in this one.
		i, ok := r.unnumbered[t.text]
		if !ok {
			i = r.add(found{term: t})
		}
		r.found[i].number, r.slot[n] = n, i+1
	}
	return r.slot[n] - 1
}

func (r *reckoning) add(f found) int32 {
	r.found = append(r.found, f)
	return int32(len(r.found) - 1)
}

// frequencies gives the terms that were found as Bleve wants them: how often each
// stands there, if that counts, and where, each with the numbers of its value among
// those of the field.
func (r *reckoning) frequencies(counted bool, value []uint64) index.TokenFrequencies {
	out := make(index.TokenFrequencies, len(r.found))
	all := make([]index.TokenFreq, len(r.found))
	// Each term has a stretch of pointers that is as long as it needs, and no longer:
	// Bleve appends to it where a field has several values.
	pointers := make([]*index.TokenLocation, len(r.at))
	for i, f := range r.found {
		t := &all[i]
		t.Term = f.bytes
		if counted {
			t.SetFrequency(int(f.times))
		}
		if len(r.at) > 0 {
			t.Locations, pointers = pointers[:0:f.times], pointers[f.times:]
		}
		out[f.text] = t
	}
	locations := make([]index.TokenLocation, len(r.at))
	for i, at := range r.at {
		l := &locations[i]
		l.ArrayPositions, l.Position, l.Start, l.End = value, at.position, at.start, at.end
		t := &all[at.found]
		t.Locations = append(t.Locations, l)
	}
	return out
}

// clear forgets the text.
func (r *reckoning) clear() {
	for _, f := range r.found {
		if f.number != apart {
			r.slot[f.number] = 0
		}
	}
	clear(r.found)
	clear(r.unnumbered)
	r.length, r.found, r.at = 0, r.found[:0], r.at[:0]
}
