package web_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/internal/fault"
	"herald/internal/web"
)

// get asks the application in memory.
func get(t *testing.T, app *fiber.App, path string, headers ...string) *http.Response {
	t.Helper()
	return ask(t, app, http.MethodGet, path, headers...)
}

func ask(t *testing.T, app *fiber.App, method, path string, headers ...string) *http.Response {
	t.Helper()
	request := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			request.Host = headers[i+1]
			continue
		}
		request.Header.Add(headers[i], headers[i+1])
	}
	response, err := app.Test(request, 5000)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func body(t *testing.T, response *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// logger collects what is logged.
func logger() (*slog.Logger, *bytes.Buffer) {
	var out bytes.Buffer
	return slog.New(slog.NewJSONHandler(&out, nil)), &out
}

// serve runs the application on a real socket and returns its address.
func serve(t *testing.T, app *fiber.App) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- web.Serve(t.Context(), app, ln, time.Second) }()
	t.Cleanup(func() {
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return ln.Addr().String()
}

// raw sends bytes as they are and reads one answer.
func raw(t *testing.T, address, request string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%.60q: %v", request, err)
	}
	return response
}

// sample is an application with one route for each class of answer.
func sample(config web.Config) *fiber.App {
	app := web.New(config)
	app.Get("/ok", func(c *fiber.Ctx) error { return web.Send(c, web.NewBody([]byte("fine")), "text/plain") })
	app.Get("/panic", func(c *fiber.Ctx) error { panic("secret in a panic") })
	app.Get("/broken", func(c *fiber.Ctx) error {
		c.Set("ETag", `"half"`)
		c.Set("Cache-Control", "public, max-age=600")
		c.WriteString("half a page")
		return errors.New("secret in an error")
	})
	app.Get("/missing", func(c *fiber.Ctx) error { return fault.Absent("secret document") })
	app.Get("/moved", func(c *fiber.Ctx) error { return c.Redirect("/ok", fiber.StatusMovedPermanently) })
	app.Post("/form", func(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusNoContent) })
	return app
}

// checkHeaders wants the headers of every answer.
func checkHeaders(t *testing.T, name string, response *http.Response) {
	t.Helper()
	for header, want := range map[string]string{
		"Content-Security-Policy":      web.Policy{}.CSP(),
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "strict-origin-when-cross-origin",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := response.Header.Values(header); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %s is %q, want %q", name, header, got, want)
		}
	}
	if response.Header.Get("Permissions-Policy") == "" || response.Header.Get(web.HeaderRequestID) == "" {
		t.Errorf("%s: headers are missing: %v", name, response.Header)
	}
	for _, header := range []string{"Server", "Strict-Transport-Security", "Set-Cookie"} {
		if got := response.Header.Get(header); got != "" {
			t.Errorf("%s: unwanted %s: %s", name, header, got)
		}
	}
}

func TestEveryAnswerCarriesTheHeaders(t *testing.T) {
	quiet, _ := logger()
	app := sample(web.Config{Log: quiet, BodyLimit: 1000, AllowHost: func(host string) bool { return host == "town.example" }})
	address := serve(t, app)
	const host = "Host: town.example\r\n"
	tag := web.NewBody([]byte("fine")).ETag(web.Identity)
	for _, c := range []struct {
		name, request string
		status        int
	}{
		{"page", "GET /ok HTTP/1.1\r\n" + host + "\r\n", 200},
		{"head", "HEAD /ok HTTP/1.1\r\n" + host + "\r\n", 200},
		{"not modified", "GET /ok HTTP/1.1\r\n" + host + "If-None-Match: " + tag + "\r\n\r\n", 304},
		{"redirect", "GET /moved HTTP/1.1\r\n" + host + "\r\n", 301},
		{"empty", "POST /form HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n", 204},
		{"unknown path", "GET /nosuch HTTP/1.1\r\n" + host + "\r\n", 404},
		{"absent", "GET /missing HTTP/1.1\r\n" + host + "\r\n", 404},
		{"wrong method", "DELETE /ok HTTP/1.1\r\n" + host + "\r\n", 405},
		{"options", "OPTIONS /ok HTTP/1.1\r\n" + host + "\r\n", 405},
		{"no method", "BREW /ok HTTP/1.1\r\n" + host + "\r\n", 501},
		{"wrong host", "GET /ok HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421},
		{"large body", "POST /form HTTP/1.1\r\n" + host + "Content-Length: 5000\r\n\r\n", 413},
		{"large header", "GET /ok HTTP/1.1\r\n" + host + "X: " + strings.Repeat("x", 10_000) + "\r\n\r\n", 431},
		{"no request", "nonsense\r\n\r\n", 400},
		{"panic", "GET /panic HTTP/1.1\r\n" + host + "\r\n", 500},
		{"error", "GET /broken HTTP/1.1\r\n" + host + "\r\n", 500},
	} {
		response := raw(t, address, c.request)
		if response.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d", c.name, response.StatusCode, c.status)
		}
		checkHeaders(t, c.name, response)
		if c.status == 405 && response.Header.Get("Allow") == "" {
			t.Errorf("%s: Allow is missing", c.name)
		}
	}
}

