package register

import (
	"maps"
	"net/url"
	"regexp"
	"slices"

	"herald/content"
)

// The parameters of a listing's address besides one for each facet field.
const (
	ParamTopic        = content.TermTopic
	ParamOrganization = content.TermOrganization
	ParamYear         = content.TermYear
	ParamFrom         = "from"
	ParamTo           = "to"
	ParamSort         = "sort"
	ParamAfter        = "after"
)

// FacetNames gives the names that t can be counted and filtered by.
func FacetNames(t *content.Type, audience string) []string {
	names := []string{ParamTopic, ParamOrganization, ParamYear}
	for _, c := range terms(t, audience) {
		names = append(names, c.Field.Name)
	}
	return names
}

// terms gives one column for each name that rows are filtered by. A field
// called like a parameter of every list is not among them: the parameter wins.
func terms(t *content.Type, audience string) []Column {
	taken := []string{ParamTopic, ParamOrganization, ParamYear, ParamFrom, ParamTo, ParamSort, ParamAfter}
	var all []Column
	for _, c := range FacetColumns(t, audience) {
		if name := c.Field.Name; !slices.Contains(taken, name) {
			taken, all = append(taken, name), append(all, c)
		}
	}
	return all
}

// Params gives every parameter that a listing of t answers to. A page cache
// keys on these and drops the rest.
func Params(t *content.Type, audience string) []string {
	return append(FacetNames(t, audience), ParamFrom, ParamTo, ParamSort, ParamAfter)
}

func facet(t *content.Type, audience, name string) (Column, bool) {
	for _, c := range terms(t, audience) {
		if c.Field.Name == name {
			return c, true
		}
	}
	return Column{}, false
}

var yearForm = regexp.MustCompile(`^[0-9]{4}$`)

// ParseFilter reads the parameters of a listing of t. Parameters that t does
// not have are ignored, and so are empty ones. A value that cannot be one of its
// parameter is left out of the Filter and named in an Issue whose Field is the
// parameter: neither is it taken for "nothing matches", nor does it pass
// unsaid. Locale, Limit and All are the caller's to set.
func ParseFilter(get func(string) string, t *content.Type, audience string) (content.Filter, []content.Issue) {
	p := parsing{filter: content.Filter{Types: []string{t.Name}, Sort: t.Sort}, get: get}
	p.id(ParamTopic, &p.filter.Topic)
	p.id(ParamOrganization, &p.filter.Organization)
	p.value(ParamYear, "issue.field.day", func(v string) bool {
		p.filter.Year = v
		return yearForm.MatchString(v) && v != "0000"
	}, func() { p.filter.Year = "" })
	p.day(ParamFrom, &p.filter.From)
	p.day(ParamTo, &p.filter.To)
	p.bounds()
	for _, c := range terms(t, audience) {
		p.term(c)
	}
	p.sort(t)
	p.after()
	return p.filter, p.issues
}

type parsing struct {
	filter content.Filter
	get    func(string) string
	issues []content.Issue
}

// value hands the parameter to accept; a refused one is named and undone.
func (p *parsing) value(name, key string, accept func(string) bool, undo func()) {
	v := p.get(name)
	if v == "" || accept(v) {
		return
	}
	undo()
	p.issues = append(p.issues, content.Issue{Field: name, Key: key, Args: []any{"value", v}})
}

func (p *parsing) id(name string, to *content.ID) {
	p.value(name, "issue.field.ref", func(v string) bool {
		*to = content.ID(v)
		return to.Valid()
	}, func() { *to = "" })
}

func (p *parsing) day(name string, to *string) {
	p.value(name, "issue.field.day", func(v string) bool {
		d, err := content.ParseDay(v)
		if err != nil || d.Year == 0 {
			return false
		}
		if name == ParamTo {
			// The store compares text, where "2026" stands before "2026-01-01".
			d = lastOf(d)
		}
		*to = d.String()
		return true
	}, func() {})
}

func (p *parsing) bounds() {
	f := &p.filter
	if f.From != "" && f.To != "" && f.From > f.To {
		p.issues = append(p.issues, content.Issue{Field: ParamTo, Key: "issue.day.order", Args: []any{"value", f.To}})
		f.To = ""
	}
}

func (p *parsing) term(c Column) {
	name := c.Field.Name
	p.value(name, "issue.field."+string(c.Field.Kind), func(v string) bool {
		item := v
		if c.Field.Kind == content.KindRef {
			item = content.Ref{Document: content.ID(v)}.String()
		}
		if key, _ := c.Field.CheckValue(item); key != "" || len(v) > maxTerm {
			return false
		}
		if p.filter.Terms == nil {
			p.filter.Terms = map[string]string{}
		}
		p.filter.Terms[name] = v
		return true
	}, func() {})
}

// Orders gives the orders that a reader may put a list of t in, its own first.
func Orders(t *content.Type) []content.Sort {
	orders := []content.Sort{t.Sort}
	if t.Date != "" {
		orders = append(orders, content.ByDate, content.ByDateAsc)
	}
	return append(orders, content.ByTitle)
}

func (p *parsing) sort(t *content.Type) {
	p.value(ParamSort, "issue.field.choice", func(v string) bool {
		p.filter.Sort = content.Sort(v)
		return slices.Contains(Orders(t), p.filter.Sort)
	}, func() { p.filter.Sort = t.Sort })
}

// maxTerm bounds the value of a facet that is free text.
const maxTerm = 500

func (p *parsing) after() {
	p.value(ParamAfter, "issue.field.unknown", func(v string) bool {
		after, ok := parseCursor(v, p.filter.Sort)
		p.filter.After = after
		return ok
	}, func() { p.filter.After = content.Cursor{} })
}

// Encode gives the parameters of f in a listing of t, canonical: two Filters
// that select the same give the same text once encoded.
func Encode(t *content.Type, f content.Filter) url.Values {
	v := url.Values{}
	for name, value := range f.Terms {
		set(v, name, value)
	}
	set(v, ParamTopic, string(f.Topic))
	set(v, ParamOrganization, string(f.Organization))
	set(v, ParamYear, f.Year)
	set(v, ParamFrom, f.From)
	set(v, ParamTo, f.To)
	if f.Sort != t.Sort {
		set(v, ParamSort, string(f.Sort))
	}
	set(v, ParamAfter, encodeCursor(f.After, f.Sort))
	return v
}

func set(v url.Values, name, value string) {
	if value != "" {
		v.Set(name, value)
	}
}

// With gives f filtered by one more value, from its first page on; an empty
// value takes the filter off.
func With(f content.Filter, name, value string) content.Filter {
	f.After, f.Terms = content.Cursor{}, maps.Clone(f.Terms)
	switch name {
	case ParamTopic:
		f.Topic = content.ID(value)
	case ParamOrganization:
		f.Organization = content.ID(value)
	case ParamYear:
		f.Year = value
	case ParamFrom:
		f.From = value
	case ParamTo:
		f.To = value
	case ParamSort:
		f.Sort = content.Sort(value)
	default:
		if f.Terms == nil {
			f.Terms = map[string]string{}
		}
		f.Terms[name] = value
		if value == "" {
			delete(f.Terms, name)
		}
	}
	return f
}

// Chosen gives the value that f has for a parameter of a listing of t, or "".
func Chosen(t *content.Type, f content.Filter, name string) string { return Encode(t, f).Get(name) }
