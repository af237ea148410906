package site

import (
	"net/url"
	"slices"
	"strings"

	"herald/content/register"
	"herald/i18n"
)

// route is one address of a Site and the page that answers it.
type route struct {
	// pattern stands below the Site's base, in Fiber's notation.
	pattern string
	// query are the parameters that the page may see; every other is dropped
	// before it, so that it can be part of no cache key.
	query []string
	// narrow, if set, takes out of the query of an address what its answer cannot
	// depend on.
	narrow func(address string, query values)
	// varies says that the answer depends on Accept-Language; keeps that it
	// depends on what the Reader reads alone, so that it can be kept.
	varies, keeps bool
	page          func(*visit) (answer, error)
}

// routes is everything that a Site answers. The order counts: the first
// pattern that fits is asked.
func (s *Site) routes() []route {
	asked := s.searchNames()
	routes := []route{
		// The Site as a whole.
		{pattern: "/", varies: true, page: front},
		{pattern: "/robots.txt", keeps: true, page: robots},
		{pattern: "/sitemap.xml", keeps: true, page: sitemap},
		{pattern: "/sitemap-:name", keeps: true, page: sitemapPart},
		{pattern: "/.well-known/security.txt", page: securityText},

		// A Document by its permanent address.
		{pattern: "/p/:name", varies: true, page: short},

		// Screens of their own, in each locale.
		{pattern: "/:locale/", keeps: true, page: home},
		{pattern: "/:locale/site-map", keeps: true, page: siteMap},
		{pattern: "/:locale/search", query: asked, page: search},
		{pattern: "/:locale/search/suggest", query: []string{paramQuestion}, page: suggest},
		{pattern: "/:locale/search/suggest.html", query: []string{paramQuestion}, page: suggestList},
	}
	for _, form := range searchForms {
		routes = append(routes, route{pattern: "/:locale/search/" + form, query: asked, page: searchAs(form)})
	}
	return append(routes, []route{
		// Documents, Editions, listings, and what can be appended to a listing.
		{pattern: "/:locale/*", keeps: true, query: s.filters, narrow: s.ofListing, page: resolve},

		// Everything else: a slip of the pen, or an address of a former site.
		{pattern: "/*", page: unknown},
	}...)
}

// question is what a request asks: all that an answer may depend on beside
// what the reader may see.
type question struct {
	// address is the path below the Site's base, as it was asked for.
	address string
	// tag is the first segment of address, and asked the locale that it names.
	tag   string
	asked i18n.Locale
	// rest is what follows the locale, or the one parameter of the route.
	rest string
	// raw is the query as it was asked for, for redirects alone.
	raw   string
	query values
	// accept is Accept-Language, for the routes that vary by it and for addresses
	// below something that is no locale of the Site: those are lost.
	accept string
	lost   bool
	// first says that somebody sees the answer for the first time, as far as their
	// browser tells.
	first bool
}

// ofListing leaves of a query the filters that the list at address has. Only
// lists have any: with them, a Document would be kept once for each.
func (s *Site) ofListing(address string, query values) {
	tag, path, _ := strings.Cut(strings.Trim(address, "/"), "/")
	if decoded, err := url.PathUnescape(path); err == nil {
		path = decoded
	}
	listing, _ := cutAppendix(path)
	locale, _ := s.localeOf(tag)
	var names []string
	if t, _ := s.types.Listing(locale, listing); t != nil {
		names = register.Params(t, s.site.Audience)
	}
	for name, given := range query {
		if !slices.Contains(names, name) {
			delete(query, name)
			continue
		}
		query[name] = given[:1] // a list has one value of each
	}
}
