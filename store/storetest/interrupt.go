package storetest

import (
	"context"
	"math/rand/v2"
	"time"

	"herald/content"
)

// testInterrupted gives up commits at random instants: what was acknowledged is
// there, and what was not is there wholly or not at all.
func testInterrupted(h *harness) {
	random := rand.New(rand.NewPCG(1, 2))
	acknowledged := map[content.ID]bool{}
	for n := range h.some(120) {
		b := Published(ID(n), "news", "Nutraukta", Epoch)
		b.Draft("en", b.Title("Interrupted"), content.Facts{Topics: ids(50)})
		c, texts := Change(content.NewID(), b.Publish("en", Epoch))
		ctx, stop := context.WithTimeout(h.Context(), time.Duration(random.IntN(4000))*time.Microsecond)
		_, err := h.Commit(ctx, h.head(), c, texts)
		stop()
		acknowledged[ID(n)] = err == nil
	}
	lost, kept := 0, 0
	for n := range h.some(120) {
		docs, err := h.Documents(h.Context(), ID(n))
		h.must(err, "documents")
		q := public()
		q.Documents, q.For = ids(n), "en"
		rows := h.list(q)
		paths, err := h.Paths(h.Context(), "public", "news/"+string(ID(n)))
		h.must(err, "paths")
		there := len(docs) == 1
		if there != (len(rows) == 1) || there != (len(paths) == 2) {
			h.Fatalf("document %d is half there: record %v, rows %d, paths %d", n, there, len(rows), len(paths))
		}
		if acknowledged[ID(n)] && !there {
			h.Fatalf("document %d was acknowledged and is gone", n)
		}
		if there {
			kept++
		} else {
			lost++
		}
	}
	h.Logf("%d kept, %d given up", kept, lost)
	h.dense(kept)
	h.commit(Published(ID(999), "news", "Po visko", Epoch))
}

func testReproject(h *harness) {
	h.shelve(25)
	h.commit(topical(1, 50), topical(2, 50, 51))
	read := func() string {
		var all []any
		for _, s := range sorts {
			q := public()
			q.Sort = s
			rows, err := h.Rows(h.Context(), q)
			h.must(err, "rows")
			all = append(all, rows)
		}
		facets, err := h.Facets(h.Context(), public(), []string{"topic", "year"})
		h.must(err, "facets")
		return asJSON(append(all, facets))
	}
	before, done := read(), 0
	h.must(h.Reproject(h.Context(), func(n, total int) {
		if n > total {
			h.Errorf("%d of %d done", n, total)
		}
		done = n
	}), "reproject")
	if done != 27 {
		h.Fatalf("progress ended at %d of 27", done)
	}
	if after := read(); after != before {
		h.Fatalf("a replay gives something else:\n%s\n%s", before, after)
	}
}
