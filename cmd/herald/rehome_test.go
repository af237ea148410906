package main

import (
	"context"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
)

const twoSites = `[[sites]]
name = "town"
origin = "https://town.example"
locales = ["en"]
lists = ["theatre"]

[[sites]]
name = "theatre"
origin = "https://theatre.example"
locales = ["en"]
`

// TestADocumentMovesToAnotherSite moves one by the desk, while the lists of both
// Sites are in memory, and asks at once.
func TestADocumentMovesToAnotherSite(t *testing.T) {
	t.Parallel()
	ctx, data := context.Background(), t.TempDir()
	write(t, data, map[string]string{configFile: twoSites})
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: data}}
	s, err := (&serveCommand{Addr: "127.0.0.1:0", OpsAddr: "127.0.0.1:0"}).open(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	peopled(t, s)
	const id content.ID = "bbbbbbbbbbbb"
	done, err := s.house.desk.Import(ctx, "system:test", []editorial.Import{{ID: id, Site: "town", Type: "news", Source: "en",
		Facts: content.Facts{Name: "bridge"}, Translations: []editorial.ImportedText{{Locale: "en", Published: time.Now().Add(-time.Hour),
			Words: content.Words{Title: "The bridge is open", Summary: "S.", Body: "B.", Path: "news/bridge"}}}}}, true)
	if err != nil || done[0].Err != nil {
		t.Fatal(done, err)
	}
	at := func(site, path string) (status int, to, body string) {
		t.Helper()
		request := httptest.NewRequest("GET", path, nil)
		request.Host = site + ".example"
		answer, err := s.sites.Test(request, -1)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		read, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, answer.Header.Get("Location"), string(read)
	}
	shows := func(site, path, text string, want bool) {
		t.Helper()
		if status, _, body := at(site, path); status != 200 || strings.Contains(body, text) != want {
			t.Errorf("%s%s: %d, and that it shows %q should be %v:\n%s", site, path, status, text, want, body)
		}
	}
	for range 2 { // the second time from memory
		shows("town", "/en/news/", `href="/en/news/bridge"`, true)
		shows("theatre", "/en/news/", "bridge", false)
		shows("town", "/en/news/bridge", "The bridge is open", true)
	}
	if s.pages.Stats().Hits < 3 {
		t.Errorf("nothing came from memory: %+v", s.pages.Stats())
	}
	officer := content.Actor{ID: "rasa", Grants: []content.Grant{{Role: content.RolePressOfficer}}}
	if _, err := s.house.desk.Rehome(ctx, officer, editorial.Rehome{Document: id, Site: "theatre", Redirect: true}); err != nil {
		t.Fatal(err)
	}
	const home = "https://theatre.example/en/news/bridge"
	if status, to, _ := at("town", "/en/news/bridge"); status != 301 || to != home {
		t.Errorf("the old address is answered %d %s", status, to)
	}
	shows("theatre", "/en/news/bridge", "The bridge is open", true)
	shows("theatre", "/en/news/", `href="/en/news/bridge"`, true)
	shows("town", "/en/news/", `href="`+home+`"`, true)
	shows("town", "/sitemap.xml", "bridge", false)
	shows("theatre", "/sitemap.xml", home, true)
	if _, err := s.house.desk.Rehome(ctx, officer, editorial.Rehome{Document: id, Site: "town", Redirect: false}); err != nil {
		t.Fatal(err)
	}
	shows("town", "/en/news/bridge", "The bridge is open", true)
	shows("theatre", "/en/news/", "bridge", false)
	if status, to, _ := at("theatre", "/en/news/bridge"); status != 410 || to != "" {
		t.Errorf("what moved back is answered %d %s", status, to)
	}
}
