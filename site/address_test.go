package site

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
)

func TestAddresses(t *testing.T) {
	tw := newTown(t)
	s := newArvena(tw)
	// A page in Lithuanian alone, one that moved, one that is gone.
	tw.add("news", content.Facts{}, text{"lt": {Title: "Tik lietuviškai", Summary: "Sakinys.", Body: "Tekstas.", Path: "naujienos/tik-lt"}})
	moved := tw.add("news", content.Facts{}, text{"en": {Title: "Old", Summary: "S.", Body: "B.", Path: "news/old-name", FormerPaths: []string{"index.php?id=7"}}})
	moved.publish("en", content.Facts{}, content.Words{Title: "New", Summary: "S.", Body: "B.", Path: "news/new-name", ChangeNote: content.Note{Text: "Renamed."}}, now)
	moved.done()
	gone := tw.add("news", content.Facts{}, text{"en": {Title: "Error", Summary: "S.", Body: "B.", Path: "news/in-error"}})
	gone.end(content.Unpublished, content.Reason{Key: "reason.gone.published_in_error"}, content.Redirect{})
	sent := tw.add("news", content.Facts{}, text{"en": {Title: "Sent on", Summary: "S.", Body: "B.", Path: "news/sent-on"}})
	sent.end(content.Unpublished, content.Reason{Key: "reason.gone.consolidated"}, content.Redirect{Document: s.news.id()})
	app := tw.serve()

	for _, c := range []struct {
		address string
		status  int
		to      string
	}{
		{"/", 302, "/en/"},
		{"/en", 301, "/en/"},
		{"/EN/", 301, "/en/"},
		{"/sr-latn/vesti/", 301, "/sr-Latn/vesti/"},
		{"/en/", 200, ""},
		{"/en//news/", 301, "/en/news/"},
		{"/en/news", 301, "/en/news/"},
		{"/en/news?topic=x", 301, "/en/news/?topic=x"},
		{"/en/News/", 301, "/en/news/"},
		{"/en/naujienos/", 301, "/en/news/"},
		{"/en/naujienos/feed.rss", 301, "/en/news/feed.rss"},
		{"/en/news/bridge/", 301, "/en/news/bridge"},
		{"/en/news/Bridge", 301, "/en/news/bridge"},
		{"/en/news/bridge", 200, ""},
		{"/en/search/", 301, "/en/search"},
		{"/en/site-map/", 301, "/en/site-map"},
		{"/en/naujienos/tik-lt", 200, ""},
		{"/en/news/old-name", 301, "/en/news/new-name"},
		{"/en/index.php?id=7", 301, "/en/news/new-name"},
		{"/index.php?id=7", 301, "/en/news/new-name"},
		{"/en/news/in-error", 410, ""},
		{"/en/news/sent-on", 301, "/en/news/bridge"},
		{"/en/news/new-name/editions/1", 200, ""},
		{"/en/news/old-name/editions/1", 301, "/en/news/new-name/editions/1"},
		{"/en/news/new-name/editions/2", 200, ""},
		{"/en/news/bridge/editions/1", 302, "/en/news/bridge"},
		{"/en/news/new-name/editions/3", 404, ""},
		{"/en/news/new-name/editions/01", 404, ""},
		{"/en/news/new-name/editions/x", 404, ""},
		{"/en/policies/", 404, ""},
		{"/en/nothing", 404, ""},
		{"/en/news/calendar.ics", 404, ""},
		{"/en/events/calendar.ics", 200, ""},
		{"/p/" + string(s.news.id()), 302, "/en/news/bridge"},
		{"/p/" + strings.ToUpper(string(s.news.id())), 301, "/p/" + string(s.news.id())},
		{"/p/nothing", 404, ""},
		{"/xx/", 404, ""},
		{"/assets/nothing.css", 404, ""},
		{"/intranet", 301, "/intranet/"},
		{"/intranet/lt/", 303, "/admin/sign-in"},
		{"/en/%2e%2e/%2e%2e/etc/passwd", 404, ""},
		{"/en/news/%25zz", 404, ""},
	} {
		a := get(t, app, c.address)
		if a.status != c.status || a.header["Location"] != c.to {
			t.Errorf("%s: %d %q, want %d %q", c.address, a.status, a.header["Location"], c.status, c.to)
		}
	}
}

