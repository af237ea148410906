package web_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"herald/internal/fault"
	"herald/internal/web"
)

func TestStatusIsTheOneMap(t *testing.T) {
	for want, err := range map[int]error{
		422: fault.New(fault.Invalid, "x"),
		403: fault.New(fault.Forbidden, "x"),
		404: fmt.Errorf("page: %w", fault.Absent("x")),
		410: fault.New(fault.Gone, "x"),
		409: fault.New(fault.Conflict, "x"),
		503: fault.Wrap(fault.Unavailable, errors.New("disk"), "store"),
		429: fault.New(fault.TooMany, "x"),
		500: errors.New("anything"),
		413: fiber.ErrRequestEntityTooLarge,
		405: fmt.Errorf("wrapped: %w", fiber.ErrMethodNotAllowed),
	} {
		if got := web.Status(err); got != want {
			t.Errorf("%v: %d, want %d", err, got, want)
		}
	}
	if got := web.Status(fmt.Errorf("search: %w", context.DeadlineExceeded)); got != 503 {
		t.Errorf("a deadline is %d", got)
	}
	if got := web.Status(fiber.NewError(200, "no error at all")); got != 500 {
		t.Errorf("an error with a good status is %d", got)
	}
	if got := web.Status(fault.New(fault.Kind(99), "x")); got != 500 {
		t.Errorf("an unknown kind is %d", got)
	}
}

func TestErrorsAreRenderedByTheEdge(t *testing.T) {
	log, logged := logger()
	app := sample(web.Config{Log: log, OnError: func(c *fiber.Ctx, status int, err error, id string) error {
		return c.SendString(fmt.Sprintf("page %d %s", status, id))
	}})
	for path, want := range map[string]int{"/nosuch": 404, "/missing": 404, "/broken": 500, "/panic": 500} {
		response := get(t, app, path)
		id := response.Header.Get(web.HeaderRequestID)
		if got := body(t, response); response.StatusCode != want || got != fmt.Sprintf("page %d %s", want, id) {
			t.Errorf("%s: %d %q", path, response.StatusCode, got)
		}
		if response.Header.Get("ETag") != "" || response.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers of the failed page stayed: %v", path, response.Header)
		}
		if inLog := strings.Contains(logged.String(), id); inLog != (want == 500) {
			t.Errorf("%s: logged %v", path, inLog)
		}
	}
	for _, want := range []string{"secret in a panic", "secret in an error", "web_test.go", `"path":"/panic"`} {
		if !strings.Contains(logged.String(), want) {
			t.Errorf("the log lacks %s", want)
		}
	}
}

func TestNoErrorTextReachesTheReader(t *testing.T) {
	log, logged := logger()
	for name, onError := range map[string]func(*fiber.Ctx, int, error, string) error{
		"none":   nil,
		"fails":  func(*fiber.Ctx, int, error, string) error { return errors.New("template broken") },
		"panics": func(*fiber.Ctx, int, error, string) error { panic("template missing") },
		"half": func(c *fiber.Ctx, _ int, _ error, _ string) error {
			c.WriteString("half")
			return errors.New("template broken")
		},
	} {
		app := sample(web.Config{Log: log, OnError: onError})
		for _, path := range []string{"/panic", "/broken"} {
			response := get(t, app, path)
			if got := body(t, response); got != "500\n" || response.StatusCode != 500 {
				t.Errorf("%s %s: %d %q", name, path, response.StatusCode, got)
			}
			checkHeaders(t, name, response)
		}
	}
	if !strings.Contains(logged.String(), "template missing") {
		t.Error("a broken error page must be logged")
	}
}

func TestPanicOutsideOfRoutes(t *testing.T) {
	log, _ := logger()
	app := sample(web.Config{Log: log, AllowHost: func(string) bool { panic("no") }})
	if got := get(t, app, "/ok"); got.StatusCode != 500 || body(t, got) != "500\n" {
		t.Errorf("status %d", got.StatusCode)
	}
}
