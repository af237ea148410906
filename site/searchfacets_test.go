package site

import (
	"context"
	"html/template"
	"net/url"
	"strings"
	"testing"

	"herald/content"
	"herald/i18n"
	"herald/internal/htmlcheck"
)

// canned gives the same results to every question and remembers the last.
type canned struct {
	Results
	asked Query
}

func (c *canned) Search(_ context.Context, _ content.Access, q Query) (Results, error) {
	c.asked = q
	return c.Results, nil
}

func (c *canned) Suggest(context.Context, content.Access, i18n.Locale, string) ([]string, error) {
	return nil, nil
}

func TestSearchIsNarrowedByWhatWasFound(t *testing.T) {
	tw := newTown(t)
	s := newArvena(tw)
	index := &canned{}
	tw.search = index
	only := tw.add("news", content.Facts{}, text{"lt": {Title: "Vandens nėra", Summary: "S.", Body: "B.", Path: "naujienos/vanduo"}})
	index.Results = Results{
		Total: 3, Hits: []Hit{{ID: s.act.id(), Locale: "en", Title: template.HTML("<mark>Budget</mark> for 2027 adopted")}},
		Elsewhere: []Hit{{ID: only.id(), Locale: "lt", Title: template.HTML("<mark>Vandens</mark> nėra")}},
		Facets: map[string][]content.Facet{
			"type":  {{Value: "act", Count: 1200}, {Value: "news", Count: 1}, {Value: "home", Count: 1}, {Value: "unknown", Count: 1}},
			"topic": {{Value: string(s.topic.id()), Count: 2}, {Value: "zzzzzzzzzzzz", Count: 1}}, "organization": {{Value: string(s.org.id()), Count: 3}},
			"year": {{Value: "2025", Count: 2}, {Value: "2026", Count: 1}},
		},
	}
	app := tw.serve()
	a := get(t, app, "/en/search?q=budget&topic="+string(s.topic.id())+"&page=2")
	htmlcheck.Page(t, []byte(a.body))
	htmlcheck.Expect(t, []byte(a.body),
		htmlcheck.In("ol.hits .title mark", htmlcheck.TextIs("Budget")), htmlcheck.In("ul.titles mark", htmlcheck.TextIs("Vandens")), htmlcheck.In("ul.titles", htmlcheck.Text("Lithuanian")),
		htmlcheck.Count("nav.narrow details", 3), htmlcheck.Count("nav.narrow details[open]", 1), htmlcheck.In("nav.narrow .count", htmlcheck.TextIs("1,200")),
	)
	if strings.Contains(a.body, "zzzzzzzzzzzz") || strings.Contains(a.body, "type=home") {
		t.Error("a value that nobody can read, or that has no page, is offered")
	}
	// Every way on keeps the words and the other filters, begins at the first
	// page, and asks for what it says.
	for _, link := range htmlcheck.Find(htmlcheck.Parse(t, []byte(a.body)), "nav.narrow a") {
		u, err := url.Parse(htmlcheck.AttrOf(link, "href"))
		if err != nil {
			t.Fatal(err)
		}
		get(t, app, u.String())
		want := Query{Locale: "en", Text: "budget", Topic: s.topic.id(), Page: 1, Size: searchSize}
		switch htmlcheck.TextOf(link) {
		case "All":
			if u.Query().Get("topic") == "" {
				want.Topic = ""
			}
		case "Decisions and acts":
			want.Type = "act"
		case "News":
			want.Type = "news"
		case "2025", "2026":
			want.From, want.To = htmlcheck.TextOf(link), htmlcheck.TextOf(link)
		case "Budget (en)":
		default:
			t.Errorf("%s: %q", u, htmlcheck.TextOf(link))
		}
		if index.asked != want {
			t.Errorf("%q asks %+v, want %+v", htmlcheck.TextOf(link), index.asked, want)
		}
	}
	// Where nothing was counted, kinds of content can still be chosen.
	index.Facets = nil
	a = get(t, app, "/en/search?q=budget")
	htmlcheck.Expect(t, []byte(a.body), htmlcheck.Count("nav.narrow details", 1), htmlcheck.Count("nav.narrow .count", 0), htmlcheck.Link("News", "/en/search?q=budget&type=news"))
}
