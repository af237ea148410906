package search

import (
	"context"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"

	"herald/content"
)

// mostValues is how many values of a facet are counted.
const mostValues = 50

// facets gives the fields that are counted and under which names.
func (a *asking) facets() map[string]string {
	all := map[string]string{fieldType: FacetType}
	for _, name := range append(a.q.Facets, FacetTopic, FacetOrganization, FacetYear) {
		all[fieldTerm+name] = name
	}
	return all
}

func facets(found search.FacetResults) map[string][]content.Facet {
	all := map[string][]content.Facet{}
	for name, f := range found {
		if f.Terms == nil {
			continue
		}
		for _, t := range f.Terms.Terms() {
			all[name] = append(all[name], content.Facet{Value: t.Term, Count: t.Count})
		}
	}
	return all
}

// chosen reports whether the question filters by the facet of a name.
func (a *asking) chosen(name string) bool {
	switch name {
	case FacetType:
		return len(a.q.Types) > 0
	case FacetTopic:
		return a.q.Topic != "" || a.q.Terms[name] != ""
	case FacetOrganization:
		return a.q.Organization != "" || a.q.Terms[name] != ""
	case FacetYear:
		return a.q.Year != "" || a.q.wholeYear() || a.q.Terms[name] != ""
	}
	return a.q.Terms[name] != ""
}

// wholeYear reports whether the days of the question are exactly one year, which
// is then a choice of the facet of years.
func (q Query) wholeYear() bool {
	first, _, from := days(q.From)
	_, last, to := days(q.To)
	year := float64(int(first) / 10000 * 10000)
	return from && to && (first == year || first == year+101) && (last == year+9999 || last == year+1231)
}

// countChosen counts the facets that the question filters by, each without its
// own filter: what a reader would find who chose another value.
func (a *asking) countChosen(ctx context.Context, v *view, out *Results) error {
	for field, name := range a.facets() {
		if !a.chosen(name) {
			continue
		}
		r := bleve.NewSearchRequestOptions(v.only(a.words, a.filters(string(a.q.Locale), name)), 0, 0, false)
		r.Score = bleve.ScoreNone
		r.AddFacet(name, bleve.NewFacetRequest(field, mostValues))
		result, err := v.search(ctx, r)
		if err != nil {
			return err
		}
		if all := facets(result.Facets)[name]; all != nil {
			out.Facets[name] = slices.Clone(all)
		}
	}
	return nil
}
