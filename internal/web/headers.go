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
	// Referrer is the Referrer-Policy; empty means strict-origin-when-cross-origin.
	Referrer string
}

// header is ready to be sent: its name is in canonical form.
type header struct {
	name       string
	key, value []byte
}

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
		"frame-ancestors 'none'",
		"base-uri 'none'",
	}, "; ")
}

func (p Policy) headers() []header {
	referrer := p.Referrer
	if referrer == "" {
		referrer = "strict-origin-when-cross-origin"
	}
	var headers []header
	for _, pair := range [][2]string{
		{fiber.HeaderContentSecurityPolicy, p.CSP()},
		{fiber.HeaderXContentTypeOptions, "nosniff"},
		{fiber.HeaderReferrerPolicy, referrer},
		{fiber.HeaderPermissionsPolicy, permissions},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
	} {
		headers = append(headers, header{pair[0], []byte(pair[0]), []byte(pair[1])})
	}
	return headers
}

// secure adds the headers that the handler has not set itself. It runs last,
// so that no answer can be without them.
func (s *shell) secure(ctx *fasthttp.RequestCtx) {
	h := &ctx.Response.Header
	for _, add := range s.headers {
		if len(h.Peek(add.name)) == 0 {
			h.SetCanonical(add.key, add.value)
		}
	}
	// Over plain http the header means nothing and a forged one would lock
	// readers out of a host that has no certificate.
	if s.isSecure(ctx) {
		h.Set(fiber.HeaderStrictTransportSecurity, hsts)
	}
}
