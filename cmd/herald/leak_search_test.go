package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
)

// searched reports whether search finds a text by c.
func searched(c *canary) bool {
	return c.read || c.part != "path" && c.part != "note" && c.part != "reason" && c.part != "folder name" &&
		(c.kind == content.KindText || c.kind == content.KindProse)
}

// found is an answer of the search as data.
type found struct {
	Total int `json:"total"`
	Items []struct {
		ID    content.ID `json:"id"`
		Title string     `json:"title"`
	} `json:"items"`
}

// lookSearchData asks the search for every canary there is: one that is public
// finds its Document, any other finds what a word finds that was never written.
func (s *sky) lookSearchData(site *content.Site) {
	never := s.get(s.searchFor(site, site.Default(), loud(s.never)))
	inParallel(s.docs, func(p *planted) {
		for _, c := range s.all[p] {
			if p.record.Site != site.Name && !sampled(c.word+site.Name, s.moment) {
				continue
			}
			if s.thorough && s.draws(1, c.word+s.moment) || sampled(c.word, s.moment) || s.levels[c] != s.before[c] {
				s.lookWord(site, c, never)
			}
		}
	})
	for _, l := range site.Locales {
		for _, q := range []string{"", "?q=", "?q=T", "?q=see&type=news", "?q=T&page=2", "?q=T&topic=x", "?q=title:zhzh*", "?q=*", "?q=zhzh", "?q=T&from=2026-01-01&to=2027-01-01"} {
			s.ask(errand{site: site.Name, url: site.Path(l, "search/data.json") + q, kind: askSearch, locale: l}, http.StatusOK)
		}
	}
}

func (s *sky) searchFor(site *content.Site, l i18n.Locale, text string) errand {
	return errand{site: site.Name, url: site.Path(l, "search/data.json") + "?q=" + url.QueryEscape(text), kind: askSearch, locale: l}
}

func (s *sky) lookWord(site *content.Site, c *canary, never *reply) {
	l := c.locale
	if l == "" {
		l = "lt"
	}
	if !site.Has(l) {
		l = site.Default()
	}
	a := s.searchFor(site, l, loud(c.word))
	r := s.get(a)
	s.innocent(a, r, "GET")
	if s.closed(site) {
		s.shut(a, r)
		return
	}
	at := s.at(c)
	here := c.doc.record.Site == site.Name && !c.doc.typ.Hidden && searched(c) && (c.locale == "" || s.shown(c.doc, l) != nil)
	switch {
	case here && at >= pastIts && s.lagging && (s.before[c] < pastIts || c.doc.moving):
		// It is found once the index has caught up.
	case here && at >= pastIts:
		var got found
		err := json.Unmarshal([]byte(r.body), &got)
		title := s.flockOf(c.doc, l).title
		s.check(err == nil && got.Total == 1 && len(got.Items) == 1 && got.Items[0].ID == c.doc.id && strings.Contains(got.Items[0].Title, title.word),
			"MISSING: search for %s gives %s", c, r.body)
	case here && at == oldEdition && s.lagging:
		// The Document is found, and shown as it is now.
	default:
		s.check(r.status == never.status && r.body == never.body && r.header == never.header,
			"LEAK: search for %s is not answered as for a word that is nowhere: %d %s", c, r.status, r.body)
	}
}

// lookSearch asks for search pages. They repeat the question, and so it is in
// capitals.
func (s *sky) lookSearch(site *content.Site) {
	titles := s.some(func(c *canary) bool { return c.part == "title" })
	inParallel(titles, func(c *canary) {
		l := c.locale
		if !site.Has(l) {
			return
		}
		a := errand{site: site.Name, url: site.Path(l, "search") + "?q=" + url.QueryEscape(loud(c.word)), kind: askSearch, locale: l}
		r := s.ask(a, http.StatusOK)
		if s.closed(site) || s.lagging {
			return
		}
		if s.at(c) >= pastIts && c.doc.record.Site == site.Name && !c.doc.typ.Hidden {
			s.shows(a, r, []*canary{c, s.flockOf(c.doc, l).path})
			return
		}
		other := errand{site: site.Name, url: site.Path(l, "search") + "?q=" + url.QueryEscape(loud(s.nowhereLike(c))), kind: askSearch, locale: l}
		s.alike(a, r, other, s.get(other))
	})
	for _, l := range site.Locales {
		for _, q := range []string{"", "?q=T", "?q=B&type=news", "?q=T&page=2", "?q=zhzh", "?q=%00zhzh", "?q=" + strings.Repeat("T+", 200), "?type=news", "?q=T&topic=" + string(s.docs[0].id)} {
			s.ask(errand{site: site.Name, url: site.Path(l, "search") + q, kind: askSearch, locale: l}, http.StatusOK)
		}
	}
}

