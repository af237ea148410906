package site

import (
	"cmp"
	"slices"

	"herald/content"
	"herald/content/register"
)

// facetLength bounds the values that one filter offers.
const facetLength = 30

// facets fills the filters of a list with the values that its entries have.
func (v *visit) facets(l *Listing, t *content.Type, f content.Filter) error {
	names := register.FacetNames(t, v.site.Audience)
	counts, err := v.reader.Facets(v.ctx, f, names...)
	if err != nil {
		return err
	}
	chosen, texter := v.chosen(t), v.texter()
	var named []content.ID
	for _, name := range names {
		for _, facet := range counts[name] {
			named = append(named, register.FacetRefs(t, v.site.Audience, name, facet.Value)...)
		}
	}
	v.meet(v.locale, named...)
	for _, name := range names {
		taken := register.Chosen(t, chosen, name)
		if len(counts[name]) < 2 && taken == "" {
			continue
		}
		group := FacetGroup{Name: name, Label: v.facetLabel(t, name), Open: taken != ""}
		for _, facet := range counts[name] {
			option := FacetOption{Count: facet.Count, Chosen: facet.Value == taken}
			option.Text = texter.Facet(t, v.site.Audience, name, facet.Value)
			to := facet.Value
			if option.Chosen {
				to = ""
			}
			option.URL = v.listURL(t, register.With(chosen, name, to))
			group.Options = append(group.Options, option)
		}
		order(group.Options, name)
		group.Options = group.Options[:min(len(group.Options), facetLength)]
		l.Facets = append(l.Facets, group)
	}
	v.taken(l, t, chosen)
	return nil
}

// order puts years newest first; other values keep the order of their counts.
func order(options []FacetOption, name string) {
	if name == register.ParamYear {
		slices.SortStableFunc(options, func(a, b FacetOption) int { return cmp.Compare(b.Text, a.Text) })
	}
}

// facetLabel names a filter.
func (v *visit) facetLabel(t *content.Type, name string) string {
	if key := "page.filter." + name; v.words.Has(key) && name != "type" {
		return v.words.T(key)
	}
	for _, c := range register.FacetColumns(t, v.site.Audience) {
		if c.Field.Name == name {
			return c.Label(v.words)
		}
	}
	return humanise(name)
}

// taken lists the filters in effect, each with the list without it.
func (v *visit) taken(l *Listing, t *content.Type, chosen content.Filter) {
	texter := v.texter()
	names := append(register.FacetNames(t, v.site.Audience), register.ParamFrom, register.ParamTo)
	for _, name := range names {
		value := register.Chosen(t, chosen, name)
		if value == "" {
			continue
		}
		text := value
		switch name {
		case register.ParamFrom, register.ParamTo:
			text = v.day(value)
		default:
			text = texter.Facet(t, v.site.Audience, name, value)
		}
		l.Chosen = append(l.Chosen, Link{URL: v.listURL(t, register.With(chosen, name, "")), Text: v.facetLabel(t, name) + ": " + text})
	}
}

// ways fills everything that leads on from a list: its other pages, its forms
// as data and feeds, the form of its days.
func (v *visit) ways(l *Listing, t *content.Type, f content.Filter, next content.Cursor) {
	chosen := v.chosen(t)
	base := v.listingURL(t, v.locale)
	query := query(t, chosen)
	l.Clear = base
	if next != (content.Cursor{}) {
		on := chosen
		on.After = next
		l.Next = v.listURL(t, on)
	}
	if f.After != (content.Cursor{}) {
		l.First = v.listURL(t, chosen)
	}
	l.CSV, l.JSON = base+"data.csv"+query, base+"data.json"+query
	l.Feeds = v.feedsAt(t, base, v.unordered(t, chosen))
	l.Dates = DateForm{Action: base, From: chosen.From, To: chosen.To}
	rest := register.Encode(t, register.With(register.With(chosen, register.ParamFrom, ""), register.ParamTo, ""))
	for _, name := range append(register.FacetNames(t, v.site.Audience), register.ParamSort) {
		if value := rest.Get(name); value != "" {
			l.Dates.Hidden = append(l.Dates.Hidden, Pair{name, value})
		}
	}
	// Search engines get the list itself; its cuts are for people.
	if query != "" || l.First != "" {
		l.hidden()
		return
	}
	l.Structured = v.listData(l)
}

// unordered is the query of a list without its order, which feeds do not have.
func (v *visit) unordered(t *content.Type, f content.Filter) string {
	if q := register.Encode(t, register.With(f, register.ParamSort, string(t.Sort))).Encode(); q != "" {
		return "?" + q
	}
	return ""
}

// listURL is the address of a list with its filters.
func (v *visit) listURL(t *content.Type, f content.Filter) string {
	return v.listingURL(t, v.locale) + query(t, f)
}

// query writes the filters of a list as they stand in its address.
func query(t *content.Type, f content.Filter) string {
	if q := register.Encode(t, f).Encode(); q != "" {
		return "?" + q
	}
	return ""
}

// feedsAt are the ways to subscribe to the list at base.
func (v *visit) feedsAt(t *content.Type, base, query string) []Feed {
	feeds := []Feed{
		{Kind: "application/rss+xml", URL: base + "feed.rss" + query, Label: v.words.T("feed.rss")},
		{Kind: "application/atom+xml", URL: base + "feed.atom" + query, Label: v.words.T("feed.atom")},
		{Kind: "application/feed+json", URL: base + "feed.json" + query, Label: v.words.T("feed.json")},
	}
	if dated(t) {
		feeds = append(feeds, Feed{Kind: "text/calendar", URL: base + "calendar.ics" + query, Label: v.words.T("feed.calendar")})
	}
	return feeds
}

// dated reports whether entries of t have a time that belongs in a calendar.
func dated(t *content.Type) bool {
	f, ok := t.Field(t.Date)
	return ok && f.Kind == content.KindInstant
}
