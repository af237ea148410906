package site

import (
	"context"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/htmlcheck"
	"herald/media"
)

const squarePath = "/media/" + squareID

// replaced is pictures in which the paper took the place of an older one, and the
// picture is not cropped around its middle.
type replaced struct {
	pictures
	focal media.Focal
}

const oldPaperID = "paper0000000"

func (m replaced) Named(ctx context.Context, ids ...content.ID) (map[content.ID]media.Named, error) {
	all, err := m.pictures.Named(ctx, ids...)
	for _, id := range ids {
		if id == oldPaperID {
			all[id] = media.Named{Asset: &media.Asset{ID: id, Blob: content.Sum([]byte("old")), Kind: media.PDF, Successor: paperID}, Name: "Budget.pdf"}
		}
	}
	if a, ok := all[squareID]; ok {
		a.Focal = m.focal
	}
	return all, err
}

func TestAFileIsWhereATextShowsIt(t *testing.T) {
	tw := newTown(t)
	tw.media = pictures{}
	s := newArvena(tw)
	s.add("news", content.Facts{}, text{"en": {Title: "Table", Summary: "S.", Body: "[it](asset:" + paperID + ")", Path: "news/table"}})
	app := tw.serve()
	for _, c := range []struct {
		path   string
		status int
		to     string
	}{
		{squarePath + "/640/square.jpg", 200, ""},
		{squarePath + "/640/square.webp", 200, ""},
		{squarePath + "/card-480-50x50/square.webp", 200, ""},
		{squarePath + "/file/square.jpg", 200, ""},
		{"/media/" + paperID + "/file/budget-2027.pdf", 200, ""},
		{squarePath + "/640/other.jpg", 301, squarePath + "/640/square.jpg"},
		{squarePath + "/640/square.gif", 301, squarePath + "/640/square.jpg"},
		{squarePath + "/640/..%2f..%2fherald.db", 301, squarePath + "/640/square.jpg"},
		{squarePath + "/card-480-10x90/square.webp", 301, squarePath + "/card-480-50x50/square.webp"},
		{squarePath + "/641/square.jpg", 404, ""},
		{squarePath + "/0640/square.jpg", 404, ""},
		{squarePath + "/card-480/square.jpg", 404, ""},
		{squarePath + "/card-480-050x50/square.jpg", 404, ""},
		{squarePath + "/card-480-50x101/square.jpg", 404, ""},
		{squarePath + "/640-50x50/square.jpg", 404, ""},
		{squarePath + "/original/square.jpg", 404, ""},
		{squarePath + "/640/", 404, ""},
		{squarePath + "/", 404, ""},
		{"/media/" + paperID + "/640/budget-2027.pdf", 404, ""},
		{"/media/0123456789ab/640/square.jpg", 404, ""},
		{"/media/SQVARE000001/640/square.jpg", 404, ""},
		{"/media/../media/" + squareID + "/641/square.jpg", 404, ""},
	} {
		a := get(t, app, c.path)
		if a.status != c.status || a.header["Location"] != c.to {
			t.Errorf("%s: %d to %q, want %d to %q", c.path, a.status, a.header["Location"], c.status, c.to)
		}
		if c.status == 404 && a.header["Cache-Control"] != "public, max-age=0, s-maxage=5" {
			t.Errorf("%s is kept: %q", c.path, a.header["Cache-Control"])
		}
	}
	a := get(t, app, squarePath+"/640/square.webp")
	if a.body != "the bytes of 640.webp" || a.header["Content-Type"] != "image/webp" || a.header["Cache-Control"] != mediaCaching ||
		a.header["Content-Disposition"] != `inline; filename="square.webp"` || !strings.Contains(a.header["Content-Security-Policy"], "sandbox") {
		t.Errorf("%q with %v", a.body, a.header)
	}
	if again := get(t, app, squarePath+"/640/square.webp", "If-None-Match: "+a.header["Etag"]); again.status != 304 {
		t.Errorf("its own tag is answered %d", again.status)
	}
	if other := get(t, app, squarePath+"/640/square.jpg"); other.header["Etag"] == a.header["Etag"] {
		t.Error("two forms have one tag")
	}
	if pdf := get(t, app, "/media/"+paperID+"/file/budget-2027.pdf"); strings.Contains(pdf.header["Content-Security-Policy"], "sandbox") {
		t.Error("no viewer would open the paper")
	}
}

func TestAFileGoesWithItsText(t *testing.T) {
	tw := newTown(t)
	tw.media = pictures{}
	d := tw.add("news", content.Facts{Fields: content.Fields{"picture": content.One(squareID)}}, text{"en": {Title: "One", Summary: "S.", Path: "news/one"}})
	app := tw.serve()
	path := squarePath + "/640/square.jpg"
	state := func(want int, why string) {
		t.Helper()
		if a := get(t, app, path); a.status != want {
			t.Errorf("%s: %d, want %d", why, a.status, want)
		}
	}
	state(200, "published")
	live := func(d *content.Document) *content.Edition { return d.Translation("en").LiveEdition() }
	d.change(func(d *content.Document) { live(d).State = content.Withdrawn })
	state(200, "withdrawn, and to be read under its banner")
	d.change(func(d *content.Document) { live(d).State = content.Unpublished })
	state(404, "unpublished")
	d.change(func(d *content.Document) { live(d).State = content.Published })
	state(200, "published again")
	d.publish("en", content.Facts{}, content.Words{Title: "One", Summary: "Without.", Path: "news/one"}, now)
	d.done()
	state(200, "shown by an older edition that can be read")
	draft := tw.add("news", content.Facts{Fields: content.Fields{"picture": content.One(paperID)}}, text{"en": {Title: "Two", Summary: "S.", Path: "news/two"}})
	path = "/media/" + paperID + "/file/budget-2027.pdf"
	state(200, "published")
	draft.change(func(d *content.Document) {
		e := live(d)
		e.State, e.Published, e.PublishAt = content.Scheduled, nil, now.AddDate(0, 0, 1)
		tr := d.Translation("en")
		tr.Next, tr.Live = tr.Live, 0
	})
	state(404, "under embargo")
}

