package site

import (
	"bytes"
	"context"
	"encoding/json"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"golang.org/x/net/html"

	"herald/content"
	"herald/i18n"
	"herald/internal/htmlcheck"
	"herald/themes"
)

// hostile are what somebody tries: tags, ends of attributes and of scripts,
// addresses that run.
var hostile = []string{`"><script>alert(1)</script>`, `'onmouseover=alert(1) x='`, `</script><img src=x onerror=alert(1)>`, `javascript:alert(1)`, "{{.}}", "\u202egnp.exe", "a\r\nSet-Cookie: x=1"}

// echo finds nothing and repeats what was asked, as a helpful search does.
type echo struct{}

func (echo) Search(_ context.Context, _ content.Access, q Query) (Results, error) {
	return Results{Typed: q.Text, Text: q.Text + " " + q.Text, DidYouMean: q.Text, Total: 45, Hits: []Hit{{ID: "tw0000000001", Locale: "en", Snippet: template.HTML("<mark>x</mark>"), File: q.Text}},
		Facets: map[string][]content.Facet{"kind": {{Value: q.Text, Count: 3}, {Value: q.Terms["kind"], Count: 2}}, "year": {{Value: q.Text, Count: 1}, {Value: "2026", Count: 1}}}}, nil
}

func (echo) Suggest(_ context.Context, _ content.Access, _ i18n.Locale, typed string) ([]Suggestion, error) {
	return []Suggestion{{Text: typed, ID: "tw0000000001", Locale: "en", Number: typed}, {Text: "never there", ID: "tw9999999999", Locale: "en"}}, nil
}

func TestQuestionsAreNeverMarkup(t *testing.T) {
	tw := newTown(t)
	tw.search = echo{}
	s := newArvena(tw)
	app := tw.serve()
	pages := []string{"/en/search", "/en/search/suggest.html", "/en/acts/", "/en/events/", "/en/news/", "/en/nothing", "/en/news/bridge", "/"}
	names := append(slices.Clone(searchParameters), filterNames(s.types)...)
	if len(names) < 15 {
		t.Fatalf("only %v is asked", names)
	}
	for _, page := range pages {
		for _, attack := range hostile {
			query := url.Values{}
			for _, name := range names {
				query.Set(name, attack)
			}
			a := get(t, app, page+"?"+query.Encode())
			if a.status >= 500 {
				t.Errorf("%s %q: %d", page, attack, a.status)
			}
			inert(t, page+" "+attack, a.body)
			if a.header["Set-Cookie"] != "" || strings.Contains(a.header["Location"], "\n") {
				t.Errorf("%s %q: a header came through: %v", page, attack, a.header)
			}
		}
	}
}

// inert reports a script, a handler or an address that runs.
func inert(t *testing.T, where, body string) {
	t.Helper()
	if body == "" {
		return
	}
	d := htmlcheck.Parse(t, []byte(body))
	ours := mustAsset(t, "suggest.js")
	for _, n := range htmlcheck.Find(d, "script, [onerror], [onmouseover], img[src=x]") {
		if n.Data == "script" && n.FirstChild == nil && slices.Contains(n.Attr, html.Attribute{Key: "src", Val: ours}) {
			continue
		}
		if n.Data == "script" && slices.Contains(n.Attr, html.Attribute{Key: "type", Val: "application/ld+json"}) {
			var any any
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &any); err != nil {
				t.Errorf("%s: structured data: %v", where, err)
			}
			continue
		}
		t.Errorf("%s: %s came through", where, n.Data)
	}
	for _, a := range htmlcheck.Find(d, "a[href]") {
		for _, at := range a.Attr {
			if at.Key == "href" && strings.HasPrefix(strings.ToLower(at.Val), "javascript") {
				t.Errorf("%s: a link runs %s", where, at.Val)
			}
		}
	}
}

