package site

import (
	"cmp"
	"slices"

	"herald/content"
	"herald/site/feeds"
)

// searchFeed writes what a search finds for feed readers, the newest first, a
// page at a time (RFC 5005).
func (v *visit) searchFeed(q Query, form string) (answer, error) {
	q.Newest, q.Size = true, feedLength
	res, found, err := v.readings(q)
	if err != nil {
		return answer{}, err
	}
	// What editors put first stands at its own day here.
	slices.SortStableFunc(found, func(a, b content.Reading) int { return cmp.Compare(b.Date, a.Date) })
	words, err := v.siteWords()
	if err != nil {
		return answer{}, err
	}
	page := q
	page.Newest = false
	title := v.words.T("search.title")
	if q.Text != "" {
		title = v.words.T("search.title_query", "query", q.Text)
	}
	first := v.site.URL(v.searchFormURL(form, page, 1))
	out := feeds.Feed{
		ID:    feeds.TagID(v.site.Origin, opened, "search", string(v.locale)+page.at(1)),
		Title: title + " – " + words.Name, Subtitle: words.Summary, Lang: v.locale, Author: words.Name,
		Self: first, Page: v.site.URL(v.searchURL(q, 1)),
	}
	if q.Page > 1 {
		out.Self, out.First = v.site.URL(v.searchFormURL(form, page, q.Page)), first
	}
	if q.Page < searchPages && q.Page*q.Size < res.Total {
		out.Next = v.site.URL(v.searchFormURL(form, page, q.Page+1))
	}
	if _, err := v.fillFeed(&out, found); err != nil {
		return answer{}, err
	}
	// No day of change is told: a text that begins to be found may be an old one.
	return encoded(out, form)
}
