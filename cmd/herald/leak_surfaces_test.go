package main

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
)

// surface is a route of the server and how the matrix looks at it.
type surface struct {
	pattern string
	look    func(*sky, *content.Site)
}

// surfaces has a row for every route below the base of a Site. A route without a
// row fails the test: whoever adds one says here what readers may see of it.
var surfaces = []surface{
	{"", (*sky).lookBase},
	{"/assets/*", (*sky).lookAssets},
	{"/", (*sky).lookFront},
	{"/robots.txt", lookPlain("/robots.txt")},
	{"/.well-known/security.txt", lookPlain("/.well-known/security.txt")},
	{"/sitemap.xml", (*sky).lookSitemap},
	{"/sitemap-:name", (*sky).lookSitemapParts},
	{"/p/:name", (*sky).lookShort},
	{"/media/:asset/:variant/:file", (*sky).lookMedia},
	{"/:locale/", (*sky).lookHome},
	{"/:locale/site-map", (*sky).lookSiteMap},
	{"/:locale/search", (*sky).lookSearch},
	{"/:locale/search/data.json", (*sky).lookSearchData},
	{"/:locale/search/data.csv", lookSearchForm("data.csv")},
	{"/:locale/search/feed.rss", lookSearchForm("feed.rss")},
	{"/:locale/search/feed.atom", lookSearchForm("feed.atom")},
	{"/:locale/search/feed.json", lookSearchForm("feed.json")},
	{"/:locale/search/suggest", lookSuggest("search/suggest")},
	{"/:locale/search/suggest.html", lookSuggest("search/suggest.html")},
	{"/:locale/*", (*sky).lookTexts},
	{"/*", (*sky).lookUnknown},
}

// everyRouteHasARow compares the router with the table.
func (m *matrix) everyRouteHasARow() {
	m.Helper()
	rows := map[string]bool{}
	for _, row := range surfaces {
		rows[row.pattern] = false
	}
	for _, route := range m.routes {
		pattern := route.Path
		for _, site := range m.server.house.sites {
			if rest, below := strings.CutPrefix(route.Path, site.Base); site.Base != "" && below && (rest == "" || rest[0] == '/') {
				pattern = rest
			}
		}
		if ofTheDesk(pattern) {
			continue
		}
		_, known := rows[pattern]
		m.check(known && (route.Method == fiber.MethodGet || route.Method == fiber.MethodHead),
			"the route %s %s has no row in the table of surfaces: say there what readers may see of it", route.Method, route.Path)
		rows[pattern] = true
	}
	for pattern, routed := range rows {
		m.check(routed, "the table of surfaces has a row for %q, which is no route any more", pattern)
	}
}

// everySurface looks at every route of every Site, and of the desk on its host.
func (s *sky) everySurface() {
	for _, name := range s.server.house.siteNames() {
		for _, row := range surfaces {
			row.look(s, s.site(name))
		}
		s.lookDesk(s.site(name))
	}
}

// shut judges that a staff Site answered as it answers every stranger: the door,
// whatever was asked for.
func (s *sky) shut(a errand, r *reply) {
	s.Helper()
	s.check(r.door && r.body == "" && r.header.Get("Cache-Control") == "private, no-store", "LEAK: %s%s is not shut: it answers %d", s.host(a.site), a.url, r.status)
}

// ask asks for an address and judges the answer. A staff Site is shut.
func (s *sky) ask(a errand, want ...int) *reply {
	s.Helper()
	r := s.get(a)
	s.innocent(a, r, "GET")
	if a.site != "" && s.closed(s.site(a.site)) {
		s.shut(a, r)
	} else if len(want) > 0 {
		s.answered(a, r, want...)
	}
	if rarely(a.url, s.moment) {
		s.otherwise(a, r)
	}
	return r
}

// sampled picks another seventh of all addresses at every moment, rarely another
// fortieth.
func sampled(url, moment string) bool { return drawn(url+moment)%7 == 0 }

func rarely(url, moment string) bool { return drawn(moment+url)%40 == 0 }

// wholeCanary is the variable that has the matrix ask for all that it draws, when it is "whole".
const wholeCanary = "HERALD_CANARY"

// thinness is how thinly the matrix asks where it repeats itself: what one member is told
// about one Document by one address, and what search makes of one word. Each is one of
// many of its kind, and others are drawn at every moment.
func thinness() uint32 {
	if os.Getenv(wholeCanary) == "whole" {
		return 1
	}
	return 3
}

// draws picks one in so many of what repeats itself, or fewer.
func (m *matrix) draws(in uint32, what string) bool { return drawn(what)%(in*m.thin) == 0 }

