package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2/search/query"

	"herald/content"
	"herald/store/storetest"
)

// gatheredWords are what the texts of a mixed town are made of, the first ones in most.
var gatheredWords = strings.Fields("miestas gatvė parkas upė tiltas mokykla biudžetas sprendimas posėdis vanduo šiluma atliekos")

// askedWords are looked for: also words without their accents, of which one says nothing,
// words beside each other, numbers and a day.
var askedWords = append(strings.Fields("ir gatve posedziai miesto-parkas miestas-gatvė 12 7-1 2026-05-03 nėra"), gatheredWords...)

// mixed publishes Documents of several Types and dates, whole and partial, with no
// topic or several, and changes and takes back some of them, so that the segments of
// the index hold texts that are gone.
func (w *town) mixed(r *rand.Rand, n int) (all []*storetest.Builder) {
	text := func(words int) string {
		all := make([]string, words)
		for i := range all {
			all[i] = gatheredWords[min(r.IntN(len(gatheredWords)), r.IntN(len(gatheredWords)))]
		}
		return strings.Join(all, " ")
	}
	topics := func() (some []content.ID) {
		for i := range 4 {
			if r.IntN(3) == 0 {
				some = append(some, storetest.ID(900_000+i))
			}
		}
		return some
	}
	for i := range n {
		facts := content.Facts{Topics: topics()}
		if r.IntN(3) > 0 {
			facts.Organization = storetest.ID(910_000 + r.IntN(3))
		}
		typ := []string{"news", "page", "press_release", "act"}[r.IntN(4)]
		if typ == "act" {
			day := []string{"1975", "2025-03", "2026-05-03", fmt.Sprintf("2024-01-%02d", 1+r.IntN(28))}[r.IntN(4)]
			facts.Fields = content.Fields{"number": content.One(fmt.Sprint(i)), "kind": content.One([]string{"decision", "order"}[r.IntN(2)]), "date": content.One(day)}
		}
		b := w.document(typ, "public", "lt")
		w.draft(b, "lt", text(1+r.IntN(3)), text(r.IntN(12)), facts)
		w.commit(b.Publish("lt", epoch.AddDate(-r.IntN(3), -r.IntN(2), 0)))
		if all = append(all, b); i%20 == 19 {
			w.follow()
		}
	}
	for range n / 4 {
		b := all[r.IntN(len(all))]
		if b.Document.Translation("lt").Live == 0 {
			continue
		}
		if r.IntN(2) == 0 {
			w.put(b.End("lt", content.Unpublished))
			continue
		}
		w.draft(b, "lt", text(2), text(10), content.Facts{Topics: topics()})
		w.put(b.Publish("lt", epoch))
	}
	return all
}

// anyQuestion is a question of some words with some filters.
func anyQuestion(r *rand.Rand) Query {
	maybe := func() bool { return r.IntN(3) == 0 }
	q := Query{Site: "public", Locale: "lt", Access: content.NewAccess(content.Public), Facets: []string{"kind"}, Terms: map[string]string{}}
	for range 1 + r.IntN(3) {
		q.Text += askedWords[r.IntN(len(askedWords))] + " "
	}
	if maybe() {
		q.Types = []string{"news", "act"}[:1+r.IntN(2)]
	}
	if maybe() {
		q.Topic = storetest.ID(900_000 + r.IntN(4))
	}
	if maybe() {
		q.Organization = storetest.ID(910_000 + r.IntN(3))
	}
	if maybe() {
		q.Terms["kind"] = "order"
	}
	if q.Year = ""; maybe() {
		q.Year = "2026"
	} else if maybe() {
		q.From, q.To = "2024", []string{"", "2025", "2025-03-15"}[r.IntN(3)]
	}
	if maybe() {
		q.Sort = ByDate
	}
	return q.bounded()
}

