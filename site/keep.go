package site

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/web"
)

// fromPages answers out of the page cache. The question is put together only
// where it does not know the answer.
func (s *Site) fromPages(c *fiber.Ctx, access content.Access, query values, r route) error {
	key := pageKey{site: s.site.Name, access: string(access), address: s.below(c), query: query.Encode()}
	now := s.config.Library.Now()
	page := s.config.Pages.hit(key, now)
	if page == nil {
		q := s.question(c, r, query)
		if q.lost {
			return s.made(c, access, q, r)
		}
		var err error
		if page, err = s.miss(c, key, now, access, q, r); err != nil {
			return err
		}
	}
	var left time.Duration
	if page.trace != nil && !page.trace.Next.IsZero() {
		left = max(page.trace.Next.Sub(now), time.Millisecond)
	}
	return s.send(c, page.answer, page.body, s.caching(page.answer.status, left))
}

// miss makes a page that the cache does not hold, and has it kept.
func (s *Site) miss(c *fiber.Ctx, key pageKey, now time.Time, access content.Access, q question, r route) (*kept, error) {
	ctx, cancel := s.limited(c)
	defer cancel()
	return s.config.Pages.get(ctx, key, now, func() (*kept, error) { return s.render(ctx, access, q, r) })
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
	page := &kept{answer: a, body: web.NewBody(a.body).Modified(a.modified)}
	if a.status == fiber.StatusOK {
		if err := trace.Settle(ctx); err != nil {
			return nil, err
		}
		v.until(v.midnight())
		trace.Until(v.next)
		trace.Note(v.noted...)
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
