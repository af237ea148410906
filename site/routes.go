package site

import "herald/i18n"

// route is one address of a Site and the page that answers it.
type route struct {
	// pattern stands below the Site's base, in Fiber's notation.
	pattern string
	// query are the parameters that the page may see; every other is dropped
	// before it, so that it can be part of no cache key.
	query []string
	// varies says that the answer depends on Accept-Language; keeps that it
	// depends on what the Reader reads alone, so that it can be kept.
	varies, keeps bool
	page          func(*visit) (answer, error)
}

// routes is everything that a Site answers. The order counts: the first
// pattern that fits is asked.
func (s *Site) routes() []route {
	return []route{
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
		{pattern: "/:locale/search", query: searchParameters, page: search},
		{pattern: "/:locale/search/data.json", query: searchParameters, page: searchData},
		{pattern: "/:locale/search/suggest", query: []string{"q"}, page: suggest},

		// Documents, Editions, listings, and what can be appended to a listing.
		{pattern: "/:locale/*", keeps: true, query: s.filters, page: resolve},

		// Everything else: a slip of the pen, or an address of a former site.
		{pattern: "/*", page: unknown},
	}
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
}
