package site

import (
	"context"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/htmlcheck"
	"herald/internal/web"
)

// draftOf adds to the town what nobody may read yet: the next Edition of d in l.
func (d *draft) draftOf(l i18n.Locale, facts content.Facts, w content.Words) {
	d.t.Helper()
	d.change(func(doc *content.Document) {
		t := doc.Translation(l)
		if t == nil {
			t = &content.Translation{Locale: l}
			doc.Put(t)
		}
		e := t.Open(nil)
		e.Words, e.Facts = d.shelf.text(w.Encode()), d.shelf.text(facts.Encode())
	})
}

// never adds a Document that was never public.
func (tw *town) never(site, typ string, l i18n.Locale, facts content.Facts, w content.Words) *draft {
	tw.t.Helper()
	tw.made++
	d := &draft{tw, &content.Document{ID: tw.id(tw.made), Type: typ, Site: site, Source: l}}
	d.draftOf(l, facts, w)
	return d
}

// preview renders the newest Edition of d in l.
func (d *draft) preview(l i18n.Locale, o PreviewOptions) (string, content.Reading) {
	d.t.Helper()
	s := d.site(d.doc.Site)
	access := content.NewAccess(content.Public, content.Staff)
	reader, r, err := content.Preview(context.Background(), s.config.Library.For(access), d.doc, l, d.doc.Translation(l).Newest().Number, d.shelf)
	if err != nil {
		d.t.Fatal(err)
	}
	page, err := s.Preview(context.Background(), reader, access, &r, o)
	if err != nil {
		d.t.Fatal(err)
	}
	return string(page), r
}

