package site

import (
	"herald/content"
	"herald/content/register"
)

// searchFacets are the ways to narrow a search, each with what it would leave.
// Where nothing was counted the kinds of content can still be chosen.
func (v *visit) searchFacets(q Query, counts map[string][]content.Facet) []FacetGroup {
	var all []FacetGroup
	for _, name := range []string{facetType, register.ParamTopic, register.ParamOrganization, register.ParamYear} {
		g := FacetGroup{Name: name, Label: v.words.T("page.filter." + name), Open: q.chosen(name) != ""}
		g.Options = append(g.Options, FacetOption{Link: Link{URL: v.searchURL(q.with(name, ""), 1), Text: v.words.T("page.filter.any")}, Chosen: !g.Open})
		values := counts[name]
		if counts == nil && name == facetType {
			values = v.allTypes()
		}
		for _, value := range values[:min(len(values), facetLength)] {
			if link := v.facetLink(name, value.Value); link.Text != "" {
				link.URL = v.searchURL(q.with(name, value.Value), 1)
				g.Options = append(g.Options, FacetOption{Link: link, Count: value.Count, Chosen: q.chosen(name) == value.Value})
			}
		}
		order(g.Options[1:], name)
		// One value that was not chosen would leave everything.
		if len(g.Options) > 2 || g.Open {
			all = append(all, g)
		}
	}
	return all
}

// facetType is the parameter that narrows a search to one Type.
const facetType = "type"

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
func (v *visit) facetLink(name, value string) (link Link) {
	switch name {
	case register.ParamYear:
		link.Text = value
	case facetType:
		if t := v.types.Get(value); t != nil && v.narrows(t) {
			link.Text = v.many(t)
		}
	default:
		of, _ := v.ref("doc:" + value)
		link.Text, link.Lang = of.Text, of.Lang
	}
	return link
}

// chosen gives the value of one of the facets in q, or "".
func (q Query) chosen(name string) string {
	switch {
	case name == facetType:
		return q.Type
	case name == register.ParamTopic:
		return string(q.Topic)
	case name == register.ParamOrganization:
		return string(q.Organization)
	case q.From == q.To && len(q.From) == len("2026"):
		return q.From
	}
	return ""
}

// with gives q with another value for one of the facets; "" takes it off.
func (q Query) with(name, value string) Query {
	switch name {
	case facetType:
		q.Type = value
	case register.ParamTopic:
		q.Topic = content.ID(value)
	case register.ParamOrganization:
		q.Organization = content.ID(value)
	default:
		// A year stands in the address as its first and its last day.
		if value != "" || q.chosen(name) != "" {
			q.From, q.To = value, value
		}
	}
	return q
}

// searchURL is the address of a page of what q finds.
func (v *visit) searchURL(q Query, page int) string {
	params := values{"q": {q.Text}}
	for name, value := range map[string]string{facetType: q.Type, "topic": string(q.Topic), "organization": string(q.Organization), "from": q.From, "to": q.To} {
		if value != "" {
			params.Set(name, value)
		}
	}
	if page > 1 {
		params.Set("page", itoa(page))
	}
	return v.site.Path(v.locale, "search") + "?" + params.Encode()
}
