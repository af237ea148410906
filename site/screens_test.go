package site

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/internal/htmlcheck"
)

var context503 = fault.Wrap(fault.Unavailable, errors.New("secret host refused"), "store")

func TestFallbackPage(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	tw.add("news", content.Facts{}, text{"lt": {Title: "Tik lietuviškai", Summary: "Sakinys.", Body: "Tekstas.", Path: "naujienos/tik-lt"}})
	a := get(t, tw.serve(), "/en/naujienos/tik-lt")
	htmlcheck.Page(t, []byte(a.body))
	htmlcheck.Expect(t, []byte(a.body),
		htmlcheck.In("html", htmlcheck.Attr("lang", "lt")),
		htmlcheck.In("p.fallback", htmlcheck.Attr("lang", "en"), htmlcheck.Text("This page is not available in English. You are reading the Lithuanian text.")),
		htmlcheck.In("link[rel=canonical]", htmlcheck.Href("https://town.example/lt/naujienos/tik-lt")),
		htmlcheck.Count("link[hreflang=en]", 0),
		htmlcheck.In("nav.languages details", htmlcheck.Text("English neišversta")),
	)
	if listed := get(t, tw.serve(), "/en/news/").body; !strings.Contains(listed, `lang="lt" hreflang="lt">Tik lietuviškai`) {
		t.Error("the list does not hold what is written in another language, labelled")
	}
	if get(t, tw.serve(), "/sitemap.xml").body == "" || strings.Contains(get(t, tw.serve(), "/sitemap.xml").body, "/en/naujienos/tik-lt") {
		t.Error("the sitemap names a fallback")
	}
}

func TestLanguagesOfAPage(t *testing.T) {
	s := newArvena(newTown(t))
	a := get(t, s.serve(), "/lt/naujienos/bridge")
	htmlcheck.Expect(t, []byte(a.body),
		htmlcheck.In("link[rel=canonical]", htmlcheck.Href("https://town.example/lt/naujienos/bridge")),
		htmlcheck.In("link[hreflang=ka]", htmlcheck.Href("https://town.example/ka/siakhleebi/bridge")),
		htmlcheck.In("link[hreflang=x-default]", htmlcheck.Href("https://town.example/en/news/bridge")),
		htmlcheck.Count("link[rel=alternate][hreflang]", len(i18n.Shipped())+1),
		htmlcheck.Link("ქართული", "/ka/siakhleebi/bridge"),
	)
}

func TestWhatAReaderMustKnow(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	add := func(name string, edit func(*draft)) {
		d := tw.add("news", content.Facts{}, text{"en": {Title: name, Summary: "S.", Body: "B.", Path: "news/" + name}})
		edit(d)
		d.done()
	}
	live := func(d *draft) *content.Edition { return d.doc.Translations[0].LiveEdition() }
	add("withdrawn", func(d *draft) {
		d.end(content.Withdrawn, content.Reason{Key: "reason.withdrawn.out_of_date"}, content.Redirect{})
	})
	add("imported", func(d *draft) { live(d).Published.Imported, live(d).Approvals = true, nil })
	add("owed", func(d *draft) {
		live(d).Owed, live(d).Approvals = []content.Debt{{Step: "language", Due: now.AddDate(0, 0, 1)}}, nil
	})
	add("redacted", func(d *draft) {
		d.doc.Redactions = []content.Redaction{{Confirmed: content.Mark{By: "b", At: now}}}
	})
	add("follows", func(d *draft) {
		d.doc.Put(&content.Translation{Locale: "sr", Follows: &content.Follows{Due: "2026-11-25"}})
	})
	ended := tw.add("news", content.Facts{Until: now.AddDate(0, 0, -1)}, text{"en": {Title: "ended", Summary: "S.", Body: "B.", Path: "news/ended"}})
	app := tw.serve()
	for name, want := range map[string]string{
		"withdrawn": "Withdrawn on 20 November 2026", "imported": "From the previous site, ", "owed": "Published urgently. The language check follows by 21 November 2026.",
		"redacted": "Removed on 20 November 2026: personal data", "follows": "Serbian (Cyrillic) text follows by 25 November 2026.", "ended": "Ended on 19 November 2026",
	} {
		a := get(t, app, "/en/news/"+name)
		if a.status != 200 {
			t.Errorf("%s: %d", name, a.status)
		}
		htmlcheck.Page(t, []byte(a.body))
		htmlcheck.Expect(t, []byte(a.body), htmlcheck.In("div.banner", htmlcheck.Text(want)))
		if sealed := strings.Contains(a.body, `class="seal"`); sealed == (name == "imported" || name == "owed") {
			t.Errorf("%s: seal is %v", name, sealed)
		}
	}
	withdrawn := get(t, app, "/en/news/withdrawn").body
	htmlcheck.Expect(t, []byte(withdrawn), htmlcheck.Has("meta[name=robots]"), htmlcheck.In("div.banner", htmlcheck.Text("This text is out of date.")))
	list := get(t, app, "/en/news/").body
	for _, name := range []string{"withdrawn", ended.path("en")} {
		if strings.Contains(list, name) {
			t.Errorf("%s is listed", name)
		}
	}
}

