package site

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"herald/content"
	"herald/i18n"
	"herald/internal/htmlcheck"
)

func TestSearchPages(t *testing.T) {
	tw := newTown(t)
	tw.search = echo{}
	newArvena(tw)
	app := tw.serve()
	a := get(t, app, "/en/search?q=council&page=2")
	htmlcheck.Page(t, []byte(a.body))
	htmlcheck.Expect(t, []byte(a.body), htmlcheck.In("ol.hits mark", htmlcheck.TextIs("x")), htmlcheck.In("nav.pages", htmlcheck.Text("Page 2 of 3")),
		htmlcheck.In("p.in-file", htmlcheck.Text("In the file “council”")), htmlcheck.In("p.meant", htmlcheck.Text("results for “council council”")),
		htmlcheck.Link("Next page", "/en/search?page=3&q=council"), htmlcheck.Link("Previous page", "/en/search?q=council"),
		htmlcheck.In("meta[name=robots]", htmlcheck.Attr("content", "noindex, follow")))
	last := get(t, app, "/en/search?q=council&page=9")
	htmlcheck.Expect(t, []byte(last.body), htmlcheck.In("nav.pages", htmlcheck.Text("Page 3 of 3")), htmlcheck.Link("Previous page", "/en/search?page=2&q=council"))
}

func TestAQuestionIsShownAsItWasRead(t *testing.T) {
	s := newArvena(newTown(t))
	index := &canned{Results: Results{Typed: "budget 2027", Text: "budget 2027"}}
	body := results(t, s, index, "/en/search?q=budget%E2%80%AE%C2%AD+%E2%80%8B+2027")
	htmlcheck.Expect(t, body, htmlcheck.In("h1", htmlcheck.TextIs("Search: budget 2027")), htmlcheck.In("title", htmlcheck.Text("Search: budget 2027 –")),
		htmlcheck.In("form.finder input[name=q]", htmlcheck.Attr("value", "budget 2027")), htmlcheck.None("p.meant"))
}

// results gives a search page for whatever index finds.
func results(t *testing.T, s *arvena, index *canned, address string) []byte {
	t.Helper()
	s.search = index
	a := get(t, s.serve(), address)
	if a.status != 200 {
		t.Fatalf("%s: %d", address, a.status)
	}
	htmlcheck.Page(t, []byte(a.body))
	return []byte(a.body)
}

func TestAResultSaysWhatItIs(t *testing.T) {
	s := newArvena(newTown(t))
	only := s.add("news", content.Facts{}, text{"lt": {Title: "Vandens nėra", Summary: "S.", Body: "B.", Path: "naujienos/vanduo"}})
	body := results(t, s, &canned{Results: Results{Total: 2, AnyWord: true, DidYouMean: "budget",
		Hits:      []Hit{{ID: s.act.id(), Locale: "en", Title: "<mark>Budget</mark> for 2027", Snippet: "the <mark>budget</mark> of", File: "Budget 2027.pdf"}},
		Pinned:    []Hit{{ID: s.service.id(), Locale: "en"}, {ID: "tw9999999999", Locale: "en"}},
		Elsewhere: []Hit{{ID: only.id(), Locale: "lt", Title: "<mark>Vandens</mark> nėra"}},
	}}, "/en/search?q=budgets")
	htmlcheck.Expect(t, body,
		htmlcheck.In("section.pinned", htmlcheck.Text("Recommended"), htmlcheck.Link("Pay the land tax (en)", "/en/services/pay-tax"), htmlcheck.Count("li", 1)),
		htmlcheck.In("ol.hits .title mark", htmlcheck.TextIs("Budget")), htmlcheck.In("ol.hits .line mark", htmlcheck.TextIs("budget")),
		htmlcheck.In("ol.hits .note", htmlcheck.Text("Act"), htmlcheck.Text("T1-204"), htmlcheck.Text("12 November 2026"), htmlcheck.Text("Council (en)")),
		htmlcheck.Link("In the file “Budget 2027.pdf”", "/en/acts/t1-204#_files"),
		htmlcheck.In("section.elsewhere", htmlcheck.Text("Results in other languages"), htmlcheck.Text("Lithuanian text")), htmlcheck.In("section.elsewhere a[lang=lt] mark", htmlcheck.TextIs("Vandens")),
		htmlcheck.Link("Did you mean: budget", "/en/search?q=budget"), htmlcheck.In("main", htmlcheck.Text("No text has all the words.")),
		htmlcheck.Link("Newest first", "/en/search?q=budgets&sort=date"), htmlcheck.In("p.orders a[aria-current]", htmlcheck.TextIs("Best match first")),
		htmlcheck.None("section.browse"), htmlcheck.None("section.ask"))
	if strings.Contains(string(body), "tw9999999999") {
		t.Error("what is pinned and cannot be read is there")
	}
}

