package search

import (
	"github.com/blevesearch/bleve/v2/search/query"

	"herald/content"
)

// weight is how much a word counts for by where it stands.
type weight struct {
	field string
	boost float64
}

var weights = []weight{{fieldTitle, 5}, {fieldNumber, 4}, {fieldLead, 2}, {fieldOther, 1}, {fieldBody, 1}, {fieldFile, 0.4}}

// What else counts in the order of what is found. A title has about five words, of
// which one is worth two by its weight and its length, and in a text a word is
// worth a twentieth to a fifth: so the form that was typed comes before other
// forms, be it in a title or in a text, and a title before a text.
const (
	// ownBoost is what the very number or day of an entry counts for, citedBoost
	// one that stands in its text.
	ownBoost, citedBoost = 20, 2
	// spelledTitleBoost and spelledBoost are what the very form of a word counts
	// for in a title and elsewhere.
	spelledTitleBoost, spelledBoost = 4, 0.5
	// silentShare is the part that a word counts for which says nothing.
	silentShare = 0.05
	// readingShare and synonymShare are the parts for what a word may stand for
	// and for what editors say it means.
	readingShare, synonymShare = 0.1, 0.3
)

func exactly(field, value string) *query.TermQuery {
	q := query.NewTermQuery(value)
	q.SetField(field)
	return q
}

func oneOf(field string, values []string) query.Query {
	var some []query.Query
	for _, v := range values {
		some = append(some, exactly(field, v))
	}
	return query.NewDisjunctionQuery(some)
}

// filters give what the question asks for besides its words, for readers asked
// as in fieldFor. What belongs to the facet named but is left out.
func (a *asking) filters(asked, but string) []query.Query {
	all := []query.Query{
		exactly(fieldSite, a.q.Site),
		exactly(fieldFor, asked),
		oneOf(fieldAccess, a.q.Access.Labels()),
	}
	if len(a.q.Types) > 0 && but != FacetType {
		all = append(all, oneOf(fieldType, a.q.Types))
	}
	for name, value := range a.q.terms() {
		if value != "" && name != but {
			all = append(all, exactly(fieldTerm+name, value))
		}
	}
	if but == FacetYear && a.q.wholeYear() {
		return all
	}
	return append(all, a.q.days()...)
}

// days matches what can be of a day from From to To.
func (q Query) days() []query.Query {
	var from, to *float64
	if first, _, ok := days(q.From); ok {
		from = &first
	}
	if _, last, ok := days(q.To); ok {
		to = &last
	}
	switch {
	case from == nil && to == nil:
		return nil
	case from == nil:
		return []query.Query{between(fieldFirst, nil, to)}
	}
	partial := []query.Query{between(fieldLast, from, nil)}
	if to != nil {
		partial = append(partial, between(fieldFirst, nil, to))
	}
	return []query.Query{query.NewDisjunctionQuery([]query.Query{between(fieldFirst, from, to), query.NewConjunctionQuery(partial)})}
}

// terms are the terms that the question filters by.
func (q Query) terms() map[string]string {
	all := map[string]string{
		content.TermTopic:        string(q.Topic),
		content.TermOrganization: string(q.Organization),
		content.TermYear:         q.Year,
	}
	for name, value := range q.Terms {
		if value != "" {
			all[name] = value
		}
	}
	return all
}

func between(field string, least, most *float64) query.Query {
	yes := true
	q := query.NewNumericRangeInclusiveQuery(least, most, &yes, &yes)
	q.SetField(field)
	return q
}
