package search

import (
	"testing"

	"herald/content"
)

func TestAFacetIsCountedWithoutItsOwnFilter(t *testing.T) {
	w := newTown(t).open()
	for i := range 12 {
		b := w.document([]string{"news", "page", "press_release"}[i%3], "public", "lt")
		w.draft(b, "lt", "Žinia", "miestas", content.Facts{Topics: []content.ID{content.ID("t0000000000" + string('a'+rune(i%2)))}, Organization: "c00000000001"})
		w.commit(b.Publish("lt", epoch.AddDate(-(i%4), 0, 0)))
	}
	for i, kind := range []string{"decision", "order", "decision"} {
		b := w.document("act", "public", "lt")
		w.draft(b, "lt", "Aktas", "miestas", content.Facts{Fields: content.Fields{"number": content.One(string('1' + rune(i))), "kind": content.One(kind), "date": content.One("2026-05-03")}})
		w.commit(b.Publish("lt", epoch))
	}
	w.follow()
	ask := func(q Query) Results {
		q.Locale, q.Text = "lt", "miestas"
		return w.ask(q)
	}
	none := ask(Query{Facets: []string{"kind"}})
	want(t, "types", none.Facets[FacetType], "[{news 4} {page 4} {press_release 4} {act 3}]")
	want(t, "kinds", none.Facets["kind"], "[{decision 2} {order 1}]")

	r := ask(Query{Types: []string{"news"}})
	want(t, "total", r.Total, 4)
	want(t, "its own filter does not count", r.Facets[FacetType], none.Facets[FacetType])
	want(t, "others are narrowed", r.Facets[FacetTopic], "[{t0000000000a 2} {t0000000000b 2}]")

	r = ask(Query{Types: []string{"news"}, Topic: "t0000000000a"})
	want(t, "total", r.Total, 2)
	want(t, "types within the topic", r.Facets[FacetType], "[{news 2} {page 2} {press_release 2}]")
	want(t, "topics within the type", r.Facets[FacetTopic], "[{t0000000000a 2} {t0000000000b 2}]")

	year := ask(Query{Year: "2025"})
	want(t, "total", year.Total, 3)
	want(t, "years", year.Facets[FacetYear], none.Facets[FacetYear])
	for _, q := range []Query{{From: "2025", To: "2025"}, {From: "2025-01-01", To: "2025-12-31"}, {Terms: map[string]string{FacetYear: "2025"}}} {
		same := ask(q)
		want(t, "a whole year is its facet's", same.Total, year.Total)
		want(t, "years", same.Facets[FacetYear], none.Facets[FacetYear])
	}
	part := ask(Query{From: "2025-02-01", To: "2025-12-31"})
	want(t, "part of a year narrows all", part.Facets[FacetYear], "[{2025 3}]")

	kind := ask(Query{Types: []string{"act"}, Facets: []string{"kind"}, Terms: map[string]string{"kind": "order"}})
	want(t, "total", kind.Total, 1)
	want(t, "kinds", kind.Facets["kind"], none.Facets["kind"])
}
