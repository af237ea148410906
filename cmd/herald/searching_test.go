package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSearchOffersOtherLanguagesAndWaysToNarrow searches a served town for a
// word that stands in one language only, and for one that stands in two kinds of
// content.
func TestSearchOffersOtherLanguagesAndWaysToNarrow(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, from := filepath.Join(room, "data"), filepath.Join(room, "in")
	head := func(id, title string) string { return "+++\ntitle = \"" + title + "\"\nid = \"" + id + "\"\n" }
	write(t, from, map[string]string{
		"page/hours/en.md":  aPage,
		"page/boats/lt.md":  head("00000000000b", "Laiveliai upėje") + "+++\n\nZuikis plaukia.\n",
		"news/office/en.md": head("00000000000c", "The office moves") + "summary = \"A new office.\"\n+++\n\nThe office is elsewhere.\n",
	})
	must(t, "import", "--publish", "--data", data, from)
	s := serve(t, data, "--demo")
	for address, total := range map[string]string{"/en/search/data.json?q=office": `"total":2`, "/lt/search/data.json?q=Zuikis": `"total":1`} {
		for begin := time.Now(); ; time.Sleep(10 * time.Millisecond) {
			_, found := get(t, s.public+address)
			if strings.Contains(found, total) {
				break
			}
			if time.Since(begin) > 2*time.Minute {
				t.Fatalf("%s: %s", address, found)
			}
		}
	}
	_, page := get(t, s.public+"/en/search?q=office")
	for _, want := range []string{`href="/en/search?q=office&amp;type=news"`, `href="/en/search?q=office&amp;type=page"`, "The <mark>office</mark> moves"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	if _, page = get(t, s.public+"/en/search?q=Zuikis"); !strings.Contains(page, `<a href="/lt/laiveliai-upeje" lang="lt"`) || !strings.Contains(page, "Results in other languages") {
		t.Errorf("what is written in Lithuanian is not offered:\n%s", page)
	}
	s.stop(t)
}
