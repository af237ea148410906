package site

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/internal/web"
	"herald/media"
)

// values is a query of allowed and cleaned parameters.
type values = url.Values

// visit is one question being answered. It lives for one answer only, which is
// why it may carry the context.
type visit struct {
	*Site
	question
	ctx    context.Context
	access content.Access
	reader content.Reader
	// locale is the language of the page, words its printer.
	locale i18n.Locale
	words  *i18n.Printer
	// next is the earliest instant at which the answer changes by itself,
	// beside what the reader knows of; zero is never.
	next time.Time
	// assets are the files loaded so far, noted the tags of what was read beside
	// the reader.
	assets map[content.ID]media.Named
	noted  []string
	// met are the Documents that were linked to so far, failed is why one could not be
	// asked for.
	met    met
	failed error
	// foreseen is set where the page is a preview.
	foreseen *foreseen
}

// until says that the answer being made holds until at only.
func (v *visit) until(at time.Time) {
	if at.After(v.reader.Now()) && (v.next.IsZero() || at.Before(v.next)) {
		v.next = at
	}
}

// speak sets the language of the page.
func (v *visit) speak(locale i18n.Locale) {
	v.locale, v.words = locale, v.printer(locale)
}

// answer is what a question is answered with; it depends on nothing else, so
// that it can be kept.
type answer struct {
	status int
	kind   string
	body   []byte
	// location is where a redirect leads.
	location string
	modified time.Time
	// noindex keeps what is no page out of search engines; a page says so itself.
	noindex bool
	// file is the name under which a download is kept.
	file string
}

const (
	kindHTML = "text/html; charset=utf-8"
	kindText = "text/plain; charset=utf-8"
	kindXML  = "application/xml; charset=utf-8"
	kindJSON = "application/json; charset=utf-8"
)

// moved is the answer that an address has changed for good.
func moved(to string) answer { return answer{status: fiber.StatusMovedPermanently, location: to} }

// found is the answer that leads elsewhere this time.
func found(to string) answer { return answer{status: fiber.StatusFound, location: to} }

// page renders a page of the theme as an answer.
func (v *visit) page(status int, name string, data any) (answer, error) {
	var b bytes.Buffer
	if err := v.theme.Render(&b, name, data); err != nil {
		return answer{}, err
	}
	return answer{status: status, kind: kindHTML, body: b.Bytes()}, nil
}

// handler is the thin part: it turns a request into a question, has it
// answered, and sends the answer.
func (s *Site) handler(r route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		access, err := s.guard(c)
		if err != nil {
			return s.signIn(c, err)
		}
		query := web.CleanQuery(c, r.query)
		if r.narrow != nil && len(query) > 0 {
			r.narrow(s.below(c), query)
		}
		if !r.keeps || s.config.Pages == nil {
			return s.made(c, access, s.question(c, r, query), r)
		}
		return s.fromPages(c, access, query, r)
	}
}

// made answers with a page that is made for this reader.
func (s *Site) made(c *fiber.Ctx, access content.Access, q question, r route) error {
	ctx, cancel := s.limited(c)
	defer cancel()
	v := s.visit(ctx, s.config.Library.For(access), access, q)
	a, err := v.answer(r.page)
	if err != nil {
		return err
	}
	if r.varies || q.lost {
		c.Vary(fiber.HeaderAcceptLanguage)
	}
	return s.send(c, a, web.NewBody(a.body).Modified(a.modified), s.caching(a.status, 0))
}

// limited gives the context of a page that is made now: it is read as of one Position,
// and has a deadline. What is sent from memory needs none.
func (s *Site) limited(c *fiber.Ctx) (context.Context, context.CancelFunc) {
	ctx := content.Steady(c.UserContext())
	if s.config.Timeout <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, s.config.Timeout)
}

// visit begins to answer q.
func (s *Site) visit(ctx context.Context, reader content.Reader, access content.Access, q question) *visit {
	v := &visit{Site: s, question: q, ctx: ctx, access: access, reader: reader}
	v.speak(q.asked)
	if q.lost {
		v.speak(v.best())
	}
	return v
}