func TestStaffFilesAreForStaff(t *testing.T) {
	tw := newTown(t)
	tw.media = pictures{}
	tw.at("intranet", "policy", content.Facts{Fields: content.Fields{"files": content.One(paperID)}}, text{"en": {Title: "Rules", Summary: "S.", Path: "policies/rules"}})
	let := true
	app := tw.serve(func(c *Config) {
		if c.Library.Site().Audience == content.Staff {
			c.Guard = func(*fiber.Ctx) (content.Access, error) {
				if !let {
					return "", fiber.ErrForbidden
				}
				return content.NewAccess(content.Public, content.Staff), nil
			}
		}
	})
	address := "/media/" + paperID + "/file/budget-2027.pdf"
	if a := get(t, app, address); a.status != 404 {
		t.Errorf("the public is answered %d", a.status)
	}
	if a := get(t, app, "/intranet"+address); a.status != 200 || a.header["Cache-Control"] != "private, no-store" {
		t.Errorf("staff are answered %d, to be kept %q", a.status, a.header["Cache-Control"])
	}
	let = false
	if a := get(t, app, "/intranet"+address); a.status != 403 {
		t.Errorf("whoever is not let in is answered %d", a.status)
	}
}

func TestWhatTookThePlaceOfAFileIsWhereItLeads(t *testing.T) {
	tw := newTown(t)
	tw.media = replaced{focal: media.Focal{X: 10, Y: 90}}
	tw.add("news", content.Facts{Fields: content.Fields{"picture": content.One(squareID), "files": content.One(paperID)}}, text{"en": {Title: "One", Summary: "S.", Path: "news/one"}})
	app := tw.serve()
	want := "/media/" + paperID + "/file/budget-2027.pdf"
	if a := get(t, app, "/media/"+oldPaperID+"/file/budget.pdf"); a.status != 301 || a.header["Location"] != want {
		t.Errorf("%d to %q", a.status, a.header["Location"])
	}
	page := get(t, app, "/en/news/").body
	if !strings.Contains(page, squarePath+"/card-480-10x90/square.webp 480w") {
		t.Error("the crop does not keep the focal point")
	}
	if a := get(t, app, squarePath+"/card-480-50x50/square.jpg"); a.status != 301 || a.header["Location"] != squarePath+"/card-480-10x90/square.jpg" {
		t.Errorf("the crop of before: %d to %q", a.status, a.header["Location"])
	}
}

func TestAPageNotesTheFilesItShows(t *testing.T) {
	tw := newTown(t)
	tw.media = pictures{}
	tw.add("news", content.Facts{Fields: content.Fields{"picture": content.One(squareID)}}, text{"en": {Title: "One", Summary: "S.", Path: "news/one"}})
	pages := NewPages(1<<20, 0)
	app := tw.serve(func(c *Config) { c.Pages = pages })
	get(t, app, "/en/news/one")
	get(t, app, "/en/site-map")
	before := pages.Stats()
	pages.Touch(content.Change{Position: 1, Events: []content.Event{{Kind: content.EventDescribed, Asset: squareID, Tags: []string{content.AssetTag(squareID)}}}})
	if thrown := pages.Stats().Thrown - before.Thrown; thrown != 1 {
		t.Errorf("%d pages were thrown out, not the one that shows the picture", thrown)
	}
}

func TestFilmsAndRecordingsArePlayed(t *testing.T) {
	tw := newTown(t)
	tw.media = pictures{}
	tw.add("gallery", content.Facts{Fields: content.Fields{"date": content.One("2026-11-01"), "videos": {Items: []string{filmID, soundID}}}},
		text{"en": {Title: "Opening", Summary: "S.", Path: "galleries/opening",
			Assets: []content.AssetWords{{Asset: filmID, Caption: "The opening", Credit: "Ona", Captions: captionsID}}}})
	app := tw.serve()
	page := get(t, app, "/en/galleries/opening")
	for _, problem := range htmlcheck.Problems(htmlcheck.Parse(t, []byte(page.body))) {
		t.Error(problem)
	}
	captions := "/media/" + captionsID + "/file/opening.vtt"
	for _, want := range []string{`<video controls preload="metadata" src="/media/` + filmID + `/file/opening.mp4" width="1280" height="720">`,
		`<track kind="captions" src="` + captions + `" srclang="en"`, `<audio controls preload="none" src="/media/` + soundID + `/file/session.mp3">`,
		"The opening", "3:05", "1:00:00"} {
		if !strings.Contains(page.body, want) {
			t.Errorf("no %s", want)
		}
	}
	if a := get(t, app, captions); a.status != 200 || a.header["Content-Type"] != "text/vtt; charset=utf-8" {
		t.Errorf("the captions are %d, %s", a.status, a.header["Content-Type"])
	}
	film := "/media/" + filmID + "/file/opening.mp4"
	if a := get(t, app, film, "Range: bytes=4-8"); a.status != 206 || a.body != "bytes" || a.header["Content-Type"] != "video/mp4" {
		t.Errorf("a part of the film is %d, %q", a.status, a.body)
	}
}
