package storetest

import (
	"fmt"
	"slices"
	"time"

	"herald/content"
)

func ids(ns ...int) []content.ID {
	all := []content.ID{}
	for _, n := range ns {
		all = append(all, ID(n))
	}
	return all
}

func (h *harness) lists(q content.Query, what string, want ...int) {
	h.Helper()
	got := h.list(q)
	slices.Sort(got)
	h.same(got, ids(want...), what)
}

func testSelect(h *harness) {
	staff := New(ID(4), "policy", "staff", "lt")
	staff.Draft("lt", staff.Title("Tvarka"), content.Facts{})
	page := New(ID(5), "page", "public", "lt")
	page.Draft("lt", page.Title("Vaikas"), content.Facts{Parent: ID(1)})
	withdrawn := Published(ID(3), "news", "Atšaukta", Epoch)
	h.commit(Published(ID(1), "page", "Puslapis", Epoch), Published(ID(2), "news", "Naujiena", Epoch),
		withdrawn.End("lt", content.Withdrawn), staff.Publish("lt", Epoch), page.Publish("lt", Epoch))
	all := content.Query{Audiences: []string{content.Public, content.Staff}, Now: Epoch}
	with := func(change func(*content.Query)) content.Query {
		q := all
		change(&q)
		return q
	}
	h.lists(all, "everything", 1, 2, 4, 5)
	h.lists(with(func(q *content.Query) { q.Audiences = nil }), "no audience")
	h.lists(with(func(q *content.Query) { q.Audiences = []string{content.Public} }), "public", 1, 2, 5)
	h.lists(with(func(q *content.Query) { q.Audiences = []string{content.Staff} }), "staff", 4)
	h.lists(with(func(q *content.Query) { q.Sites = []string{"staff"} }), "a site", 4)
	h.lists(with(func(q *content.Query) { q.Sites, q.Audiences = []string{"staff"}, []string{content.Public} }), "a site of another audience")
	h.lists(with(func(q *content.Query) { q.Sites = []string{"none"} }), "an unknown site")
	both := []string{"staff", "public", "none", "staff"}
	h.lists(with(func(q *content.Query) { q.Sites = both }), "two sites", 1, 2, 4, 5)
	h.lists(with(func(q *content.Query) { q.Sites, q.Audiences = both, []string{content.Public} }), "two sites, one audience", 1, 2, 5)
	h.lists(with(func(q *content.Query) { q.Sites, q.For = both, "ka" }), "two sites, a locale that one of them speaks", 1, 2, 5)
	h.lists(with(func(q *content.Query) { q.For = "lt" }), "a locale", 1, 2, 4, 5)
	h.lists(with(func(q *content.Query) { q.For = "en" }), "fallbacks", 1, 2, 4, 5)
	h.lists(with(func(q *content.Query) { q.For = "bg" }), "a locale nobody speaks")
	h.lists(with(func(q *content.Query) { q.Types = []string{"news", "policy", "news", "none"} }), "types", 2, 4)
	h.lists(with(func(q *content.Query) { q.Documents = ids(2, 3, 4, 9) }), "documents", 2, 4)
	parent, root := ID(1), content.ID("")
	h.lists(with(func(q *content.Query) { q.Parent = &parent }), "children", 5)
	h.lists(with(func(q *content.Query) { q.Parent, q.Types = &root, []string{"page"} }), "roots", 1)
	h.lists(with(func(q *content.Query) { q.States = []content.State{content.Withdrawn} }), "withdrawn", 3)
	h.lists(with(func(q *content.Query) { q.States = []content.State{content.Withdrawn, content.Published} }), "two states", 1, 2, 3, 4, 5)
}

// topical gives a published Document with topics.
func topical(n int, topics ...int) *Builder {
	b := New(ID(n), "news", "public", "lt")
	b.Draft("lt", b.Title("Temos"), content.Facts{Topics: ids(topics...), Organization: ID(90 + n%2)})
	return b.Publish("lt", Epoch.Add(-time.Duration(n)*time.Minute))
}

func testTerms(h *harness) {
	h.commit(topical(1, 50), topical(2, 50, 51), topical(3, 51), topical(4), topical(5, 52))
	terms := func(t map[string][]string) content.Query {
		q := public()
		q.Terms = t
		return q
	}
	h.lists(terms(map[string][]string{"topic": {string(ID(50))}}), "a topic", 1, 2)
	h.lists(terms(map[string][]string{"topic": {string(ID(50)), string(ID(51))}}), "one of two topics", 1, 2, 3)
	h.lists(terms(map[string][]string{"topic": {string(ID(50))}, "organization": {string(ID(91))}}), "topic and organization", 1)
	h.lists(terms(map[string][]string{"topic": {string(ID(59))}}), "an unused topic")
	h.lists(terms(map[string][]string{"topic": {string(ID(50))}, "none": {"x"}}), "an unknown term")
	h.lists(terms(map[string][]string{"topic": {}}), "one of no values")
	h.lists(terms(map[string][]string{content.TermRef: {string(ID(51))}}), "refs", 2, 3)
	q := terms(map[string][]string{"topic": {string(ID(50)), string(ID(51))}})
	h.same(idsOf(h.pages(q, 2)), ids(1, 2, 3), "a filtered list, page by page")
	// A term follows its Document.
	h.commit(topical(2, 52))
	h.lists(terms(map[string][]string{"topic": {string(ID(52))}}), "a topic after a change", 2, 5)
}

