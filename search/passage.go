package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"herald/search/lang"
)

// The length of a passage in runes, and how much of it stands before the first
// marked word.
const (
	passageLength = 220
	passageLead   = 60
)

// place is where a word that was looked for stands in a text, in bytes.
type place struct {
	start, end int
	word       string
}

// places gives the places of the words in one field of a match, in order.
func places(m *search.DocumentMatch, field string) []place {
	var all []place
	for word, locations := range m.Locations[field] {
		for _, l := range locations {
			all = append(all, place{int(l.Start), int(l.End), word})
		}
	}
	slices.SortFunc(all, func(a, b place) int { return a.start - b.start })
	return slices.CompactFunc(all, func(a, b place) bool { return a.start == b.start })
}

// marking is what is marked in what is shown: words, and numbers and days in
// whatever way they are written.
type marking struct {
	words    query.Query
	language lang.Language
	named    []string
}

// farthestNamed is how far into a text, in bytes, numbers and days are looked for
// to be marked.
const farthestNamed = 32 << 10

// places gives the places in one field of a match that are marked, in order.
func (k marking) places(m *search.DocumentMatch, field string) []place {
	all := places(m, field)
	if len(k.named) == 0 {
		return all
	}
	text := stored(m, field)
	for _, n := range namedIn(k.language, text[:back(text, farthestNamed, 0)]) {
		if slices.ContainsFunc(termsOf(n.term), func(t string) bool { return slices.Contains(k.named, t) }) {
			all = append(all, place{n.start, n.end, n.term})
		}
	}
	// Of places that begin together the longest is marked.
	slices.SortFunc(all, func(a, b place) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	return slices.CompactFunc(all, func(a, b place) bool { return a.start == b.start })
}

// passage gives the part of a match that has most of the words: of the body,
// else of another text, else how the text begins.
func (k marking) passage(m *search.DocumentMatch) []Segment {
	for _, field := range []string{fieldBody, fieldLead, fieldOther} {
		if found := k.places(m, field); len(found) > 0 {
			return around(stored(m, field), found)
		}
	}
	if inLive(m) {
		return around(stored(m, fieldLive), places(m, fieldLive))
	}
	for _, field := range []string{fieldLead, fieldBody} {
		if text := stored(m, field); text != "" {
			return around(text, nil)
		}
	}
	return nil
}

// inLive reports whether the words stand only in what readers have of a text that
// has other words now.
func inLive(m *search.DocumentMatch) bool {
	for _, field := range []string{fieldTitle, fieldNumber, fieldLead, fieldBody, fieldOther, fieldFile} {
		if len(m.Locations[field]) > 0 {
			return false
		}
	}
	return len(m.Locations[fieldLive]) > 0
}

// around cuts the best passage out of text and marks it.
func around(text string, found []place) []Segment {
	start := 0
	if len(found) > 0 {
		start = back(text, densest(found), passageLead)
	}
	end := forward(text, start, passageLength)
	var within []place
	for _, f := range found {
		if f.start >= start && f.end <= end {
			within = append(within, place{f.start - start, f.end - start, f.word})
		}
	}
	segments := mark(text[start:end], within)
	if start > 0 {
		segments = append([]Segment{{Text: "… "}}, segments...)
	}
	if end < len(text) {
		segments = append(segments, Segment{Text: " …"})
	}
	return join(segments)
}

// densest gives where the stretch with the most different words begins.
func densest(found []place) int {
	best, most := found[0].start, 0
	for i, f := range found {
		words := map[string]bool{}
		for _, g := range found[i:] {
			if g.end-f.start > passageLength-passageLead {
				break
			}
			words[g.word] = true
		}
		if len(words) > most {
			best, most = f.start, len(words)
		}
	}
	return best
}

// back goes up to so many runes back from at, to the beginning of a word.
func back(text string, at, runes int) int {
	at = min(at, len(text))
	word := at
	for i := at; i > 0 && runes > 0; runes-- {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if unicode.IsSpace(r) {
			word = i
		}
		if i -= size; i == 0 {
			return 0
		}
	}
	return word
}

// forward goes up to so many runes on from at, to the end of a word.
func forward(text string, at, runes int) int {
	word := at
	for i := at; ; runes-- {
		if i >= len(text) {
			return len(text)
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			word = i
		}
		if runes == 0 {
			if word == at {
				return i
			}
			return word
		}
		i += size
	}
}

// mark cuts text at the places found in it. Runs of space become one.
func mark(text string, found []place) []Segment {
	var all []Segment
	at := 0
	for _, f := range found {
		if f.start < at || f.end > len(text) || f.end <= f.start {
			continue
		}
		all = append(all, Segment{Text: text[at:f.start]}, Segment{Text: text[f.start:f.end], Marked: true})
		at = f.end
	}
	return join(append(all, Segment{Text: text[at:]}))
}

// join folds space and drops what is empty.
func join(segments []Segment) []Segment {
	var all []Segment
	for _, s := range segments {
		s.Text = oneSpace(s.Text)
		switch n := len(all); {
		case s.Text == "":
		case n > 0 && all[n-1].Marked == s.Marked && !s.Marked:
			all[n-1].Text = oneSpace(all[n-1].Text + s.Text)
		default:
			all = append(all, s)
		}
	}
	return all
}

// oneSpace folds line ends and runs of space; no-break spaces stay.
func oneSpace(s string) string {
	if !strings.ContainsAny(s, "\n\t") && !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	space := false
	for _, r := range s {
		if r == ' ' || r == '\n' || r == '\t' {
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}
