package site

import (
	"html/template"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/fault"
)

// Search is the search page.
type Search struct {
	Base
	Asked bool
	Total int
	Hits  []Result
	// Elsewhere are results in other languages.
	Elsewhere []Result
	// Page and Pages count from 1.
	Page, Pages    int
	Next, Previous string
	DidYouMean     *Link
	// Behind and Unavailable say what the reader cannot see.
	Behind, Unavailable bool
	// Facets narrow what was found; each keeps the others.
	Facets   []FacetGroup
	From, To string
	// Browse are places to look when nothing was found.
	Browse []Link
}

// Result is one Document that was found, ready to be read.
type Result struct {
	Item
	// Title is Text with the matched words in <mark>, or empty.
	Title, Snippet template.HTML
}

// searchParameters are what the search page understands.
var searchParameters = []string{"q", "type", "topic", "organization", "from", "to", "page"}

// The bounds of what is asked of a Searcher.
const (
	searchSize  = 20
	searchPages = 50
)

const searchUnavailable = "search.unavailable"

// searchQuery reads the question; what is not a value of its parameter is left out.
func (v *visit) searchQuery() Query {
	q := Query{Locale: v.locale, Text: v.query.Get("q"), Page: 1, Size: searchSize}
	if t := v.types.Get(v.query.Get("type")); t != nil && !t.Hidden {
		q.Type = t.Name
	}
	if id := content.ID(v.query.Get("topic")); id.Valid() {
		q.Topic = id
	}
	if id := content.ID(v.query.Get("organization")); id.Valid() {
		q.Organization = id
	}
	for name, to := range map[string]*string{"from": &q.From, "to": &q.To} {
		if d, err := content.ParseDay(v.query.Get(name)); err == nil && d.Year > 0 {
			*to = d.String()
		}
	}
	if n, err := strconv.Atoi(v.query.Get("page")); err == nil && n > 1 {
		q.Page = min(n, searchPages)
	}
	return q
}

// search answers with the search page.
func search(v *visit) (answer, error) {
	if _, ok := v.localeOf(v.tag); !ok {
		return unknown(v)
	}
	q := v.searchQuery()
	title := v.words.T("search.title")
	if q.Text != "" {
		title = v.words.T("search.title_query", "query", q.Text)
	}
	b, err := v.base(title, v.everywhere("search"))
	if err != nil {
		return answer{}, err
	}
	p := &Search{Base: b, Asked: q.Text != "", Page: q.Page, From: q.From, To: q.To}
	p.Question, p.Crumbs = q.Text, []Link{v.homeCrumb()}
	p.hidden()
	if p.Asked {
		if err := v.results(p, q); err != nil {
			return answer{}, err
		}
	}
	if p.Total == 0 {
		p.Browse = v.browse()
	}
	return v.page(fiber.StatusOK, "search", p)
}

func (v *visit) results(p *Search, q Query) error {
	res, err := v.find(q)
	if err != nil {
		// The page stands without its results: lists and site map still work.
		v.log.Warn("search failed", "error", err)
		p.Unavailable = true
		return nil
	}
	p.Total, p.Behind = res.Total, res.Behind
	p.Hits, p.Elsewhere = v.hits(res.Hits), v.hits(res.Elsewhere)
	p.Pages = min(searchPages, (res.Total+q.Size-1)/q.Size)
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
	p.Facets = v.searchFacets(q, res.Facets)
	return nil
}

// find asks the Searcher, if there is one.
func (v *visit) find(q Query) (Results, error) {
	if v.config.Search == nil {
		return Results{}, fault.New(fault.Unavailable, searchUnavailable)
	}
	return v.config.Search.Search(v.ctx, v.access, q)
}

// hits reads every hit again: what the Searcher knows may be older than what
// the reader may see.
func (v *visit) hits(all []Hit) []Result {
	var results []Result
	for _, hit := range all {
		if r, ok := v.hit(hit); ok {
			results = append(results, Result{Item: v.item(&r), Title: hit.Title, Snippet: hit.Snippet})
		}
	}
	return results
}

func (v *visit) hit(hit Hit) (content.Reading, bool) {
	r, err := v.reader.Get(v.ctx, hit.ID, hit.Locale)
	return r, err == nil && !r.Type.Hidden && r.Locale == hit.Locale
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
