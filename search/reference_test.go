package search

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"herald/content"
)

// reference answers questions of one view in the plainest way: Bleve is asked for each
// word, phrase and value alone.
type reference struct {
	*view
	t *testing.T
	// known are the answers of Bleve.
	known map[string]map[string]float64
}

// find gives what q matches, and what each counts for.
func (v *reference) find(q query.Query) map[string]float64 {
	all := map[string]float64{}
	switch q := q.(type) {
	case *either:
		total, counts := v.alone(query.NewMatchAllQuery()), make([]uint64, len(q.clauses))
		for i, c := range q.clauses {
			counts[i] = uint64(len(v.alone(c.query)))
			if phrase, ok := c.query.(*query.PhraseQuery); ok {
				counts[i] = 0 // what Bleve takes to be the most
				for _, word := range phrase.Terms {
					counts[i] += uint64(len(v.alone(exactly(phrase.FieldVal, word))))
				}
			}
		}
		for i, factor := range q.factors(uint64(len(total)), counts) {
			for id, score := range v.find(q.clauses[i].query) {
				switch q.clauses[i].how {
				case byWord:
					score /= rarity(float64(len(total)), float64(counts[i]))
				case byPresence:
					score = 1
				}
				all[id] += factor * score
			}
		}
	case *query.ConjunctionQuery:
		for i, one := range q.Conjuncts {
			found := v.find(one)
			if i == 0 {
				all = found
				continue
			}
			maps.DeleteFunc(all, func(id string, _ float64) bool { _, ok := found[id]; return !ok })
			for id := range all {
				all[id] += found[id]
			}
		}
	case *query.DisjunctionQuery:
		met := map[string]int{}
		for _, one := range q.Disjuncts {
			for id, score := range v.find(one) {
				all[id] += score
				met[id]++
			}
		}
		maps.DeleteFunc(all, func(id string, _ float64) bool { return met[id] < int(q.Min) })
		for id := range all {
			all[id] *= float64(met[id]) / float64(len(q.Disjuncts))
		}
	case *query.BooleanQuery:
		all = v.find(q.Must)
		if q.Should != nil {
			more := v.find(q.Should)
			for id := range all {
				all[id] += more[id]
			}
		}
	default:
		return v.alone(q)
	}
	return all
}

// alone has Bleve look for one thing.
func (v *reference) alone(q query.Query) map[string]float64 {
	key, err := json.Marshal(q)
	if err != nil {
		v.t.Fatal(err)
	}
	if all, ok := v.known[string(key)]; ok {
		return maps.Clone(all)
	}
	all := map[string]float64{}
	for _, m := range v.bleve(bleve.NewSearchRequestOptions(q, 10_000, 0, false)).Hits {
		all[m.ID] = m.Score
	}
	v.known[string(key)] = all
	return maps.Clone(all)
}

func (v *reference) bleve(r *bleve.SearchRequest) *bleve.SearchResult {
	v.t.Helper()
	result, err := v.search(v.t.Context(), r)
	if err != nil {
		v.t.Fatal(err)
	}
	return result
}

// gather answers g, with dates and counts as Bleve gives them.
func (v *reference) gather(g gathering) gathered {
	found := v.find(g.words)
	for _, id := range v.changed {
		for entry := range v.alone(exactly(fieldDocument, string(id))) {
			delete(found, entry)
		}
	}
	all := maps.Clone(found)
	v.keep(found, g.narrow)
	r := bleve.NewSearchRequestOptions(query.NewDocIDQuery(slices.Collect(maps.Keys(found))), 10_000, 0, false)
	r.SortBy([]string{"-" + v.p.of.latest(), "_id"})
	result := v.bleve(r)
	slices.SortStableFunc(result.Hits, func(a, b *search.DocumentMatch) int {
		byScore := cmp.Compare(float32(found[b.ID]), float32(found[a.ID]))
		if g.order == ByDate {
			return cmp.Or(strings.Compare(b.Sort[0], a.Sort[0]), byScore)
		}
		return byScore
	})
	out := gathered{total: len(found), counts: map[string][]content.Facet{}}
	for _, m := range result.Hits[min(g.from, len(found)):min(g.from+g.size, len(found))] {
		out.matches = append(out.matches, match{id: m.ID, score: float64(float32(found[m.ID]))})
	}
	for _, f := range g.count {
		within := found
		if f.narrow != nil {
			within = maps.Clone(all)
			v.keep(within, f.narrow)
		}
		out.counts[f.field] = v.count(within, f.field)
	}
	return out
}

// keep leaves of found what matches all of narrow.
func (v *reference) keep(found map[string]float64, narrow []query.Query) {
	for _, q := range narrow {
		within := v.alone(q)
		maps.DeleteFunc(found, func(id string, _ float64) bool { _, ok := within[id]; return !ok })
	}
}

// count has Bleve count the values of a field.
func (v *reference) count(of map[string]float64, field string) (all []content.Facet) {
	r := bleve.NewSearchRequestOptions(query.NewDocIDQuery(slices.Collect(maps.Keys(of))), 0, 0, false)
	r.AddFacet(field, bleve.NewFacetRequest(field, mostValues))
	for _, term := range v.bleve(r).Facets[field].Terms.Terms() {
		all = append(all, content.Facet{Value: term.Term, Count: term.Count})
	}
	return all
}

// told is g as it can be compared.
func (g gathered) told() string {
	var b strings.Builder
	fmt.Fprintln(&b, g.total)
	for _, m := range g.matches {
		fmt.Fprintf(&b, "%s %.5f\n", m.id, m.score)
	}
	for _, field := range slices.Sorted(slices.Values([]string{fieldType, fieldTerm + "kind", fieldTerm + FacetTopic, fieldTerm + FacetOrganization, fieldTerm + FacetYear})) {
		fmt.Fprintln(&b, field, g.counts[field])
	}
	return b.String()
}
