package site

import (
	"html/template"
	"slices"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/register"
	"herald/i18n"
	"herald/internal/fault"
)

// Search is the search page.
type Search struct {
	Base
	Asked bool
	Total int
	// Pinned are what editors put first, Hits what was found, Elsewhere results in
	// other languages.
	Pinned, Hits, Elsewhere []Result
	// Page and Pages count from 1.
	Page, Pages    int
	Next, Previous string
	DidYouMean     *Link
	// Relaid says that the question was read as the keys of another keyboard
	// layout, AnyWord that no text has all of its words.
	Relaid  string
	AnyWord bool
	// Behind and Unavailable say what the reader cannot see.
	Behind, Unavailable bool
	// Problems say which filters could not be read.
	Problems []string
	// Facets narrow what was found; each keeps the others. Chosen are the filters
	// in effect, each with the way to take it off, Clear takes off all.
	Facets []FacetGroup
	Chosen []Link
	Clear  string
	// Dates is the form that bounds the search by two days.
	Dates DateForm
	// Orders are the two orders of results.
	Orders []FacetOption
	// Fewer are the filters without which something would be found.
	Fewer []FacetOption
	// CSV and JSON are what was found as data; Rows is how many the CSV holds where
	// that is not all.
	CSV, JSON string
	Rows      int
	// Browse are places to look, and Ask is whom to ask, when nothing was found.
	Browse []Link
	Ask    *Asking
}

// Asking is whom to ask: a page, and the ways that are shortest.
type Asking struct {
	Page    *Link
	Contact Contact
}

// Result is one Document that was found, ready to be read.
type Result struct {
	Item
	// Title is Text with the matched words in <mark>, or empty.
	Title, Snippet template.HTML
	// File names the attachment in which the words stand; Organization is the body
	// that speaks. Both may be empty.
	File         string
	Organization Link
}

const searchUnavailable = "search.unavailable"

// search answers with the search page.
func search(v *visit) (answer, error) {
	if _, ok := v.localeOf(v.tag); !ok {
		return unknown(v)
	}
	q, issues := v.searchQuery()
	p := &Search{Asked: q.Text != ""}
	typed := q.Text
	if p.Asked {
		res, err := v.find(q)
		if last := pagesOf(res, q); err == nil && res.Total > 0 && q.Page > last {
			// Less is found than when the link was made.
			q.Page = last
			res, err = v.find(q)
		}
		if err != nil {
			// The page stands without its results: lists and site map still work.
			v.log.Warn("search failed", "error", err)
			p.Unavailable = true
		} else {
			if res.Typed != "" {
				typed = res.Typed
			}
			v.results(p, q, res)
			v.tell(q, res, p.Total)
		}
	}
	if err := v.frame(p, q, typed); err != nil {
		return answer{}, err
	}
	for _, issue := range issues {
		p.Problems = append(p.Problems, v.facetName(q, issue.Field)+": "+v.issue(issue))
	}
	if p.Total == 0 {
		p.Browse, p.Ask = v.browse(), v.whomToAsk(&p.Base)
	}
	return v.page(fiber.StatusOK, "search", p)
}

// frame fills what a search page has around its results.
func (v *visit) frame(p *Search, q Query, typed string) error {
	title := v.words.T("search.title")
	if p.Asked {
		title = v.words.T("search.title_query", "query", typed)
	}
	at := v.everywhere("search")
	for l := range at.in {
		at.in[l] += q.at(1)
	}
	b, err := v.base(title, at)
	if err != nil {
		return err
	}
	p.Base = b
	p.Question, p.Crumbs = typed, []Link{v.homeCrumb()}
	p.hidden()
	if !p.Asked {
		return nil
	}
	feed := q
	feed.Newest = false
	p.Feeds = v.feedsAt(anyType, v.site.Path(v.locale, "search/"), feed.at(1))
	p.CSV, p.JSON = v.searchFormURL(formCSV, q, 1), v.searchFormURL(formJSON, q, 1)
	return nil
}

// results fills what was found and what leads on from there.
func (v *visit) results(p *Search, q Query, res Results) {
	p.Behind, p.AnyWord = res.Behind, res.AnyWord
	p.Pinned, p.Hits, p.Elsewhere = v.hits(res.Pinned), v.hits(res.Hits), v.hits(res.Elsewhere)
	p.Total = max(res.Total, len(p.Pinned))
	p.Page, p.Pages = q.Page, pagesOf(res, q)
	if q.Page < p.Pages {
		p.Next = v.searchURL(q, q.Page+1)
	}
	if q.Page > 1 {
		p.Previous = v.searchURL(q, q.Page-1)
	}
	if res.DidYouMean != "" {
		other := q
		other.Text = res.DidYouMean
		p.DidYouMean = &Link{URL: v.searchURL(other, 1), Text: v.words.T("search.did_you_mean", "query", res.DidYouMean)}
	}
	if res.Text != res.Typed {
		p.Relaid = v.words.T("search.relaid", "typed", res.Typed, "query", res.Text)
	}
	if p.Total > tableLength {
		p.Rows = tableLength
	}
	if p.Total > 1 {
		p.Orders = v.orders(q)
	}
	p.Facets = v.searchFacets(q, res.Facets)
	v.narrowed(p, q)
}