func TestTextsAreNeverMarkup(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	for i, attack := range hostile {
		attack = strings.ReplaceAll(attack, "\r\n", " ")
		path := "services/attack-" + itoa(i)
		tw.add("service", content.Facts{Fields: content.Fields{"online": content.One(attack), "fee": content.One(attack), "unit": content.One(attack)}}, text{"en": {
			Title: attack, Summary: attack, Body: attack + "\n\n<script>alert(2)</script>", Path: path,
			Fields: content.Fields{"who": content.One(attack), "duration": content.One(attack)},
		}})
		for _, address := range []string{"/en/" + path, "/en/services/", "/en/"} {
			a := get(t, tw.serve(), address)
			if a.status != 200 {
				t.Errorf("%s: %d", address, a.status)
			}
			inert(t, address, a.body)
		}
	}
}

func TestStaffFieldsStayInside(t *testing.T) {
	s := newArvena(newTown(t))
	app := s.serve()
	for _, address := range []string{"/en/people/ona-example", "/en/people/", "/en/people/data.csv", "/en/people/data.json", "/en/people/feed.json"} {
		if a := get(t, app, address); a.status != 200 || strings.Contains(a.body, "699") {
			t.Errorf("%s: %d tells a number that is for staff", address, a.status)
		}
	}
}

func TestATypeOfTheMunicipalitysOwn(t *testing.T) {
	tw := newTown(t)
	own, err := content.LoadTypes(monuments)
	if err != nil {
		t.Fatal(err)
	}
	tw.types, tw.shelf.projector.Types = own, own
	newArvena(tw)
	tw.add("monument", content.Facts{Fields: content.Fields{"built_in": content.One("1902"), "stone": content.One("granite"), "place": content.One("https://map.example/7")}},
		text{"en": {Title: "The old bridge", Summary: "S.", Body: "B.", Path: "monuments/bridge", Fields: content.Fields{"story": content.One("It *stood*.")}}})
	a := get(t, tw.serve(), "/en/monuments/bridge")
	htmlcheck.Page(t, []byte(a.body))
	htmlcheck.Expect(t, []byte(a.body),
		htmlcheck.In("dl.facts", htmlcheck.Text("Built in 1902"), htmlcheck.Text("Stone Granite")),
		htmlcheck.Link("map.example/7", "https://map.example/7"), htmlcheck.In("section.prose", htmlcheck.Text("Story"), htmlcheck.Text("It stood.")))
	if list := get(t, tw.serve(), "/en/monuments/"); list.status != 200 || !strings.Contains(list.body, "The old bridge") {
		t.Errorf("list: %d", list.status)
	}
}

func TestHeadingsOfATextMeetNoIDOfThePage(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	tw.add("press_release", content.Facts{Fields: content.Fields{"effective": content.One("2027")}}, text{"en": {Title: "T", Summary: "S.", Path: "press-releases/ids",
		Body: "## Content\n\nA.\n\n## Details\n\nB.\n\n## Contents\n\nC.\n\n## Change\n\nD.\n\n## Topics\n\nE.\n\n## Q top\n\nF."}})
	htmlcheck.Page(t, []byte(get(t, tw.serve(), "/en/press-releases/ids").body))
}

// firstView is the weight of a first view, compressed, before pictures.
const firstView = 60 << 10

func TestFirstViewIsLight(t *testing.T) {
	tw := newTown(t)
	newArvena(tw)
	app := tw.serve()
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, 5)
	for _, part := range []string{get(t, app, "/ka/").body, string(themes.Civic().Assets()[mustAsset(t, "style.css")].Bytes), string(themes.Civic().Assets()[mustAsset(t, "arms.svg")].Bytes), string(themes.Civic().Assets()[mustAsset(t, "suggest.js")].Bytes)} {
		if _, err := w.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || b.Len() > firstView {
		t.Errorf("a first view weighs %d bytes, %v", b.Len(), err)
	}
}

func mustAsset(t *testing.T, name string) string {
	t.Helper()
	path, err := themes.Civic().Asset(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEveryWordOfTheTemplatesExists(t *testing.T) {
	catalog := i18n.Default()
	for key, places := range themes.Civic().TextKeys("T") {
		for _, l := range i18n.Shipped() {
			if !catalog.Printer(l).Has(key) {
				t.Errorf("%s: no words for %s in %s", places[0].File, key, l)
			}
		}
	}
}
