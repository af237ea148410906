package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// Policy is what the security headers of an application say. A handler that
// needs another value for one answer sets that header itself.
type Policy struct {
	// ImageHosts and MediaHosts are further origins for pictures and for sound
	// and film, as "https://media.example.org"; normally there is none.
	ImageHosts, MediaHosts []string
	// Framing lets a page frame pages of the own host, Framed be framed by them.
	Framing, Framed bool
	// Referrer is the Referrer-Policy; empty means strict-origin-when-cross-origin.
	Referrer string
}

// securityHeaders are on every answer; their names are in canonical form.
var securityHeaders = [...]string{
	fiber.HeaderContentSecurityPolicy,
	fiber.HeaderXContentTypeOptions,
	fiber.HeaderReferrerPolicy,
	fiber.HeaderPermissionsPolicy,
	"Cross-Origin-Opener-Policy",
	"Cross-Origin-Resource-Policy",
}

// header is ready to be sent.
type header struct{ key, value []byte }

const (
	hsts        = "max-age=31536000; includeSubDomains"
	permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
		"magnetometer=(), microphone=(), midi=(), payment=(), usb=(), interest-cohort=()"
)

// CSP is the Content-Security-Policy: everything from the own host, nothing
// inline, nothing framed.
func (p Policy) CSP() string {
	own := func(directive string, more ...string) string {
		return strings.Join(append([]string{directive, "'self'"}, more...), " ")
	}
	ancestors := "frame-ancestors 'none'"
	if p.Framed {
		ancestors = own("frame-ancestors")
	}
	if p.Framing {
		ancestors += "; " + own("frame-src")
	}
	return strings.Join([]string{
		"default-src 'none'",
		own("script-src"),
		own("style-src"),
		own("img-src", p.ImageHosts...),
		own("media-src", p.MediaHosts...),
		own("font-src"),
		own("connect-src"),
		own("manifest-src"),
		own("form-action"),
		ancestors,
		"base-uri 'none'",
	}, "; ")
}

func (p Policy) headers() (all [len(securityHeaders)]header) {
	referrer := p.Referrer
	if referrer == "" {
		referrer = "strict-origin-when-cross-origin"
	}
	for i, value := range [...]string{p.CSP(), "nosniff", referrer, permissions, "same-origin", "same-origin"} {
		all[i] = header{[]byte(securityHeaders[i]), []byte(value)}
	}
	return all
}

// secure adds the headers that the handler has not set itself. It runs last,
// so that no answer can be without them.
func (s *shell) secure(ctx *fasthttp.RequestCtx) {
	h := &ctx.Response.Header
	// One walk over what is there costs less than asking for each.
	var set [len(securityHeaders)]bool
	for key, value := range h.All() {
		for i := range s.headers {
			if len(value) > 0 && len(key) == len(s.headers[i].key) && string(key) == string(s.headers[i].key) {
				set[i] = true
			}
		}
	}
	for i := range s.headers {
		if !set[i] {
			h.SetCanonical(s.headers[i].key, s.headers[i].value)
		}
	}
	// Over plain http the header means nothing and a forged one would lock
	// readers out of a host that has no certificate.
	if s.isSecure(ctx) {
		h.Set(fiber.HeaderStrictTransportSecurity, hsts)
	}
}
