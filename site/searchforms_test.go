package site

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/internal/htmlcheck"
)

// many finds n entries of news, and an old agreement that editors put first.
func many(s *arvena, n int) *canned {
	index := &canned{Results: Results{Total: n + 1, Pinned: []Hit{{ID: s.agreement.id(), Locale: "en"}}}}
	for i := range n {
		d := s.add("news", content.Facts{}, text{"en": {Title: fmt.Sprintf("Found %03d", i), Summary: "S.", Body: "B.", Path: fmt.Sprintf("news/found-%03d", i)}})
		index.Hits = append(index.Hits, Hit{ID: d.id(), Locale: "en"})
	}
	return index
}

// TestEveryFormOfASearchHoldsTheSame compares feeds and data with what is found.
func TestEveryFormOfASearchHoldsTheSame(t *testing.T) {
	s := newArvena(newTown(t))
	const n = 130
	index := many(s, n)
	s.search = index
	app := s.serve()
	want := []string{string(s.agreement.id())}
	for _, h := range index.Hits {
		want = append(want, string(h.ID))
	}
	slices.Sort(want)
	const query = "?q=found&sort=date"
	for form, got := range map[string][]string{
		"data.json": paged(t, func(page int) []string {
			ids, total := jsonIDs(t, app, fmt.Sprintf("/en/search/data.json%s&page=%d", query, page))
			if total != n+1 {
				t.Errorf("data.json counts %d", total)
			}
			return ids
		}),
		"data.csv": csvIDs(t, app, "/en/search/data.csv"+query),
		"feed.rss": rssIDs(t, app, "/en/search/feed.rss"+query), "feed.atom": atomIDs(t, app, "/en/search/feed.atom"+query), "feed.json": jsonFeedIDs(t, app, "/en/search/feed.json"+query),
	} {
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s holds %d entries, not the %d that are found", form, len(got), len(want))
		}
	}
}

// paged gives the ids of all pages until one is empty.
func paged(t *testing.T, page func(int) []string) (all []string) {
	for n := 1; n < 20; n++ {
		ids := page(n)
		if len(ids) == 0 {
			return all
		}
		all = append(all, ids...)
	}
	t.Error("the pages have no end")
	return all
}

func TestASearchCanBeSubscribedTo(t *testing.T) {
	s := newArvena(newTown(t))
	index := many(s, 3)
	s.search = index
	app := s.serve()
	page := get(t, app, "/en/search?q=a+%26+b&type=news&sort=date")
	htmlcheck.Expect(t, []byte(page.body),
		htmlcheck.In("link[type='application/rss+xml']", htmlcheck.Href("/en/search/feed.rss?q=a+%26+b&type=news")),
		htmlcheck.Link("RSS feed", "/en/search/feed.rss?q=a+%26+b&type=news"), htmlcheck.Link("Table (CSV)", "/en/search/data.csv?q=a+%26+b&sort=date&type=news"),
		htmlcheck.Link("Data (JSON)", "/en/search/data.json?q=a+%26+b&sort=date&type=news"), htmlcheck.In("p.subscribe", htmlcheck.Text("Subscribe to this search")))
	feed := get(t, app, "/en/search/feed.rss?q=a+%26+b&type=news")
	if !index.asked.Newest || index.asked.Type != "news" || index.asked.Text != "a & b" {
		t.Errorf("asked %+v", index.asked)
	}
	var rss struct {
		Title string   `xml:"channel>title"`
		Links []string `xml:"channel>item>link"`
	}
	if err := xml.Unmarshal([]byte(feed.body), &rss); err != nil {
		t.Fatal(err)
	}
	if rss.Title != "Search: a & b – Municipality of Arvena" || !strings.Contains(feed.body, "<link>https://town.example/en/search?q=a+%26+b&amp;sort=date&amp;type=news</link>") {
		t.Errorf("title %q in\n%s", rss.Title, feed.body)
	}
	// The agreement is of 1998: it stands where its day is, not where it is pinned.
	if len(rss.Links) != 4 || !strings.HasSuffix(rss.Links[3], "/upper-town") {
		t.Errorf("in the feed: %q", rss.Links)
	}
	if feed.header["X-Robots-Tag"] != "noindex" || feed.header["Last-Modified"] != "" || feed.header["Etag"] == "" {
		t.Errorf("headers %v", feed.header)
	}
}

