package site

import (
	"bytes"
	"html"
	"iter"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/markdown"
	"herald/content/register"
	"herald/i18n"
	"herald/internal/fault"
	"herald/media"
	"herald/site/feeds"
)

// listingAs answers with the list of t in one of the forms that are appended
// to its address, with its filters.
func listingAs(v *visit, t *content.Type, form string) (answer, error) {
	if v.listingURL(t, v.locale) == "" {
		return answer{}, fault.Absent("listing of %s in %s", t.Name, v.locale)
	}
	switch form {
	case "data.csv", "data.json":
		return v.export(t, form)
	case calendarForm:
		if !dated(t) {
			return answer{}, fault.Absent("calendar of %s", t.Name)
		}
		return v.calendar(t)
	}
	return v.feed(t, form)
}

// export writes the whole list as data.
func (v *visit) export(t *content.Type, form string) (answer, error) {
	f, _ := v.filter(t)
	x := register.Export{Type: t, Audience: v.site.Audience, Texter: v.texter(), BOM: true}
	f.After = content.Cursor{}
	var b bytes.Buffer
	a := answer{status: fiber.StatusOK, kind: "text/csv; charset=utf-8", noindex: true}
	var err error
	if form == "data.csv" {
		a.file = t.Slugs[v.locale] + ".csv"
		err = x.CSV(&b, v.entries(f))
	} else {
		a.kind = kindJSON
		var total int
		if total, err = v.reader.Count(v.ctx, f); err == nil {
			err = x.JSON(&b, total, v.entries(f))
		}
	}
	a.body = b.Bytes()
	return a, err
}

func (v *visit) entries(f content.Filter) iter.Seq2[register.Entry, error] {
	return func(yield func(register.Entry, error) bool) {
		for some, err := range register.Chunks(v.ctx, v.reader, f) {
			if err != nil {
				yield(register.Entry{}, err)
				return
			}
			if !v.yieldEntries(some, yield) {
				return
			}
		}
	}
}

// yieldEntries gives some as lines of a list that leaves the Site as data, and
// reports whether more are wanted.
func (v *visit) yieldEntries(some []content.Reading, yield func(register.Entry, error) bool) bool {
	refs, err := v.refsTo(some)
	if err != nil {
		yield(register.Entry{}, err)
		return false
	}
	var named []content.ID
	all := make([]*content.Reading, len(some))
	for i := range some {
		all[i] = &some[i]
		named = append(named, content.RefsOf(some[i].Type, some[i].Words, some[i].Facts)...)
	}
	v.meet(v.locale, named...)
	v.assetsOf(all...)
	for i := range some {
		r := &some[i]
		e := register.Entry{Reading: v.addressed(*r)}
		if register.HasStatus(r.Type) {
			e.Status = register.Status(*r, refs[r.ID], v.today())
		}
		if !yield(e, nil) {
			return false
		}
	}
	return true
}

// feedLength is how many entries a page of a feed holds.
const feedLength = 30

// feed writes the list for feed readers, a page at a time (RFC 5005). They ask
// what is new, and so the order is that of going public, whatever the page's
// is. What was withdrawn stays in its place and says so: who has read it learns
// of it.
func (v *visit) feed(t *content.Type, form string) (answer, error) {
	f := v.newestFirst(t)
	f.Limit, f.Withdrawn = feedLength, true
	out, modified, err := v.feedOf(t, f, form)
	if err != nil {
		return answer{}, err
	}
	a, err := encoded(out, form)
	a.modified = modified
	return a, err
}

