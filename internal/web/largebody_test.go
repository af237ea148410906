package web_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/internal/web"
)

func TestLargeBodyOnOnePathAFewAtATime(t *testing.T) {
	quiet, _ := logger()
	app := web.New(web.Config{Log: quiet, BodyLimit: 1000, LargeBody: &web.LargeBody{
		Match:  func(method, path string) bool { return method == "POST" && path == "/upload" },
		Limit:  100_000,
		AtOnce: 1,
	}})
	entered, release := make(chan struct{}), make(chan struct{})
	app.Post("/upload", func(c *fiber.Ctx) error {
		if c.Query("wait") != "" {
			close(entered)
			<-release
		}
		return c.SendString(fmt.Sprint(len(c.Body())))
	})
	app.Post("/form", func(c *fiber.Ctx) error { return nil })
	address := serve(t, app)
	send := func(path string, n int) int {
		return raw(t, address, fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", path, n, strings.Repeat("x", min(n, 50_000)))).StatusCode
	}
	for range 3 { // the slot comes back, also after a refusal
		if got := send("/upload?x=1", 50_000); got != 200 {
			t.Errorf("an upload: %d", got)
		}
		if got := send("/upload", 200_000); got != 413 {
			t.Errorf("too large an upload: %d", got)
		}
	}
	if got := raw(t, address, "POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n").StatusCode; got != 413 {
		t.Errorf("elsewhere: %d", got)
	}
	first := make(chan int, 1)
	go func() { first <- send("/upload?wait=1", 50_000) }()
	<-entered
	if got := raw(t, address, "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n").StatusCode; got != 413 {
		t.Errorf("a second at once: %d", got)
	}
	close(release)
	select {
	case got := <-first:
		if got != 200 {
			t.Errorf("the first: %d", got)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("the first never ended")
	}
}
