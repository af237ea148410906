package site

import (
	"maps"
	"slices"
	"strconv"

	"herald/content"
	"herald/content/register"
)

// The parameters of a search besides those that narrow a list.
const (
	paramQuestion = "q"
	// facetType is the parameter that narrows a search to one Type.
	facetType = "type"
	paramPage = "page"
)

// sortDate is the value of the parameter sort that puts the newest first.
const sortDate = "date"

// searchParameters are what every search understands. What one of a Type is
// narrowed by besides is in searchTerms.
var searchParameters = []string{paramQuestion, facetType, register.ParamTopic, register.ParamOrganization, register.ParamFrom, register.ParamTo, register.ParamSort, paramPage}

// The bounds of what is asked of a Searcher.
const (
	searchSize  = 20
	searchPages = 50
)

// searchNames are the parameters of a search of whatever Type.
func (s *Site) searchNames() []string {
	names := slices.Clone(searchParameters)
	for _, t := range s.types.All() {
		for _, name := range s.searchTerms(t) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// searchTerms are the facet fields of t. One that is called like a parameter of
// every search is not among them: the parameter wins.
func (s *Site) searchTerms(t *content.Type) []string {
	return slices.DeleteFunc(register.FacetNames(t, s.site.Audience), func(name string) bool {
		return name == register.ParamYear || slices.Contains(searchParameters, name)
	})
}

// anyType stands for the Type of a search that is not narrowed to one.
var anyType = &content.Type{}

// searchQuery reads the question. What is not a value of its parameter is left
// out and named in an Issue.
func (v *visit) searchQuery() (Query, []content.Issue) {
	q := Query{Locale: v.locale, Text: v.query.Get(paramQuestion), Page: 1, Size: searchSize}
	var issues []content.Issue
	t := anyType
	if name := v.query.Get(facetType); name != "" {
		if known := v.types.Get(name); known != nil && !known.Hidden {
			t, q.Type = known, name
		} else {
			issues = append(issues, content.Issue{Field: facetType, Key: "issue.field.choice"})
		}
	}
	f, more := register.ParseFilter(v.narrowing, t, v.site.Audience)
	issues = append(issues, more...)
	q.Topic, q.Organization, q.From, q.To = f.Topic, f.Organization, f.From, f.To
	if d, err := content.ParseDay(v.query.Get(register.ParamTo)); err == nil && f.To != "" {
		// A list is bounded by the last day of a month or year; the address keeps
		// what was asked for, and a Searcher knows what it means.
		q.To = d.String()
	}
	q.Facets = v.searchTerms(t)
	for name, value := range f.Terms {
		if slices.Contains(q.Facets, name) {
			q = q.with(name, value)
		}
	}
	switch v.query.Get(register.ParamSort) {
	case "", "relevance":
	case sortDate:
		q.Newest = true
	default:
		issues = append(issues, content.Issue{Field: register.ParamSort, Key: "issue.field.choice"})
	}
	if n, err := strconv.Atoi(v.query.Get(paramPage)); err == nil && n > 1 {
		q.Page = min(n, searchPages)
	}
	return q, issues
}

// narrowing gives a parameter that searches have in common with lists.
func (v *visit) narrowing(name string) string {
	switch name {
	case paramQuestion, facetType, paramPage, register.ParamSort, register.ParamAfter, register.ParamYear:
		return ""
	}
	return v.query.Get(name)
}

// chosen gives the value that q is narrowed by under a name, or "". A year
// stands in the address as its first and its last day.
func (q Query) chosen(name string) string {
	switch name {
	case facetType:
		return q.Type
	case register.ParamTopic:
		return string(q.Topic)
	case register.ParamOrganization:
		return string(q.Organization)
	case register.ParamYear:
		if q.From == q.To && len(q.From) == len("2026") {
			return q.From
		}
		return ""
	case register.ParamFrom:
		return q.From
	case register.ParamTo:
		return q.To
	}
	return q.Terms[name]
}

// with gives q, from its first page on, with another value under a name; ""
// takes it off. What narrows by fields of a Type goes with the Type.
func (q Query) with(name, value string) Query {
	q.Page = 1
	switch name {
	case facetType:
		q.Type, q.Terms, q.Facets = value, nil, nil
	case register.ParamTopic:
		q.Topic = content.ID(value)
	case register.ParamOrganization:
		q.Organization = content.ID(value)
	case register.ParamYear:
		q.From, q.To = value, value
	case register.ParamFrom:
		q.From = value
	case register.ParamTo:
		q.To = value
	default:
		terms := map[string]string{}
		maps.Copy(terms, q.Terms)
		if terms[name] = value; value == "" {
			delete(terms, name)
		}
		q.Terms = terms
	}
	return q
}

// taken are the names under which q is narrowed, in the order in which they are
// shown.
func (q Query) taken() []string {
	days := []string{register.ParamFrom, register.ParamTo}
	if q.chosen(register.ParamYear) != "" {
		days = []string{register.ParamYear}
	}
	names := slices.Concat([]string{facetType, register.ParamTopic, register.ParamOrganization}, slices.Sorted(maps.Keys(q.Terms)), days)
	return slices.DeleteFunc(names, func(name string) bool { return q.chosen(name) == "" })
}

// bare gives q without anything that narrows it.
func (q Query) bare() Query {
	return Query{Locale: q.Locale, Text: q.Text, Newest: q.Newest, Page: 1, Size: q.Size}
}

// params writes q as it stands in an address, canonical, without its page.
func (q Query) params() values {
	params := values{}
	for _, name := range append(q.taken(), paramQuestion) {
		switch name {
		case paramQuestion:
			if q.Text != "" {
				params.Set(name, q.Text)
			}
		case register.ParamYear:
			params.Set(register.ParamFrom, q.From)
			params.Set(register.ParamTo, q.To)
		default:
			params.Set(name, q.chosen(name))
		}
	}
	if q.Newest {
		params.Set(register.ParamSort, sortDate)
	}
	return params
}

// at writes q as the query of an address, or "" where it asks nothing.
func (q Query) at(page int) string {
	params := q.params()
	if page > 1 {
		params.Set(paramPage, itoa(page))
	}
	if len(params) == 0 {
		return ""
	}
	return "?" + params.Encode()
}

// searchURL is the address of a page of what q finds.
func (v *visit) searchURL(q Query, page int) string {
	return v.site.Path(v.locale, "search") + q.at(page)
}

// searchFormURL is the address of what q finds in one of its other forms. Feeds
// have one order.
func (v *visit) searchFormURL(form string, q Query, page int) string {
	return v.site.Path(v.locale, "search/"+form) + q.at(page)
}
