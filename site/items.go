package site

import (
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
)

// Item is one entry of a list.
type Item struct {
	Link
	// Number names the entry ("T1-204"), Kind its Type, Summary says one line.
	Number, Kind, Summary string
	// Date is the entry's day in words and ISO for machines; Day and Month set
	// it large where a list is a calendar, Time is added where there is one.
	Date, ISO, Day, Month, Time string
	// Marks are words about its state, a difference the reader must not miss.
	Marks []string
	// Picture stands beside the entry; its words are those of the title.
	Picture *Picture
	// Gone says that only the entry's place in its register is left.
	Gone bool
}

// link leads to r, at its home.
func (v *visit) link(r *content.Reading) Link {
	return Link{URL: r.URL(v.site), Text: r.Words.Title, Lang: r.Locale, External: r.Site != v.site}
}

// whole gives the whole address of a link on a page of the Site.
func (v *visit) whole(url string) string {
	if strings.HasPrefix(url, "/") {
		return v.site.URL(url)
	}
	return url
}

// item is r in a list.
func (v *visit) item(r *content.Reading) Item {
	i := Item{Link: v.link(r), Number: fieldsOf(r).Text(r.Type.Number), Kind: v.one(r.Type), Summary: r.Words.Summary}
	v.date(&i, r)
	i.Marks = v.marks(r)
	i.Picture = v.card(r)
	if r.State == content.Unpublished {
		i.Gone = true
		if i.Text = i.Number; i.Text == "" {
			i.Text = v.one(r.Type)
		}
	}
	return i
}

func (v *visit) items(list []content.Reading) []Item {
	all := make([]*content.Reading, len(list))
	for i := range list {
		all[i] = &list[i]
	}
	v.assetsOf(all...)
	items := make([]Item, len(list))
	for i := range list {
		items[i] = v.item(&list[i])
	}
	return items
}

// date gives an entry the day it stands under: that of its Type's date field
// with its time, else its public day.
func (v *visit) date(i *Item, r *content.Reading) {
	d, err := content.ParseDay(r.Date)
	if err != nil || d.Year == 0 || !inTime(r.Type) {
		return
	}
	i.ISO, i.Date = d.String(), v.words.DateParts(d.Year, d.Month, d.Day)
	if d.Day > 0 {
		i.Day, i.Month = v.words.Int(d.Day), v.month(d)
	}
	if at, ok := v.instant(r, r.Type.Date); ok {
		i.Time, i.ISO = v.words.Time(at), at.Format(time.RFC3339)
	}
}

// month names the month of d, with the year where that is not this one.
func (v *visit) month(d content.Day) string {
	if d.Year != v.today().Year {
		return v.words.DateParts(d.Year, d.Month, 0)
	}
	return v.words.Month(d.Month)
}

// inTime reports whether entries of t are told apart by their day. A list in
// the order of titles, or one that somebody ordered, has no use for it.
func inTime(t *content.Type) bool {
	return t.Sort != content.ByTitle && t.Sort != content.ByOrder && !t.Tree
}

// instant gives the value of an instant field in the municipality's own zone.
func (v *visit) instant(r *content.Reading, name string) (time.Time, bool) {
	field, ok := r.Type.Field(name)
	if !ok || field.Kind != content.KindInstant {
		return time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, fieldsOf(r).Text(name))
	return at.In(v.zone()), err == nil
}

// marks are what a list says about an entry beside its title.
func (v *visit) marks(r *content.Reading) []string {
	var marks []string
	switch r.State {
	case content.Withdrawn:
		marks = append(marks, v.words.T("page.withdrawn_entry"))
	case content.Unpublished:
		return []string{v.words.T("page.gone_entry")}
	}
	if word := v.standing(r); word != "" {
		marks = append(marks, word)
	}
	if r.Ended {
		marks = append(marks, v.words.T("banner.ended", "date", v.when(r.Facts.Until)))
	}
	if r.Locale != v.locale {
		marks = append(marks, v.words.T("lang.text."+string(r.Locale)))
	}
	return marks
}

// when writes an instant as people say it in a list or a line.
func (v *visit) when(t time.Time) string {
	local := t.In(v.zone())
	if local.Hour() == 0 && local.Minute() == 0 {
		return v.words.Date(local)
	}
	return v.words.DateTime(local)
}

// day writes a day that may be partial or unknown.
func (v *visit) day(s string) string {
	d, err := content.ParseDay(s)
	if err != nil || d.Year == 0 {
		return v.words.T("date.unknown")
	}
	return v.words.DateParts(d.Year, d.Month, d.Day)
}

// period says from when until when a notice holds.
func (v *visit) period(r *content.Reading) string {
	from, begins := v.instant(r, "from")
	until := r.Facts.Until
	switch {
	case begins && !until.IsZero():
		return v.span(from, until.In(v.zone()))
	case begins:
		return v.words.T("date.range_from", "from", v.when(from))
	case !until.IsZero():
		return v.words.T("date.range_until", "until", v.when(until))
	}
	return ""
}

// span writes a stretch of time; on one day the day is said once.
func (v *visit) span(from, until time.Time) string {
	if until.IsZero() || until.Equal(from) {
		return v.when(from)
	}
	if content.DayOf(from) == content.DayOf(until) {
		return v.words.T("date.same_day", "date", v.words.Date(from), "from", v.words.Time(from), "until", v.words.Time(until))
	}
	return v.words.T("date.range", "from", v.when(from), "until", v.when(until))
}

// ref resolves the value of a ref field to a link in the language of the page.
func (v *visit) ref(value string) (Link, bool) {
	r, ok := v.reading(value)
	if !ok {
		return Link{}, false
	}
	link := v.link(&r)
	if ref, err := content.ParseRef(value); err == nil && ref.Edition != r.Edition && slices.Contains(r.Editions, ref.Edition) {
		link.URL = editionURL(link.URL, ref.Edition)
		link.Note = v.words.T("banner.edition", "n", slices.Index(r.Editions, ref.Edition)+1, "total", len(r.Editions))
	}
	return link, true
}

// reading gives the Document that a ref names, if it can be read and has a
// page.
func (v *visit) reading(value string) (content.Reading, bool) {
	ref, err := content.ParseRef(value)
	if err != nil {
		return content.Reading{}, false
	}
	r, ok := v.linked(ref.Document, v.locale)
	return r, ok && !r.Type.Hidden
}

// elsewhere resolves a Document that this Site neither holds nor lists.
func (v *visit) elsewhere(id content.ID, locale i18n.Locale) (string, bool) {
	if v.config.Elsewhere == nil {
		return "", false
	}
	// What another Site shows is not recorded: the answer is asked for again.
	v.until(v.reader.Now().Add(shared))
	return v.config.Elsewhere(v.ctx, id, locale)
}
