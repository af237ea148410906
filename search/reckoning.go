package search

import (
	"slices"
	"sync"
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
	// of holds the terms that have a number, known are those that it had when the text
	// was read.
	of    *terms
	known []term
	// next is where the next place of each of found goes.
	next []int32
}

// found is a term of one text.
type found struct {
	term
	// number is that of the term, or apart.
	number, times int32
}

// standingAt is where a word stands in a text, and which of the found it is.
type standingAt struct {
	found int32
	spot
}

var reckonings = sync.Pool{New: func() any { return &reckoning{unnumbered: map[string]int32{}} }}

// read finds the terms of text and, where places are wanted, those.
func (r *reckoning) read(text []byte, w *words, places bool) {
	known := w.look()
	defer known.mu.RUnlock()
	position := int32(0)
	for start, end := nextWord(text, 0); start < end; start, end = nextWord(text, end) {
		position++
		i := r.find(w, known, text[start:end])
		if i < 0 {
			continue
		}
		r.length++
		r.found[i].times++
		if places {
			r.at = append(r.at, standingAt{i, spot{position, int32(start), int32(end)}})
		}
	}
	r.of, r.known = known, known.all
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

// made gives what was found, in as little memory as it takes: it is kept until the
// texts of a whole load are written.
func (r *reckoning) made() analysed {
	a := analysed{length: r.length, of: r.of, known: r.known, found: make([]frequency, len(r.found)), places: make([]spot, len(r.at))}
	next := slices.Grow(r.next[:0], len(r.found))[:len(r.found)]
	sum := int32(0)
	for i, f := range r.found {
		if f.number < 0 {
			f.number = apart - int32(len(a.apart))
			a.apart = append(a.apart, f.text)
		}
		a.found[i] = frequency{f.number, f.times}
		next[i], sum = sum, sum+f.times
	}
	for _, at := range r.at {
		a.places[next[at.found]] = at.spot
		next[at.found]++
	}
	r.next = next
	return a
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
	r.length, r.found, r.at, r.of, r.known = 0, r.found[:0], r.at[:0], nil, nil
}
