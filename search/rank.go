package search

import (
	"cmp"
	"container/heap"
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"
)

// match is a text that a question matches.
type match struct {
	// number is its place in the index as it is asked.
	number uint64
	score  float64
	// date is the number by which equal ones stand, the highest first; 0 where the text
	// has none.
	date float64
	// id is read only where it is needed: of the matches that are shown, and where
	// nothing else tells two apart.
	id string
}

// ranking keeps the best of the matches that it is given: a heap with the last of them
// at its top. Equal ones stand in the order of their ids, so that two pages of one
// listing never show a text twice, whatever segments the texts lie in.
type ranking struct {
	order  Order
	most   int
	reader index.IndexReader
	best   []match
	err    error
}

// take keeps m for as long as it is among the best.
func (r *ranking) take(m match) error {
	if len(r.best) < r.most {
		heap.Push(r, m)
	} else if r.before(&m, &r.best[0]) {
		r.best[0] = m
		heap.Fix(r, 0)
	}
	return r.err
}

// from gives the best without the first few, with their ids.
func (r *ranking) from(skip int) ([]match, error) {
	slices.SortFunc(r.best, func(a, b match) int {
		if r.before(&a, &b) {
			return -1
		}
		return 1
	})
	page := r.best[min(skip, len(r.best)):]
	for i := range page {
		r.identified(&page[i])
	}
	return page, r.err
}

// before reports whether a stands before b.
func (r *ranking) before(a, b *match) bool {
	byScore, byDate := cmp.Compare(b.score, a.score), cmp.Compare(b.date, a.date)
	if r.order == ByDate {
		byScore, byDate = byDate, byScore
	}
	order := cmp.Or(byScore, byDate)
	if order == 0 {
		order = strings.Compare(r.identified(a), r.identified(b))
	}
	return order < 0
}

func (r *ranking) identified(m *match) string {
	if m.id == "" && r.err == nil {
		m.id, r.err = r.reader.ExternalID(index.NewIndexInternalID(nil, m.number))
	}
	return m.id
}

// Len implements heap.Interface.
func (r *ranking) Len() int { return len(r.best) }

// Less implements heap.Interface.
func (r *ranking) Less(i, j int) bool { return r.before(&r.best[j], &r.best[i]) }

// Swap implements heap.Interface.
func (r *ranking) Swap(i, j int) { r.best[i], r.best[j] = r.best[j], r.best[i] }

// Push implements heap.Interface.
func (r *ranking) Push(m any) { r.best = append(r.best, m.(match)) }

// Pop implements heap.Interface. Nothing leaves a ranking this way.
func (r *ranking) Pop() any {
	last := r.best[len(r.best)-1]
	r.best = r.best[:len(r.best)-1]
	return last
}
