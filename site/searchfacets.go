package site

import (
	"herald/content"
	"herald/content/register"
)

// searchFacets are the ways to narrow a search, each with what it would leave.
// Where nothing was counted the kinds of content can still be chosen.
func (v *visit) searchFacets(q Query, counts map[string][]content.Facet) []FacetGroup {
	var all []FacetGroup
	names := append([]string{facetType}, q.Facets...)
	for _, name := range append(names, register.ParamTopic, register.ParamOrganization, register.ParamYear) {
		taken := q.chosen(name)
		g := FacetGroup{Name: name, Label: v.facetName(q, name), Open: taken != ""}
		values := counts[name]
		if counts == nil && name == facetType {
			values = v.allTypes()
		}
		for _, value := range values[:min(len(values), facetLength)] {
			link := v.facetLink(q, name, value.Value)
			if link.Text == "" {
				continue
			}
			to := value.Value
			if to == taken {
				to = ""
			}
			link.URL = v.searchURL(q.with(name, to), 1)
			g.Options = append(g.Options, FacetOption{Link: link, Count: value.Count, Chosen: value.Value == taken})
		}
		order(g.Options, name)
		// One value that was not chosen would leave everything.
		if len(g.Options) > 1 || g.Open && len(g.Options) > 0 {
			all = append(all, g)
		}
	}
	return all
}

// narrowed fills what says how a search is narrowed, and the ways to change that.
func (v *visit) narrowed(p *Search, q Query) {
	p.Clear = v.searchURL(q.bare(), 1)
	for _, name := range q.taken() {
		p.Chosen = append(p.Chosen, Link{URL: v.searchURL(q.with(name, ""), 1), Text: v.takenText(q, name)})
	}
	p.Dates = DateForm{From: q.From, To: q.To, Action: v.site.Path(v.locale, "search")}
	if q.chosen(register.ParamYear) != "" {
		// The field of a browser takes days, and a year is none.
		p.Dates.From, p.Dates.To = "", ""
	}
	rest := q.with(register.ParamFrom, "").with(register.ParamTo, "")
	for _, name := range v.searchNames() {
		if value := rest.params().Get(name); value != "" {
			p.Dates.Hidden = append(p.Dates.Hidden, Pair{name, value})
		}
	}
	if p.Total == 0 {
		v.fewer(p, q)
	}
}

// takenText names a filter in effect with its value.
func (v *visit) takenText(q Query, name string) string {
	value := q.chosen(name)
	text := v.facetLink(q, name, value).Text
	if text == "" {
		text = value
	}
	return v.facetName(q, name) + ": " + text
}

// fewer finds out which one filter keeps everything out, and what all of them do.
func (v *visit) fewer(p *Search, q Query) {
	offer := func(q Query, text string) {
		q.Size = 1
		if res, err := v.find(q); err == nil && res.Total > 0 {
			p.Fewer = append(p.Fewer, FacetOption{Link: Link{URL: v.searchURL(q, 1), Text: text}, Count: res.Total})
		}
	}
	taken := q.taken()
	for _, name := range taken {
		offer(q.with(name, ""), v.words.T("search.without", "filter", v.takenText(q, name)))
	}
	if len(taken) > 1 {
		offer(q.bare(), v.words.T("search.without_any"))
	}
}

// allTypes are the Types whose Documents can be found, not counted.
func (v *visit) allTypes() []content.Facet {
	var all []content.Facet
	for _, t := range v.types.All() {
		if v.narrows(t) {
			all = append(all, content.Facet{Value: t.Name})
		}
	}
	return all
}

// narrows reports whether t is a kind of content that readers tell apart.
func (s *Site) narrows(t *content.Type) bool { return s.lists(t) && !t.Hidden || t.Tree }

// facetLink is what readers call a value, in which language; without a text it
// is nothing to them.
func (v *visit) facetLink(q Query, name, value string) (link Link) {
	switch name {
	case register.ParamYear:
		link.Text = value
	case register.ParamFrom, register.ParamTo:
		link.Text = v.day(value)
	case facetType:
		if t := v.types.Get(value); t != nil && v.narrows(t) {
			link.Text = v.many(t)
		}
	case register.ParamTopic, register.ParamOrganization:
		of := v.body(content.ID(value))
		link.Text, link.Lang = of.Text, of.Lang
	default:
		if t := v.types.Get(q.Type); t != nil {
			link.Text = v.texter().Facet(t, v.site.Audience, name, value)
		}
	}
	return link
}
