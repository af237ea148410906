package site

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
)

// feedEntry is an entry of a JSON feed, the form that loses nothing.
type feedEntry struct {
	ID, URL, Title, Summary string
	HTML                    string    `json:"content_html"`
	Published               time.Time `json:"date_published"`
	Updated                 time.Time `json:"date_modified"`
	Extra                   struct{ State, Note string }
}

func (e *feedEntry) UnmarshalJSON(body []byte) error {
	type plain feedEntry
	var extra struct {
		Herald struct{ State, Note string } `json:"_herald"`
	}
	if err := json.Unmarshal(body, (*plain)(e)); err != nil {
		return err
	}
	err := json.Unmarshal(body, &extra)
	e.Extra = extra.Herald
	return err
}

// entry gives the only entry whose address or title names what is looked for.
func entry(t *testing.T, app *fiber.App, feed string, id content.ID) feedEntry {
	t.Helper()
	var out struct{ Items []feedEntry }
	if err := json.Unmarshal(fetched(t, app, feed), &out); err != nil {
		t.Fatal(err)
	}
	var found []feedEntry
	for _, e := range out.Items {
		if strings.HasSuffix(e.ID, "/"+string(id)) {
			found = append(found, e)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s holds %d entries of %s, want one", feed, len(found), id)
	}
	return found[0]
}

// TestAnEntryStaysTheSameEntry follows one press release through what happens to
// it, as a journalist's reader sees it.
func TestAnEntryStaysTheSameEntry(t *testing.T) {
	const feed = "/en/press-releases/feed.json"
	tw := newTown(t)
	app := tw.serve()
	begun := now.AddDate(0, 0, -10)
	w := content.Words{Title: "The bridge opens", Summary: "S.", Body: "B.", Path: "press-releases/bridge"}
	d := tw.add("press_release", content.Facts{}, text{"lt": {Title: "Tiltas", Summary: "S.", Body: "B.", Path: "naujienos-spaudai/tiltas"}})
	d.doc.Translations[0].LiveEdition().Published.At = begun
	d.done()
	first := entry(t, app, feed, d.id())
	if !first.Published.Equal(begun) || !first.Updated.Equal(begun) || first.Extra.State != "" {
		t.Fatalf("at first: %+v", first)
	}
	demand := func(what string, updated time.Time, state, title string) feedEntry {
		t.Helper()
		e := entry(t, app, feed, d.id())
		if e.ID != first.ID || !e.Published.Equal(begun) {
			t.Errorf("%s: readers see another entry: %s of %v", what, e.ID, e.Published)
		}
		if !e.Updated.Equal(updated) || e.Extra.State != state || e.Title != title {
			t.Errorf("%s: updated %v, %q, %q; want %v, %q, %q", what, e.Updated, e.Extra.State, e.Title, updated, state, title)
		}
		return e
	}
	d.doc.Put(&content.Translation{Locale: "en"})
	d.publish("en", content.Facts{}, w, begun.AddDate(0, 0, 1))
	d.done()
	demand("translated", begun.AddDate(0, 0, 1), "", w.Title)

	w.Body = "B, mended."
	d.publish("en", content.Facts{}, w, begun.AddDate(0, 0, 2)).Major = false
	d.done()
	if e := demand("a minor change", begun.AddDate(0, 0, 1), "", w.Title); !strings.Contains(e.HTML, "B, mended.") {
		t.Errorf("a minor change does not reach the feed: %q", e.HTML)
	}

	w.Title, w.Path, w.ChangeNote = "The bridge opens on Monday", "press-releases/bridge-on-monday", content.Note{Key: "correction.date"}
	d.publish("en", content.Facts{}, w, begun.AddDate(0, 0, 3)).Correction = true
	d.done()
	e := demand("corrected, with another title and address", begun.AddDate(0, 0, 3), "corrected", "Corrected: The bridge opens on Monday")
	if !strings.Contains(e.Summary, "A wrong date was corrected.") || !strings.Contains(e.HTML, "A wrong date was corrected.") || !strings.HasSuffix(e.URL, "/en/press-releases/bridge-on-monday") {
		t.Errorf("corrected: %+v", e)
	}

	d.end(content.Withdrawn, content.Reason{Key: "reason.withdrawn.wrong"}, content.Redirect{})
	e = demand("withdrawn", now.Add(-time.Hour), "withdrawn", "Withdrawn: The bridge opens on Monday")
	if !strings.Contains(e.Summary, "Withdrawn on 20 November 2026. This text contained an error.") {
		t.Errorf("withdrawn: %q", e.Summary)
	}
	if list := get(t, app, "/en/press-releases/"); strings.Contains(list.body, "bridge") {
		t.Error("what is withdrawn is listed")
	}
}

// TestTombstonesInFeedsTellNothing looks at a register, where an unpublished
// entry keeps its place.
func TestTombstonesInFeedsTellNothing(t *testing.T) {
	tw := newTown(t)
	d := tw.add("act", content.Facts{Fields: content.Fields{"number": content.One("T1-9"), "kind": content.One("decision"), "date": content.One("2026-11-12")}},
		text{"en": {Title: "Secret name", Summary: "Secret summary", Body: "Secret body", Path: "acts/secret-name"}})
	d.end(content.Unpublished, content.Reason{Key: "reason.gone.personal_data"}, content.Redirect{})
	app := tw.serve()
	e := entry(t, app, "/en/acts/feed.json", d.id())
	if e.Extra.State != "unpublished" || e.Title != "T1-9" || e.URL != "https://town.example/p/"+string(d.id()) || !e.Updated.Equal(now.Add(-time.Hour)) {
		t.Errorf("%+v", e)
	}
	for _, form := range []string{"feed.rss", "feed.atom", "feed.json", "data.csv", "data.json", ""} {
		if a := get(t, app, "/en/acts/"+form); a.status != 200 || strings.Contains(strings.ToLower(a.body), "secret") {
			t.Errorf("%q: %d, or it tells what was taken away", form, a.status)
		}
	}
}

// TestTheNoteOfAnEntryHasNoStopTooMany withdraws a text in languages whose dates
// end with a stop, and in one whose dates do not.
func TestTheNoteOfAnEntryHasNoStopTooMany(t *testing.T) {
	tw := newTown(t)
	words := text{}
	for _, l := range []i18n.Locale{"lt", "sr", "bg", "en"} {
		words[l] = content.Words{Title: "T " + string(l), Summary: "S.", Body: "B.", Path: tw.types.Get("news").Slugs[l] + "/t"}
	}
	d := tw.add("news", content.Facts{}, words)
	d.end(content.Withdrawn, content.Reason{Key: "reason.withdrawn.wrong"}, content.Redirect{})
	app := tw.serve()
	for l := range words {
		e := entry(t, app, "/"+string(l)+"/"+tw.types.Get("news").Slugs[l]+"/feed.json", d.id())
		if note := e.Extra.Note; strings.Contains(note, "..") || strings.Count(note, ". ") == 0 || !strings.Contains(e.HTML, note) {
			t.Errorf("%s: %q", l, note)
		}
	}
}

// TestAMinorChangeIsModified asks as a reader does that knows dates only.
func TestAMinorChangeIsModified(t *testing.T) {
	const before = "Tue, 10 Nov 2026 11:50:00 GMT"
	tw := newTown(t)
	w := content.Words{Title: "The fair", Summary: "S.", Body: "B.", Path: "events/fair"}
	facts := content.Facts{Fields: content.Fields{"start": content.One("2026-12-01T16:00:00Z"), "standing": content.One("planned")}}
	d := tw.add("event", facts, text{"en": w})
	d.doc.Translations[0].LiveEdition().Published.At = now.AddDate(0, 0, -10)
	d.done()
	app := tw.serve()
	w.Body, w.Summary = "B, mended.", "S, mended."
	for _, form := range []string{"feed.rss", "feed.atom", "feed.json", "calendar.ics"} {
		if a := get(t, app, "/en/events/"+form, "If-Modified-Since: "+before); a.status != 304 {
			t.Errorf("%s, not changed: %d", form, a.status)
		}
	}
	d.publish("en", facts, w, now.AddDate(0, 0, -2)).Major = false
	d.done()
	for _, form := range []string{"feed.rss", "feed.atom", "feed.json", "calendar.ics"} {
		if a := get(t, app, "/en/events/"+form, "If-Modified-Since: "+before); a.status != 200 || !strings.Contains(a.body, "mended") {
			t.Errorf("%s, after a minor change: %d", form, a.status)
		}
	}
}

func TestFeedsHoldTheTextsThatAreFields(t *testing.T) {
	tw := newTown(t)
	s := newArvena(tw)
	fields := content.Fields{"who": content.One("Residents. See [the act](" + s.act.ref() + ").")}
	d := tw.add("service", content.Facts{}, text{"en": {Title: "Permit", Summary: "S.", Body: "First.", Path: "services/permit", Fields: fields}})
	e := entry(t, tw.serve(), "/en/services/feed.json", d.id())
	const want = "<p>First.</p>\n<h2>Who can apply</h2>\n<p>Residents. See <a href=\"https://town.example/en/acts/t1-204\""
	if !strings.HasPrefix(e.HTML, want) {
		t.Errorf("%q, want %q", e.HTML, want)
	}
}

func TestFeedsHoldTheWholeTextWithWholeAddresses(t *testing.T) {
	tw := newTown(t)
	tw.media = pictures{}
	s := newArvena(tw)
	long := "First paragraph.\n\n![](asset:" + squareID + ")\n\nSee [the act](" + s.act.ref() + "), [the report](asset:" + paperID + ") and [the page](/en/about).\n\nLast paragraph."
	d := tw.add("press_release", content.Facts{}, text{"en": {Title: "Long", Summary: "S.", Body: long, Path: "press-releases/long"}})
	app := tw.serve()
	e := entry(t, app, "/en/press-releases/feed.json", d.id())
	for _, want := range []string{"First paragraph.", "Last paragraph.", `href="https://town.example/en/acts/t1-204"`, `href="https://town.example/en/about"`, `src="https://town.example/media/` + squareID + `/1024/square.jpg"`} {
		if !strings.Contains(e.HTML, want) {
			t.Errorf("no %s in %s", want, e.HTML)
		}
	}
	for _, l := range i18n.Shipped() {
		for _, form := range []string{"feed.rss", "feed.atom", "feed.json"} {
			a := get(t, app, "/"+string(l)+"/"+tw.types.Get("press_release").Slugs[l]+"/"+form)
			for _, relative := range []string{`href="/`, `src="/`, `href=\"/`, `src=\"/`, `href=&#34;/`, `src=&#34;/`, `href=&quot;/`} {
				if strings.Contains(a.body, relative) {
					t.Errorf("%s in %s has an address without a host", form, l)
				}
			}
		}
	}
}

func TestAFeedThatDidNotChangeIsNotSentAgain(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	pages := NewPages(1<<24, 1)
	app := tw.serve(func(c *Config) { c.Pages = pages })
	for _, form := range []string{"feed.rss", "feed.atom", "feed.json", "calendar.ics", "data.csv", "data.json"} {
		address := "/en/events/" + form
		first := get(t, app, address)
		before := pages.Stats().Renders
		for range 5 {
			a := get(t, app, address, "If-None-Match: "+first.header["Etag"])
			if a.status != 304 || a.body != "" || a.header["Etag"] != first.header["Etag"] {
				t.Errorf("%s again: %d with %d bytes", form, a.status, len(a.body))
			}
		}
		if n := pages.Stats().Renders - before; n != 0 {
			t.Errorf("%s was rendered %d times more", form, n)
		}
	}
}
