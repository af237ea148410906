package storetest

import (
	"fmt"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// testHistories runs random histories against the store and the Model, and
// compares every answer after every step.
func testHistories(h *harness) {
	seeds := []uint64{1, 2, 3}
	steps := h.some(80)
	if *seed != 0 {
		seeds, steps = []uint64{*seed}, 400
	}
	for i, n := range seeds {
		if i > 0 {
			h.Store = h.open(h.T, Projector())
		}
		h.Logf("seed %d", n)
		run := &running{harness: h, history: newHistory(n), model: NewModel(Projector()), seed: n}
		for run.step = range steps {
			run.once()
		}
		run.rest()
	}
}

type running struct {
	*harness
	*history
	model *Model
	seed  uint64
	step  int
}

// agree fails with the seed that shows the difference again.
func (r *running) agree(got, want any, what string, about any) {
	r.Helper()
	if g, w := asJSON(got), asJSON(want); g != w {
		r.Fatalf("seed %d, step %d: %s of %s:\n got %s\nwant %s", r.seed, r.step, what, asJSON(about), g, w)
	}
}

func (r *running) once() {
	c, texts := r.next()
	at := content.Position(len(r.model.changes))
	if r.IntN(8) == 0 {
		_, err := r.Commit(r.Context(), at+1, c, texts)
		r.wants(err, fault.Conflict, "commit after the head")
	}
	got, err := r.Commit(r.Context(), at, c, texts)
	r.must(err, fmt.Sprintf("seed %d, step %d: commit", r.seed, r.step))
	r.must(r.model.Commit(c, texts), "model")
	r.agree(got, r.model.changes[at], "change", c.ID)
	if r.IntN(4) == 0 {
		again, err := r.Commit(r.Context(), at, c, texts)
		r.must(err, "retry")
		r.agree(again, got, "retry", c.ID)
	}
	for range 6 {
		r.ask(r.query())
	}
	r.lookups()
}

func (r *running) ask(q content.Query) {
	r.Helper()
	whole := r.model.Rows(q)
	rows, err := r.Rows(r.Context(), q)
	r.must(err, "rows")
	r.agree(append([]content.Row{}, rows...), append([]content.Row{}, whole...), "rows", q)
	n, err := r.Count(r.Context(), q)
	r.must(err, "count")
	r.agree(n, r.model.Count(q), "count", q)
	other := r.query()
	next, err := r.Next(r.Context(), q.Now, q)
	r.must(err, "next")
	r.agree(next, r.model.Next(q.Now, q), "next", q)
	next, err = r.Next(r.Context(), q.Now, q, other)
	r.must(err, "next of two")
	r.agree(next, r.model.Next(q.Now, q, other), "next of two", []content.Query{q, other})
	names := []string{"topic", "year", "kind", "organization"}
	facets, err := r.Facets(r.Context(), q, names)
	r.must(err, "facets")
	r.agree(facets, r.model.Facets(q, names), "facets", q)
	q.Limit = 1 + r.IntN(4)
	if len(whole) > 0 {
		last := pick(r.history, whole...)
		q.After = last.Cursor(q.Sort)
	}
	rows, err = r.Rows(r.Context(), q)
	r.must(err, "rows")
	r.agree(append([]content.Row{}, rows...), append([]content.Row{}, r.model.Rows(q)...), "page", q)
}

func (r *running) lookups() {
	r.Helper()
	path := fmt.Sprintf("kelias-%d", r.IntN(8))
	site := pick(r.history, "public", "staff")
	paths, err := r.Paths(r.Context(), site, path)
	r.must(err, "paths")
	r.agree(paths, r.model.Paths(site, path), "paths", path)
	now := r.now.Add(time.Duration(r.IntN(72)) * time.Hour)
	due, err := r.Due(r.Context(), now)
	r.must(err, "due")
	r.agree(append([]content.ID{}, due...), append([]content.ID{}, r.model.Due(now)...), "due", now)
	claims := []content.Claim{content.PathClaim(site, "lt", path), content.UniqueClaim("public", "agreement", "number", fmt.Sprint("S-", r.IntN(6)))}
	id := r.id()
	snap, err := r.Load(r.Context(), content.Ask{Documents: []content.ID{id}, Claims: claims})
	r.must(err, "load")
	r.agree(snap.Position, len(r.model.changes), "position", id)
	r.agree(snap.Documents[id], r.model.Documents()[id], "document", id)
	for _, c := range claims {
		r.agree(snap.Claimed[c], r.model.Claimed(c), "claimants", c)
	}
}

// rest compares what is as large as the history once, at its end.
func (r *running) rest() {
	r.Helper()
	changes, err := r.Changes(r.Context(), 0, len(r.model.changes)+1)
	r.must(err, "changes")
	r.agree(changes, r.model.changes, "changes", r.seed)
	for hash, x := range r.model.texts {
		texts, err := r.Texts(r.Context(), hash)
		r.must(err, "texts")
		r.agree(string(texts[hash]), string(x.Body), "text", hash)
	}
	r.must(r.Reproject(r.Context(), nil), "reproject")
	for range 20 {
		r.ask(r.query())
	}
	r.green()
}
