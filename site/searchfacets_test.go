package site

import (
	"context"
	"html/template"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"herald/content"
	"herald/i18n"
	"herald/internal/htmlcheck"
)

// canned gives the same results to every question, a page at a time, and remembers
// the questions.
type canned struct {
	Results
	asked   Query
	asks    []Query
	offers  []Suggestion
	refuses error
	// only, if set, says which questions find anything.
	only func(Query) bool
}

func (c *canned) Search(_ context.Context, _ content.Access, q Query) (Results, error) {
	c.asked, c.asks = q, append(c.asks, q)
	if c.refuses != nil {
		return Results{}, c.refuses
	}
	if c.only != nil && !c.only(q) {
		return Results{Typed: q.Text, Text: q.Text, Facets: c.Facets}, nil
	}
	res := c.Results
	if res.Typed == "" {
		res.Typed, res.Text = q.Text, q.Text
	}
	from := min((q.Page-1)*q.Size, len(res.Hits))
	res.Hits = res.Hits[from:min(from+q.Size, len(res.Hits))]
	if q.Page > 1 {
		res.Pinned = nil
	}
	return res, nil
}

func (c *canned) Suggest(context.Context, content.Access, i18n.Locale, string) ([]Suggestion, error) {
	return c.offers, c.refuses
}

func TestSearchIsNarrowedByWhatWasFound(t *testing.T) {
	tw := newTown(t)
	s := newArvena(tw)
	index := &canned{}
	tw.search = index
	index.Results = Results{
		Total: 3, Hits: []Hit{{ID: s.act.id(), Locale: "en", Title: template.HTML("<mark>Budget</mark> for 2027 adopted")}},
		Facets: map[string][]content.Facet{
			"type":  {{Value: "act", Count: 1200}, {Value: "news", Count: 1}, {Value: "home", Count: 1}, {Value: "unknown", Count: 1}},
			"topic": {{Value: string(s.topic.id()), Count: 2}, {Value: "zzzzzzzzzzzz", Count: 1}}, "organization": {{Value: string(s.org.id()), Count: 3}},
			"year": {{Value: "2025", Count: 2}, {Value: "2026", Count: 1}},
			"kind": {{Value: "decision", Count: 2}, {Value: "decree", Count: 1}},
		},
	}
	app := tw.serve()
	a := get(t, app, "/en/search?q=budget&topic="+string(s.topic.id()))
	htmlcheck.Page(t, []byte(a.body))
	htmlcheck.Expect(t, []byte(a.body), htmlcheck.Count("section.facet", 3), htmlcheck.In("section.facet .count", htmlcheck.TextIs("1,200")),
		htmlcheck.In("ul.chosen", htmlcheck.Text("Topic: Budget (en)")), htmlcheck.In("summary .count", htmlcheck.TextIs("1")))
	if strings.Contains(a.body, "zzzzzzzzzzzz") || strings.Contains(a.body, "type=home") {
		t.Error("a value that nobody can read, or that has no page, is offered")
	}
	narrow(t, s, index, a.body)
	// Where nothing was counted, kinds of content can still be chosen.
	index.Facets = nil
	a = get(t, app, "/en/search?q=budget")
	htmlcheck.Expect(t, []byte(a.body), htmlcheck.Count("section.facet", 1), htmlcheck.Count("section.facet .count", 0), htmlcheck.Link("News", "/en/search?q=budget&type=news"))
}

// narrow follows every way to narrow a search for a budget with a topic: it keeps
// the words and the other filters, begins at the first page, and asks for what it says.
func narrow(t *testing.T, s *arvena, index *canned, body string) {
	t.Helper()
	app := s.serve()
	for _, link := range htmlcheck.Find(htmlcheck.Parse(t, []byte(body)), "section.facet a") {
		u, err := url.Parse(htmlcheck.AttrOf(link, "href"))
		if err != nil {
			t.Fatal(err)
		}
		get(t, app, u.String())
		want := Query{Locale: "en", Text: "budget", Topic: s.topic.id(), Page: 1, Size: searchSize}
		switch text := htmlcheck.TextOf(link); text {
		case "Decisions and acts":
			want.Type, want.Facets = "act", []string{"kind"}
		case "News":
			want.Type = "news"
		case "2025", "2026":
			want.From, want.To = text, text
		case "Budget (en)":
			want.Topic = "" // what is chosen is taken off
		default:
			t.Errorf("%s: %q", u, text)
		}
		if got := index.asked; !sameQuery(got, want) {
			t.Errorf("%q asks %+v, want %+v", htmlcheck.TextOf(link), got, want)
		}
	}
}

