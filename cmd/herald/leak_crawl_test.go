package main

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

var (
	linkForm    = regexp.MustCompile(`(?:href|src|action|srcset)="([^"]+)"`)
	addressForm = regexp.MustCompile(`https?://(?:portal|second)\.test[^\s"'<>\\)\],;]*`)
)

// links gives every address that a text leads to, each once.
func links(text string) []string {
	var all []string
	add := func(link string) {
		link, _, _ = strings.Cut(html.UnescapeString(link), "#")
		// The first of several sizes of a picture stands for all.
		link, _, _ = strings.Cut(link, " ")
		if link != "" && !slices.Contains(all, link) {
			all = append(all, link)
		}
	}
	for _, m := range linkForm.FindAllStringSubmatch(text, -1) {
		add(m[1])
	}
	for _, m := range addressForm.FindAllString(html.UnescapeString(text), -1) {
		add(m)
	}
	return all
}

// crawl follows every link from every home page and sitemap, as a search engine
// would, and judges all that it meets. A link that leads nowhere is wrong too.
func (s *sky) crawl() {
	seen := map[string]bool{}
	var wave []errand
	add := func(from errand, link string) {
		a, ok := s.lead(from, link)
		if !ok || seen[s.host(a.site)+a.url] {
			return
		}
		// Filters of filtered lists are endless.
		if strings.Contains(a.url, "?") && strings.Contains(from.url, "?") {
			return
		}
		seen[s.host(a.site)+a.url] = true
		wave = append(wave, a)
	}
	for _, name := range []string{"public", "second"} {
		site := s.site(name)
		add(errand{site: name}, site.Base+"/sitemap.xml")
		for _, l := range site.Locales {
			add(errand{site: name}, site.Path(l, ""))
		}
	}
	for len(wave) > 0 {
		now := wave
		wave = nil
		inParallel(now, func(a errand) {
			r := s.get(a)
			s.innocent(a, r, "crawled")
			// A register goes on naming, by its permanent address, what is gone.
			named := r.status == http.StatusGone && strings.HasPrefix(a.url, "/p/")
			s.check(r.status < 400 || named, "DEAD LINK: %s%s answers %d", s.host(a.site), a.url, r.status)
			found := append(links(r.body), r.header.Get("Location"))
			s.mu.Lock()
			defer s.mu.Unlock()
			for _, link := range found {
				add(a, link)
			}
		})
	}
	if s.moment == "before" {
		s.Logf("the crawl met %d addresses", len(seen))
	}
	s.check(len(seen) > 1000 || s.small, "the crawl met %d addresses only", len(seen))
}

// lead says where a link leads: to a Site of the house, or out of it.
func (s *sky) lead(from errand, link string) (errand, bool) {
	if link == "" {
		return errand{}, false
	}
	base, err := url.Parse(s.host(from.site) + from.url)
	if err != nil {
		return errand{}, false
	}
	u, err := base.Parse(link)
	if err != nil || u.Scheme != "http" {
		return errand{}, false
	}
	for _, name := range []string{"public", "second"} {
		if "http://"+u.Host == s.host(name) {
			return s.classify(name, u.RequestURI()), true
		}
	}
	return errand{}, false
}

// classify says what kind of answer an address gives, from its form alone.
func (s *sky) classify(site, uri string) errand {
	a := errand{site: site, url: uri}
	path, _, _ := strings.Cut(uri, "?")
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	switch {
	case strings.HasPrefix(path, "/sitemap"):
		a.kind = askSitemap
		return a
	case strings.HasPrefix(path, "/media/"):
		a.kind = askFile
		for _, f := range s.files {
			if strings.Contains(path, string(f.id)) {
				a.doc, a.typ = f.name.doc, f.name.doc.typ
			}
		}
		return a
	case len(segments) < 2:
		return a
	}
	for _, l := range s.site(site).Locales {
		if string(l) == segments[0] {
			a.locale = l
		}
	}
	rest := segments[1:]
	t, _ := s.server.house.types.Listing(a.locale, rest[0])
	switch {
	case a.locale == "":
	case rest[0] == "":
		a.kind = askHome
	case rest[0] == "site-map":
		a.kind = askSiteMap
	case rest[0] == "search" && len(rest) > 1 && strings.HasPrefix(rest[1], "suggest"):
		a.kind = askSuggest
	case rest[0] == "search" && len(rest) > 1 && strings.HasPrefix(rest[1], "feed."):
		a.kind = askFound
	case rest[0] == "search":
		a.kind = askSearch
	case t != nil && len(rest) == 2 && rest[1] == "":
		a.kind, a.typ = askListing, t
	case t != nil && len(rest) == 2 && strings.HasPrefix(rest[1], "feed."):
		a.kind, a.typ = askFeed, t
	case t != nil && len(rest) == 2 && strings.HasPrefix(rest[1], "data."):
		a.kind, a.typ = askExport, t
	default:
		for c := range s.sighted(path) {
			a.kind, a.doc, a.typ = askDocument, c.doc, c.doc.typ
		}
		if strings.Contains(path, "/editions/") {
			a.kind = askEdition
		}
	}
	return a
}
