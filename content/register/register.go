// Package register owns Types as lists: the columns and facets of a finder, the
// filters in its address, what an entry's state is on a day, and how a list is
// written as CSV and JSON. It works on what a content.Reader gave and must not
// read a store, a clock or a request, nor hold a rule about who may do what.
//
// Everything here serves any listed Type; those marked register also keep what
// was withdrawn or unpublished in their lists, marked.
package register

import (
	"context"
	"iter"

	"herald/content"
)

// Entry is one line of a list.
type Entry struct {
	Reading content.Reading
	// Status is the derived state on the day of the list, from Status; empty
	// where the Type has none.
	Status string
}

// Lister is the part of content.Reader that Each pages through.
type Lister interface {
	List(ctx context.Context, f content.Filter) (content.Listing, error)
}

// chunk bounds how many entries are held at once.
const chunk = 500

// Chunks gives everything that f selects, in its order, some hundreds at a time. It ends
// after the first error.
func Chunks(ctx context.Context, from Lister, f content.Filter) iter.Seq2[[]content.Reading, error] {
	f.Limit = chunk
	return func(yield func([]content.Reading, error) bool) {
		for {
			page, err := from.List(ctx, f)
			if !yield(page.Items, err) || err != nil || page.Next == (content.Cursor{}) {
				return
			}
			f.After = page.Next
		}
	}
}

// Each gives the same one by one.
func Each(ctx context.Context, from Lister, f content.Filter) iter.Seq2[content.Reading, error] {
	return func(yield func(content.Reading, error) bool) {
		for some, err := range Chunks(ctx, from, f) {
			if err != nil {
				yield(content.Reading{}, err)
				return
			}
			for _, r := range some {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}

// Of gives entries that are at hand already as CSV and JSON take them.
func Of(entries ...Entry) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}