// previewed checks what holds for every preview and that words stand on it.
func previewed(t *testing.T, page string, words ...string) {
	t.Helper()
	htmlcheck.Page(t, []byte(page))
	// It may be shown in a frame in which no script runs, and the browser would say so.
	htmlcheck.Expect(t, []byte(page), htmlcheck.Has("div.banner"), htmlcheck.None("script"))
	for _, want := range append(words, `<meta name="robots" content="noindex, follow">`, "Readers do not see this page.") {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, never := range []string{`rel="canonical"`, "og:image", "og:url", "ld+json", "hreflang=\"x-default\""} {
		if strings.Contains(page, never) {
			t.Errorf("the page says %s", never)
		}
	}
}

func TestPreviewOfAPage(t *testing.T) {
	tw := newTown(t)
	s := newArvena(tw)
	s.news.draftOf("en", content.Facts{}, content.Words{Title: "What comes", Summary: "Soon.", Body: "## A heading\n\nText.", Path: "news/what-comes"})
	page, r := s.news.preview("en", PreviewOptions{})
	previewed(t, page, "What comes", "Soon.", "A heading", "/lt/")
	if strings.Contains(page, "/p/"+string(s.news.id())) || strings.Contains(page, "facebook") {
		t.Error("the page is passed on")
	}
	if live := get(t, tw.serve(), "/en/"+r.Words.Path); live.status != 404 {
		t.Errorf("readers are answered %d", live.status)
	}
}

func TestPreviewOfWhatWasNeverPublic(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	for _, typ := range tw.types.All() {
		page, _ := tw.never("intranet", typ.Name, "en", content.Facts{}, content.Words{Title: typ.Name, Summary: "First draft of " + typ.Name, Path: "first/" + typ.Name}).preview("en", PreviewOptions{})
		previewed(t, page, "First draft of "+typ.Name)
	}
}

func TestPreviewOfWordsWithoutAPage(t *testing.T) {
	tw := newTown(t)
	s := newArvena(tw)
	site := tw.never("public", "site", "en", content.Facts{}, content.Words{Title: "New name", Fields: content.Fields{"motto": content.One("New motto"), "footer": content.One("New *footer*.")}})
	page, _ := site.preview("en", PreviewOptions{})
	previewed(t, page, `class="home"`, "New name", "New motto", "New <em>footer</em>.")

	home := tw.never("public", "home", "en", content.Facts{Fields: content.Fields{"blocks": content.One("news"), "lead": content.One(s.news.ref())}},
		content.Words{Title: "Home", Summary: "New summary", Body: "New welcome."})
	page, _ = home.preview("en", PreviewOptions{})
	previewed(t, page, `class="home"`, "New welcome.", "lead-story", "block-news")
	if strings.Contains(page, "block-act") || strings.Contains(page, "New name") {
		t.Error("it is not the home page that was written")
	}

	list := tw.add("listing", content.Facts{Fields: content.Fields{"of": content.One("news")}}, text{"en": {Title: "News as it was"}, "lt": {Title: "Naujienos"}})
	list.draftOf("en", content.Facts{Fields: content.Fields{"of": content.One("news")}}, content.Words{Title: "News as it will be", Summary: "New lead.", Body: "New introduction."})
	page, _ = list.preview("en", PreviewOptions{})
	previewed(t, page, `class="list list-news"`, "News as it will be", "New lead.", "New introduction.")
	if strings.Contains(page, "News as it was") {
		t.Error("the words of before stand beside")
	}
	nowhere := tw.never("public", "listing", "en", content.Facts{Fields: content.Fields{"of": content.One("nothing")}}, content.Words{Title: "Above no list"})
	page, _ = nowhere.preview("en", PreviewOptions{})
	previewed(t, page, "Above no list")
}

func TestThePicturesOfAPreview(t *testing.T) {
	tw := newTown(t)
	tw.media = pictures{}
	s := newArvena(tw)
	const base = "/admin/preview/token/media"
	news := tw.never("public", "news", "en", content.Facts{Fields: content.Fields{"picture": content.One(squareID)}},
		content.Words{Title: "With a film", Summary: "S.", Body: "[paper](asset:" + paperID + ") and [act](" + s.act.ref() + ")", Path: "news/film"})
	page, r := news.preview("en", PreviewOptions{Media: base})
	previewed(t, page, base+"/"+squareID+"/640/square.webp", base+"/"+paperID+"/file/budget-2027.pdf")
	if strings.Contains(page, `"`+squarePath) || strings.Contains(page, "town.example"+base) {
		t.Error("a file is looked for where readers are not given it")
	}
	page, _ = news.preview("en", PreviewOptions{})
	previewed(t, page, squarePath+"/640/square.webp")
	home := tw.never("public", "home", "en", content.Facts{Fields: content.Fields{"lead": content.One(s.release.ref())}}, content.Words{Title: "Home", Body: "![A square](asset:" + squareID + ")"})
	page, _ = home.preview("en", PreviewOptions{Media: base})
	previewed(t, page, base+"/"+squareID+"/640/square.webp", `"`+squarePath+"/lead-")

	public := tw.site("public")
	app := web.New(web.Config{Name: "public", AllowHost: func(string) bool { return true },
		OnError: func(c *fiber.Ctx, status int, _ error, _ string) error { return c.SendStatus(status) }})
	app.Get(base+"/:asset/:variant/:file", func(c *fiber.Ctx) error {
		return public.PreviewFile(c, &r, content.ID(c.Params("asset")), c.Params("variant"), c.Params("file"))
	})
	for path, status := range map[string]int{
		"/" + squareID + "/640/square.webp": 200, "/" + paperID + "/file/budget-2027.pdf": 200,
		"/" + squareID + "/641/square.webp": 404, "/" + squareID + "/640/other.webp": 404, "/" + squareID + "/640/..%2fherald.db": 404,
		"/" + filmID + "/file/opening.mp4": 404, "/../640/square.webp": 404, "/0123456789ab/640/square.webp": 404,
	} {
		if a := get(t, app, base+path); a.status != status || status == 200 && a.header["Cache-Control"] != "private, no-store" {
			t.Errorf("%s: %d, to be kept %q", path, a.status, a.header["Cache-Control"])
		}
	}
	if a := get(t, app, base+"/"+squareID+"/640/square.webp"); a.body != "the bytes of 640.webp" || !strings.Contains(a.header["Content-Security-Policy"], "sandbox") {
		t.Errorf("%q with %v", a.body, a.header)
	}
	if a := get(t, tw.serve(), "/media/"+paperID+"/file/budget-2027.pdf"); a.status != 200 {
		t.Errorf("the paper of the release is answered %d", a.status)
	}
}
