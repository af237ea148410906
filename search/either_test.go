package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
)

// Whatever it is joined with, either matches what its clauses do, by themselves and
// where Bleve marks words.
func TestEitherMatchesWhatItsClausesDo(t *testing.T) {
	index, err := bleve.NewUsing("", mappingOf("en", nil), "scorch", "scorch", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	r := rand.New(rand.NewPCG(5, 6))
	word := func() string { return fmt.Sprintf("w%d", r.IntN(12)) }
	for batch := range 6 {
		b := index.NewBatch()
		for i := range 40 {
			if err := b.Index(fmt.Sprintf("d%d", batch*30+i), map[string]any{fieldTitle: word() + " " + word(), fieldBody: word() + " " + word() + " " + word()}); err != nil {
				t.Fatal(err)
			}
		}
		if err := index.Batch(b); err != nil {
			t.Fatal(err)
		}
	}
	one := func() *either {
		e := &either{}
		for range 1 + r.IntN(4) {
			field := []string{fieldTitle, fieldBody}[r.IntN(2)]
			switch r.IntN(3) {
			case 0:
				e.add(byWord, 1, exactly(field, word()))
			case 1:
				e.add(byPresence, 2, exactly(field, word()))
			default:
				e.add(byPhrase, 1, query.NewPhraseQuery([]string{word(), word()}, field))
			}
		}
		return e
	}
	v := &view{p: &part{of: &readers{}}, g: &generation{bleve: index}, exact: true, memory: true}
	known := &reference{v, t, map[string]map[string]float64{}}
	for n := range 200 {
		a, b, c := one(), one(), one()
		least := query.NewDisjunctionQuery([]query.Query{a, b, c})
		least.SetMin(2)
		for name, q := range map[string]query.Query{
			"alone":  a,
			"joined": query.NewConjunctionQuery([]query.Query{a, b}),
			"more":   together([]query.Query{a}, []query.Query{b}),
			"nested": &either{[]clause{{a, asIs, 1}, {query.NewConjunctionQuery([]query.Query{b, c}), asIs, 0.5}}},
			"some":   least,
		} {
			g := gathering{words: q, size: 1000}
			got, err := v.gather(t.Context(), g)
			if err != nil {
				t.Fatal(err)
			}
			if wanted := known.gather(g); got.told() != wanted.told() {
				t.Fatalf("question %d, %s: %s\nwant %s", n, name, got.told(), wanted.told())
			}
			marked := known.bleve(bleve.NewSearchRequestOptions(q, 1000, 0, false))
			if !slices.Equal(idsOf(marked.Hits), idsOf(got.matches)) {
				t.Fatalf("question %d, %s: Bleve marks %v", n, name, idsOf(marked.Hits))
			}
		}
	}
}

func idsOf[M *search.DocumentMatch | match](all []M) []string {
	var ids []string
	for _, m := range all {
		switch m := any(m).(type) {
		case *search.DocumentMatch:
			ids = append(ids, m.ID)
		case match:
			ids = append(ids, m.id)
		}
	}
	return slices.Sorted(slices.Values(ids))
}