func drawn(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

func (s *sky) lookBase(site *content.Site) {
	if site.Base != "" {
		r := s.get(errand{site: site.Name, url: site.Base})
		s.check(r.status == http.StatusMovedPermanently && r.header.Get("Location") == site.Base+"/", "%s answers %d", site.Base, r.status)
	}
}

func (s *sky) lookFront(site *content.Site) {
	a := errand{site: site.Name, url: site.Base + "/"}
	s.ask(a, http.StatusFound)
	for _, accept := range []string{"en", "sr-Latn, en;q=0.5", "ka", "*;q=0", strings.Repeat("lt,", 500)} {
		s.innocent(a, s.send(http.MethodGet, a, "Accept-Language", accept), "GET")
	}
}

func lookPlain(path string) func(*sky, *content.Site) {
	return func(s *sky, site *content.Site) {
		s.ask(errand{site: site.Name, url: site.Base + path}, http.StatusOK)
	}
}

func (s *sky) lookAssets(site *content.Site) {
	page := s.get(errand{site: site.Name, url: site.Path(site.Default(), ""), kind: askHome}).body
	for _, link := range links(page) {
		if strings.HasPrefix(link, "/assets/") {
			s.answered(errand{site: site.Name, url: link}, s.get(errand{site: site.Name, url: link}), http.StatusOK)
		}
	}
	if site.Base != "" {
		return
	}
	for _, c := range s.some(func(c *canary) bool { return c.kind == content.KindAsset }) {
		for _, below := range []string{"/assets/", "/media/", "/files/"} {
			s.ask(errand{site: site.Name, url: below + c.word + ".pdf"}, http.StatusNotFound)
		}
	}
}

// some gives a few canaries of a kind, others at every moment.
func (s *sky) some(fits func(*canary) bool) []*canary {
	var all []*canary
	for _, p := range s.docs {
		for _, f := range s.flocksOf(p) {
			for _, c := range f.canaries {
				if fits(c) && sampled(c.word, s.moment) && len(all) < 40 {
					all = append(all, c)
				}
			}
		}
	}
	return all
}

// flocksOf gives the canaries of every text that p has or had, each once.
func (m *matrix) flocksOf(p *planted) []*flock {
	var all []*flock
	for _, h := range p.record.Texts() {
		if f := m.flocks[h]; f != nil && !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	return all
}

func (s *sky) lookSitemap(site *content.Site) {
	a := errand{site: site.Name, url: site.Base + "/sitemap.xml", kind: askSitemap}
	r := s.ask(a, http.StatusOK)
	s.shows(a, r, s.mapped(site, site.Locales...))
}

// mapped gives the addresses that a sitemap of some locales has.
func (s *sky) mapped(site *content.Site, locales ...i18n.Locale) []*canary {
	var all []*canary
	if s.closed(site) {
		return nil
	}
	for _, p := range s.docs {
		for _, l := range locales {
			e := s.shown(p, l)
			if e != nil && p.record.Site == site.Name && !p.typ.Hidden && !p.typ.Single && s.standing(p, e) == everywhere {
				all = append(all, s.flocks[e.Words].path)
			}
		}
	}
	return all
}

func (s *sky) lookSitemapParts(site *content.Site) {
	for _, l := range site.Locales {
		a := errand{site: site.Name, url: fmt.Sprintf("%s/sitemap-%s-1.xml", site.Base, l), kind: askSitemap}
		s.shows(a, s.ask(a, http.StatusOK), s.mapped(site, l))
	}
	for _, name := range []string{"lt-2.xml", "lt-0.xml", "xx-1.xml", "draft.xml", "-.xml", "lt-1"} {
		s.ask(errand{site: site.Name, url: site.Base + "/sitemap-" + name, kind: askSitemap}, http.StatusNotFound)
	}
}

func (s *sky) lookHome(site *content.Site) {
	for _, l := range site.Locales {
		a := errand{site: site.Name, url: site.Path(l, ""), kind: askHome, locale: l}
		r := s.ask(a, http.StatusOK)
		if s.closed(site) {
			continue
		}
		for _, typ := range []string{"home", "site"} {
			p := s.find(site.Name, typ, nextDraft)
			if p == nil {
				continue
			}
			for _, f := range []*flock{s.flockOf(p, s.first(p, l)), s.factsOf(p)} {
				s.shows(a, r, pick(f, func(c *canary) bool { return onPage(c) && !slices.Contains(notOnHome, c.part) }))
			}
		}
		s.shows(a, r, s.strip(site, l))
	}
	for _, odd := range []string{"/xx/", "/LT/", "/lt", "/lt//", "/en-GB/"} {
		s.ask(errand{site: site.Name, url: site.Base + odd, kind: askHome}, http.StatusMovedPermanently, http.StatusNotFound)
	}
}

// strip gives an urgent notice where there is one and no more than the strip holds.
func (s *sky) strip(site *content.Site, l i18n.Locale) []*canary {
	var all []*canary
	for _, p := range s.docs {
		if p.typ.Name == "notice" && p.record.Site == site.Name {
			if e := s.shown(p, s.first(p, l)); e != nil && s.standing(p, e) == everywhere {
				all = append(all, s.flocks[e.Words].title)
			}
		}
	}
	if len(all) > 3 {
		return nil
	}
	return all
}

func (s *sky) lookSiteMap(site *content.Site) {
	for _, l := range site.Locales {
		a := errand{site: site.Name, url: site.Path(l, "site-map"), kind: askSiteMap, locale: l}
		r := s.ask(a, http.StatusOK)
		if s.closed(site) {
			continue
		}
		for _, p := range s.listed(site.Name, s.server.house.types.Get("page")) {
			s.shows(a, r, []*canary{s.flockOf(p, s.first(p, l)).title})
		}
	}
}

// pick gives the canaries of a flock that fit.
func pick(f *flock, fits func(*canary) bool) []*canary {
	if f == nil {
		return nil
	}
	var all []*canary
	for _, c := range f.canaries {
		if c.secret == "" && fits(c) {
			all = append(all, c)
		}
	}
	return all
}

// onPage reports whether the page of a text shows c: everything but its address,
// what stands in files, and words about files that it does not show.
func onPage(c *canary) bool {
	return c.kind != content.KindAsset && c.part != "path" && !strings.HasPrefix(c.part, "unshown ")
}

// notOnHome are the parts that a home page shows in another form or not at all:
// a task leads to its Document once that can be read.
var notOnHome = []string{"title", "summary", "field tasks.link"}
