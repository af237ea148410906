package site

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"herald/content"
	"herald/i18n"
	"herald/internal/htmlcheck"
)

func TestSuggestionsLeadToTheirPages(t *testing.T) {
	s := newArvena(newTown(t))
	only := s.add("news", content.Facts{}, text{"lt": {Title: "Vandens <b>nėra</b>", Summary: "S.", Body: "B.", Path: "naujienos/vanduo"}})
	index := &canned{offers: []Suggestion{
		{Text: "T1-204 Budget for 2027 adopted", ID: s.act.id(), Locale: "en", Number: "T1-204"}, {Text: "Pay the land tax (en)", ID: s.service.id(), Locale: "en"},
		{Text: "Vandens <b>nėra</b>", ID: only.id(), Locale: "lt"}, {Text: "Secret", ID: "tw9999999999", Locale: "en"},
	}}
	s.search = index
	app := s.serve()
	a := get(t, app, "/en/search/suggest.html?q=T1")
	htmlcheck.Expect(t, []byte(a.body), htmlcheck.Count("a[role=option][tabindex='-1'][aria-selected=false]", 3),
		htmlcheck.In("a[href='/en/acts/t1-204']", htmlcheck.Text("Budget for 2027 adopted"), htmlcheck.Text("Act T1-204")), htmlcheck.In("a[href='/en/services/pay-tax']", htmlcheck.Text("Service")),
		htmlcheck.In("a[lang=lt][hreflang=lt]", htmlcheck.Text("Vandens <b>nėra</b>")), htmlcheck.In("p", htmlcheck.TextIs("3 suggestions")))
	if strings.Contains(a.body, "Secret") || strings.Contains(a.body, "<html") || strings.Contains(a.body, "<b>") || a.header["X-Robots-Tag"] != "noindex" {
		t.Errorf("the list is %v %s", a.header, a.body)
	}
	// As data they are titles, and nothing else.
	var titles []string
	data := get(t, app, "/en/search/suggest?q=T")
	if err := json.Unmarshal([]byte(data.body), &titles); err != nil || len(titles) != 3 || titles[0] != "T1-204 Budget for 2027 adopted" {
		t.Errorf("%s: %v", data.body, err)
	}
	// One letter is no beginning for the page, and a question without any is none.
	for _, address := range []string{"/en/search/suggest.html?q=T", "/en/search/suggest.html?q=+T+", "/en/search/suggest.html"} {
		htmlcheck.Expect(t, []byte(get(t, app, address).body), htmlcheck.None("a"), htmlcheck.In("p", htmlcheck.TextIs("No suggestions")))
	}
	if a := get(t, app, "/en/search/suggest"); a.body != "[]\n" {
		t.Errorf("suggest: %s", a.body)
	}
	index.refuses = errors.New("secret index")
	for _, address := range []string{"/en/search/suggest?q=T1", "/en/search/suggest.html?q=T1"} {
		if a := get(t, app, address); a.status != 500 || strings.Contains(a.body, "secret") {
			t.Errorf("%s: %d", address, a.status)
		}
	}
}

func TestEveryFieldKnowsWhereToAsk(t *testing.T) {
	s := newArvena(newTown(t))
	app := s.serve()
	for _, l := range i18n.Shipped() {
		base := "/" + string(l) + "/"
		for _, address := range []string{base, base + "search", base + "site-map", base + "no-such-page"} {
			a := get(t, app, address)
			htmlcheck.Expect(t, []byte(a.body), htmlcheck.Count("form.finder", 1), htmlcheck.In("form.finder", htmlcheck.Attr("data-suggest", base+"search/suggest.html"), htmlcheck.HasAttr("data-label")),
				// Without its script the field is a form like any other.
				htmlcheck.In("form.finder", htmlcheck.Attr("action", base+"search"), htmlcheck.Attr("method", "get"), htmlcheck.Has("label"), htmlcheck.In("input[name=q]", htmlcheck.Attr("type", "search")), htmlcheck.Has("button[type=submit]")),
				htmlcheck.Count("[role=combobox], [role=listbox]", 0), htmlcheck.In("script[src]", htmlcheck.Attr("type", "module"), htmlcheck.Attr("src", mustAsset(t, "suggest.js"))))
		}
	}
}
