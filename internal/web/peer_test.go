package web_test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"
	"testing"

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

func TestAccessLogIsOneCleanLine(t *testing.T) {
	access, out := logger()
	app := sample(web.Config{Name: "public", AccessLog: access, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/32")}})
	get(t, app, "/ok?q=private+words", "X-Forwarded-For", "9.9.9.9")
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for key, want := range map[string]any{"server": "public", "ip": "9.9.9.9", "method": "GET", "path": "/ok", "status": 200.0, "bytes": 4.0} {
		if line[key] != want {
			t.Errorf("%s is %v, want %v", key, line[key], want)
		}
	}
	if strings.Contains(out.String(), "private") {
		t.Error("the query is in the log")
	}
	out.Reset()
	address := serve(t, app)
	raw(t, address, "GET /a\u202eb\x01"+strings.Repeat("x", 5000)+" HTTP/1.1\r\nHost: x\r\n\r\n")
	if got := out.String(); strings.Count(got, "\n") != 1 || strings.Contains(got, "\u202e") || len(got) > 800 {
		t.Errorf("not one clean line: %q", got)
	}
}
