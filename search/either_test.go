package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
)

// Whatever it is joined with, either matches what Bleve's own disjunction matches.
func TestEitherMatchesWhatADisjunctionMatches(t *testing.T) {
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
	one := func() (*either, query.Query) {
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
		return e, e.plain()
	}
	found := func(q query.Query) []string {
		result, err := index.SearchInContext(context.Background(), bleve.NewSearchRequestOptions(q, 1000, 0, false))
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, m := range result.Hits {
			ids = append(ids, m.ID)
		}
		slices.Sort(ids)
		return ids
	}
	for n := range 400 {
		a, plainA := one()
		b, plainB := one()
		c, plainC := one()
		for name, pair := range map[string][2]query.Query{
			"alone":  {a, plainA},
			"joined": {query.NewConjunctionQuery([]query.Query{a, b}), query.NewConjunctionQuery([]query.Query{plainA, plainB})},
			"more":   {together([]query.Query{a}, []query.Query{b}), plainA},
			"nested": {&either{[]clause{{a, asIs, 1}, {query.NewConjunctionQuery([]query.Query{b, c}), asIs, 1}}},
				query.NewDisjunctionQuery([]query.Query{plainA, query.NewConjunctionQuery([]query.Query{plainB, plainC})})},
		} {
			if got, want := found(pair[0]), found(pair[1]); !slices.Equal(got, want) {
				t.Fatalf("question %d, %s: %v, want %v", n, name, got, want)
			}
		}
	}
}