// A page that a reader kept from before an update names a style sheet that is no more. It
// gets the one of now, which must not be kept in its place.
func TestTheStyleSheetOfAnotherVersion(t *testing.T) {
	app := newArvena(newTown(t)).serve()
	now := get(t, app, regexp.MustCompile(`/assets/style\.[0-9a-f]{12}\.css`).FindString(get(t, app, "/en/").body))
	before := get(t, app, "/assets/style.0123456789ab.css")
	if now.status != 200 || before.status != 200 || now.body == "" || before.body != now.body || before.header["Content-Type"] != now.header["Content-Type"] {
		t.Errorf("%d %q and %d %q", now.status, now.header["Content-Type"], before.status, before.header["Content-Type"])
	}
	if got := before.header["Cache-Control"]; got != "no-store" || !strings.Contains(now.header["Cache-Control"], "immutable") {
		t.Errorf("kept by %q and %q", now.header["Cache-Control"], got)
	}
}

// end takes a Document out of the current ones.
func (d *draft) end(state content.State, reason content.Reason, to content.Redirect) *draft {
	return d.change(func(doc *content.Document) {
		for _, t := range doc.Translations {
			e := t.LiveEdition()
			e.State = state
			e.Ending = &content.Ending{Mark: content.Mark{By: "officer", At: now.Add(-time.Hour)}, Reason: reason, Redirect: to}
		}
	})
}

func TestBestLocaleFollowsTheBrowser(t *testing.T) {
	s := newArvena(newTown(t))
	app := s.serve()
	for accept, want := range map[string]string{"lt,en;q=0.5": "/lt/", "sr": "/sr/", "ka-GE": "/ka/", "de": "/en/", "": "/en/"} {
		a := get(t, app, "/", "Accept-Language: "+accept)
		if a.header["Location"] != want || !strings.Contains(a.header["Vary"], "Accept-Language") {
			t.Errorf("%q: %q, Vary %q", accept, a.header["Location"], a.header["Vary"])
		}
	}
	a := get(t, app, "/p/"+string(s.news.id()), "Accept-Language: lt")
	if a.header["Location"] != "/lt/naujienos/bridge" || !strings.Contains(a.header["Vary"], "Accept-Language") {
		t.Errorf("short address: %v", a.header)
	}
}

func TestHosts(t *testing.T) {
	s := newArvena(newTown(t))
	app := s.serve()
	for host, want := range map[string]int{"town.example": 200, "www.town.example": 200, "TOWN.example:8080": 200, "evil.example": 421, "town.example.evil.example": 421} {
		if a := get(t, app, "/en/", "Host: "+host); a.status != want {
			t.Errorf("%s: %d, want %d", host, a.status, want)
		}
	}
	// Whatever host was asked, addresses are those of the origin.
	if a := get(t, app, "/en/", "Host: www.town.example"); !strings.Contains(a.body, `<link rel="canonical" href="https://town.example/en/">`) {
		t.Error("the canonical address is not that of the origin")
	}
}

func TestSitesMustNotOverlap(t *testing.T) {
	tw := newTown(t)
	if _, err := NewMux(tw.site("public"), tw.site("public")); err == nil || !strings.Contains(err.Error(), "both answer") {
		t.Errorf("got %v", err)
	}
}

func TestOnlyReading(t *testing.T) {
	app := newArvena(newTown(t)).serve()
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
		a := request(t, app, method, "/en/news/bridge")
		if a.status != 405 || !strings.Contains(a.header["Allow"], "GET") || !strings.Contains(a.body, "<html lang=\"en\"") {
			t.Errorf("%s: %d, Allow %q", method, a.status, a.header["Allow"])
		}
	}
	head, full := request(t, app, "HEAD", "/en/news/bridge"), get(t, app, "/en/news/bridge")
	if head.status != 200 || head.body != "" || head.header["Etag"] != full.header["Etag"] || head.header["Content-Type"] != full.header["Content-Type"] {
		t.Errorf("HEAD: %d %v", head.status, head.header)
	}
}

