package site

import (
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/htmlcheck"
)

// twice is a release that was published, and corrected when now is.
func twice(tw *town) *draft {
	facts := func(place, secret string) content.Facts {
		return content.Facts{Fields: content.Fields{"place": content.One(place), "effective": content.One(secret)}}
	}
	d := tw.add("press_release", facts("Old Town Hall", "2026-12-01"), text{"en": {Title: "Bridge closed", Summary: "The bridge is closed until Friday.",
		Body: "First.\n\nThe bridge is **closed** until Friday evening.\n\n- Buses stop.\n- Boats go.", Path: "press-releases/bridge-closed"}})
	d.publish("en", facts("New Town Hall", "2026-12-01"), content.Words{Title: "Bridge closed", Summary: "The bridge is closed until Sunday.",
		Body: "First.\n\nThe bridge is closed until Sunday evening.\n\n- Buses stop.\n- Boats go.", Path: "press-releases/bridge-closed",
		ChangeNote: content.Note{Key: "correction.date"}}, now).Correction = true
	return d.done()
}

func TestAnEditionSaysWhatItChanged(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	d := twice(tw)
	app := tw.serve()
	at := "/en/" + d.path("en")
	newest := get(t, app, at+"/editions/2")
	htmlcheck.Page(t, []byte(newest.body))
	htmlcheck.Expect(t, []byte(newest.body),
		htmlcheck.In("section.difference", htmlcheck.Text("What this edition changed"), htmlcheck.Text("Compared with edition 1"),
			htmlcheck.In("del", htmlcheck.Text("Friday")), htmlcheck.In("ins", htmlcheck.Text("Sunday")), htmlcheck.In("del span", htmlcheck.Text("Removed:")),
			htmlcheck.In("dl", htmlcheck.Text("Old Town Hall"), htmlcheck.Text("New Town Hall"), htmlcheck.NoText("December"))),
		htmlcheck.In("meta[name=robots]", htmlcheck.Attr("content", "noindex, follow")),
		htmlcheck.In("link[rel=canonical]", htmlcheck.Href("https://town.example"+at)),
		htmlcheck.In(".banner-edition", htmlcheck.Text("Edition 2 of 2"), htmlcheck.Link("See what changed", "#_difference")))
	first := get(t, app, at+"/editions/1")
	htmlcheck.Expect(t, []byte(first.body), htmlcheck.None(".difference"), htmlcheck.In("main", htmlcheck.Text("Edition 1 of 2")))
	live := get(t, app, at)
	htmlcheck.Expect(t, []byte(live.body), htmlcheck.None(".difference"),
		htmlcheck.In("section.change", htmlcheck.Link("See what changed", at+"/editions/2#_difference"), htmlcheck.Link("2", at+"/editions/2")))
}

// corrected publishes a correction of the text that put made, by the verbs.
func (l *living) corrected(id content.ID, w content.Words) {
	l.Helper()
	ctx := l.Context()
	load := func() *content.Translation {
		snap, err := l.store.Load(ctx, content.Ask{Documents: []content.ID{id}})
		if err != nil {
			l.Fatal(err)
		}
		return snap.Documents[id].Translation("en")
	}
	try := func(_ editorial.Result, err error) {
		l.Helper()
		if err != nil {
			l.Fatal(err)
		}
	}
	try(l.desk.Save(ctx, liveAuthor, editorial.Save{Document: id, Locale: "en", Base: load().Version(), Words: w}))
	try(l.desk.Submit(ctx, liveAuthor, editorial.Submit{Document: id, Locale: "en", Correction: true}))
	try(l.desk.Approve(ctx, liveEditor, editorial.Approve{Document: id, Locale: "en", Step: content.StepLanguage, Words: load().Newest().Words}))
	try(l.desk.Publish(ctx, liveOfficer, id, "en"))
}

// A correction stands for thirty days, and to the millisecond.
func TestACorrectionStandsOnTop(t *testing.T) {
	l := newLiving(t)
	w := content.Words{Title: "Bridge", Summary: "Closed until Friday.", Body: "Text.", Path: "news/bridge"}
	l.put(l.town.id(1), "news", content.Facts{}, text{"en": w})
	w.Summary, w.ChangeNote = "Closed until Sunday.", content.Note{Key: "correction.date"}
	l.look("before", "/en/news/bridge", "banner-correction", false)
	l.corrected(l.town.id(1), w)
	ends := now.Add(correctionStands)
	for _, step := range []struct {
		when  string
		at    time.Time
		there bool
	}{{"at once", now, true}, {"a moment before its end", ends.Add(-time.Millisecond), true}, {"at its end", ends, false}} {
		l.at(step.at)
		l.look(step.when, "/en/news/bridge", "Corrected on 20 November 2026", step.there)
		if !l.look(step.when+", again", "/en/news/bridge", "banner-correction", step.there) {
			t.Errorf("%s: the page was not kept", step.when)
		}
		l.look(step.when, "/en/news/bridge/editions/2", "<ins>", true)
	}
}

// What came after a correction takes nothing of it back.
func TestACorrectionOutlivesTheNextEdition(t *testing.T) {
	tw := newTown(t)
	d := twice(tw)
	d.publish("en", content.Facts{}, content.Words{Title: "Bridge closed", Summary: "S.", Body: "B.", Path: "press-releases/bridge-closed"}, now)
	d.done()
	at := "/en/" + d.path("en")
	htmlcheck.Expect(t, []byte(get(t, tw.serve(), at).body), htmlcheck.In(".banner-correction", htmlcheck.Link("See what changed", at+"/editions/2#_difference")))
}

// No word of an Edition that was not public is in what two differ in, nor a field
// that is for staff.
func TestADifferenceHoldsWhatWasPublicAlone(t *testing.T) {
	tw := newTown(t)
	d := twice(tw)
	tr := d.doc.Translation("en")
	draft := tr.Open(tr.LiveEdition())
	draft.Words = d.shelf.text(content.Words{Title: "Secret draft", Body: "Secret words.", Path: "press-releases/bridge-closed"}.Encode())
	tr.Next = draft.Number
	d.done()
	d.publish("en", content.Facts{}, content.Words{Title: "Bridge open", Summary: "S.", Body: "B.", Path: "press-releases/bridge-closed"}, now)
	d.done()
	app := tw.serve()
	at := "/en/" + d.path("en")
	a := get(t, app, at+"/editions/4")
	if strings.Contains(a.body, "Secret") || !strings.Contains(a.body, "Compared with edition 2") {
		t.Errorf("%d: the draft between is compared with", a.status)
	}
	if a := get(t, app, at+"/editions/3"); a.status != 404 {
		t.Errorf("the draft answers %d", a.status)
	}
}

func TestAFeedLeadsToWhatWasChanged(t *testing.T) {
	tw := newTown(t)
	d := twice(tw)
	app := tw.serve()
	address := "https://town.example/en/" + d.path("en") + "/editions/2"
	for _, form := range []string{"feed.rss", "feed.atom", "feed.json"} {
		if a := get(t, app, "/en/press-releases/"+form); !strings.Contains(a.body, address) {
			t.Errorf("%s does not lead to %s", form, address)
		}
	}
}
