package search

import (
	"strings"

	"herald/content"
)

// mostValues is how many values of a facet are counted.
const mostValues = 50

// facets gives what is counted. A facet that the question filters by is counted
// without its own filter: what a reader would find who chose another value.
func (a *asking) facets() []counted {
	var all []counted
	for _, name := range unique(append([]string{FacetType, FacetTopic, FacetOrganization, FacetYear}, a.q.Facets...)) {
		one := counted{field: facetField(name)}
		if a.chosen(name) {
			one.narrow = a.filters(string(a.q.Locale), name)
		}
		all = append(all, one)
	}
	return all
}

// facetField gives the field that the facet of a name counts, facetName the name.
func facetField(name string) string {
	if name == FacetType {
		return fieldType
	}
	return fieldTerm + name
}

func facetName(field string) string { return strings.TrimPrefix(field, fieldTerm) }

// byName gives counts by the names of their facets, without those that have none.
func byName(counts map[string][]content.Facet) map[string][]content.Facet {
	all := map[string][]content.Facet{}
	for field, some := range counts {
		if len(some) > 0 {
			all[facetName(field)] = some
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