// encoded writes a feed in one of its forms.
func encoded(out feeds.Feed, form string) (a answer, err error) {
	a = answer{status: fiber.StatusOK, noindex: true}
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

// calendarForm is what is appended for a calendar.
const calendarForm = "calendar.ics"

// calendarPast is how far back a calendar goes: who subscribes late still sees
// what was on last month.
const calendarPast = 31 * 24 * time.Hour

// calendarLength bounds a calendar.
const calendarLength = 500

// calendar writes the entries with their times. Who has one entered is told
// when it is withdrawn.
func (v *visit) calendar(t *content.Type) (answer, error) {
	f := v.chosen(t)
	f.Locale, f.Sort, f.Limit, f.All, f.Withdrawn = v.locale, content.ByDateAsc, calendarLength, true, true
	if f.From == "" && f.To == "" && f.Year == "" {
		f.From = content.DayOf(v.reader.Now().Add(-calendarPast).In(v.zone())).String()
	}
	out, modified, err := v.feedOf(t, f, calendarForm)
	if err != nil {
		return answer{}, err
	}
	body, err := feeds.Calendar(out, v.reader.Now(), v.zone())
	return answer{status: fiber.StatusOK, kind: feeds.TypeCalendar, body: body, noindex: true, modified: modified}, err
}

// feedOf fills a feed with the page of the list that f selects. It also says
// when any of its bytes changed last: a minor change moves no entry's time, but
// whoever asks what was modified since must get it.
func (v *visit) feedOf(t *content.Type, f content.Filter, form string) (out feeds.Feed, modified time.Time, err error) {
	words, err := v.siteWords()
	if err != nil {
		return feeds.Feed{}, modified, err
	}
	list, err := v.reader.List(v.ctx, f)
	if err != nil {
		return feeds.Feed{}, modified, err
	}
	chosen := register.With(v.chosen(t), register.ParamSort, string(t.Sort))
	ordered := *t
	ordered.Sort = f.Sort
	page := v.listingURL(t, v.locale)
	first := v.site.URL(page + form + query(t, chosen))
	out = feeds.Feed{
		ID:    feeds.TagID(v.site.Origin, opened, "list", t.Name+"/"+string(v.locale)+query(t, chosen)),
		Title: v.many(t) + " – " + words.Name, Subtitle: words.Summary, Lang: v.locale, Author: words.Name,
		Self: first, Page: v.site.URL(page + query(t, chosen)),
	}
	at := func(c content.Cursor) string {
		other := chosen
		other.Sort, other.After = f.Sort, c
		return v.site.URL(page + form + query(&ordered, other))
	}
	if f.After != (content.Cursor{}) {
		out.Self, out.First = at(f.After), first
	}
	if list.Next != (content.Cursor{}) && form != calendarForm {
		out.Next = at(list.Next)
	}
	for _, l := range v.site.Locales {
		if url := v.listingURL(t, l); url != "" && l != v.locale {
			out.Alternates = append(out.Alternates, feeds.Alternate{Lang: l, URL: v.site.URL(url + form + query(t, chosen))})
		}
	}
	modified, err = v.fillFeed(&out, list.Items)
	return out, modified, err
}

// fillFeed adds entries to a feed and says when any of their bytes changed last.
func (v *visit) fillFeed(out *feeds.Feed, entries []content.Reading) (modified time.Time, err error) {
	all := make([]*content.Reading, len(entries))
	for i := range entries {
		all[i] = &entries[i]
	}
	v.assetsOf(all...)
	v.meetIn(all...)
	for i := range entries {
		it, err := v.feedItem(&entries[i])
		if err != nil {
			return modified, err
		}
		out.Items = append(out.Items, it)
		out.Updated, modified = later(out.Updated, it.Updated), later(modified, entries[i].Updated)
	}
	return later(modified, out.Updated), nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// opened is the day that all permanent names are dated with. It is a constant,
// because a name that changed would show readers every entry again.
var opened = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

func (v *visit) feedItem(r *content.Reading) (feeds.Item, error) {
	f := fieldsOf(r)
	it := feeds.Item{
		ID: feeds.TagID(r.Born, opened, "doc", string(r.ID)), URL: r.Site.URL(r.Path()), Title: r.Words.Title, Summary: r.Words.Summary,
		Published: r.Began, Updated: r.Public, Lang: r.Locale, Sequence: r.Edition, Place: f.Text("place"),
		ContentHTML: v.feedBody(r),
	}
	it.Enclosures = v.enclosures(r)
	if err := v.feedState(&it, r); err != nil {
		return it, err
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
	return it, nil
}

// enclosures are the picture of r and its recordings, for programs that show or
// play them.
func (v *visit) enclosures(r *content.Reading) []feeds.Enclosure {
	if r.State == content.Unpublished {
		return nil
	}
	var all []feeds.Enclosure
	if a, ok := v.asset(leadPicture(r)); ok && a.Kind.Class() == media.Picture && len(v.sizes.Of(shapeWhole)) > 0 {
		sizes, kinds := v.sizes.Of(shapeWhole), media.PictureKinds(a.Kind)
		one := media.Variant{Size: sizes[len(sizes)/2], Kind: kinds[len(kinds)-1]}
		all = append(all, feeds.Enclosure{URL: r.Site.URL(mediaPath(r.Site, a, one)), Type: string(one.Kind)})
	}
	for _, id := range content.AssetsOf(r.Type, content.Words{}, r.Facts, r.Site.Audience) {
		if a, ok := v.asset(string(id)); ok && (a.Kind.Class() == media.Film || a.Kind.Class() == media.Sound) {
			all = append(all, feeds.Enclosure{URL: r.Site.URL(mediaPath(r.Site, a, media.Variant{Kind: a.Kind})), Type: string(a.Kind), Size: a.Size})
		}
	}
	return all
}

// feedState says what has become of r: whoever has it in a feed reader must not
// miss a correction, nor that it is not stood by any more. To be withdrawn or
// unpublished updates an entry, once.
func (v *visit) feedState(it *feeds.Item, r *content.Reading) error {
	if r.Correction {
		it.State, it.Title = feeds.Corrected, v.words.T("feed.corrected", "title", it.Title)
		it.Note = sentences(v.words.T("change.correction"), v.note(r.Words.ChangeNote))
	}
	if r.Ending == nil || r.State != content.Withdrawn && r.State != content.Unpublished {
		return nil
	}
	if r.Ending.At.After(it.Updated) {
		it.Updated = r.Ending.At
	}
	it.Sequence++
	if r.State == content.Unpublished {
		it.State, it.Title = feeds.Unpublished, v.item(r).Text
		it.URL = r.Site.URL(r.Site.Base + "/p/" + string(r.ID))
		it.Note = sentences(v.words.T("state.unpublished"), v.reason(r.Ending, ""))
		return nil
	}
	whole, ok := v.linked(r.ID, r.Locale)
	if !ok {
		return fault.Absent("withdrawn document %s", r.ID)
	}
	it.State, it.Title = feeds.Withdrawn, v.words.T("feed.withdrawn", "title", r.Words.Title)
	it.Note = sentences(v.words.T("banner.withdrawn", "date", v.words.Date(r.Ending.At.In(v.zone()))), v.reason(whole.Ending, whole.ReasonText))
	return nil
}

// sentences puts one after the other. The first may end with a stop already,
// as a date does in some languages.
func sentences(first, second string) string {
	if !strings.HasSuffix(first, ".") {
		first += "."
	}
	return strings.TrimSpace(first + " " + second)
}

// feedBody is the text of r with whole addresses, as it leaves the Site: what
// its page shows as prose, the fields that are texts of their own included.
func (v *visit) feedBody(r *content.Reading) string {
	body := v.feedText(r, r.Words.Body)
	values, words := fieldsOf(r), v.printer(r.Locale)
	for _, f := range r.Type.Fields {
		if f.Kind != content.KindProse {
			continue
		}
		label := humanise(f.Name)
		if key := "field." + r.Type.Name + "." + f.Name; words.Has(key) {
			label = words.T(key)
		}
		for _, item := range values[f.Name].Items {
			if text := v.feedText(r, item); text != "" {
				body += "<h2>" + html.EscapeString(label) + "</h2>\n" + text
			}
		}
	}
	return body + feedChange(r, words)
}

// feedChange leads, at the end of an entry of which readers were told a change, to
// what was changed.
func feedChange(r *content.Reading, words *i18n.Printer) string {
	if len(r.Editions) < 2 || r.Words.ChangeNote == (content.Note{}) || r.State != content.Published {
		return ""
	}
	return `<p><a href="` + html.EscapeString(r.Site.URL(editionURL(r.Path(), r.Edition))) + `">` + html.EscapeString(words.T("difference.see")) + "</a></p>\n"
}

func (v *visit) feedText(r *content.Reading, source string) string {
	text, err := markdown.Render(source, markdown.Feed, v.options(r, ""))
	if err != nil {
		return ""
	}
	return string(text)
}