// path gives the address that a Document has below locale.
func (d *draft) path(l i18n.Locale) string {
	w, err := content.DecodeWords(d.shelf.texts[d.doc.Translation(l).LiveEdition().Words])
	if err != nil {
		d.t.Fatal(err)
	}
	return w.Path
}

func TestGone(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	d := tw.add("news", content.Facts{}, text{"en": {Title: "Secret title", Summary: "S.", Body: "B.", Path: "news/gone"}})
	d.end(content.Unpublished, content.Reason{Key: "reason.gone.personal_data"}, content.Redirect{})
	a := get(t, tw.serve(), "/en/news/gone")
	htmlcheck.Page(t, []byte(a.body))
	htmlcheck.Expect(t, []byte(a.body), htmlcheck.In("h1", htmlcheck.TextIs("No longer published")),
		htmlcheck.In("main", htmlcheck.Text("This page contained personal data and has been removed."), htmlcheck.Text("20 November 2026")))
	if strings.Contains(a.body, "Secret title") {
		t.Error("a page that is gone is named")
	}
}

func TestOlderEdition(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	d := tw.add("news", content.Facts{}, text{"en": {Title: "First", Summary: "S.", Body: "Old words.", Path: "news/twice"}})
	d.publish("en", content.Facts{}, content.Words{Title: "Second", Summary: "S.", Body: "New words.", Path: "news/twice", ChangeNote: content.Note{Text: "The date was wrong."}}, now).Correction = true
	d.done()
	app := tw.serve()
	live := get(t, app, "/en/news/twice").body
	htmlcheck.Expect(t, []byte(live), htmlcheck.In("section.change", htmlcheck.Text("Correction"), htmlcheck.Text("The date was wrong.")), htmlcheck.Link("1", "/en/news/twice/editions/1"))
	old := get(t, app, "/en/news/twice/editions/1")
	htmlcheck.Page(t, []byte(old.body))
	htmlcheck.Expect(t, []byte(old.body),
		htmlcheck.In("main", htmlcheck.Text("Old words."), htmlcheck.Text("Edition 1 of 2")),
		htmlcheck.In("meta[name=robots]", htmlcheck.Attr("content", "noindex, follow")),
		htmlcheck.In("link[rel=canonical]", htmlcheck.Href("https://town.example/en/news/twice")),
		htmlcheck.Count("link[hreflang]", 0), htmlcheck.Link("Read the current edition", "/en/news/twice"))
}

func TestFilters(t *testing.T) {
	s := newArvena(newTown(t))
	app := s.serve()
	for query, want := range map[string]int{
		"": 2, "?kind=decision": 1, "?kind=nonsense": 2, "?year=2025": 1, "?topic=" + string(s.topic.id()): 1,
		"?from=2026-01-01": 1, "?to=2025": 1, "?unknown=1": 2, "?organization=" + string(s.org.id()) + "&year=2026": 1,
	} {
		a := get(t, app, "/en/acts/"+query)
		htmlcheck.Page(t, []byte(a.body))
		htmlcheck.Expect(t, []byte(a.body), htmlcheck.Count("tbody tr", want))
		data := get(t, app, "/en/acts/data.json"+query)
		var out struct {
			Total int
			Items []struct{ ID, Title, URL, Type, Locale, Date, Summary string }
		}
		if err := json.Unmarshal([]byte(data.body), &out); err != nil || out.Total != want || len(out.Items) != want {
			t.Errorf("data%s: %d of %d, %v", query, len(out.Items), out.Total, err)
		}
	}
	if a := get(t, app, "/en/acts/?kind=nonsense"); !strings.Contains(a.body, "Choose one of the values offered.") {
		t.Error("a filter that could not be read is not named")
	}
	if a := get(t, app, "/en/acts/?kind=decision"); !strings.Contains(a.body, `content="noindex, follow"`) {
		t.Error("a cut of a list is offered to search engines")
	}
}

