package web_test

import (
	"bytes"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/internal/web"
)

// peers answers with what the application believes of its reader. In memory
// the peer is 0.0.0.0.
func peers(proxies ...string) *fiber.App {
	var prefixes []netip.Prefix
	for _, proxy := range proxies {
		prefixes = append(prefixes, netip.MustParsePrefix(proxy))
	}
	app := web.New(web.Config{TrustedProxies: prefixes})
	app.Get("/", func(c *fiber.Ctx) error {
		return c.SendString(fmt.Sprint(web.ClientIP(c), " ", web.Secure(c), " ", web.Host(c)))
	})
	return app
}

func TestForwardedHeadersCountFromTrustedProxiesOnly(t *testing.T) {
	for _, c := range []struct {
		name    string
		proxies []string
		headers []string
		want    string
	}{
		{"nobody trusted", nil, []string{"X-Forwarded-For", "9.9.9.9", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example"}, "0.0.0.0 false example.com"},
		{"other trusted", []string{"10.0.0.0/8"}, []string{"X-Forwarded-For", "9.9.9.9", "X-Forwarded-Proto", "https"}, "0.0.0.0 false example.com"},
		{"trusted", []string{"0.0.0.0/32"}, []string{"X-Forwarded-For", "9.9.9.9", "X-Forwarded-Proto", "https"}, "9.9.9.9 true example.com"},
		{"forged on the left", []string{"0.0.0.0/32"}, []string{"X-Forwarded-For", "1.1.1.1, 9.9.9.9"}, "9.9.9.9 false example.com"},
		{"two proxies", []string{"0.0.0.0/32", "10.0.0.0/8"}, []string{"X-Forwarded-For", "1.1.1.1, 9.9.9.9, 10.1.2.3"}, "9.9.9.9 false example.com"},
		{"two lines", []string{"0.0.0.0/32"}, []string{"X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "9.9.9.9"}, "9.9.9.9 false example.com"},
		{"nonsense", []string{"0.0.0.0/32"}, []string{"X-Forwarded-For", "9.9.9.9, <script>"}, "0.0.0.0 false example.com"},
		{"mapped", []string{"0.0.0.0/32"}, []string{"X-Forwarded-For", "::ffff:9.9.9.9"}, "9.9.9.9 false example.com"},
		{"forged protocol", []string{"0.0.0.0/32"}, []string{"X-Forwarded-Proto", "https, http"}, "0.0.0.0 false example.com"},
		{"forged host", []string{"0.0.0.0/32"}, []string{"X-Forwarded-Host", "evil.example"}, "0.0.0.0 false example.com"},
		{"host cleaned", nil, []string{"Host", "TOWN.Example.:8080"}, "0.0.0.0 false town.example"},
	} {
		response := get(t, peers(c.proxies...), "/", c.headers...)
		if got := body(t, response); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		secure := strings.Contains(c.want, "true")
		if hsts := response.Header.Get("Strict-Transport-Security") != ""; hsts != secure {
			t.Errorf("%s: HSTS %v", c.name, hsts)
		}
	}
}

func TestCleanHost(t *testing.T) {
	for host, want := range map[string]string{
		"a.example": "a.example", "A.example:80": "a.example", "a.example.": "a.example",
		"[::1]:8080": "::1", "[::1]": "::1", "127.0.0.1:1": "127.0.0.1", "": "",
	} {
		if got := web.CleanHost(host); got != want {
			t.Errorf("%q: %q, want %q", host, got, want)
		}
	}
}

func TestWhatIsLoggedIsClean(t *testing.T) {
	answers := make(chan web.Answer, 1)
	app := sample(web.Config{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/32")}, Answered: func(a web.Answer) {
		a.Request = bytes.Clone(a.Request)
		answers <- a
	}})
	response := get(t, app, "/ok?q=private+words", "X-Forwarded-For", "9.9.9.9")
	got := <-answers
	if string(got.Request) != response.Header.Get(web.HeaderRequestID) || got.At.IsZero() || got.Took <= 0 {
		t.Errorf("%+v", got)
	}
	got.Request, got.At, got.Took = nil, time.Time{}, 0
	want := web.Answer{IP: netip.MustParseAddr("9.9.9.9"), Method: "GET", Host: "example.com", Path: "/ok", Status: 200, Bytes: 4}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	raw(t, serve(t, app), "GET /a\u202eb\x01"+strings.Repeat("x", 5000)+" HTTP/1.1\r\nHost: x\r\n\r\n")
	if got := <-answers; strings.ContainsAny(got.Path, "\u202e\x01") || len(got.Path) > 300 {
		t.Errorf("not clean: %q", got.Path)
	}
}
