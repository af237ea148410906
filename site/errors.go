package site

import (
	"bytes"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/web"
)

// Problem is an error page.
type Problem struct {
	Base
	// Status is the number of the error.
	Status int
	// Text says what happened, Help what to do.
	Text, Help string
	// Reason and Since say why and since when something is gone.
	Reason string
	Since  time.Time
	// Number is what the reader may quote.
	Number string
	// Near are pages whose address is like the one asked for.
	Near []Link
	// Instead is where the content is now.
	Instead *Link
}

// described are the errors that have words of their own; any other is told as
// the nearest of them.
var described = map[int]bool{400: true, 403: true, 404: true, 410: true, 413: true, 421: true, 429: true, 500: true, 503: true}

func describe(status int) string {
	switch {
	case described[status]:
		return itoa(status)
	case status >= 500:
		return "500"
	}
	return "400"
}

// missing answers that nobody holds the address.
func missing(v *visit) (answer, error) {
	p, err := v.problem(fiber.StatusNotFound)
	if err != nil {
		return answer{}, err
	}
	if p.Near, err = v.near(); err != nil {
		return answer{}, err
	}
	return v.page(fiber.StatusNotFound, "error", p)
}

// gone answers that a text was public and is not any more, with the reason;
// or leads to what took its place.
func gone(v *visit, f content.Found) (answer, error) {
	if to := web.SafePath(f.To, ""); to != "" {
		return moved(to), nil
	}
	if e := f.Ending; e != nil && e.Redirect.Document != "" {
		if to, ok := v.elsewhere(e.Redirect.Document, v.locale); ok {
			return moved(to), nil
		}
	}
	p, err := v.problem(fiber.StatusGone)
	if err != nil {
		return answer{}, err
	}
	if f.Ending != nil {
		p.Since = f.Ending.At
		p.Reason = v.reason(f.Ending, f.Reading.ReasonText)
	}
	if t := f.Reading.Type; t != nil && v.lists(t) {
		if url := v.listingURL(t, v.locale); url != "" {
			p.Near = append(p.Near, Link{URL: url, Text: v.many(t)})
		}
	}
	return v.page(fiber.StatusGone, "error", p)
}

// problem is an error page with everything that other pages have.
func (v *visit) problem(status int) (*Problem, error) {
	name := describe(status)
	b, err := v.base(v.words.T("error."+name+".title"), v.everywhere(""))
	if err != nil {
		return nil, err
	}
	b.hidden()
	return &Problem{Base: b, Status: status, Text: v.words.T("error." + name + ".text"), Help: v.words.T("error." + name + ".help")}, nil
}

// nearest is how many pages a 404 offers.
const nearest = 5

// near gives the pages whose addresses are most like the one asked for: those
// above it, and those in the page tree with the same words.
func (v *visit) near() ([]Link, error) {
	var links []Link
	path, err := url.PathUnescape(strings.Trim(v.rest, "/"))
	if err != nil {
		path = ""
	}
	if listing, _, ok := strings.Cut(path, "/"); ok {
		if t, _ := v.types.Listing(v.locale, listing); t != nil && v.lists(t) {
			links = append(links, Link{URL: v.listingURL(t, v.locale), Text: v.many(t)})
		}
	}
	tree, err := v.reader.Tree(v.ctx, v.locale)
	if err != nil {
		return nil, err
	}
	walk(tree, func(b *content.Branch) {
		if len(links) < nearest && alike(path, b.Path) {
			links = append(links, Link{URL: b.Path, Text: b.Title, Lang: b.Locale})
		}
	})
	return links, nil
}

func walk(branches []*content.Branch, see func(*content.Branch)) {
	for _, b := range branches {
		see(b)
		walk(b.Children, see)
	}
}

// alike reports whether two addresses share a word that is long enough to mean
// something.
func alike(a, b string) bool {
	split := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == '/' || r == '-' || r == '.' })
	}
	for _, word := range split(a) {
		for _, other := range split(b) {
			if len(word) > 3 && word == other {
				return true
			}
		}
	}
	return false
}

// calmPages are the error pages that need nothing of the store, made when the
// Site starts: by locale and the name of the error.
type calmPages map[i18n.Locale]map[string][]byte

// placeholder stands for the number to quote until there is one.
const placeholder = "HERALD-NUMBER-TO-QUOTE"

func (s *Site) calmPages() (calmPages, error) {
	all := calmPages{}
	for _, l := range s.site.Locales {
		all[l] = map[string][]byte{}
		for status := range described {
			page, err := s.calmPage(l, status)
			if err != nil {
				return nil, err
			}
			all[l][itoa(status)] = page
		}
	}
	return all, nil
}

// calmBase is what a page has that is made without the store.
func (s *Site) calmBase(l i18n.Locale, title string) (*visit, Base) {
	v := &visit{Site: s}
	v.asked = l
	v.speak(l)
	b := v.bare(v.words.T(title))
	b.languages(v, v.everywhere(""))
	b.hidden()
	return v, b
}

func (s *Site) calmPage(l i18n.Locale, status int) ([]byte, error) {
	name := itoa(status)
	v, b := s.calmBase(l, "error."+name+".title")
	p := &Problem{Base: b, Status: status, Text: v.words.T("error." + name + ".text"), Help: v.words.T("error." + name + ".help")}
	if status >= 500 {
		p.Number = placeholder
	}
	var out bytes.Buffer
	if err := s.theme.Render(&out, "error", p); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// failed answers an error of the server with a page that is ready, so that it
// comes whatever is broken.
func (s *Site) failed(c *fiber.Ctx, locale i18n.Locale, status int, _ error, number string) error {
	page := s.calm[locale][describe(status)]
	c.Status(status)
	c.Set(fiber.HeaderContentType, kindHTML)
	if status < 500 {
		c.Set(fiber.HeaderCacheControl, s.caching(status, 0))
	}
	return c.Send(bytes.ReplaceAll(page, []byte(placeholder), []byte(number)))
}