func TestConditionalGet(t *testing.T) {
	app := newArvena(newTown(t)).serve()
	for _, address := range []string{"/en/", "/en/news/bridge", "/en/news/", "/en/news/feed.rss", "/sitemap.xml", "/en/news/data.json"} {
		first := get(t, app, address)
		tag := first.header["Etag"]
		if !strings.HasPrefix(tag, `"`) {
			t.Errorf("%s: entity tag %q is not strong", address, tag)
		}
		again := get(t, app, address, "If-None-Match: "+tag)
		if again.status != 304 || again.body != "" || again.header["Cache-Control"] == "" || again.header["Content-Security-Policy"] == "" {
			t.Errorf("%s again: %d %v", address, again.status, again.header)
		}
	}
}

// secure are the headers that no answer may lack.
var secure = map[string]string{
	"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff",
	"Referrer-Policy": "strict-origin", "Permissions-Policy": "camera=()",
}

func TestHeadersOnEveryAnswer(t *testing.T) {
	tw := newTown(t)
	s := newArvena(tw)
	app := tw.serve()
	addresses := append(s.addresses("en"), "/", "/en", "/p/x", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/en/news/feed.atom",
		"/en/acts/data.csv", "/en/events/calendar.ics", "/intranet/lt/", "/%00", "/en/search/data.json?q=x", "/en/search/suggest?q=x")
	for _, address := range addresses {
		a := get(t, app, address)
		for name, part := range secure {
			if !strings.Contains(a.header[name], part) {
				t.Errorf("%s (%d): %s is %q", address, a.status, name, a.header[name])
			}
		}
		if a.header["Cache-Control"] == "" {
			t.Errorf("%s (%d) does not say how long it may be kept", address, a.status)
		}
		if a.header["Set-Cookie"] != "" {
			t.Errorf("%s sets a cookie", address)
		}
		if strings.Contains(a.header["Content-Security-Policy"], "unsafe") {
			t.Errorf("%s: unsafe policy", address)
		}
	}
}

func TestErrorsSpeakTheLanguageOfTheReader(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	app := tw.serve()
	for _, l := range i18n.Shipped() {
		title := i18n.Default().Printer(l).T("error.404.title")
		if a := get(t, app, "/"+string(l)+"/nowhere"); a.status != 404 || !strings.Contains(a.body, title) {
			t.Errorf("%s: %d, no %q", l, a.status, title)
		}
	}
	tw.shelf.broken = context503
	for _, l := range i18n.Shipped() {
		a := get(t, app, "/"+string(l)+"/")
		p := i18n.Default().Printer(l)
		if a.status != 503 || !strings.Contains(a.body, p.T("error.503.title")) || !strings.Contains(a.body, a.header["X-Request-Id"]) {
			t.Errorf("%s: %d without its words or number", l, a.status)
		}
		if a.header["Cache-Control"] != "no-store" || strings.Contains(a.body, "secret") || strings.Contains(a.body, placeholder) {
			t.Errorf("%s: %q", l, a.header["Cache-Control"])
		}
	}
	if a := get(t, app, "/", "Accept-Language: lt"); a.status != 302 {
		t.Errorf("the way to the home page needs no store: %d", a.status)
	}
}

func TestALostReaderIsAnsweredInTheirLanguage(t *testing.T) {
	app := newTown(t).serve()
	for _, path := range []string{"/xx/nowhere", "/xx/", "/nowhere"} {
		a := get(t, app, path, "Accept-Language: lt, en;q=0.5")
		if a.status != 404 || !strings.Contains(a.body, `<html lang="lt"`) || !strings.Contains(a.header["Vary"], "Accept-Language") {
			t.Errorf("%s answers %d, Vary %q, %.60q", path, a.status, a.header["Vary"], a.body)
		}
	}
}