func idsOf(rows []content.Row) []content.ID {
	all := []content.ID{}
	for _, r := range rows {
		all = append(all, r.Document)
	}
	return all
}

// testMoments has entries of one day stand in the order of their instants, as
// the day is counted in the zone of the Site.
func testMoments(h *harness) {
	var all []*Builder
	for n, start := range []string{"2026-12-10T20:00:00Z", "2026-12-10T06:00:00Z", "2026-12-09T22:30:00Z", "2026-12-09T21:30:00Z", "2026-12-10T22:00:00Z"} {
		b := New(ID(n), "event", "public", "lt")
		b.Draft("lt", b.Title("Mugė"), content.Facts{Fields: content.Fields{"start": content.One(start)}})
		all = append(all, b.Publish("lt", Epoch))
	}
	h.commit(all...)
	for s, want := range map[content.Sort][]int{content.ByDateAsc: {3, 2, 1, 0, 4}, content.ByDate: {4, 0, 1, 2, 3}} {
		q := public()
		q.Types, q.Sort = []string{"event"}, s
		for size := 1; size <= len(want); size++ {
			h.same(idsOf(h.pages(q, size)), ids(want...), fmt.Sprintf("by %s in pages of %d", s, size))
		}
	}
	q := public()
	q.Types, q.Sort, q.From, q.To = []string{"event"}, content.ByDateAsc, "2026-12-10", "2026-12-10"
	h.same(idsOf(h.pages(q, 10)), ids(2, 1, 0), "of one day")
}

func testDates(h *harness) {
	var all []*Builder
	for n, day := range []string{"", "1975", "1975-05", "1975-05-03", "1976-01-01", "unknown"} {
		b := New(ID(n), "agreement", "public", "lt")
		b.Draft("lt", b.Title("Sena"), content.Facts{Fields: content.Fields{"signed": content.One(day)}})
		all = append(all, b.Publish("lt", Epoch))
	}
	h.commit(all...)
	for _, c := range []struct {
		from, to string
		want     []int
	}{
		{"", "", []int{0, 1, 2, 3, 4, 5}},
		{"1975-01-01", "1975-12-31", []int{1, 2, 3}},
		{"1975", "1975", []int{1, 2, 3}},
		{"1975-05-03", "1975-05-03", []int{1, 2, 3}},
		{"1975-05-04", "", []int{1, 2, 4}},
		{"", "1975-05-02", []int{1, 2}},
		{"1975-06", "1975-08", []int{1}},
		{"1976", "", []int{4}},
		{"", "1974", nil},
		{"2000-01-01", "1900-01-01", nil},
	} {
		for _, s := range sorts {
			q := public()
			q.From, q.To, q.Sort = c.from, c.to, s
			h.lists(q, c.from+" to "+c.to+" by "+string(s), c.want...)
		}
	}
}

func testFacets(h *harness) {
	h.commit(topical(1, 50), topical(2, 50, 51), topical(3, 51), topical(4), topical(5, 52))
	got, err := h.Facets(h.Context(), public(), []string{"topic", "organization", "year", "none"})
	h.must(err, "facets")
	h.same(got, map[string]map[string]int{
		"topic":        {string(ID(50)): 2, string(ID(51)): 2, string(ID(52)): 1},
		"organization": {string(ID(90)): 2, string(ID(91)): 3},
		"year":         {"2026": 5}, "none": {},
	}, "facets")
	q := public()
	q.Terms = map[string][]string{"organization": {string(ID(91))}}
	q.Limit, q.After = 1, content.Cursor{Key: "0", Document: ID(3)}
	got, err = h.Facets(h.Context(), q, []string{"topic"})
	h.must(err, "facets")
	h.same(got, map[string]map[string]int{"topic": {string(ID(50)): 1, string(ID(51)): 1, string(ID(52)): 1}}, "facets of a filtered list")
	q.Audiences = nil
	got, err = h.Facets(h.Context(), q, []string{"topic"})
	h.must(err, "facets")
	h.same(got, map[string]map[string]int{"topic": {}}, "facets for nobody")
}

func testNoLocale(h *harness) {
	b := New(ID(1), "news", "public", "lt")
	b.Draft("lt", b.Title("Lietuviškai"), content.Facts{})
	b.Draft("ka", b.Title("ქართულად"), content.Facts{})
	h.commit(b.Publish("lt", Epoch).Publish("ka", Epoch))
	q := public()
	q.For = ""
	rows, err := h.Rows(h.Context(), q)
	h.must(err, "rows")
	if len(rows) != 2 || rows[0].For != rows[0].Locale || rows[1].For != rows[1].Locale || rows[0].Locale == rows[1].Locale {
		h.Fatalf("every text once, in its own locale: got %s", asJSON(rows))
	}
}
