package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"

	"herald/internal/web"
)

const html = "text/html; charset=utf-8"

var long = []byte(strings.Repeat("<p>Biudžetas 2027</p>\n", 200))

// sending is an application that sends one body.
func sending(b *web.Body, contentType string) *fiber.App {
	app := web.New(web.Config{})
	app.Get("/", func(c *fiber.Ctx) error {
		c.Set("Cache-Control", "public, max-age=0")
		return web.Send(c, b, contentType)
	})
	app.Get("/gone", func(c *fiber.Ctx) error {
		c.Status(fiber.StatusGone)
		return web.Send(c, b, contentType)
	})
	return app
}

func decoded(t *testing.T, response *http.Response) []byte {
	t.Helper()
	reader := io.Reader(response.Body)
	var err error
	switch response.Header.Get("Content-Encoding") {
	case "gzip":
		reader, err = gzip.NewReader(response.Body)
	case "br":
		reader = brotli.NewReader(response.Body)
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestSendNegotiates(t *testing.T) {
	for accept, want := range map[string]string{
		"":                          "",
		"gzip":                      "gzip",
		"gzip, deflate, br, zstd":   "br",
		"x-gzip;q=0.5":              "gzip",
		"br;q=0.2, gzip;q=0.8":      "gzip",
		"br;q=0, gzip;q=0":          "",
		"identity;q=1, br;q=0.5":    "",
		"identity;q=0, *;q=0":       "",
		"*":                         "br",
		"*;q=0.1, br;q=0":           "gzip",
		"deflate":                   "",
		"br;q=nonsense":             "",
		"br ; q=1.0 , GZIP;q=0.9":   "br",
		strings.Repeat("x,", 2_000): "",
	} {
		app := sending(web.NewAsset(long, html), html)
		response := get(t, app, "/", "Accept-Encoding", accept)
		if got := response.Header.Get("Content-Encoding"); got != want {
			t.Errorf("%.40q: %q, want %q", accept, got, want)
		}
		if got := response.Header.Get("Vary"); got != "Accept-Encoding" {
			t.Errorf("%.40q: Vary %q", accept, got)
		}
		if !bytes.Equal(decoded(t, response), long) {
			t.Errorf("%.40q: the body is another", accept)
		}
	}
}

func TestSendLeavesSmallAndCodedAlone(t *testing.T) {
	for name, app := range map[string]*fiber.App{
		"small":   sending(web.NewBody([]byte("short")), html),
		"picture": sending(web.NewBody(long), "image/jpeg"),
	} {
		if got := get(t, app, "/", "Accept-Encoding", "br").Header.Get("Content-Encoding"); got != "" {
			t.Errorf("%s: coded as %s", name, got)
		}
	}
}

func TestBrotliIsMadeForTheSecondReader(t *testing.T) {
	b := web.NewBody(long)
	app := sending(b, html)
	for i, want := range []string{"gzip", "br", "br"} {
		if got := get(t, app, "/", "Accept-Encoding", "gzip, br").Header.Get("Content-Encoding"); got != want {
			t.Errorf("request %d: %q, want %q", i+1, got, want)
		}
	}
	if held := b.Held(); held <= len(long) {
		t.Errorf("held %d", held)
	}
}

func TestEachCodingHasItsOwnStrongTag(t *testing.T) {
	b := web.NewAsset(long, html)
	app := sending(b, html)
	seen := map[string]bool{}
	for _, accept := range []string{"", "gzip", "br"} {
		tag := get(t, app, "/", "Accept-Encoding", accept).Header.Get("ETag")
		if seen[tag] || !strings.HasPrefix(tag, `"`) {
			t.Errorf("%q: tag %s", accept, tag)
		}
		seen[tag] = true
		for _, held := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
			response := get(t, app, "/", "Accept-Encoding", accept, "If-None-Match", held)
			if response.StatusCode != 304 || body(t, response) != "" || response.Header.Get("ETag") != tag {
				t.Errorf("%q %s: %d %v", accept, held, response.StatusCode, response.Header)
			}
			if response.Header.Get("Vary") != "Accept-Encoding" || response.Header.Get("Cache-Control") == "" {
				t.Errorf("%q: a 304 lacks headers: %v", accept, response.Header)
			}
			checkHeaders(t, "304", response)
		}
	}
	if got := get(t, app, "/", "If-None-Match", `"other"`).StatusCode; got != 200 {
		t.Errorf("another tag gives %d", got)
	}
	if web.NewBody([]byte("a")).ETag(web.Gzip) == web.NewBody([]byte("b")).ETag(web.Gzip) {
		t.Error("other bytes need another tag")
	}
}

func TestConditionsOnlyForGoodAnswers(t *testing.T) {
	response := get(t, sending(web.NewBody(long), html), "/gone", "If-None-Match", "*")
	if response.StatusCode != 410 || response.Header.Get("ETag") != "" {
		t.Errorf("status %d, tag %q", response.StatusCode, response.Header.Get("ETag"))
	}
}

func TestLastModified(t *testing.T) {
	modified := time.Date(2026, 11, 22, 10, 0, 0, 999, time.FixedZone("", 7200))
	app := sending(web.NewBody(long).Modified(modified), html)
	const stamp = "Sun, 22 Nov 2026 08:00:00 GMT"
	if got := get(t, app, "/").Header.Get("Last-Modified"); got != stamp {
		t.Errorf("Last-Modified %q", got)
	}
	for since, want := range map[string]int{
		stamp:                           304,
		"Sun, 22 Nov 2026 08:00:01 GMT": 304,
		"Sun, 22 Nov 2026 07:59:59 GMT": 200,
		"yesterday":                     200,
	} {
		if got := get(t, app, "/", "If-Modified-Since", since).StatusCode; got != want {
			t.Errorf("%s: %d, want %d", since, got, want)
		}
	}
	if got := get(t, app, "/", "If-Modified-Since", stamp, "If-None-Match", `"other"`).StatusCode; got != 200 {
		t.Errorf("the tag outweighs the time: %d", got)
	}
}

func TestHeadSaysTheLengthOfGet(t *testing.T) {
	app := sending(web.NewAsset(long, html), html)
	for _, accept := range []string{"", "br"} {
		head, full := ask(t, app, "HEAD", "/", "Accept-Encoding", accept), get(t, app, "/", "Accept-Encoding", accept)
		if head.ContentLength != full.ContentLength || head.ContentLength <= 0 || body(t, head) != "" {
			t.Errorf("%q: HEAD %d, GET %d", accept, head.ContentLength, full.ContentLength)
		}
	}
}

func TestBodyIsSafeForManyReaders(t *testing.T) {
	b := web.NewBody(long)
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for _, c := range []web.Coding{web.Brotli, web.Gzip, web.Identity} {
				if len(b.In(c)) == 0 || b.ETag(c) == "" || b.Held() < len(long) {
					t.Error("an empty form")
				}
			}
		})
	}
	group.Wait()
}

func BenchmarkSend(b *testing.B) {
	app := sending(web.NewAsset(long, html), html)
	app.Handler() // builds the routes
	benchmark(b, app.Server().Handler)
}

func BenchmarkBareFiber(b *testing.B) {
	app := fiber.New()
	app.Get("/", func(c *fiber.Ctx) error {
		c.Set("Content-Type", html)
		return c.Send(long)
	})
	benchmark(b, app.Handler())
}
