package admin

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"herald/content"
	"herald/content/editorial"
)

// corrections are the values of the buttons that correct.
func corrections(body string) []string {
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	var all []string
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "button" && attr(n, "name") == "correct" {
			all = append(all, attr(n, "value"))
		}
	}
	return all
}

// A correction goes into what is typed, which stays unsaved until somebody saves.
func TestTheHouseStyleIsCorrectedInTheForm(t *testing.T) {
	r := newRig(t)
	id := r.draft("Tilto  atidarymas")
	r.save(id, func(w *content.Words) { w.Body = "Viena eilutė.\n\nTaryba \"Arvena\" posėdžiauja - ateikite." })
	author, path := r.as("author"), documentURL(id, "lt")+"/edit"
	before := r.version(id, "lt")
	shown := author.get(path)
	offered := corrections(shown.body)
	at := "body:" + "23"
	i := slices.IndexFunc(offered, func(value string) bool { return strings.HasSuffix(value, ":quotes") })
	if i < 0 || !strings.HasPrefix(offered[i], at) || !strings.Contains(shown.body, "3 eilutė") && !strings.Contains(shown.body, "Line 3:") {
		t.Fatalf("offered %q", offered)
	}
	form := formOf(shown.body)
	form.Set("correct", offered[i])
	got := author.post(path, form)
	if got.status != http.StatusOK || !strings.Contains(got.body, "Taryba „Arvena“ posėdžiauja - ateikite.") || !strings.Contains(got.body, "data-unsaved") {
		t.Fatalf("corrected: %d\n%s", got.status, got.body)
	}
	if after := r.version(id, "lt"); after != before {
		t.Error("a correction saved the text")
	}
	// What was changed meanwhile is left alone, and so is what is no place at all.
	for _, wanted := range []string{offered[i], "body:1:quotes", "path:0:quotes", "body", ":::"} {
		form := formOf(got.body)
		form.Set("correct", wanted)
		again := author.post(path, form)
		if again.status != http.StatusOK || !strings.Contains(again.body, "The text has changed at this place.") || !strings.Contains(again.body, "„Arvena“ posėdžiauja - ateikite.") {
			t.Errorf("%q: %d", wanted, again.status)
		}
	}
}

// The words of a signed original are as they are signed.
func TestASignedOriginalIsNotCorrected(t *testing.T) {
	r := newRig(t)
	typ := r.admin.Types.Get("act")
	words, facts := filledIn(typ)
	words.Body = "Taryba \"Arvena\" nusprendžia - taip."
	made, err := r.desk.Create(t.Context(), r.actor("press_officer"), editorial.Create{Site: "public", Type: "act", Locale: "lt", Words: words, Facts: facts, Agreed: []content.ID{"00000000000b", "00000000000d"}})
	r.must(err)
	press, path := r.as("press_officer"), documentURL(made.Document, "lt")+"/edit"
	shown := press.get(path)
	if got := corrections(shown.body); len(got) > 0 || !strings.Contains(shown.body, "quotation marks of the language") {
		t.Fatalf("offered %q", got)
	}
	form := formOf(shown.body)
	form.Set("correct", "body:7:quotes")
	if got := press.post(path, form); strings.Contains(got.body, "„Arvena“") {
		t.Error("it was corrected")
	}
}