func TestHandlersMayTightenHeaders(t *testing.T) {
	app := web.New(web.Config{Policy: web.Policy{ImageHosts: []string{"https://media.town.example"}, Referrer: "no-referrer"}})
	app.Get("/", func(c *fiber.Ctx) error { return nil })
	app.Get("/media", func(c *fiber.Ctx) error {
		c.Set("Content-Security-Policy", "default-src 'none'; sandbox")
		return nil
	})
	if got := get(t, app, "/media").Header.Get("Content-Security-Policy"); got != "default-src 'none'; sandbox" {
		t.Errorf("got %q", got)
	}
	response := get(t, app, "/")
	policy := response.Header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "img-src 'self' https://media.town.example;") || strings.Contains(policy, "unsafe") {
		t.Errorf("got %q", policy)
	}
	if got := response.Header.Get("Referrer-Policy"); got != "no-referrer" {
		t.Errorf("got %q", got)
	}
}

func TestRequestIDIsOurOwn(t *testing.T) {
	app := web.New(web.Config{})
	app.Get("/", func(c *fiber.Ctx) error { return c.SendString(web.RequestID(c)) })
	first, second := get(t, app, "/", web.HeaderRequestID, "FORGED"), get(t, app, "/")
	id := body(t, first)
	if len(id) != 13 || id == "FORGED" || first.Header.Get(web.HeaderRequestID) != id || body(t, second) == id {
		t.Errorf("id %q, header %q", id, first.Header.Get(web.HeaderRequestID))
	}
}

func TestRoutingIsStrict(t *testing.T) {
	app := web.New(web.Config{})
	app.Get("/en/:slug", func(c *fiber.Ctx) error { return c.SendString(c.Params("slug")) })
	for path, want := range map[string]int{"/en/a": 200, "/en/a/": 404, "/EN/a": 404, "/en/a%2Fb": 200} {
		if got := get(t, app, path); got.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, got.StatusCode, want)
		}
	}
	if got := body(t, get(t, app, "/en/a%2Fb")); got != "a%2Fb" {
		t.Errorf("an encoded slash became %q", got)
	}
}

func TestStringsOfARequestOutliveIt(t *testing.T) {
	app := web.New(web.Config{})
	var kept []string
	app.Get("/:name", func(c *fiber.Ctx) error {
		kept = append(kept, c.Params("name")+c.Query("q"))
		return nil
	})
	for i := range 20 {
		get(t, app, fmt.Sprintf("/n%02d?q=%02d", i, i))
	}
	for i, got := range kept {
		if want := fmt.Sprintf("n%02d%02d", i, i); got != want {
			t.Errorf("request %d kept %q", i, got)
		}
	}
}

func TestTimeoutEndsTheContext(t *testing.T) {
	app := web.New(web.Config{Timeout: 20 * time.Millisecond})
	app.Get("/", func(c *fiber.Ctx) error {
		<-c.UserContext().Done()
		return c.UserContext().Err()
	})
	if got := get(t, app, "/").StatusCode; got != 503 {
		t.Errorf("status %d, want 503", got)
	}
}
