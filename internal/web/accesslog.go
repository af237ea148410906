package web

import (
	"context"
	"log/slog"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/valyala/fasthttp"
)

// loggedRunes bounds what one field of a request may write into a log line.
const loggedRunes = 256

// logAccess writes one line. The query is left out: it holds what people
// search for.
func (s *shell) logAccess(ctx *fasthttp.RequestCtx, x *exchange) {
	s.config.AccessLog.LogAttrs(context.Background(), slog.LevelInfo, "request",
		slog.String("server", s.config.Name),
		slog.String("request", x.id),
		slog.String("ip", s.clientIP(ctx).String()),
		slog.String("method", clean(string(ctx.Method()))),
		slog.String("host", clean(hostOf(ctx))),
		slog.String("path", clean(string(ctx.URI().PathOriginal()))),
		slog.Int("status", ctx.Response.StatusCode()),
		slog.Int("bytes", size(&ctx.Response)),
		slog.Float64("ms", float64(time.Since(x.started).Microseconds())/1000),
	)
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
