package search

import (
	"iter"
	mathbits "math/bits"
	"slices"
	"sync"
)

// bits is a set of the texts of one segment, by their numbers in it.
type bits []uint64

func (b bits) add(n uint64) { b[n/64] |= 1 << (n % 64) }

func (b bits) count() (n int) {
	for _, w := range b {
		n += mathbits.OnesCount64(w)
	}
	return n
}

// all gives the numbers in the set, the lowest first.
func (b bits) all() iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for i, w := range b {
			for ; w != 0; w &= w - 1 {
				if !yield(uint64(i*64 + mathbits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// fill adds the first n numbers.
func (b bits) fill(n int) {
	for i := range b {
		b[i] = ^uint64(0)
	}
	if n%64 > 0 {
		b[len(b)-1] = 1<<(n%64) - 1
	}
}

// scored are the texts of one segment that something matches, and what each counts
// for.
type scored struct {
	texts bits
	// score is by number, 0 for every text that is not among them. It is empty where
	// nobody asked.
	score []float64
}

// spare are scored that nobody uses any more: each takes eight bytes for each text of a
// segment, and a question needs several, one after another.
var spare = sync.Pool{New: func() any { return &scored{} }}

// noTexts gives an empty scored for a segment of so many texts.
func noTexts(texts int, score bool) *scored {
	s := spare.Get().(*scored)
	s.texts = slices.Grow(s.texts[:0], (texts+63)/64)[:(texts+63)/64]
	clear(s.texts)
	if s.score = s.score[:0]; score {
		s.score = slices.Grow(s.score, texts)[:texts]
		clear(s.score)
	}
	return s
}

// free gives s back.
func (s *scored) free() { spare.Put(s) }

// add puts a text among s with what it counts for, or adds to what it counts for.
func (s *scored) add(n uint64, score float64) {
	s.texts.add(n)
	if len(s.score) > 0 {
		s.score[n] += score
	}
}

// plus adds the texts of o, with a part of what they count for.
func (s *scored) plus(o *scored, factor float64) {
	if len(s.score) > 0 {
		for n := range o.texts.all() {
			s.score[n] += factor * o.score[n]
		}
	}
	for i, w := range o.texts {
		s.texts[i] |= w
	}
}

// and keeps the texts that o has too, and adds what they count for there.
func (s *scored) and(o *scored) {
	s.within(o.texts)
	if len(s.score) > 0 && len(o.score) > 0 {
		for n := range s.texts.all() {
			s.score[n] += o.score[n]
		}
	}
}

// within keeps the texts of s that are in a set.
func (s *scored) within(set bits) {
	for i, w := range set {
		if gone := s.texts[i] &^ w; gone != 0 {
			s.lose(i, gone)
		}
	}
}

// without keeps those that are not.
func (s *scored) without(set bits) {
	for i, w := range set {
		if gone := s.texts[i] & w; gone != 0 {
			s.lose(i, gone)
		}
	}
}

// remove takes a text out.
func (s *scored) remove(n uint64) {
	s.lose(int(n/64), s.texts[n/64]&(1<<(n%64)))
}

// lose takes texts out of the word at i of the set.
func (s *scored) lose(i int, gone uint64) {
	s.texts[i] &^= gone
	if len(s.score) > 0 {
		for ; gone != 0; gone &= gone - 1 {
			s.score[i*64+mathbits.TrailingZeros64(gone)] = 0
		}
	}
}
