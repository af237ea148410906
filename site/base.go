package site

import (
	"cmp"
	"time"

	"herald/content"
	"herald/i18n"
)

// Base is what every page has: its place among the others, its languages, the
// words of the Site, and the printer that its template asks for words and dates.
type Base struct {
	// Locale is the language of the page, in which T and the dates speak.
	Locale i18n.Locale
	// Title names the page; WindowTitle names it with the Site.
	Title, WindowTitle string
	// Description is one sentence for lists made elsewhere.
	Description string
	// Canonical is the whole address that search engines are to know, Printed the
	// one that stands on paper; Robots is empty where all is allowed.
	Canonical, Printed, Robots string
	// Alternates are the same page in the languages it is written in.
	Alternates []Alternate
	// Languages are the languages that the switcher offers, Missing those in
	// which this page is not written.
	Languages, Missing []Language
	// Crumbs lead from home to the page above this one.
	Crumbs []Link
	Menu   []MenuItem
	// Site holds the Site's own words.
	Site SiteWords
	// Strip are the urgent notices.
	Strip []Notice
	// Fallback stands first when the page is not in the language asked for.
	Fallback *Fallback
	// Preview says, on a page that readers do not see, that it is one. Embargo and
	// Shared are what whoever was given a link to it is told: not before when it may
	// be passed on, and what else they have to know.
	Preview, Embargo string
	Shared           []string
	// Graph is what is said to those who show a link to this page.
	Graph Graph
	// Structured is JSON-LD, one object after the other.
	Structured []any
	// Feeds are the ways to subscribe to what this page lists.
	Feeds []Feed
	// HomeURL, SearchURL and MapURL are addresses in this language; SuggestURL is
	// where the script of a search field asks what could be meant.
	HomeURL, SearchURL, MapURL, SuggestURL string
	// Question is what was searched for.
	Question string
	// Sheet is the address of the style sheet with the Site's own colour, if it has
	// one; it comes after that of the theme.
	Sheet string
	// Arms is the address of the arms, ArmsKind of which kind they are; Share the whole
	// address of the picture that stands for a page without one, ShareAlt what is said
	// of it.
	Arms, ArmsKind  string
	Share, ShareAlt string
	// Staff says that this is the intranet.
	Staff bool
	// Now is the instant of the page, Printed how it reads on paper.
	Now time.Time

	printer *i18n.Printer
	zone    *time.Location
}

// Alternate is one language of a page, for search engines.
type Alternate struct{ Lang, URL string }

// Language is one entry of the switcher.
type Language struct {
	Locale i18n.Locale
	// Name is the language's own name for itself.
	Name, URL string
	Current   bool
}

// Link leads somewhere. Lang is set where that is in another language.
type Link struct {
	URL, Text string
	Lang      i18n.Locale
	// External says that it leaves the Site.
	External bool
	// Note is a word beside it: a state, a date.
	Note string
}

// MenuItem is one entry of the main menu.
type MenuItem struct {
	Link
	// Current says that this is the page, Within that the page lies below it.
	Current, Within bool
}

// Fallback says, in the language asked for, that the page is in another.
type Fallback struct {
	Lang i18n.Locale
	Text string
	// Home is the home page in the language asked for.
	Home Link
}

// Graph is the Open Graph description of a page.
type Graph struct{ Kind, Image, ImageAlt string }

// Feed is one way to subscribe.
type Feed struct{ Kind, URL, Label string }

// T gives the words for a catalogue key, with its placeholders filled from
// args, which alternate name and value.
func (b *Base) T(key string, args ...any) string { return b.printer.T(key, args...) }

// Date writes the day of t.
func (b *Base) Date(t time.Time) string { return b.printer.Date(t.In(b.zone)) }

// DateTime writes day and time of t.
func (b *Base) DateTime(t time.Time) string { return b.printer.DateTime(t.In(b.zone)) }

// ISO writes t for machines.
func (b *Base) ISO(t time.Time) string { return t.In(b.zone).Format(time.RFC3339) }

// Int writes a whole number.
func (b *Base) Int(n int) string { return b.printer.Int(n) }

// Year is the year of the page's instant.
func (b *Base) Year() int { return b.Now.In(b.zone).Year() }

