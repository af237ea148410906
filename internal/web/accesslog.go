package web

import (
	"net/netip"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/valyala/fasthttp"
)

// loggedRunes bounds what one field of a request may put into a log line.
const loggedRunes = 256

// Answer is what a log may say about one request: no query, for that holds what
// people search for, and nothing in it that could not be read as one line.
type Answer struct {
	// Request is the id of the request; it is gone after the call.
	Request []byte
	IP      netip.Addr
	// Method, Host and Path are as received, but clean.
	Method, Host, Path string
	Status             int
	// Bytes is the length of the body, -1 where it is still being streamed.
	Bytes int
	// At is when the request came, Took how long its answer needed.
	At   time.Time
	Took time.Duration
}

func (s *shell) answer(ctx *fasthttp.RequestCtx, x *exchange, took time.Duration) Answer {
	return Answer{
		Request: x.id[:],
		IP:      s.clientIP(ctx),
		Method:  clean(string(ctx.Method())),
		Host:    clean(x.host),
		Path:    clean(string(ctx.URI().PathOriginal())),
		Status:  ctx.Response.StatusCode(),
		Bytes:   size(&ctx.Response),
		At:      x.started,
		Took:    took,
	}
}

// size is -1 for a body that is still being streamed.
func size(r *fasthttp.Response) int {
	if r.IsBodyStream() {
		return -1
	}
	return len(r.Body())
}

// clean makes a received string safe to read in a log: no control characters,
// nothing that reorders or hides text, one bounded length.
func clean(s string) string {
	if len(s) <= loggedRunes && plainASCII(s) {
		return s
	}
	var b strings.Builder
	for i, r := range []rune(s) {
		if i == loggedRunes {
			b.WriteRune('…')
			break
		}
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) {
			r = '?'
		}
		b.WriteRune(r)
	}
	return b.String()
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}