// TestGatheringIsWhatBleveFinds asks at random and compares matches, order, scores and
// counts.
func TestGatheringIsWhatBleveFinds(t *testing.T) {
	w, r := newTown(t).open(), rand.New(rand.NewPCG(7, 7))
	for _, b := range w.mixed(r, 160)[:12] { // the log is ahead of the index
		w.commit(w.text(b, "lt", "Miestas", "gatvė"), w.page("lt", "Miestas", "parkas"))
	}
	v := w.view("lt")
	want(t, "changed since", len(v.changed), 24)
	known := &reference{v, t, map[string]map[string]float64{}}
	found, counted := 0, 0
	for range 300 {
		q := anyQuestion(r)
		a := &asking{x: w.index, q: q, site: w.o.Sites["public"], tuned: &tuned{}}
		in, cs := of("lt"), chunks("lt", q.Text)
		words := []query.Query{in.allOf(cs, q.Text), in.someOf(cs, q.Text)}[r.IntN(2)]
		g := gathering{words: words, narrow: a.filters("lt", ""), order: q.Sort, from: r.IntN(2) * 5, size: 1 + r.IntN(40), count: a.facets()}
		got, err := v.gather(t.Context(), g)
		if err != nil {
			t.Fatal(err)
		}
		if wanted := known.gather(g); got.told() != wanted.told() {
			t.Fatalf("%+v\ngot %s\nwant %s", q, got.told(), wanted.told())
		}
		g.size, g.from = 0, 0
		if only, err := v.gather(t.Context(), g); err != nil || only.total != got.total || fmt.Sprint(only.counts) != fmt.Sprint(got.counts) {
			t.Fatalf("%+v: counted alone %v %v, want %v", q, only, err, got)
		}
		found, counted = found+got.total, counted+len(got.counts[fieldTerm+FacetTopic])
	}
	if found < 1000 || counted < 300 {
		t.Errorf("only %d matches and %d values: too few to prove anything", found, counted)
	}
}

// A column is let go of with its segment.
func TestColumnsAreKeptForSegmentsInUse(t *testing.T) {
	w, r, kept := newTown(t).open(), rand.New(rand.NewPCG(8, 8)), &columns{}
	for range 3 {
		w.mixed(r, 30)
		if err := w.view("lt").lexicon(func(l *lexicon) error {
			all := kept.segments(l.reader)
			want(t, "segments", len(all), len(l.parts))
			want(t, "kept", len(kept.by), len(l.parts))
			for i, p := range l.parts {
				want(t, "the same again", kept.segments(l.reader)[i] == all[i], true)
				want(t, "texts", all[i].texts, p.FullSize())
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// view is the index of the public Site in a language as it can be asked now.
func (w *town) view(language string) *view {
	w.tb.Helper()
	head, err := w.store.Head(context.Background())
	if err != nil {
		w.tb.Fatal(err)
	}
	v, err := w.index.find(w.index.parts, content.Public, language).view(context.Background(), head)
	if err != nil {
		w.tb.Fatal(err)
	}
	return v
}

func TestEqualMatchesStandInOneOrder(t *testing.T) {
	w := newTown(t).open()
	for i := range 40 {
		w.commit(w.page("lt", "Posėdis", "miesto taryba"))
		if i%9 == 8 {
			w.follow()
		}
	}
	w.follow()
	pages := func(sort Order) (all []string) {
		for from := 0; from < 45; from += 7 {
			for _, h := range w.ask(Query{Locale: "lt", Text: "posėdis", Sort: sort, Offset: from, Limit: 7}).Hits {
				all = append(all, string(h.ID))
			}
		}
		return all
	}
	for _, sort := range []Order{ByRelevance, ByDate} {
		before := pages(sort)
		want(t, "each once, by id", len(before), 40)
		want(t, "in order", slices.IsSorted(before), true)
		want(t, "asked again", pages(sort), before)
		if err := w.index.Rebuild(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		want(t, "in other segments", pages(sort), before)
	}
}
