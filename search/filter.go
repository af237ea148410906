package search

import (
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/search/query"

	"herald/content"
)

// weight is how much a word counts for by where it stands.
type weight struct {
	field string
	boost float64
}

var weights = []weight{{fieldTitle, 5}, {fieldNumber, 4}, {fieldLead, 2}, {fieldOther, 1}, {fieldBody, 1}}

// numberBoost is what the very number of an entry counts for.
const numberBoost = 20

// allOf matches what has every chunk somewhere, or is the entry whose number
// the whole text is.
func allOf(cs []chunk, text string, weights []weight) query.Query {
	var every []query.Query
	for _, c := range cs {
		every = append(every, c.anywhere(weights))
	}
	all := query.Query(query.NewConjunctionQuery(every))
	if key := numberKey(text); len(cs) > 1 && strings.ContainsAny(key, "0123456789") {
		return query.NewDisjunctionQuery([]query.Query{all, boosted(fieldKey, key)})
	}
	return all
}

// someOf matches what has at least half of the chunks.
func someOf(cs []chunk, weights []weight) query.Query {
	var some []query.Query
	for _, c := range cs {
		some = append(some, c.anywhere(weights))
	}
	q := query.NewDisjunctionQuery(some)
	q.SetMin(float64((len(cs) + 1) / 2))
	return q
}

// anywhere matches the chunk in any field of text.
func (c chunk) anywhere(weights []weight) query.Query {
	var some []query.Query
	for _, w := range weights {
		some = append(some, c.in(w.field, w.boost))
	}
	if c.number != "" {
		some = append(some, boosted(fieldKey, c.number))
	}
	return query.NewDisjunctionQuery(some)
}

// in matches the chunk's words beside each other in one field.
func (c chunk) in(field string, boost float64) query.Query {
	if len(c.words) == 1 {
		q := query.NewTermQuery(c.words[0])
		q.SetField(field)
		q.SetBoost(boost)
		return q
	}
	q := query.NewPhraseQuery(c.words, field)
	q.SetBoost(boost)
	return q
}

func boosted(field, value string) query.Query {
	q := exactly(field, value)
	q.SetBoost(numberBoost)
	return q
}

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
// as in fieldFor.
func (a *asking) filters(asked string) []query.Query {
	all := []query.Query{
		exactly(fieldSite, a.q.Site),
		exactly(fieldFor, asked),
		oneOf(fieldAccess, a.q.Access.Labels()),
	}
	if len(a.q.Types) > 0 {
		all = append(all, oneOf(fieldType, a.q.Types))
	}
	terms := map[string]string{
		content.TermTopic:        string(a.q.Topic),
		content.TermOrganization: string(a.q.Organization),
		content.TermYear:         a.q.Year,
	}
	for name, value := range a.q.Terms {
		terms[name] = value
	}
	for name, value := range terms {
		if value != "" {
			all = append(all, exactly(fieldTerm+name, value))
		}
	}
	if first, _, ok := days(a.q.From); ok {
		all = append(all, between(fieldLast, &first, nil))
	}
	if _, last, ok := days(a.q.To); ok {
		all = append(all, between(fieldFirst, nil, &last))
	}
	return all
}

func between(field string, least, most *float64) query.Query {
	yes := true
	q := query.NewNumericRangeInclusiveQuery(least, most, &yes, &yes)
	q.SetField(field)
	return q
}

// only joins words with what narrows them and leaves out what the log has
// changed since the index took it in.
func (v *view) only(words query.Query, narrow []query.Query) query.Query {
	q := query.NewBooleanQuery([]query.Query{words}, nil, nil)
	q.AddFilter(query.NewConjunctionQuery(slices.Clone(narrow)))
	for _, id := range v.changed {
		q.AddMustNot(exactly(fieldDocument, string(id)))
	}
	return q
}