func TestNothingFoundHelps(t *testing.T) {
	s := newArvena(newTown(t))
	body := results(t, s, &canned{}, "/en/search?q=xqzvw")
	htmlcheck.Expect(t, body, htmlcheck.In("p[role=status]", htmlcheck.TextIs("Nothing found")), htmlcheck.In("main", htmlcheck.Text("Check the spelling or use fewer words."), htmlcheck.NoText("filter")),
		htmlcheck.In("section.browse", htmlcheck.Link("Services", "/en/services/")), htmlcheck.In("section.ask", htmlcheck.Link("Contact", "/en/about"), htmlcheck.Link("info@town.example", "mailto:info@town.example")))
	// A question without a word is told what to do, and can look around.
	body = results(t, s, &canned{}, "/en/search")
	htmlcheck.Expect(t, body, htmlcheck.In("main", htmlcheck.Text("Enter one or more words.")), htmlcheck.Has("section.browse"), htmlcheck.None("p.subscribe"))
	// What editors put first is found, even if the words stand in nothing.
	body = results(t, s, &canned{Results: Results{Pinned: []Hit{{ID: s.service.id(), Locale: "en"}}}}, "/en/search?q=xqzvw")
	htmlcheck.Expect(t, body, htmlcheck.In("p[role=status]", htmlcheck.TextIs("1 result")), htmlcheck.None("section.ask"))
}

func TestSearchStandsWithoutItsResults(t *testing.T) {
	s := newArvena(newTown(t))
	told := 0
	s.told = func(string, i18n.Locale, string, int) { told++ }
	body := results(t, s, &canned{refuses: errors.New("secret index")}, "/en/search?q=budget")
	htmlcheck.Expect(t, body, htmlcheck.In("main", htmlcheck.Text("Search is not available now.")), htmlcheck.Has("section.browse"), htmlcheck.None("div.facets"))
	body = results(t, s, &canned{Results: Results{Behind: true}}, "/en/search?q=budget")
	htmlcheck.Expect(t, body, htmlcheck.In("main", htmlcheck.Text("Search is being brought up to date.")))
	if told != 0 {
		t.Errorf("%d questions without a true answer were counted", told)
	}
}

func TestTheSwitcherKeepsTheQuestion(t *testing.T) {
	s := newArvena(newTown(t))
	body := results(t, s, &canned{}, "/en/search?q=T1-204&type=act&page=1")
	htmlcheck.Expect(t, body, htmlcheck.Link("lietuvių", "/lt/search?q=T1-204&type=act"))
}

func TestEveryLocaleHasASearchPage(t *testing.T) {
	s := newArvena(newTown(t))
	for _, l := range i18n.Shipped() {
		for _, found := range []Results{{}, {Total: 2000, AnyWord: true, Typed: "a", Text: "b", DidYouMean: "c", Hits: []Hit{{ID: s.act.id(), Locale: l, File: "a.pdf"}}, Pinned: []Hit{{ID: s.news.id(), Locale: l}}, Elsewhere: []Hit{{ID: s.act.id(), Locale: "ka"}}}} {
			body := results(t, s, &canned{Results: found}, "/"+string(l)+"/search?q=T1-204&from=2026-01-01")
			if strings.Contains(string(body), placeholder) {
				t.Errorf("%s: words are missing", l)
			}
		}
	}
}

func TestQuestionsAreCountedOnceAndTellNothingElse(t *testing.T) {
	s := newArvena(newTown(t))
	s.search = &canned{Results: Results{Total: 41, Hits: []Hit{{ID: s.act.id(), Locale: "en"}}}}
	var told []string
	s.told = func(site string, locale i18n.Locale, text string, total int) {
		told = append(told, fmt.Sprint(site, " ", locale, " ", text, " ", total))
	}
	app := s.serve()
	first := get(t, app, "/en/search?q=++budget++2027+")
	if len(told) != 1 || told[0] != "public en budget  2027 41" {
		t.Fatalf("told %q", told)
	}
	for _, address := range []string{"/en/search", "/en/search?q=budget&page=2", "/en/search?q=budget&sort=date", "/en/search?q=budget&type=news", "/en/search?q=budget&from=2026",
		"/en/search/feed.rss?q=budget", "/en/search/data.json?q=budget", "/en/search/data.csv?q=budget", "/en/search/suggest?q=budget", "/en/search/suggest.html?q=budget"} {
		get(t, app, address)
	}
	request(t, app, "HEAD", "/en/search?q=budget")
	for _, header := range []string{"Sec-Purpose: prefetch", "Sec-Purpose: prefetch;prerender", "Purpose: prefetch", "If-None-Match: " + first.header["Etag"], "If-Modified-Since: Fri, 20 Nov 2026 11:50:00 GMT"} {
		get(t, app, "/en/search?q=budget", header)
	}
	if len(told) != 1 {
		t.Errorf("told %q", told[1:])
	}
}