// answer asks page, and answers itself where there is none.
func (v *visit) answer(page func(*visit) (answer, error)) (answer, error) {
	a, err := page(v)
	if err == nil {
		err = v.failed
	}
	switch {
	case fault.Is(err, fault.NotFound):
		return missing(v)
	case fault.Is(err, fault.Gone):
		return gone(v, content.Found{Kind: content.FoundGone})
	}
	return a, err
}

func (s *Site) guard(c *fiber.Ctx) (content.Access, error) {
	if s.config.Guard != nil {
		return s.config.Guard(c)
	}
	return content.NewAccess(content.Public), nil
}

func (s *Site) signIn(c *fiber.Ctx, err error) error {
	var to *SignIn
	if errors.As(err, &to) {
		c.Set(fiber.HeaderCacheControl, "private, no-store")
		return c.Redirect(to.To, fiber.StatusSeeOther)
	}
	return err
}

// below gives the path below the Site's base.
func (s *Site) below(c *fiber.Ctx) string { return strings.TrimPrefix(c.Path(), s.site.Base) }

func (s *Site) question(c *fiber.Ctx, r route, query values) question {
	q := question{address: s.below(c), raw: string(c.Context().QueryArgs().QueryString()), query: query}
	q.tag = firstSegment(q.address)
	locale, ok := s.localeOf(q.tag)
	if !ok {
		locale = s.site.Default()
	}
	q.asked = locale
	q.lost = !ok && strings.HasPrefix(r.pattern, "/:locale/") || r.pattern == "/*"
	if r.varies || q.lost {
		q.accept = c.Get(fiber.HeaderAcceptLanguage)
	}
	q.rest = c.Params("*", c.Params("name"))
	q.first = firstSeen(c)
	return q
}

// firstSeen reports whether a person asks who does not have the answer yet: no
// program that fetches ahead, none that only asks whether it has changed.
func firstSeen(c *fiber.Ctx) bool {
	ahead := strings.Contains(c.Get("Sec-Purpose"), "prefetch") || strings.EqualFold(c.Get("Purpose"), "prefetch")
	again := c.Get(fiber.HeaderIfNoneMatch) != "" || c.Get(fiber.HeaderIfModifiedSince) != ""
	return c.Method() == fiber.MethodGet && !ahead && !again
}

// send sends a with its body. How long it may be kept on the way to the reader
// is what caching says.
func (s *Site) send(c *fiber.Ctx, a answer, body *web.Body, caching string) error {
	c.Set(fiber.HeaderCacheControl, caching)
	if a.noindex {
		c.Set("X-Robots-Tag", "noindex")
	}
	if a.location != "" {
		return c.Redirect(a.location, a.status)
	}
	if a.file != "" {
		c.Attachment(a.file)
	}
	c.Status(a.status)
	return web.Send(c, body, a.kind)
}

// shared is how long a proxy may keep a public page before it asks again.
const shared = time.Minute

// caching lets proxies keep a public page for a minute, but not past the time,
// from now, at which it changes by itself (0 is never), and serve it while they
// ask again or while Herald is down; an error only for a moment.
func (s *Site) caching(status int, left time.Duration) string {
	switch {
	case s.staff():
		return "private, no-store"
	case status >= 500:
		return "no-store"
	case status >= 400:
		return "public, max-age=0, s-maxage=5"
	case left > 0 && left < shared:
		// What is due must not be served past its time by anybody.
		return "public, max-age=0, s-maxage=" + itoa(int(left/time.Second))
	}
	return "public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400"
}

// localeOf gives the locale of the Site that is written exactly so.
func (s *Site) localeOf(tag string) (i18n.Locale, bool) {
	locale, err := i18n.Parse(tag)
	return locale, err == nil && s.site.Has(locale)
}

func firstSegment(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return first
}
