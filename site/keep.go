package site

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/web"
)

// fromPages answers q out of the page cache.
func (s *Site) fromPages(c *fiber.Ctx, access content.Access, q question, r route) error {
	key := pageKey{site: s.site.Name, access: string(access), address: q.address, query: q.query.Encode()}
	now := s.config.Library.For(access).Now()
	page, err := s.config.Pages.get(c.UserContext(), key, now, func() (*kept, error) {
		return s.render(c.UserContext(), access, q, r)
	})
	if err != nil {
		return err
	}
	var left time.Duration
	if page.trace != nil && !page.trace.Next.IsZero() {
		left = max(page.trace.Next.Sub(now), time.Millisecond)
	}
	return s.send(c, page.answer, page.body, s.caching(page.answer.status, left))
}

// render makes the answer to q over a Reader that records. Only a page that is
// there has a trace and can be kept: a redirect is cheap, and what is missing
// could be anything.
func (s *Site) render(ctx context.Context, access content.Access, q question, r route) (*kept, error) {
	reader, trace, err := s.config.Library.Record(ctx, access)
	if err != nil {
		return nil, err
	}
	v := s.visit(ctx, reader, access, q)
	a, err := v.answer(r.page)
	if err != nil {
		return nil, err
	}
	page := &kept{answer: a, body: web.NewBody(a.body)}
	if a.status == fiber.StatusOK {
		v.until(v.midnight())
		trace.Until(v.next)
		page.trace = trace
	}
	return page, nil
}

// midnight is when the day that a page was computed on ends: acts come into
// force, and what was today is yesterday.
func (v *visit) midnight() time.Time {
	y, m, d := v.reader.Now().In(v.zone()).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, v.zone())
}