func TestPaging(t *testing.T) {
	s := newArvena(newTown(t))
	app := s.serve()
	seen, next, pages := map[string]bool{}, "/en/news/", 0
	for next != "" {
		d := htmlcheck.Parse(t, []byte(get(t, app, next).body))
		for _, a := range htmlcheck.Find(d, "ol.entries a") {
			for _, at := range a.Attr {
				if at.Key == "href" && seen[at.Val] {
					t.Errorf("%s stands twice", at.Val)
				} else if at.Key == "href" {
					seen[at.Val] = true
				}
			}
		}
		next = ""
		for _, a := range htmlcheck.Find(d, "nav.pages a[rel]") {
			for _, at := range a.Attr {
				if at.Key == "href" && htmlcheck.TextOf(a) == "Next page" {
					next = at.Val
				}
			}
		}
		if pages++; pages > 5 {
			t.Fatal("the list has no end")
		}
	}
	if len(seen) != 36 || pages != 2 {
		t.Errorf("%d entries on %d pages", len(seen), pages)
	}
}

func TestFeedsAndExports(t *testing.T) {
	s := newArvena(newTown(t))
	app := s.serve()
	for _, form := range []string{"feed.rss", "feed.atom"} {
		a := get(t, app, "/ka/siakhleebi/"+form)
		var any struct {
			XMLName xml.Name
		}
		if err := xml.Unmarshal([]byte(a.body), &any); err != nil || a.status != 200 || !strings.Contains(a.header["Content-Type"], "xml") {
			t.Errorf("%s: %d %v", form, a.status, err)
		}
		if !strings.Contains(a.body, "https://town.example/ka/siakhleebi/bridge") {
			t.Errorf("%s has no whole addresses", form)
		}
	}
	var feed struct {
		Items []struct{ ID, URL string }
	}
	if err := json.Unmarshal([]byte(get(t, app, "/en/press-releases/feed.json").body), &feed); err != nil || len(feed.Items) != 1 {
		t.Errorf("feed.json: %v %v", feed, err)
	}
	if ics := get(t, app, "/en/events/calendar.ics").body; !strings.HasPrefix(ics, "BEGIN:VCALENDAR") || strings.Count(ics, "BEGIN:VEVENT") != 1 {
		t.Errorf("calendar: %s", ics)
	}
	table := get(t, app, "/en/acts/data.csv")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table.body, "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != 3 || !strings.Contains(table.header["Content-Disposition"], "acts.csv") {
		t.Errorf("csv: %d rows, %v, %v", len(rows), err, table.header)
	}
}

func TestSitemap(t *testing.T) {
	s := newArvena(newTown(t))
	app := s.serve()
	var set struct {
		URLs []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
			Links   []struct {
				Lang string `xml:"hreflang,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(get(t, app, "/sitemap.xml").body), &set); err != nil {
		t.Fatal(err)
	}
	for _, u := range set.URLs {
		at, err := url.Parse(u.Loc)
		if err != nil || at.Host != "town.example" {
			t.Fatalf("%s: %v", u.Loc, err)
		}
		if strings.HasSuffix(u.Loc, "/ka/aktebi/t1-204") && (len(u.Links) != 8 || u.LastMod == "") {
			t.Errorf("%s: %d languages, %q", u.Loc, len(u.Links), u.LastMod)
		}
		if strings.Contains(u.Loc, "/en/") {
			if a := get(t, app, at.Path); a.status != 200 {
				t.Errorf("%s answers %d", u.Loc, a.status)
			}
		}
	}
	if part := get(t, app, "/sitemap-sr-Latn-1.xml"); part.status != 200 || !strings.Contains(part.body, "/sr-Latn/vesti/bridge") {
		t.Errorf("part: %d", part.status)
	}
	for _, wrong := range []string{"/sitemap-xx-1.xml", "/sitemap-en-0.xml", "/sitemap-en-99.xml", "/sitemap-en"} {
		if a := get(t, app, wrong); a.status != 404 {
			t.Errorf("%s: %d", wrong, a.status)
		}
	}
}

func TestWellKnown(t *testing.T) {
	s := newArvena(newTown(t))
	app := s.serve()
	if a := get(t, app, "/robots.txt"); !strings.Contains(a.body, "Sitemap: https://town.example/sitemap.xml") || !strings.Contains(a.body, "Disallow: /lt/search") {
		t.Error(a.body)
	}
	a := get(t, app, "/.well-known/security.txt")
	if !strings.Contains(a.body, "Contact: mailto:security@town.example") || !strings.Contains(a.body, "Canonical: https://town.example/.well-known/security.txt") {
		t.Error(a.body)
	}
	_, rest, _ := strings.Cut(a.body, "Expires: ")
	if at, err := time.Parse(time.RFC3339, strings.SplitN(rest, "\n", 2)[0]); err != nil || !at.After(now) {
		t.Errorf("expires %v: %v", at, err)
	}
	none := s.serve(func(c *Config) { c.Security = Security{} })
	if a := get(t, none, "/.well-known/security.txt"); a.status != 404 {
		t.Errorf("without a contact: %d", a.status)
	}
}