// lookSearchForm asks for what a search finds as data or as a feed. A feed repeats the
// question in its own name, and so it is in capitals.
func lookSearchForm(form string) func(*sky, *content.Site) {
	kind := askSearch
	if strings.HasPrefix(form, "feed") {
		kind = askFound
	}
	return func(s *sky, site *content.Site) {
		titles := s.some(func(c *canary) bool { return c.part == "title" })
		inParallel(titles, func(c *canary) {
			if !site.Has(c.locale) {
				return
			}
			a := errand{site: site.Name, url: site.Path(c.locale, "search/"+form) + "?q=" + url.QueryEscape(loud(c.word)), kind: kind, locale: c.locale}
			r := s.ask(a, http.StatusOK)
			if s.closed(site) || s.lagging {
				return
			}
			if s.at(c) >= pastIts && c.doc.record.Site == site.Name && !c.doc.typ.Hidden {
				s.shows(a, r, []*canary{c, s.flockOf(c.doc, c.locale).path})
				return
			}
			s.check(!strings.Contains(r.body, string(c.doc.id)), "LEAK: %s names a Document that is not public", a.url)
		})
		for _, l := range site.Locales {
			for _, q := range []string{"", "?q=T", "?q=T&page=2", "?q=zhzh", "?q=T&type=news&sort=date", "?q=T&type=act&kind=decision", "?q=T&topic=" + string(s.docs[0].id)} {
				s.ask(errand{site: site.Name, url: site.Path(l, "search/"+form) + q, kind: kind, locale: l}, http.StatusOK)
			}
		}
	}
}

// lookSuggest types the beginnings of titles, in both forms of suggestions.
func lookSuggest(path string) func(*sky, *content.Site) {
	return func(s *sky, site *content.Site) {
		titles := s.some(func(c *canary) bool { return c.part == "title" })
		inParallel(titles, func(c *canary) {
			if !site.Has(c.locale) {
				return
			}
			typed := func(word string) errand {
				begun := firstRunes(word, canaryLetters-6)
				return errand{site: site.Name, url: site.Path(c.locale, path) + "?q=" + url.QueryEscape(loud(begun)), kind: askSuggest, locale: c.locale}
			}
			a := typed(c.word)
			r := s.ask(a, http.StatusOK)
			if s.closed(site) || s.lagging {
				return
			}
			if s.at(c) >= pastIts && c.doc.record.Site == site.Name && !c.doc.typ.Hidden {
				s.shows(a, r, []*canary{c})
				return
			}
			never := typed(s.nowhereLike(c))
			s.alike(a, r, never, s.get(never))
		})
		for _, l := range site.Locales {
			for _, q := range []string{"", "?q=T", "?q=zhzh", "?q=T+zh", "?q=zh"} {
				s.ask(errand{site: site.Name, url: site.Path(l, path) + q, kind: askSuggest, locale: l}, http.StatusOK)
			}
		}
	}
}

// nowhereLike gives a word in the letters of c that was never written.
func (s *sky) nowhereLike(c *canary) string {
	if strings.HasPrefix(c.word, cyrillicSyllable) {
		return cyrillic(s.never)
	}
	return s.never
}

// lookShort asks for the permanent address of every Document.
func (s *sky) lookShort(site *content.Site) {
	inParallel(s.docs, func(p *planted) {
		if !s.near(p) {
			return
		}
		a := errand{site: site.Name, url: site.Base + "/p/" + string(p.id), kind: askShort, doc: p, typ: p.typ}
		upper := a
		upper.url = site.Base + "/p/" + strings.ToUpper(string(p.id))
		s.ask(upper)
		if s.closed(site) {
			s.ask(a)
			return
		}
		shows := s.first(p, site.Default())
		switch {
		case p.record.Site == site.Name && shows != "" && p.typ.Hidden:
			s.ask(a, http.StatusNotFound)
		case p.record.Site == site.Name && shows != "":
			r := s.ask(a, http.StatusFound)
			if f := s.flockOf(p, shows); f.path != nil {
				s.check(strings.HasSuffix(r.header.Get("Location"), "/"+f.path.word), "%s leads to %q", a.url, r.header.Get("Location"))
			}
		case s.everPublic(p) && (p.record.Site == site.Name || s.wasHere(p, site)):
			s.ask(a, http.StatusGone, http.StatusMovedPermanently, http.StatusFound)
		default:
			s.unknownToo(a, s.ask(a, http.StatusNotFound))
		}
	})
}

// everPublic reports whether any Edition of p was ever public.
func (s *sky) everPublic(p *planted) bool {
	return slices.ContainsFunc(p.record.Translations, func(t *content.Translation) bool {
		return slices.ContainsFunc(t.Editions, func(e *content.Edition) bool { return e.Published != nil })
	})
}