// pagesOf is how many pages of what q finds are shown.
func pagesOf(res Results, q Query) int { return max(1, min(searchPages, (res.Total+q.Size-1)/q.Size)) }

// orders are the ways to put results in order.
func (v *visit) orders(q Query) []FacetOption {
	best, newest := q, q
	best.Newest, newest.Newest = false, true
	return []FacetOption{
		{Link: Link{URL: v.searchURL(best, 1), Text: v.words.T("search.order.best")}, Chosen: !q.Newest},
		{Link: Link{URL: v.searchURL(newest, 1), Text: v.words.T("search.order.newest")}, Chosen: q.Newest},
	}
}

// find asks the Searcher, if there is one.
func (v *visit) find(q Query) (Results, error) {
	if v.config.Search == nil {
		return Results{}, fault.New(fault.Unavailable, searchUnavailable)
	}
	return v.config.Search.Search(v.ctx, v.access, q)
}

// tell says to whoever counts them that a question was asked: as a reader first
// asks it, neither turned over, narrowed nor put in another order. What was asked
// for by a program ahead of its reader, or is looked at once more, does not count.
func (v *visit) tell(q Query, res Results, total int) {
	if v.config.Asked == nil || !v.first || res.Behind || q.Page > 1 || q.Newest || len(q.taken()) > 0 {
		return
	}
	v.config.Asked(v.site.Name, v.locale, res.Text, total)
}

// hits reads every hit again: what the Searcher knows may be older than what
// the reader may see.
func (v *visit) hits(all []Hit) []Result {
	found := v.read(all)
	var results []Result
	var readable []content.Reading
	var bodies []content.ID
	for i, hit := range all {
		if r := found[i]; r != nil {
			readable = append(readable, *r)
			bodies = append(bodies, r.Facts.Organization)
			results = append(results, Result{Title: hit.Title, Snippet: hit.Snippet, File: hit.File})
		}
	}
	v.meet(v.locale, bodies...)
	for i, item := range v.items(readable) {
		results[i].Item = item
		if bodies[i] != "" {
			results[i].Organization = v.body(bodies[i])
		}
	}
	return results
}

// read gives for each hit what the reader may read of it in the language in which it
// was found, or nil.
func (v *visit) read(all []Hit) []*content.Reading {
	in := map[i18n.Locale][]content.ID{}
	for _, hit := range all {
		in[hit.Locale] = append(in[hit.Locale], hit.ID)
	}
	for locale, ids := range in {
		v.meet(locale, ids...)
	}
	found := make([]*content.Reading, len(all))
	for i, hit := range all {
		if r, ok := v.linked(hit.ID, hit.Locale); ok && !r.Type.Hidden && r.Locale == hit.Locale && r.Site == v.site {
			found[i] = &r
		}
	}
	return found
}

// body names an organization.
func (v *visit) body(id content.ID) Link {
	link, _ := v.ref("doc:" + string(id))
	return link
}

// browse are the places to look when a search finds nothing.
func (v *visit) browse() []Link {
	links := []Link{{URL: v.site.Path(v.locale, "site-map"), Text: v.words.T("nav.site_map")}}
	for _, t := range v.types.All() {
		if url := v.listingURL(t, v.locale); v.lists(t) && url != "" {
			links = append(links, Link{URL: url, Text: v.many(t)})
		}
	}
	return links
}

// whomToAsk is who answers where the search does not; nil where the Site's words
// name nobody.
func (v *visit) whomToAsk(b *Base) *Asking {
	a := &Asking{Contact: b.Site.Contact}
	contact := v.words.T("nav.contact")
	if i := slices.IndexFunc(b.Site.Links, func(l Link) bool { return l.Text == contact }); i >= 0 {
		a.Page = &b.Site.Links[i]
	}
	if a.Page == nil && a.Contact.Phone == "" && a.Contact.Email == "" {
		return nil
	}
	return a
}

// facetName is what readers call a filter.
func (v *visit) facetName(q Query, name string) string {
	if key := "page.filter." + name; v.words.Has(key) {
		return v.words.T(key)
	}
	if name == register.ParamSort {
		return v.words.T("search.order")
	}
	if t := v.types.Get(q.Type); t != nil {
		return v.facetLabel(t, name)
	}
	return humanise(name)
}
