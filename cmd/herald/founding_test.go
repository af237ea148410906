package main

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/internal/htmlcheck"
	"herald/staff"
)

// opened makes the first administrator of a folder, so that its Sites are open.
func opened(t testing.TB, data string) {
	t.Helper()
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: data}}
	h, err := p.open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	_, err = h.roster.Add(context.Background(), atTheMachine(content.System("test")), staff.Adding{Name: "Ada", Email: "ada@arvena.example",
		Locale: "en", Grants: []content.Grant{{Role: content.RoleAdministrator}}})
	if err != nil {
		t.Fatal(err)
	}
}

// peopled opens the Sites of a server in this process, as if there were somebody.
func peopled(t *testing.T, s *server) {
	t.Helper()
	s.founding = nil
	var err error
	if s.sites, err = s.publicApp(); err != nil {
		t.Fatal(err)
	}
}

// TestFirstStart walks the way of somebody who installs Herald: readers are told
// that there is nothing yet, in their language and at every address, the link of
// the terminal sets it up, and then the Site is there.
func TestFirstStart(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	in := filepath.Join(t.TempDir(), "in")
	write(t, in, connected)
	must(t, "import", "--publish", "--data", data, in)
	s := serve(t, data)
	link := awaitLine(t, s, setUpLink)
	base := s.public
	ask := func(path, language string) (*http.Response, string) {
		t.Helper()
		q, err := http.NewRequest(http.MethodGet, base+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Host = "localhost:" + portOf(s.public)
		q.Header.Set("Accept-Language", language)
		return answered(t, q)
	}
	for path, want := range map[string]string{"/": "у припреми", "/lt/": "Svetainė rengiama", "/lt/naujienos/feed.rss": "Svetainė rengiama", "/sitemap.xml": "у припреми",
		"/robots.txt": "у припреми", "/en/search?q=a": "being prepared", "/ka/search/data.json?q=a": "საიტი მზადდება", "/p/000000000000": "у припреми", "/media/000000000000/original/a.jpg": "у припреми",
		"/intranet/lt/": "Svetainė rengiama", "/nothing/of/the/kind": "у припреми"} {
		res, body := ask(path, "sr")
		if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, want) || res.Header.Get("Retry-After") == "" ||
			res.Header.Get("Cache-Control") != "no-store" || !strings.Contains(res.Header.Get("X-Robots-Tag"), "noindex") || !strings.Contains(body, `content="noindex`) {
			t.Errorf("%s: %d %v\n%s", path, res.StatusCode, res.Header, body)
		}
		htmlcheck.Page(t, []byte(body))
		if strings.Contains(body, "City Council") || res.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s tells of what is not open yet", path)
		}
	}
	_, page := ask("/lt/", "lt")
	sheet := page[strings.Index(page, `rel="stylesheet" href="`)+len(`rel="stylesheet" href="`):]
	sheet = sheet[:strings.Index(sheet, `"`)]
	if res, _ := ask(sheet, "lt"); res.StatusCode != http.StatusOK {
		t.Errorf("the style sheet %s: %d", sheet, res.StatusCode)
	}
	if res, _ := ask("/admin/sign-in", "lt"); res.StatusCode != http.StatusOK {
		t.Errorf("the door: %d", res.StatusCode)
	}
	path := "/admin/welcome/" + link[2]
	if res, body := ask(path, "lt"); res.StatusCode != http.StatusOK || !strings.Contains(body, `name="email"`) {
		t.Fatalf("the link: %d", res.StatusCode)
	}
	form := url.Values{"organization": {"Arvena"}, "name": {"Ona"}, "email": {"ona@arvena.example"}, "locale": {"lt"}, "password": {aPhrase}}
	q, err := http.NewRequest(http.MethodPost, base+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	q.Host = "localhost:" + portOf(s.public)
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if res, _ := answered(t, q); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/admin/factor?next=%2Fadmin%2Fmembers" {
		t.Fatalf("setting up: %d %s", res.StatusCode, res.Header.Get("Location"))
	}
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if res, _ := ask("/lt/", "lt"); res.StatusCode == http.StatusOK {
			break
		} else if time.Now().After(end) {
			t.Fatalf("the site is still not open: %d", res.StatusCode)
		}
	}
	s.stop(t)
}

// One who is made by a command opens the Sites as well.
func TestAnAdministratorMadeByACommandOpensTheSites(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	s := serve(t, data)
	if status, _ := get(t, s.public+"/en/"); status != http.StatusServiceUnavailable {
		t.Fatalf("before: %d", status)
	}
	must(t, "member", "add", "ona@arvena.example", "--name", "Ona", "--role", "administrator", "--data", data)
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if status, _ := get(t, s.public+"/en/"); status == http.StatusOK {
			break
		} else if time.Now().After(end) {
			t.Fatalf("after: %d", status)
		}
	}
	s.stop(t)
}

// answered sends a request and follows nothing.
func answered(t *testing.T, q *http.Request) (*http.Response, string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body := new(strings.Builder)
	if _, err := io.Copy(body, res.Body); err != nil {
		t.Fatal(err)
	}
	return res, body.String()
}
