package web

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Send answers with b in the coding the reader wants most, or with 304 when
// the reader holds it already. Caching headers are the caller's. The status set
// before is kept; conditions are only looked at for a 200.
//
// A page that holds a secret next to words of the reader must be sent without
// coding (SendPlain): its compressed length would tell about the secret.
func Send(c *fiber.Ctx, b *Body, contentType string) error {
	coding := Identity
	if codable(contentType) {
		c.Vary(fiber.HeaderAcceptEncoding)
		coding = b.choose(string(c.Request().Header.Peek(fiber.HeaderAcceptEncoding)))
	}
	return send(c, b, coding, contentType)
}

// SendPlain is Send without any coding.
func SendPlain(c *fiber.Ctx, b *Body, contentType string) error {
	return send(c, b, Identity, contentType)
}

func send(c *fiber.Ctx, b *Body, coding Coding, contentType string) error {
	c.Set(fiber.HeaderContentType, contentType)
	if c.Response().StatusCode() == fiber.StatusOK {
		if b.stamp != "" {
			c.Set(fiber.HeaderLastModified, b.stamp)
		}
		tag, fresh := b.fresh(c, coding)
		c.Set(fiber.HeaderETag, tag)
		if fresh {
			c.Status(fiber.StatusNotModified)
			c.Response().ResetBody()
			return nil
		}
	}
	if coding != Identity {
		c.Set(fiber.HeaderContentEncoding, coding.String())
	}
	return c.Send(b.In(coding))
}

// httpTime is the one date format of HTTP; its zone is written, not computed.
const httpTime = "Mon, 02 Jan 2006 15:04:05 GMT"

// choose picks the coding for one request. The first request of a body gets
// gzip, which is cheap; a body asked for twice is worth making brotli.
func (b *Body) choose(header string) Coding {
	again := b.asked.Add(1) > 1
	if len(b.raw) < worthCoding || header == "" {
		return Identity
	}
	wanted := acceptEncoding(header)
	best := wanted.best()
	if best == Brotli && !again && wanted[Gzip] > 0 {
		best = Gzip
	}
	if best != Identity && len(b.In(best)) >= len(b.raw) {
		return Identity
	}
	return best
}

// fresh reports whether the reader holds the body in any coding, and the tag
// to answer with: the one held, or that of the chosen coding.
func (b *Body) fresh(c *fiber.Ctx, coding Coding) (string, bool) {
	tag := b.ETag(coding)
	if method := c.Method(); method != fiber.MethodGet && method != fiber.MethodHead {
		return tag, false
	}
	if held := c.Get(fiber.HeaderIfNoneMatch); held != "" {
		if strings.TrimSpace(held) == "*" {
			return tag, true
		}
		for _, form := range []Coding{coding, Identity, Gzip, Brotli} {
			if own := b.ETag(form); listsTag(held, own) {
				return own, true
			}
		}
		return tag, false
	}
	if b.modified.IsZero() {
		return tag, false
	}
	asked := c.Get(fiber.HeaderIfModifiedSince)
	if asked == "" {
		return tag, false
	}
	since, err := time.Parse(httpTime, asked)
	return tag, err == nil && !b.modified.After(since)
}

// listsTag compares weakly, as If-None-Match asks for. Own tags hold no comma.
func listsTag(list, tag string) bool {
	for item := range strings.SplitSeq(list, ",") {
		if strings.TrimPrefix(strings.TrimSpace(item), "W/") == tag {
			return true
		}
	}
	return false
}
