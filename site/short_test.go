package site

import (
	"context"
	"strings"
	"testing"

	"herald/content"
	"herald/i18n"
	"herald/internal/htmlcheck"
)

func TestAPermanentAddressNeverAnswersABare404(t *testing.T) {
	tw := newTown(t)
	s := newArvena(tw)
	words := func(name string) text {
		return text{"en": {Title: "Title of " + name, Summary: "S.", Body: "B.", Path: "news/" + name}}
	}
	gone := tw.add("news", content.Facts{}, words("gone"))
	gone.end(content.Unpublished, content.Reason{Key: "reason.gone.personal_data"}, content.Redirect{})
	sent := tw.add("news", content.Facts{}, words("sent"))
	sent.end(content.Unpublished, content.Reason{Key: "reason.gone.consolidated"}, content.Redirect{Document: s.news.id()})
	joined := tw.add("news", content.Facts{}, words("joined")).change(func(d *content.Document) { d.Translations, d.Joined = nil, s.news.id() })
	leave := func(name string, redirect bool) *draft {
		d := tw.add("news", content.Facts{}, words(name))
		return d.change(func(doc *content.Document) {
			doc.Former = []content.Former{{Site: doc.Site, Until: now, Redirect: redirect, Words: []content.FormerWords{{Locale: "en", Words: doc.Translations[0].LiveEdition().Words}}}}
			doc.Site = "intranet"
		})
	}
	moved, left := leave("moved", true), leave("left", false)
	app := tw.serve(func(c *Config) {
		c.Elsewhere = func(_ context.Context, id content.ID, _ i18n.Locale) (string, bool) {
			return "https://other.example/" + string(id), id == moved.id()
		}
	})
	for name, c := range map[string]struct {
		d      *draft
		status int
		to     string
	}{
		"unpublished":              {gone, 410, ""},
		"unpublished, sent on":     {sent, 302, "/en/news/bridge"},
		"joined":                   {joined, 302, "/en/news/bridge"},
		"moved to another site":    {moved, 302, "https://other.example/" + string(moved.id())},
		"moved, not to be told of": {left, 410, ""},
	} {
		a := get(t, app, "/p/"+string(c.d.id()))
		if a.status != c.status || a.header["Location"] != c.to {
			t.Errorf("%s: %d %q, want %d %q", name, a.status, a.header["Location"], c.status, c.to)
		}
	}
	a := get(t, app, "/p/"+string(gone.id()))
	htmlcheck.Page(t, []byte(a.body))
	htmlcheck.Expect(t, []byte(a.body), htmlcheck.In("main", htmlcheck.Text("This page contained personal data and has been removed.")))
	if strings.Contains(a.body, "Title of") {
		t.Error("a page that is gone is named")
	}
}

func TestWhatWasNeverPublicAnswersLikeAnUnknownID(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	unsent := tw.add("news", content.Facts{}, text{"en": {Title: "Secret", Summary: "S.", Body: "B.", Path: "news/secret"}})
	unsent.change(func(d *content.Document) {
		t := d.Translations[0]
		t.LiveEdition().State, t.LiveEdition().Published = content.Draft, nil
		t.Live, t.Next = 0, 1
	})
	scheduled := tw.add("news", content.Facts{}, text{"en": {Title: "Embargoed", Summary: "S.", Body: "B.", Path: "news/embargoed"}})
	scheduled.change(func(d *content.Document) {
		t := d.Translations[0]
		e := t.LiveEdition()
		e.State, e.Published, e.PublishAt = content.Scheduled, nil, now.AddDate(0, 0, 1)
		t.Live, t.Next = 0, 1
	})
	staff := tw.at("intranet", "policy", content.Facts{}, text{"en": {Title: "For staff", Summary: "S.", Body: "B.", Path: "policies/one"}})
	app := tw.serve()
	unknown := get(t, app, "/p/zzzzzzzzzzzz")
	if unknown.status != 404 {
		t.Fatalf("an unknown id: %d", unknown.status)
	}
	for name, d := range map[string]*draft{"draft": unsent, "embargo": scheduled, "staff": staff} {
		a := get(t, app, "/p/"+string(d.id()))
		if a.status != unknown.status || a.body != unknown.body || a.header["Cache-Control"] != unknown.header["Cache-Control"] {
			t.Errorf("%s: %d, or another body than an unknown id", name, a.status)
		}
	}
}
