package admin

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
)

var linkIn = regexp.MustCompile(`value="http://localhost(/admin/preview/[A-Z2-7]+/)"`)

// share makes a link through the page and gives its path.
func (b *browser) share(text, who, days string) string {
	b.Helper()
	got := b.post(text+"/shares", url.Values{"for": {who}, "days": {days}})
	m := linkIn.FindStringSubmatch(got.body)
	if got.status != http.StatusOK || m == nil {
		b.Fatalf("no link is shown: %d %s", got.status, got.body)
	}
	return m[1]
}

// Somebody without an account reads the one text, as it is, and nothing else; the
// page of the text says how often, and the link is taken back there.
func TestAPreviewLink(t *testing.T) {
	r := newRig(t)
	id, other := r.draft("Dar ne"), r.draft("Kitas")
	text := documentURL(id, "lt")
	author, stranger := r.as("author"), r.browser()
	link := author.share(text, "Redaktorė A.", "7")

	got := stranger.get(link)
	if got.status != http.StatusOK || !strings.Contains(got.body, "edition 1 of "+string(id)) || !strings.Contains(got.body, "files at "+strings.TrimSuffix(link, "/")+"/media") ||
		!strings.Contains(got.body, "Juodraštis") || !strings.Contains(got.body, "2026 m. lapkričio 27 d.") {
		t.Errorf("the stranger is shown %d %s", got.status, got.body)
	}
	if h := got.header; h.Get("Cache-Control") != "private, no-store" || h.Get("Referrer-Policy") != "no-referrer" || h.Get("X-Robots-Tag") != "noindex, nofollow" || len(h.Values("Set-Cookie")) > 0 {
		t.Errorf("headers %v", h)
	}
	if got := stranger.get(link + "media/0123456789ab/original/a.jpg"); got.status != http.StatusOK || got.body != "file of "+string(id) {
		t.Errorf("a file of the text: %d %s", got.status, got.body)
	}
	for _, path := range []string{text, previewPath(&open{d: r.document(other), t: r.document(other).Translation("lt")}), previewPath(&open{d: r.document(id), t: r.document(id).Translation("lt")}), "/admin/documents"} {
		if got := stranger.get(path); got.status != http.StatusSeeOther {
			t.Errorf("%s is open to the stranger: %d", path, got.status)
		}
	}
	page := author.get(text).body
	if !strings.Contains(page, "Redaktorė A.") || !strings.Contains(page, "opened 1 time") || strings.Contains(page, link) {
		t.Errorf("the page of the text does not tell of the link, or tells too much:\n%s", page)
	}
	revoke := regexp.MustCompile(`/shares/[0-9a-z]{12}/revoke`).FindString(page)
	if got := author.post(text+revoke, nil); got.status != http.StatusSeeOther {
		t.Fatalf("not taken back: %d", got.status)
	}
	for _, path := range []string{link, link + "media/0123456789ab/original/a.jpg"} {
		if got := stranger.get(path); got.status != http.StatusGone || got.header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s after that: %d %v", path, got.status, got.header)
		}
	}
	if page := author.get(text).body; strings.Contains(page, revoke) || !strings.Contains(page, "Preview link taken back") {
		t.Error("the page still lists the link, or its timeline does not tell of the end")
	}
}

// An embargo is said first, with its hour; once the text is public the link leads to
// where everybody reads it, and a maker who is disabled takes their links along.
func TestALinkSaysTheEmbargoAndLeadsToReaders(t *testing.T) {
	r := newRig(t)
	id := r.approved("Rytoj")
	at := epoch.Add(26 * time.Hour)
	_, err := r.desk.Schedule(t.Context(), r.actor("press_officer"), id, "lt", at, "UTC")
	r.must(err)
	author, stranger := r.as("author"), r.browser()
	link := author.share(documentURL(id, "lt"), "Redakcija", "30")
	if got := stranger.get(link); !strings.Contains(got.body, "Neskelbti anksčiau kaip 2026 m. lapkričio 21 d. 11:00") {
		t.Errorf("before its time: %s", got.body)
	}
	r.clock.pass(26 * time.Hour)
	if got := stranger.get(link); got.status != http.StatusSeeOther || got.header.Get("Location") != "http://localhost/lt/naujienos/rytoj" {
		t.Errorf("at its time: %d to %s", got.status, got.header.Get("Location"))
	}
	later := r.as("author").share(documentURL(r.draft("Kitas"), "lt"), "Redakcija", "30")
	_, err = r.admin.Roster.Disable(t.Context(), r.root, r.members["author"].ID)
	r.must(err)
	if got := stranger.get(later); got.status != http.StatusGone {
		t.Errorf("the maker is gone: %d", got.status)
	}
}

func TestALinkThatCannotBeMade(t *testing.T) {
	r := newRig(t)
	id := r.draft("Dar ne")
	text := documentURL(id, "lt")
	author := r.as("author")
	for _, form := range []url.Values{{"days": {"7"}}, {"for": {"X"}, "days": {"9"}}, {"for": {"X"}, "days": {"soon"}}} {
		got := author.post(text+"/shares", form)
		if got.status != http.StatusBadRequest && got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `class="mistake"`) || linkIn.MatchString(got.body) {
			t.Errorf("%v: %d", form, got.status)
		}
	}
	if page := r.as("language_editor").get(text).body; strings.Contains(page, `id="_shares"`) {
		t.Error("somebody who may not share is offered to")
	}
	in, err := r.desk.Create(t.Context(), r.actor("author"), editorial.Create{Site: "intranet", Type: "news", Locale: "lt", Words: content.Words{Title: "Viduje", Summary: "S.", Body: "T."}})
	r.must(err)
	if page := author.get(documentURL(in.Document, "lt")).body; strings.Contains(page, `id="_shares"`) {
		t.Error("a text of the intranet is offered to be shared")
	}
}

// Whoever tries links waits, also for a right one; signing in stays open.
func TestWrongLinksRunOut(t *testing.T) {
	r := newRig(t)
	link := r.as("author").share(documentURL(r.draft("Dar ne"), "lt"), "X", "7")
	stranger := r.browser()
	last := 0
	for n := 0; n < 40 && last != http.StatusTooManyRequests; n++ {
		last = stranger.get(sharedPath("WRONG" + string(content.NewID()))).status
	}
	if last != http.StatusTooManyRequests || stranger.get(link).status != http.StatusTooManyRequests {
		t.Errorf("after many wrong links: %d", last)
	}
	r.as("author")
	r.clock.pass(time.Hour)
	if got := stranger.get(link); got.status != http.StatusOK {
		t.Errorf("an hour later: %d", got.status)
	}
}
