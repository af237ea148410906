package site

import (
	"strings"
	"testing"

	"herald/content"
	"herald/internal/htmlcheck"
)

// looking are the facts of a Site that has chosen how it looks.
var looking = content.Facts{Fields: content.Fields{
	"colour": content.One("#7a1f3d"), "arms": content.One(squareID), "share_picture": content.One(squareID),
}}

func looksTown(t *testing.T) (*town, *draft) {
	tw := newTown(t)
	tw.media = pictures{}
	site := tw.add("site", looking, text{"en": {Title: "Arvena", Assets: []content.AssetWords{{Asset: squareID, Alt: "A square in autumn"}}}})
	tw.add("press_release", content.Facts{}, text{"en": {Title: "The bridge opens", Summary: "S.", Path: "press-releases/bridge"}})
	tw.add("news", content.Facts{Fields: content.Fields{"picture": content.One(squareID)}}, text{"en": {Title: "With a picture", Summary: "S.", Path: "news/picture"}})
	return tw, site
}

func TestASiteLooksAsItsWordsSay(t *testing.T) {
	tw, _ := looksTown(t)
	app := tw.serve()
	page := get(t, app, "/en/press-releases/bridge")
	htmlcheck.Page(t, []byte(page.body))
	accent, _ := tw.site("public").theme.Accent("#7a1f3d")
	for _, want := range []string{
		`<link rel="stylesheet" href="` + accent.Path + `">`,
		`<link rel="icon" type="image/jpeg" href="` + squarePath + `/320/square.jpg">`,
		`<img class="arms" src="` + squarePath + `/320/square.jpg"`,
		`<meta property="og:image:alt" content="A square in autumn">`,
	} {
		if !strings.Contains(page.body, want) {
			t.Errorf("no %s in %.2500s", want, page.body)
		}
	}
	if strings.Index(page.body, "/assets/style.") > strings.Index(page.body, accent.Path) {
		t.Error("the colour comes before the theme that it is laid over")
	}
	if share := `<meta property="og:image" content="` + tw.site("public").site.URL(squarePath+"/share-1200-50x50/square.jpg") + `">`; !strings.Contains(page.body, share) {
		t.Errorf("no %s", share)
	}
	sheet := get(t, app, accent.Path)
	if sheet.status != 200 || sheet.body != string(accent.CSS) || sheet.header["Content-Type"] != kindCSS || !strings.Contains(sheet.header["Cache-Control"], "immutable") {
		t.Errorf("%d %v %s", sheet.status, sheet.header, sheet.body)
	}
	if forged := get(t, app, strings.Replace(accent.Path, "7a1f3d", "000000", 1)); forged.status != 404 {
		t.Errorf("a print that is not its own: %d", forged.status)
	}
	if own := get(t, app, squarePath+"/320/square.jpg"); own.status != 200 {
		t.Errorf("the arms are answered %d", own.status)
	}
}

// A page that was kept changes when the words of the Site do.
func TestKeptPagesChangeWithTheLooks(t *testing.T) {
	tw, site := looksTown(t)
	pages := NewPages(1<<20, 0)
	app := tw.serve(func(c *Config) { c.Pages = pages })
	get(t, app, "/en/press-releases/bridge")
	get(t, app, "/en/site-map")
	before := pages.Stats()
	if before.Kept < 2 {
		t.Fatalf("%d pages are kept", before.Kept)
	}
	pages.Touch(content.Change{Position: 1, Events: []content.Event{{Kind: content.EventPublished, Document: site.doc.ID, Tags: []string{content.DocTag(site.doc.ID), content.ListTag("public", "en", "site")}}}})
	if after := pages.Stats(); after.Thrown-before.Thrown != uint64(before.Kept) {
		t.Errorf("of %d pages %d were thrown out", before.Kept, after.Thrown-before.Thrown)
	}
}

func TestPreviewOfTheLooksOnARelease(t *testing.T) {
	tw, _ := looksTown(t)
	const base = "/admin/preview/x/en/media"
	site := tw.never("public", "site", "en", looking, content.Words{Title: "New name"})
	page, _ := site.preview("en", PreviewOptions{Media: base, Release: true})
	previewed(t, page, "doc-press_release", "The bridge opens", "New name", "/assets/accent-7a1f3d.", `class="arms" src="`+base+"/"+squareID+"/320/square.jpg")
	none := newTown(t)
	none.media = pictures{}
	s := none.never("public", "site", "en", looking, content.Words{Title: "New name"})
	if page, _ := s.preview("en", PreviewOptions{Media: base}); !strings.Contains(page, `class="home"`) {
		t.Error("no home page")
	}
}
