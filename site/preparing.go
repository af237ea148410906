package site

import (
	"bytes"

	"github.com/gofiber/fiber/v2"

	"herald/i18n"
	"herald/internal/web"
)

// Preparing is the page of every address of a Site that nobody has opened yet.
type Preparing struct {
	Base
	// Text is for readers, Help for whoever installs it.
	Text, Help string
}

// returnAfter is when a search engine may look again, in seconds.
const returnAfter = "600"

// unopenedPages are made when the Site starts, one in each language.
func (s *Site) unopenedPages() (map[i18n.Locale][]byte, error) {
	all := map[i18n.Locale][]byte{}
	for _, l := range s.site.Locales {
		v, b := s.calmBase(l, "preparing.title")
		b.Robots, b.MapURL, b.SearchURL = "noindex, nofollow", "", ""
		var out bytes.Buffer
		p := &Preparing{Base: b, Text: v.words.T("preparing.text"), Help: v.words.T("preparing.help")}
		if err := s.theme.Render(&out, "preparing", p); err != nil {
			return nil, err
		}
		all[l] = out.Bytes()
	}
	return all, nil
}

// prepare answers every address of every Site while there is nothing to read:
// pages, feeds, search and sitemap alike, so that nothing is found, kept or told
// of that is not there yet.
func (m *Mux) prepare(c *fiber.Ctx) error {
	if !m.Preparing() {
		return c.Next()
	}
	s, locale := m.readerOf(c)
	c.Set(fiber.HeaderRetryAfter, returnAfter)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Robots-Tag", "noindex, nofollow")
	c.Set(fiber.HeaderContentType, kindHTML)
	return c.Status(fiber.StatusServiceUnavailable).Send(s.unopened[locale])
}

// readerOf gives the Site that an address belongs to, and the language of who
// asks: that of the address, else of the browser.
func (m *Mux) readerOf(c *fiber.Ctx) (*Site, i18n.Locale) {
	s, path := m.siteOf(web.Host(c), c.Path())
	locale, ok := s.localeOf(firstSegment(path))
	if !ok {
		locale = i18n.Match(c.Get(fiber.HeaderAcceptLanguage), s.site.Locales, s.site.Default())
		c.Vary(fiber.HeaderAcceptLanguage)
	}
	return s, locale
}
