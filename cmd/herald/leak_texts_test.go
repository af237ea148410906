package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
)

// lookTexts looks at everything below a locale: Documents, their Editions, lists
// and what is appended to lists.
func (s *sky) lookTexts(site *content.Site) {
	inParallel(s.docs, func(p *planted) {
		if !s.near(p) {
			return
		}
		for _, l := range site.Locales {
			s.lookDocument(site, p, l)
		}
	})
	for _, l := range site.Locales {
		inParallel(s.server.house.types.All(), func(t *content.Type) {
			if t.Slugs[l] != "" && (s.thorough || slices.Contains(chiefTypes, t.Name) || sampled(t.Name+string(l), s.moment)) {
				s.lookList(site, t, l)
			}
		})
	}
}

// lookDocument asks one Site in one locale for every address that a text of p
// ever had, has, will have or was once meant to have.
func (s *sky) lookDocument(site *content.Site, p *planted, l i18n.Locale) {
	for _, f := range s.flocksOf(p) {
		if f.path == nil {
			continue
		}
		written := f.path.locale
		if p.record.Site != site.Name && !sampled(f.path.word+site.Name, s.moment) {
			continue
		}
		if l != written && !(written == "sr" && l == "sr-Latn") && !s.crosses(p, l) {
			continue
		}
		path := pathOf(p, written, f.path)
		a := errand{site: site.Name, url: site.Path(l, path), kind: askDocument, doc: p, locale: l, typ: p.typ}
		s.lookAddress(site, a, f)
		if rarely(a.url, s.moment) {
			for _, more := range []string{"/", "/feed.rss", "/data.json", "/editions", "?preview=1", "/../" + f.path.word, "%20", ".html"} {
				b := a
				b.url += more
				s.ask(b)
			}
		}
		if e := s.shown(p, l); e != nil && s.flocks[e.Words] == f || rarely(a.url, s.moment) {
			s.lookEditions(site, p, l, a.url)
		}
	}
}

// crosses picks the few Documents that are asked for in every language.
func (s *sky) crosses(p *planted, l i18n.Locale) bool { return sampled(p.name+string(l), s.moment) }

// lookAddress asks for the page of the text that f stands in.
func (s *sky) lookAddress(site *content.Site, a errand, f *flock) {
	p, at := a.doc, s.at(f.path)
	switch {
	case s.closed(site):
		s.ask(a)
	case p.record.Site != site.Name:
		r := s.ask(a)
		if at == nowhere && !s.wasHere(p, site) {
			s.unknownToo(a, r)
		}
	case at.readable():
		s.lookPage(a, f)
	case at == oldEdition:
		// It leads on to where the text is now; or the text is gone.
		s.ask(a, http.StatusMovedPermanently, http.StatusFound)
	case s.wasPublic(p, f):
		r := s.ask(a, http.StatusGone, http.StatusMovedPermanently, http.StatusFound)
		if r.status == http.StatusGone && a.locale == f.path.locale {
			s.shows(a, r, pick(&flock{canaries: p.reasons}, func(c *canary) bool { return c.locale == a.locale }))
		}
	default:
		s.unknownToo(a, s.ask(a, http.StatusNotFound))
	}
}

// lookPage asks for a page that can be read, in its own language or whole in
// that language where it is asked for in another.
func (s *sky) lookPage(a errand, f *flock) {
	p := a.doc
	shows := s.first(p, a.locale)
	if s.shown(p, a.locale) == nil && s.shown(p, f.path.locale) != nil {
		// Its own language was not asked for, but it is what the path is in.
		shows = f.path.locale
	}
	if s.flockOf(p, shows).path != f.path {
		s.ask(a, http.StatusMovedPermanently, http.StatusFound)
		return
	}
	r := s.ask(a, http.StatusOK)
	s.shows(a, r, pick(s.flockOf(p, shows), onPage))
	s.shows(a, r, pick(s.factsOf(p), onPage))
	if s.shown(p, shows).State == content.Withdrawn {
		s.shows(a, r, pick(&flock{canaries: p.reasons}, func(c *canary) bool { return c.locale == shows }))
	}
}

// wasPublic reports whether an Edition with the words of f was ever public.
func (s *sky) wasPublic(p *planted, f *flock) bool {
	for _, t := range p.record.Translations {
		for _, e := range t.Editions {
			if e.Published != nil && s.flocks[e.Words] == f {
				return true
			}
		}
	}
	return false
}

// wasHere reports whether p was at home on a Site before.
func (s *sky) wasHere(p *planted, site *content.Site) bool {
	return slices.ContainsFunc(p.record.Former, func(f content.Former) bool { return f.Site == site.Name })
}