func TestASearchWithoutAWordFindsNothingInAnyForm(t *testing.T) {
	s := newArvena(newTown(t))
	index := many(s, 1)
	s.search = index
	app := s.serve()
	for form, want := range map[string]string{"feed.rss": "<title>Search – Municipality of Arvena</title>", "feed.atom": "<title>Search", "feed.json": `"items": []`, "data.csv": "id,url,type", "data.json": `{"total":0,"items":[]}`} {
		a := get(t, app, "/en/search/"+form+"?type=news")
		if a.status != 200 || !strings.Contains(a.body, want) || strings.Contains(a.body, "ound-000") {
			t.Errorf("%s: %d %s", form, a.status, a.body)
		}
	}
	if len(index.asks) > 0 {
		t.Error("a question without a word was asked")
	}
	if a := get(t, app, "/xx/search/feed.rss?q=a"); a.status != 404 {
		t.Errorf("a feed below no locale: %d", a.status)
	}
	for address, to := range map[string]string{"/EN/search/feed.rss?q=a": "/en/search/feed.rss?q=a"} {
		if a := get(t, app, address); a.status != 301 || a.header["Location"] != to {
			t.Errorf("%s: %d %q", address, a.status, a.header["Location"])
		}
	}
}

func TestATableOfASearchRunsNoFormula(t *testing.T) {
	s := newArvena(newTown(t))
	d := s.add("news", content.Facts{}, text{"en": {Title: "=HYPERLINK(\"http://evil.example\")", Summary: "+1", Body: "B.", Path: "news/formula"}})
	s.search = &canned{Results: Results{Total: 2, Hits: []Hit{{ID: d.id(), Locale: "en"}, {ID: s.act.id(), Locale: "en"}}}}
	app := s.serve()
	mixed := cells(t, get(t, app, "/en/search/data.csv?q=formula"))
	if mixed[0]["title"] != "'=HYPERLINK(\"http://evil.example\")" || mixed[0]["summary"] != "'+1" || mixed[1]["status"] == "" || mixed[1]["organization_title"] != "Council (en)" {
		t.Errorf("rows %v", mixed)
	}
	if _, ok := mixed[1]["votes_for"]; ok {
		t.Error("a table of all kinds has a column of one kind")
	}
	// Narrowed to a Type it has the columns of that Type, as its list has.
	if acts := cells(t, get(t, app, "/en/search/data.csv?q=formula&type=act")); acts[1]["votes_for"] != "21" {
		t.Errorf("rows %v", acts)
	}
}

// cells reads a table as maps from column to cell.
func cells(t *testing.T, a answered) (rows []map[string]string) {
	t.Helper()
	if !strings.HasPrefix(a.header["Content-Type"], "text/csv") || !strings.Contains(a.header["Content-Disposition"], "results.csv") {
		t.Errorf("headers %v", a.header)
	}
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.body, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range all[1:] {
		row := map[string]string{}
		for i, cell := range line {
			row[all[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

func TestSearchDataKeepsItsContract(t *testing.T) {
	tw := newTown(t)
	tw.search = echo{}
	newArvena(tw)
	data := get(t, tw.serve(), "/en/search/data.json?q=council")
	var out map[string]any
	if err := json.Unmarshal([]byte(data.body), &out); err != nil || out["total"] != 45.0 || len(out) != 2 {
		t.Fatalf("data.json: %v %s", err, data.body)
	}
	item := out["items"].([]any)[0].(map[string]any)
	for _, name := range []string{"id", "title", "url", "type", "locale", "date", "summary"} {
		if _, ok := item[name]; !ok {
			t.Errorf("data.json has no %s", name)
		}
	}
	if len(item) != 7 {
		t.Errorf("data.json says %v", item)
	}
}
