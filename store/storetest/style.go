package storetest

import (
	"herald/content"
	"herald/i18n"
)

// testStyle keeps what is said about each language: asked for it is given as the
// log said it last, as of the Position given with it, and nothing else is projected.
func testStyle(h *harness) {
	said := func(l i18n.Locale, body string) content.Record {
		return content.Record{Kind: content.RecordStyle, ID: content.ID(l), Body: []byte(`{"locale":"` + string(l) + `","said":"` + body + `"}`)}
	}
	commit := func(records ...content.Record) {
		c := content.Change{ID: content.NewID(), At: Epoch, Records: records}
		for _, r := range records {
			c.Events = append(c.Events, content.Event{Kind: content.EventRuleAdded, At: Epoch, By: "system:test", Locale: i18n.Locale(r.ID), Other: "žodis → другая"})
		}
		_, err := h.Commit(h.Context(), h.head(), c, nil)
		h.must(err, "commit")
	}
	style := func() content.Snapshot {
		snap, err := h.Load(h.Context(), content.Ask{Style: true})
		h.must(err, "load")
		return snap
	}
	h.same(len(style().Style), 0, "style of a new store")
	commit(said("lt", "one"), said("bg", "едно"))
	h.commit(Published(ID(1), "news", "Naujiena", Epoch))
	commit(said("lt", "two"))
	want := []content.Record{said("bg", "едно"), said("lt", "two")}
	got := style()
	h.same(got.Style, want, "style")
	h.same(got.Position, h.head(), "position")
	snap, err := h.Load(h.Context(), content.Ask{})
	h.must(err, "load")
	h.same(len(snap.Style), 0, "style nobody asked for")
	docs, err := h.Documents(h.Context(), "lt", "bg")
	h.must(err, "documents")
	h.same(len(docs), 0, "documents of that id")
	trail, err := h.Trail(h.Context(), content.TrailQuery{Kinds: []content.EventKind{content.EventRuleAdded}, Locale: "lt"})
	h.must(err, "trail")
	h.same(len(trail), 2, "events")
	h.same(trail[0].Other, "žodis → другая", "rule of an event")
	h.must(h.Reproject(h.Context(), nil), "reproject")
	h.same(style().Style, want, "style after a new projection")
}

// testTuning keeps what is said of searches, beside the house style and apart from it.
func testTuning(h *harness) {
	said := func(id content.ID, body string) content.Record {
		return content.Record{Kind: content.RecordTuning, ID: id, Body: []byte(`{"said":"` + body + `"}`)}
	}
	commit := func(records ...content.Record) {
		c := content.Change{ID: content.NewID(), At: Epoch, Records: records,
			Events: []content.Event{{Kind: content.EventSynonymsAdded, At: Epoch, By: "system:test", Locale: "lt", Other: "public: šiukšlės, atliekos"}}}
		_, err := h.Commit(h.Context(), h.head(), c, nil)
		h.must(err, "commit")
	}
	tuning := func(ask content.Ask) content.Snapshot {
		snap, err := h.Load(h.Context(), ask)
		h.must(err, "load")
		return snap
	}
	h.same(len(tuning(content.Ask{Tuning: true}).Tuning), 0, "tuning of a new store")
	style := content.Record{Kind: content.RecordStyle, ID: "lt", Body: []byte(`{"locale":"lt"}`)}
	commit(said("lt@public", "one"), said("lt@intranet", "another"), style)
	commit(said("lt@public", "two"))
	want := []content.Record{said("lt@intranet", "another"), said("lt@public", "two")}
	got := tuning(content.Ask{Tuning: true})
	h.same(got.Tuning, want, "tuning")
	h.same(got.Position, h.head(), "position")
	h.same(len(got.Style), 0, "style nobody asked for")
	h.same(len(tuning(content.Ask{Style: true}).Tuning), 0, "tuning nobody asked for")
	trail, err := h.Trail(h.Context(), content.TrailQuery{Kinds: []content.EventKind{content.EventSynonymsAdded}, Locale: "lt"})
	h.must(err, "trail")
	h.same(len(trail), 2, "events")
	h.must(h.Reproject(h.Context(), nil), "reproject")
	h.same(tuning(content.Ask{Tuning: true}).Tuning, want, "tuning after a new projection")
}
