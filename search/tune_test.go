package search

import (
	"context"
	"testing"

	"herald/content"
	"herald/i18n"
)

// tuned is a town whose editors have said something.
func tunedTown(t *testing.T, say func(*Tuning)) *town {
	w := newTown(t)
	w.o.Tune = func(_ context.Context, site string, l i18n.Locale) Tuning {
		var all Tuning
		if site == "public" && l == "en" {
			say(&all)
		}
		return all
	}
	return w.open()
}

func TestSynonymsFindEachOther(t *testing.T) {
	w := tunedTown(t, func(all *Tuning) {
		all.Synonyms = [][]string{{"kindergarten", "nursery", "day care"}, {"rubbish", "waste"}, {"", "…"}, {"alone"}}
	})
	w.put(w.page("en", "Kindergartens", "places"), w.page("en", "Nursery fees", "fees"), w.page("en", "Day care", "fees for day care"),
		w.page("en", "The day", "we care"), w.page("en", "Waste collection", "days"), w.page("lt", "Waste", "Kindergarten"))
	for _, c := range []struct {
		text, first string
		total       int
	}{
		{"kindergarten", "Kindergartens", 3},
		{"nurseries", "Nursery fees", 3},
		{"day care", "Day care", 4},
		{"nursery fees", "Nursery fees", 2},
		{"rubbish", "Waste collection", 1},
	} {
		r := w.ask(Query{Locale: "en", Text: c.text})
		want(t, c.text, r.Total, c.total)
		if r.Total > 0 {
			want(t, c.text+" itself first", plainOf(r.Hits[0].Title), c.first)
		}
	}
	want(t, "what is meant is marked", marked(w.ask(Query{Locale: "en", Text: "rubbish"}).Hits[0].Title), "[Waste] collection")
	want(t, "another locale", w.find("lt", "nursery"), "")
}

func TestPinsComeFirstAndLeakNothing(t *testing.T) {
	var pins []Pin
	w := tunedTown(t, func(all *Tuning) { all.Pins = pins })
	a, b := w.page("en", "Waste calendar", "when the lorry comes"), w.page("en", "Fees", "what it costs")
	c, d := w.page("en", "Waste in general", "waste waste"), w.page("en", "Secret waste", "waste")
	hidden := w.text(w.document("page", "staff", "en"), "en", "Staff waste", "waste")
	draft := w.document("page", "public", "en")
	w.draft(draft, "en", "Draft waste", "waste", content.Facts{})
	w.put(a, b, c, d, hidden, draft)
	pins = []Pin{{"waste", []content.ID{b.Document.ID, hidden.Document.ID, draft.Document.ID, "d99999999999", a.Document.ID, d.Document.ID, b.Document.ID}}}
	ask := func(text string, set ...func(*Query)) Results {
		q := Query{Locale: "en", Text: text}
		for _, s := range set {
			s(&q)
		}
		return w.ask(q)
	}
	r := ask("Wastes")
	want(t, "pinned", titles(r.Pinned), "Fees|Waste calendar|Secret waste")
	want(t, "the others", titles(r.Hits), "Waste in general")
	want(t, "total", r.Total, 4)
	want(t, "marked", marked(r.Pinned[1].Title), "[Waste] calendar")
	want(t, "in any order, without small words", titles(ask("the waste").Pinned), "Fees|Waste calendar|Secret waste")
	want(t, "another question", len(ask("waste calendar").Pinned), 0)
	want(t, "second page", len(ask("waste", func(q *Query) { q.Offset = 20 }).Pinned), 0)
	want(t, "by date", len(ask("waste", func(q *Query) { q.Sort = ByDate }).Pinned), 0)
	want(t, "filtered away", len(ask("waste", func(q *Query) { q.Types = []string{"news"} }).Pinned), 0)
	w.commit(d.End("en", content.Withdrawn))
	want(t, "withdrawn, ahead of the index", titles(ask("waste").Pinned), "Fees|Waste calendar")
	w.follow()
	want(t, "withdrawn", titles(ask("waste").Pinned), "Fees|Waste calendar")
	pins = []Pin{{"nothing such", []content.ID{b.Document.ID}}}
	r = ask("nothing such")
	want(t, "said anew, found by nothing else", titles(r.Pinned), "Fees")
	want(t, "total", r.Total, 1)
}