// LanguageName names a language in the language of the page.
func (b *Base) LanguageName(l i18n.Locale) string { return b.printer.LanguageName(l) }

// Told is the one sentence that a page is described by elsewhere: its own, or
// that of the Site.
func (b *Base) Told() string { return cmp.Or(b.Description, b.Site.Summary) }

// Other reports whether l is a language, and not that of the page: what is in
// it is marked so.
func (b *Base) Other(l i18n.Locale) bool { return l != "" && l != b.Locale }

// Brand is the Site's name as the title of a window ends with it.
func (b *Base) brand() {
	b.WindowTitle = b.Title
	if b.Title != b.Site.Name {
		b.WindowTitle += " – " + b.Site.Name
	}
}

// place is where a page stands: its address in each of its languages.
type place struct {
	// path is the absolute path of the page on its host.
	path string
	// in gives the path of the page in every locale in which it is written.
	in map[i18n.Locale]string
	// elsewhere is the path below the locale that is tried in the others.
	elsewhere string
}

// base makes the Base of a page that stands at p.
func (v *visit) base(title string, p place) (Base, error) {
	b := v.bare(title)
	words, err := v.siteWords()
	if err != nil {
		return b, err
	}
	b.Site = words
	if b.Menu, err = v.menu(p.path); err != nil {
		return b, err
	}
	if b.Strip, err = v.strip(); err != nil {
		return b, err
	}
	b.Canonical = v.site.URL(p.path)
	b.Printed = b.Canonical
	b.wear(words.looks)
	b.languages(v, p)
	b.brand()
	return b, nil
}

// bare is a Base that needs nothing of the store.
func (v *visit) bare(title string) Base {
	b := Base{
		Locale: v.locale, Title: title, printer: v.words, zone: v.zone(), Staff: v.staff(),
		HomeURL: v.site.Path(v.locale, ""), SearchURL: v.site.Path(v.locale, "search"), MapURL: v.site.Path(v.locale, "site-map"),
		SuggestURL: v.site.Path(v.locale, "search/suggest.html"),
		Site:       SiteWords{Name: v.words.T("site.name")}, Graph: Graph{Kind: "website"},
	}
	if v.reader != nil {
		b.Now = v.reader.Now()
	}
	l := v.looks(nil)
	b.Arms, b.ArmsKind = l.Arms, l.ArmsKind
	b.brand()
	return b
}

func (s *Site) zone() *time.Location {
	if s.site.Zone == nil {
		return time.UTC
	}
	return s.site.Zone
}

// languages fills the switcher with every locale of the Site, and the head
// with those in which the page is written.
func (b *Base) languages(v *visit, p place) {
	for _, l := range v.site.Locales {
		entry := Language{Locale: l, Name: l.Endonym(), URL: p.in[l], Current: l == v.locale}
		if entry.URL == "" {
			entry.URL = v.site.Path(l, p.elsewhere)
			b.Missing = append(b.Missing, entry)
			continue
		}
		b.Languages = append(b.Languages, entry)
		if b.Robots == "" {
			b.Alternates = append(b.Alternates, Alternate{string(l), v.site.URL(entry.URL)})
		}
	}
	if first := v.site.Default(); len(b.Alternates) > 0 {
		to, ok := p.in[first]
		if !ok {
			to = b.Languages[0].URL
		}
		b.Alternates = append(b.Alternates, Alternate{"x-default", v.site.URL(to)})
	}
}

// hidden keeps the page out of search engines.
func (b *Base) hidden() {
	b.Robots, b.Alternates = "noindex, follow", nil
}

// everywhere is the place of a page that exists in every locale.
func (v *visit) everywhere(path string) place {
	p := place{path: v.site.Path(v.locale, path), in: map[i18n.Locale]string{}, elsewhere: path}
	for _, l := range v.site.Locales {
		p.in[l] = v.site.Path(l, path)
	}
	return p
}

// placeOf is the place of the page of r.
func (v *visit) placeOf(r *content.Reading) place {
	p := place{path: r.Path(), in: map[i18n.Locale]string{}, elsewhere: r.Words.Path}
	for _, a := range r.Alternates {
		p.in[a.Locale] = a.Path
	}
	p.in[r.Locale] = r.Path()
	return p
}
