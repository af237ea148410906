package web

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// lent is a content that says when it was given back.
type lent struct {
	*bytes.Reader
	closed *int
}

func (l lent) Close() error {
	*l.closed++
	return nil
}

func fileApp(content []byte, closed *int) *fiber.App {
	app := New(Config{})
	app.Get("/f", func(c *fiber.Ctx) error {
		return SendFile(c, File{Content: lent{bytes.NewReader(content), closed}, Size: int64(len(content)), Tag: "t", ContentType: "video/mp4"})
	})
	return app
}

func TestAFileIsSentWholeOrInPart(t *testing.T) {
	content := make([]byte, 200_000)
	for i := range content {
		content[i] = byte(i * 7)
	}
	whole := string(content)
	const size = "200000"
	for _, c := range []struct {
		name, asked, ifRange string
		status               int
		contentRange, body   string
	}{
		{"whole", "", "", 200, "", whole},
		{"first bytes", "bytes=0-9", "", 206, "bytes 0-9/" + size, whole[:10]},
		{"one byte", "bytes=5-5", "", 206, "bytes 5-5/" + size, whole[5:6]},
		{"from the middle", "bytes=100000-", "", 206, "bytes 100000-199999/" + size, whole[100000:]},
		{"past the end", "bytes=199990-999999", "", 206, "bytes 199990-199999/" + size, whole[199990:]},
		{"last bytes", "bytes=-10", "", 206, "bytes 199990-199999/" + size, whole[199990:]},
		{"more than all", "bytes=-999999", "", 206, "bytes 0-199999/" + size, whole},
		{"nothing", "bytes=-0", "", 416, "bytes */" + size, ""},
		{"behind it", "bytes=200000-", "", 416, "bytes */" + size, ""},
		{"backwards", "bytes=9-5", "", 200, "", whole},
		{"several", "bytes=0-1,5-6", "", 200, "", whole},
		{"other unit", "pages=1-2", "", 200, "", whole},
		{"nonsense", "bytes=a-b", "", 200, "", whole},
		{"too large a number", "bytes=99999999999999999999999-", "", 200, "", whole},
		{"still the same", "bytes=0-9", `"t"`, 206, "bytes 0-9/" + size, whole[:10]},
		{"changed since", "bytes=0-9", `"old"`, 200, "", whole},
		{"by date", "bytes=0-9", "Mon, 02 Jan 2006 15:04:05 GMT", 200, "", whole},
	} {
		t.Run(c.name, func(t *testing.T) {
			closed := 0
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				req, err := http.NewRequest(method, "/f", nil)
				if err != nil {
					t.Fatal(err)
				}
				req.Host = "example.org"
				if c.asked != "" {
					req.Header.Set("Range", c.asked)
				}
				if c.ifRange != "" {
					req.Header.Set("If-Range", c.ifRange)
				}
				res, err := fileApp(content, &closed).Test(req, -1)
				if err != nil {
					t.Fatal(err)
				}
				body, err := io.ReadAll(res.Body)
				if err != nil {
					t.Fatal(err)
				}
				want := c.body
				if method == http.MethodHead {
					want = ""
					if c.status != 416 && res.ContentLength != int64(len(c.body)) {
						t.Errorf("HEAD says %d bytes", res.ContentLength)
					}
				}
				if res.StatusCode != c.status || res.Header.Get("Content-Range") != c.contentRange || string(body) != want {
					t.Errorf("%s: %d, %q, %d bytes", method, res.StatusCode, res.Header.Get("Content-Range"), len(body))
				}
				if res.Header.Get("ETag") != `"t"` || res.Header.Get("Accept-Ranges") != "bytes" || res.Header.Get("Content-Encoding") != "" {
					t.Errorf("headers %v", res.Header)
				}
			}
			if closed != 2 {
				t.Errorf("given back %d times of 2", closed)
			}
		})
	}
}

func TestAFileThatIsHeldIsNotSent(t *testing.T) {
	closed := 0
	for _, held := range []string{`"t"`, `W/"t"`, `"a", "t"`, "*"} {
		req, _ := http.NewRequest(http.MethodGet, "/f", nil)
		req.Host = "example.org"
		req.Header.Set("If-None-Match", held)
		req.Header.Set("Range", "bytes=0-1")
		res, err := fileApp([]byte(strings.Repeat("x", 100)), &closed).Test(req, -1)
		if err != nil {
			t.Fatal(err)
		}
		if body, _ := io.ReadAll(res.Body); res.StatusCode != 304 || len(body) > 0 {
			t.Errorf("%s: %d, %d bytes", held, res.StatusCode, len(body))
		}
	}
	if closed != 4 {
		t.Errorf("given back %d times", closed)
	}
}

func TestAFileThatIsCutShortIsAnError(t *testing.T) {
	app := New(Config{})
	closed := 0
	app.Get("/f", func(c *fiber.Ctx) error {
		return SendFile(c, File{Content: lent{bytes.NewReader([]byte("short")), &closed}, Size: 100, Tag: "t", ContentType: "image/png"})
	})
	req, _ := http.NewRequest(http.MethodGet, "/f", nil)
	req.Host = "example.org"
	res, err := app.Test(req, -1)
	if err != nil || res.StatusCode != 500 || closed != 1 || res.Header.Get("ETag") != "" {
		t.Errorf("%v, %d, given back %d times", err, res.StatusCode, closed)
	}
}