func sameQuery(a, b Query) bool {
	if len(a.Facets) == 0 && len(b.Facets) == 0 {
		a.Facets, b.Facets = nil, nil
	}
	return reflect.DeepEqual(a, b)
}

func TestATypeBringsItsOwnFilters(t *testing.T) {
	s := newArvena(newTown(t))
	index := &canned{Results: Results{Total: 2, Hits: []Hit{{ID: s.act.id(), Locale: "en"}}, Facets: map[string][]content.Facet{
		"kind": {{Value: "decision", Count: 2}, {Value: "decree", Count: 1}}, "type": {{Value: "act", Count: 2}, {Value: "news", Count: 9}}}}}
	s.search = index
	app := s.serve()
	a := get(t, app, "/en/search?q=budget&type=act&kind=decree&sort=date")
	want := Query{Locale: "en", Text: "budget", Type: "act", Terms: map[string]string{"kind": "decree"}, Facets: []string{"kind"}, Newest: true, Page: 1, Size: searchSize}
	if !reflect.DeepEqual(index.asked, want) {
		t.Errorf("asked %+v, want %+v", index.asked, want)
	}
	htmlcheck.Page(t, []byte(a.body))
	htmlcheck.Expect(t, []byte(a.body),
		htmlcheck.Link("Decision", "/en/search?kind=decision&q=budget&sort=date&type=act"),
		// What is chosen leads to the search without it, in the list and above the results.
		htmlcheck.Link("Decree", "/en/search?q=budget&sort=date&type=act"), htmlcheck.Link("Remove this filter", "/en/search?q=budget&sort=date&type=act"),
		// Another kind of content has other fields.
		htmlcheck.Link("News", "/en/search?q=budget&sort=date&type=news"), htmlcheck.Link("Clear filters", "/en/search?q=budget&sort=date"),
		htmlcheck.Count("ul.chosen li", 3), htmlcheck.In("[aria-current]", htmlcheck.TextIs("Decree")),
		// The form for two days keeps all of it.
		htmlcheck.Count("form.dates input[type=hidden]", 4), htmlcheck.In("form.dates input[name=kind]", htmlcheck.Attr("value", "decree")))
	// A field of another Type is no filter, and without a Type there is none.
	for _, address := range []string{"/en/search?q=budget&type=news&kind=decree", "/en/search?q=budget&kind=decree"} {
		if get(t, app, address); len(index.asked.Terms) > 0 {
			t.Errorf("%s asks %+v", address, index.asked)
		}
	}
}

func TestAFilterThatCannotBeReadIsNamed(t *testing.T) {
	s := newArvena(newTown(t))
	index := &canned{}
	s.search = index
	app := s.serve()
	for query, want := range map[string]string{
		"type=nonsense": "Kind of content: Choose one", "type=listing": "Kind of content: Choose one", "sort=size": "Order: Choose one", "topic=x": "Topic: ", "from=soon": "From date: ",
		"from=2026-05-02&to=2026-05-01": "To date: The end must not be before the beginning.", "type=act&kind=nonsense": ": Choose one",
	} {
		a := get(t, app, "/en/search?q=budget&"+query)
		htmlcheck.Page(t, []byte(a.body))
		if problems := htmlcheck.Find(htmlcheck.Parse(t, []byte(a.body)), "ul.problems li"); len(problems) != 1 || !strings.Contains(htmlcheck.TextOf(problems[0]), want) {
			t.Errorf("%s: %d problems, want one with %q", query, len(problems), want)
		}
	}
	index.asks = nil
	get(t, app, "/en/search?q=budget&from=2026-05&to=2026")
	if index.asks[0].From != "2026-05" || index.asks[0].To != "2026" {
		t.Errorf("asked %+v", index.asks[0])
	}
}

func TestASearchThatFindsNothingSaysWhichFilterKeepsItOut(t *testing.T) {
	s := newArvena(newTown(t))
	index := &canned{Results: Results{Total: 7}, only: func(q Query) bool { return q.Type == "" }}
	s.search = index
	a := get(t, s.serve(), "/en/search?q=budget&type=act&from=2020&to=2020")
	htmlcheck.Page(t, []byte(a.body))
	htmlcheck.Expect(t, []byte(a.body), htmlcheck.Count("section.fewer li", 2),
		htmlcheck.Link("Without the filter “Kind of content: Decisions and acts”", "/en/search?from=2020&q=budget&to=2020"), htmlcheck.Link("Without any filter", "/en/search?q=budget"),
		htmlcheck.In("section.fewer", htmlcheck.Text("7 results"), htmlcheck.NoText("Year")), htmlcheck.In("main", htmlcheck.Text("remove a filter")))
	if len(index.asks) != 4 {
		t.Errorf("%d questions were asked, want the one, one without each filter and one without any", len(index.asks))
	}
}
