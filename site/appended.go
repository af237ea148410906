package site

import (
	"bytes"
	"iter"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/markdown"
	"herald/content/register"
	"herald/internal/fault"
	"herald/site/feeds"
)

// listingAs answers with the list of t in one of the forms that are appended
// to its address, with its filters.
func listingAs(v *visit, t *content.Type, form string) (answer, error) {
	if v.listingURL(t, v.locale) == "" {
		return answer{}, fault.Absent("listing of %s in %s", t.Name, v.locale)
	}
	f, _ := register.ParseFilter(v.query.Get, t, v.site.Audience)
	f.Locale = v.locale
	switch form {
	case "data.csv", "data.json":
		return v.export(t, f, form)
	case "calendar.ics":
		if !dated(t) {
			return answer{}, fault.Absent("calendar of %s", t.Name)
		}
		return v.calendar(t, f)
	}
	return v.feed(t, f, form)
}

// export writes the whole list as data.
func (v *visit) export(t *content.Type, f content.Filter, form string) (answer, error) {
	x := register.Export{Type: t, Audience: v.site.Audience, Texter: v.texter(), BOM: true}
	f.After = content.Cursor{}
	var b bytes.Buffer
	a := answer{status: fiber.StatusOK, kind: "text/csv; charset=utf-8", noindex: true}
	var err error
	if form == "data.csv" {
		a.file = t.Slugs[v.locale] + ".csv"
		err = x.CSV(&b, v.entries(t, f))
	} else {
		a.kind = kindJSON
		var total int
		if total, err = v.reader.Count(v.ctx, f); err == nil {
			err = x.JSON(&b, total, v.entries(t, f))
		}
	}
	a.body = b.Bytes()
	return a, err
}

func (v *visit) entries(t *content.Type, f content.Filter) iter.Seq2[register.Entry, error] {
	return func(yield func(register.Entry, error) bool) {
		for r, err := range register.Each(v.ctx, v.reader, f) {
			e := register.Entry{Reading: r}
			if err == nil && register.HasStatus(t) {
				var refs []content.Reading
				if register.Refers(t) {
					refs, err = v.reader.Refs(v.ctx, r.ID, v.locale, relationLimit)
				}
				e.Status = register.Status(r, refs, v.today())
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// feedLength is how many entries a feed holds.
const feedLength = 30

// feed writes the newest of the list for feed readers. They ask what is new,
// and so the order is that of going public, whatever the page's is.
func (v *visit) feed(t *content.Type, f content.Filter, form string) (answer, error) {
	f.Sort, f.After, f.Limit = content.ByPublic, content.Cursor{}, feedLength
	out, err := v.feedOf(t, f, form)
	if err != nil {
		return answer{}, err
	}
	a := answer{status: fiber.StatusOK, noindex: true, modified: out.Updated}
	switch form {
	case "feed.rss":
		a.kind = feeds.TypeRSS
		a.body, err = feeds.RSS(out)
	case "feed.atom":
		a.kind = feeds.TypeAtom
		a.body, err = feeds.Atom(out)
	default:
		a.kind = feeds.TypeJSON
		a.body, err = feeds.JSON(out)
	}
	return a, err
}

// calendarPast is how far back a calendar goes: who subscribes late still sees
// what was on last month.
const calendarPast = 31 * 24 * time.Hour

// calendarLength bounds a calendar.
const calendarLength = 500

func (v *visit) calendar(t *content.Type, f content.Filter) (answer, error) {
	f.Sort, f.After, f.Limit, f.All = content.ByDateAsc, content.Cursor{}, calendarLength, true
	if f.From == "" && f.To == "" && f.Year == "" {
		f.From = content.DayOf(v.reader.Now().Add(-calendarPast).In(v.zone())).String()
	}
	out, err := v.feedOf(t, f, "calendar.ics")
	if err != nil {
		return answer{}, err
	}
	body, err := feeds.Calendar(out, v.reader.Now(), v.zone())
	return answer{status: fiber.StatusOK, kind: feeds.TypeCalendar, body: body, noindex: true, modified: out.Updated}, err
}

// feedOf fills a feed with the list that f selects.
func (v *visit) feedOf(t *content.Type, f content.Filter, form string) (feeds.Feed, error) {
	words, err := v.siteWords()
	if err != nil {
		return feeds.Feed{}, err
	}
	list, err := v.reader.List(v.ctx, f)
	if err != nil {
		return feeds.Feed{}, err
	}
	chosen := query(v.chosen(t))
	page := v.listingURL(t, v.locale)
	out := feeds.Feed{
		ID:    feeds.TagID(v.site.Origin, opened, "list", t.Name+"/"+string(v.locale)+chosen),
		Title: v.many(t) + " – " + words.Name, Subtitle: words.Summary, Lang: v.locale, Author: words.Name,
		Self: v.site.URL(page + form + chosen), Page: v.site.URL(page + chosen),
	}
	for _, l := range v.site.Locales {
		if url := v.listingURL(t, l); url != "" && l != v.locale {
			out.Alternates = append(out.Alternates, feeds.Alternate{Lang: l, URL: v.site.URL(url + form + chosen)})
		}
	}
	for i := range list.Items {
		out.Items = append(out.Items, v.feedItem(&list.Items[i]))
		if at := list.Items[i].Public; at.After(out.Updated) {
			out.Updated = at
		}
	}
	return out, nil
}

// opened is the day that all permanent names are dated with. It is a constant,
// because a name that changed would show readers every entry again.
var opened = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

func (v *visit) feedItem(r *content.Reading) feeds.Item {
	f := fieldsOf(r)
	it := feeds.Item{
		ID: feeds.TagID(r.Born, opened, "doc", string(r.ID)), URL: r.Site.URL(r.Path()), Title: r.Words.Title, Summary: r.Words.Summary,
		Published: r.First, Updated: r.Public, Lang: r.Locale, Sequence: r.Edition, Place: f.Text("place"),
		ContentHTML: v.feedBody(r),
	}
	if r.Correction {
		it.State, it.Note = feeds.Corrected, v.words.T("change.correction")+". "+v.note(r.Words.ChangeNote)
	}
	if r.State == content.Withdrawn {
		it.State, it.Note = feeds.Withdrawn, v.words.T("page.withdrawn_entry")
	}
	for _, id := range r.Facts.Topics {
		if topic, ok := v.ref("doc:" + string(id)); ok {
			it.Categories = append(it.Categories, feeds.Category{Term: string(id), Scheme: v.site.URL(v.site.Base + "/"), Label: topic.Text})
		}
	}
	if at, ok := v.instant(r, r.Type.Date); ok {
		it.Start = at
		it.End, _ = v.instant(r, r.Type.End)
	}
	it.Cancelled, it.Postponed = f.Text("standing") == "cancelled", f.Text("standing") == "postponed"
	return it
}

// feedBody is the text of r with whole addresses, as it leaves the Site.
func (v *visit) feedBody(r *content.Reading) string {
	html, err := markdown.Render(r.Words.Body, markdown.Feed, v.options(r, ""))
	if err != nil {
		return ""
	}
	return string(html)
}
