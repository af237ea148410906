package search

import (
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/analysis"
)

// words is a token filter that changes each word by itself and drops the ones
// of which nothing is left. Places in the text stay those of the whole word, so
// that marks fall where they should. What it made of a word it remembers: a few
// words are most of every text.
type words struct {
	change func(string) string
	known  atomic.Pointer[terms]
}

// terms are what became of the words that one filter remembers.
type terms struct {
	mu sync.RWMutex
	// of gives the number of the term for a word, or gone; number that of a term. It
	// is its place in all.
	of, number map[string]int32
	all        []term
}

// term is a word as it is indexed. Every text that has the word holds the same two,
// and none may change them.
type term struct {
	text  string
	bytes []byte
}

const (
	// gone stands for the number of a word of which nothing is left.
	gone int32 = -1 - iota
	// apart stands for that of a word too long to be remembered.
	apart
)

const (
	// mostKnown bounds the words that one filter remembers, longestKnown their bytes.
	mostKnown    = 50_000
	longestKnown = 48
)

func changing(change func(string) string) *words {
	w := &words{change: change}
	w.known.Store(newTerms())
	return w
}

func newTerms() *terms { return &terms{of: map[string]int32{}, number: map[string]int32{}} }

// Filter implements analysis.TokenFilter.
func (w *words) Filter(in analysis.TokenStream) analysis.TokenStream {
	known := w.look()
	defer known.mu.RUnlock()
	out := in[:0]
	for _, t := range in {
		switch n := w.numberOf(known, t.Term); n {
		case gone:
			t.Term = nil
		case apart:
			t.Term = []byte(w.changed(t.Term))
		default:
			t.Term = known.all[n].bytes
		}
		if len(t.Term) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// changed gives what becomes of a word.
func (w *words) changed(word []byte) string { return w.change(string(lowered(word))) }

// look gives the terms that the words of one text are looked up in, locked for
// reading. Where too much is remembered it begins anew; whoever looks still keeps the old.
func (w *words) look() *terms {
	known := w.known.Load()
	known.mu.RLock()
	if len(known.of) < mostKnown {
		return known
	}
	known.mu.RUnlock()
	w.known.CompareAndSwap(known, newTerms())
	known = w.known.Load()
	known.mu.RLock()
	return known
}

// numberOf gives the number of the term for a word, in whatever case, gone or apart. known is locked
// for reading, before and after.
func (w *words) numberOf(known *terms, word []byte) int32 {
	if n, ok := known.of[string(word)]; ok {
		return n
	}
	if len(word) > longestKnown {
		return apart
	}
	known.mu.RUnlock()
	defer known.mu.RLock()
	return known.learn(string(word), w.changed(word))
}

// learn remembers that a word becomes after.
func (t *terms) learn(word, after string) int32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	n, ok := t.number[after]
	switch {
	case ok:
	case after == "":
		n = gone
	default:
		n = int32(len(t.all))
		t.all = append(t.all, term{after, []byte(after)})
		t.number[after] = n
	}
	t.of[word] = n
	return n
}
