package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// benchPages compares pages out of the page cache with a bare handler that sends
// the same bytes and headers, each over connections on this machine.
func benchPages(t *testing.T, out *table) {
	s := demoServer(t)
	quiet, logging := s.app(t, true), s.app(t, false)
	silent, spoken := listening(t, quiet), listening(t, logging)
	page := aRelease(t, quiet)
	held := string(askedFor(quiet, page).Response.Header.Peek(fiber.HeaderETag))
	for _, c := range []struct {
		name, header, value string
		status              int
	}{
		{"200", "Accept-Language", "en", 200},
		{"304", "If-None-Match", held, 304},
		{"200 gzip", "Accept-Encoding", "gzip", 200},
		{"200 br", "Accept-Encoding", "gzip, deflate, br, zstd", 200},
	} {
		bare := listening(t, bareApp(t, quiet, page, c.header, c.value))
		ask := newAsking(page, c.status, c.header, c.value)
		for _, way := range []struct{ name, addr string }{{"", silent}, {", access log on", spoken}} {
			a, b, ratio := rates(t, way.addr, bare, ask)
			out.row("cached page, "+c.name+way.name, perSecond(a), "bare Fiber handler, same bytes and headers", perSecond(b), ratio)
		}
	}
}

// perSecond is of a second of processor time.
func perSecond(n float64) string { return fmt.Sprintf("%.0f/s", n) }

// app is what readers talk to, with or without a line for each request.
func (s *server) app(t testing.TB, silent bool) *fiber.App {
	t.Helper()
	s.config.Pages.NoAccessLog = silent
	app, err := s.publicApp()
	if err != nil {
		t.Fatal(err)
	}
	return app
}

// bareApp is Fiber with the settings of like and one handler, which sends what
// like answers to one request: the same headers and the same bytes.
func bareApp(t testing.TB, like *fiber.App, path string, headers ...string) *fiber.App {
	t.Helper()
	askedFor(like, path, headers...) // the second reader is the first to get brotli
	answer := &askedFor(like, path, headers...).Response
	status, body := answer.StatusCode(), slices.Clone(answer.Body())
	if status >= 400 {
		t.Fatalf("%s: %d", path, status)
	}
	var lines [][2]string
	for name, value := range answer.Header.All() {
		if n := string(name); n != fiber.HeaderContentLength && n != fiber.HeaderDate {
			lines = append(lines, [2]string{n, string(value)})
		}
	}
	config := like.Config()
	config.ErrorHandler = fiber.DefaultErrorHandler
	app := fiber.New(config)
	app.Get(path, func(c *fiber.Ctx) error {
		c.Status(status)
		for _, line := range lines {
			c.Set(line[0], line[1])
		}
		return c.Send(body)
	})
	app.Server().MaxRequestsPerConn = like.Server().MaxRequestsPerConn
	return app
}

// askedFor gives the answer of a whole server, without a connection.
func askedFor(app *fiber.App, path string, headers ...string) *fasthttp.RequestCtx {
	var ctx fasthttp.RequestCtx
	ctx.Request.Header.SetMethod(fiber.MethodGet)
	ctx.Request.SetRequestURI("http://localhost" + path)
	for i := 0; i < len(headers); i += 2 {
		ctx.Request.Header.Set(headers[i], headers[i+1])
	}
	app.Handler() // puts the routes in order; the shell stands around it
	app.Server().Handler(&ctx)
	return &ctx
}

// aRelease gives the address of a press release of the sample.
func aRelease(t testing.TB, app *fiber.App) string {
	t.Helper()
	list := askedFor(app, "/en/press-releases/").Response.Body()
	link := regexp.MustCompile(`href="(/en/press-releases/[a-z0-9-]+)"`).FindSubmatch(list)
	if link == nil {
		t.Fatalf("no press release is listed:\n%s", list)
	}
	return string(link[1])
}

// TestBareAppAnswersTheSame keeps the comparison honest.
func TestBareAppAnswersTheSame(t *testing.T) {
	t.Parallel()
	app := demoServer(t).app(t, true)
	page := aRelease(t, app)
	tag := string(askedFor(app, page).Response.Header.Peek(fiber.HeaderETag))
	for _, header := range [][2]string{{"Accept-Language", "en"}, {"If-None-Match", tag}, {"Accept-Encoding", "gzip"}, {"Accept-Encoding", "br"}} {
		bare := bareApp(t, app, page, header[0], header[1])
		one, other := askedFor(app, page, header[0], header[1]), askedFor(bare, page, header[0], header[1])
		a, b := &one.Response, &other.Response
		a.Header.Del("X-Request-Id") // each answer has its own
		b.Header.Del("X-Request-Id")
		if !bytes.Equal(a.Header.Header(), b.Header.Header()) || !bytes.Equal(a.Body(), b.Body()) {
			t.Errorf("%s:\n%s\n%s", header, a.Header.String(), b.Header.String())
		}
	}
}

// logFile is where the log goes: a file, as it does in earnest.
func logFile(t testing.TB) *os.File {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func BenchmarkCachedPage(b *testing.B) {
	s := demoServer(b)
	for _, silent := range []bool{true, false} {
		app := s.app(b, silent)
		page := aRelease(b, app)
		held := string(askedFor(app, page).Response.Header.Peek(fiber.HeaderETag))
		for _, c := range [][2]string{{"If-None-Match", held}, {"Accept-Encoding", "gzip, deflate, br, zstd"}} {
			for _, bare := range []bool{true, false} {
				served := app
				if bare {
					served = bareApp(b, app, page, c[0], c[1])
					served.Handler()
				}
				b.Run(fmt.Sprintf("%s/silent=%v/bare=%v", c[0], silent, bare), func(b *testing.B) {
					b.ReportAllocs()
					var ctx fasthttp.RequestCtx
					handler := served.Server().Handler
					for b.Loop() {
						ctx.Request.Reset()
						ctx.Response.Reset()
						ctx.ResetUserValues()
						ctx.Request.Header.SetMethod(fiber.MethodGet)
						ctx.Request.SetRequestURI("http://localhost" + page)
						ctx.Request.Header.Set(c[0], c[1])
						handler(&ctx)
					}
				})
			}
		}
	}
}
