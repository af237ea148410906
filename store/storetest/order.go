package storetest

import (
	"fmt"
	"slices"
	"time"

	"herald/content"
)

var sorts = []content.Sort{content.ByPublic, content.ByDate, content.ByDateAsc, content.ByTitle, content.ByOrder, ""}

// titles that a collation tells apart, some of them equal to it.
var titles = []string{"Žalias", "Zebras", "Ąžuolas", "azuolas", "Yla", "Įlanka", "ilanka", "Ilanka", "Šuo", "suo", "🎉 Šventė", "", "Č", "C"}

// shelve commits n agreements with many ties in every order.
func (h *harness) shelve(n int) {
	var all []*Builder
	for i := range n {
		// Ids run against the order of writing.
		b := New(ID(1000-i), "agreement", "public", "lt")
		w := b.Title(titles[i%len(titles)])
		date := fmt.Sprintf("19%02d", 70+i%3)
		if i%2 == 0 {
			date += fmt.Sprintf("-%02d-%02d", 1+i%5, 1+i%7)
		}
		b.Draft("lt", w, content.Facts{Order: i%4 - 1, Fields: content.Fields{"signed": content.One(date)}})
		all = append(all, b.Publish("lt", Epoch.Add(-time.Duration(i%5)*time.Hour)))
	}
	h.commit(all...)
}

// pages reads the whole of q in pages of a size.
func (h *harness) pages(q content.Query, size int) []content.Row {
	h.Helper()
	q.Limit = size
	var all []content.Row
	for {
		page, err := h.Rows(h.Context(), q)
		h.must(err, "rows")
		if len(page) > size {
			h.Fatalf("a page of %d has %d rows", size, len(page))
		}
		if len(page) == 0 {
			return all
		}
		all = append(all, page...)
		q.After = page[len(page)-1].Cursor(q.Sort)
	}
}

func testOrder(h *harness) {
	h.shelve(40)
	for _, s := range sorts {
		for _, types := range [][]string{{"agreement"}, nil, {"agreement", "news"}} {
			q := public()
			q.Sort, q.Types = s, types
			whole, err := h.Rows(h.Context(), q)
			h.must(err, "rows")
			if len(whole) != 40 {
				h.Fatalf("%q: %d rows", s, len(whole))
			}
			inOrder := func(a, b content.Row) int {
				c := places(a.Cursor(s), b.Cursor(s))
				if s.Descends() {
					return -c
				}
				return c
			}
			if !slices.IsSortedFunc(whole, inOrder) {
				h.Fatalf("%q: rows are not in order", s)
			}
			sizes := []int{1, 3, 7, 40, 100}
			if h.slow {
				sizes = []int{7, 40}
			}
			for _, size := range sizes {
				h.same(h.pages(q, size), whole, fmt.Sprintf("%q in pages of %d", s, size))
			}
		}
	}
}

// testPagingWhileWriting reads a list page by page while Documents come and go:
// what stays is seen exactly once.
func testPagingWhileWriting(h *harness) {
	h.shelve(30)
	sorts := sorts
	if h.slow {
		sorts = []content.Sort{content.ByDate, content.ByOrder}
	}
	for i, s := range sorts {
		q := public()
		q.Sort, q.Types, q.Limit = s, []string{"agreement"}, 4
		before := h.list(content.Query{Sites: q.Sites, For: q.For, Audiences: q.Audiences, Now: q.Now, Sort: s, Types: q.Types})
		var seen []content.ID
		for n := 0; ; n++ {
			page, err := h.Rows(h.Context(), q)
			h.must(err, "rows")
			if len(page) == 0 {
				break
			}
			for _, r := range page {
				seen = append(seen, r.Document)
			}
			q.After = page[len(page)-1].Cursor(s)
			added := New(ID(5000+100*i+n), "agreement", "public", "lt")
			added.Draft("lt", added.Title(titles[n%len(titles)]), content.Facts{Fields: content.Fields{"signed": content.One("1971")}})
			h.commit(added.Publish("lt", Epoch.Add(-time.Duration(n%6)*time.Hour)))
		}
		for _, id := range before {
			if n := count(seen, id); n != 1 {
				h.Fatalf("%q: %s was seen %d times", s, id, n)
			}
		}
	}
}

func count[T comparable](all []T, one T) (n int) {
	for _, x := range all {
		if x == one {
			n++
		}
	}
	return n
}