// lookEditions asks for the first Editions of a text by number, those that are
// not there among them.
func (s *sky) lookEditions(site *content.Site, p *planted, l i18n.Locale, path string) {
	live := s.shown(p, l)
	for n := 1; n <= 6; n++ {
		if live != nil && n > live.Number+1 && !rarely(path, s.moment) {
			break
		}
		a := errand{site: site.Name, url: fmt.Sprintf("%s/editions/%d", path, n), kind: askEdition, doc: p, locale: l, edition: n, typ: p.typ}
		if live == nil || p.record.Site != site.Name || s.closed(site) || site.Path(l, pathOf(p, l, s.flocks[live.Words].path)) != path {
			s.ask(a)
			continue
		}
		e := p.record.Translation(l).Edition(n)
		switch {
		case n == live.Number && !changedBefore(p.record.Translation(l), n):
			s.ask(a, http.StatusFound)
		case n > live.Number || e.Published == nil && n != live.Number:
			s.ask(a, http.StatusNotFound)
		default:
			r := s.ask(a, http.StatusOK)
			s.shows(a, r, pick(s.flocks[e.Words], onPage))
		}
	}
}

// changedBefore reports whether an Edition before the nth was public: then the nth
// has a page of its own, which says what it changed.
func changedBefore(t *content.Translation, n int) bool {
	return slices.ContainsFunc(t.Editions[:n-1], func(e *content.Edition) bool { return e.Published != nil })
}

// appendages are what can be appended to a list.
var appendages = []string{"feed.rss", "feed.atom", "feed.json", "data.csv", "data.json", "calendar.ics"}

func (s *sky) lookList(site *content.Site, t *content.Type, l i18n.Locale) {
	base := site.Path(l, t.Slugs[l]+"/")
	if !lists(site, t) {
		s.ask(errand{site: site.Name, url: base}, http.StatusNotFound)
		return
	}
	all := s.listed(site.Name, t)
	if len(all) > 30 {
		s.Errorf("%d of %s are too many for one page of a list", len(all), t.Name)
	}
	page := errand{site: site.Name, url: base, kind: askListing, locale: l, typ: t}
	r := s.ask(page, http.StatusOK)
	if site.Audience == content.Public {
		for _, p := range all {
			f := s.flockOf(p, s.first(p, l))
			s.shows(page, r, []*canary{f.title, f.path})
		}
	}
	for _, name := range appendages {
		s.lookAppendage(site, page, name, all)
	}
	for _, query := range s.queries(site, t) {
		filtered := page
		if filtered.url += query; !sampled(filtered.url, s.moment) {
			continue
		}
		s.ask(filtered, http.StatusOK)
		filtered.url, filtered.kind = base+"data.json"+query, askExport
		s.ask(filtered, http.StatusOK)
		filtered.url, filtered.kind = base+"feed.json"+query, askFeed
		s.ask(filtered, http.StatusOK)
	}
}

func (s *sky) lookAppendage(site *content.Site, page errand, name string, all []*planted) {
	a := page
	a.url, a.kind = page.url+name, askFeed
	field, _ := page.typ.Field(page.typ.Date)
	if name == "calendar.ics" && field.Kind != content.KindInstant {
		s.ask(a, http.StatusNotFound)
		return
	}
	part := func(c *canary) bool { return slices.Contains([]string{"title", "path", "body", "heading"}, c.part) }
	switch {
	case strings.HasPrefix(name, "data"):
		a.kind = askExport
		part = func(c *canary) bool {
			return slices.Contains([]string{"title", "path", "summary"}, c.part) || strings.HasPrefix(c.part, "field ") && !inFile(c)
		}
	case name == "calendar.ics":
		// A calendar also keeps what was.
		a.kind = askOther
		part = func(c *canary) bool { return c.part == "title" }
	}
	r := s.ask(a, http.StatusOK)
	if s.closed(site) {
		return
	}
	for _, p := range all {
		s.shows(a, r, pick(s.flockOf(p, s.first(p, a.locale)), part))
		if a.kind == askExport {
			s.shows(a, r, pick(s.factsOf(p), part))
		}
	}
}

// queries gives filters of a list: by what is public and by what is hidden.
func (s *sky) queries(site *content.Site, t *content.Type) []string {
	all := []string{"?year=2026", "?from=2026-01-01&to=2027-12-31", "?year=1900", "?after=x", "?topic=", "?kind=secret"}
	for _, state := range []string{current, scheduled, draft, gone, withdrawn} {
		for _, by := range []string{"topic", "organization"} {
			if p := s.find(site.Name, by, state); p != nil {
				all = append(all, "?"+by+"="+string(p.id))
			}
		}
	}
	for _, f := range t.Fields {
		if f.Facet && len(f.Choices) > 0 {
			all = append(all, "?"+f.Name+"="+f.Choices[0])
		}
	}
	return all
}

// lookUnknown asks for the addresses of texts below no locale.
func (s *sky) lookUnknown(site *content.Site) {
	for _, c := range s.some(func(c *canary) bool { return c.part == "path" }) {
		a := errand{site: site.Name, url: site.Base + "/" + pathOf(c.doc, c.locale, c), kind: askDocument, doc: c.doc, typ: c.doc.typ}
		r := s.ask(a)
		if s.at(c) == nowhere && !s.isPast(c) {
			s.unknownToo(a, r)
		}
	}
}

// isPast reports whether the words around c were ever public.
func (s *sky) isPast(c *canary) bool {
	for _, f := range s.flocksOf(c.doc) {
		if f.path == c && s.wasPublic(c.doc, f) {
			return true
		}
	}
	return false
}
