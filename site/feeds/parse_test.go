package feeds_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// The strict readers below are written from the specifications and know nothing
// of the encoders: what they refuse, some reader program refuses too.

// node is an element of a parsed document.
type node struct {
	name  string
	attrs map[string]string
	text  string
	below []*node
}

// all gives the elements called name directly below n.
func (n *node) all(name string) []*node {
	return slices.DeleteFunc(slices.Clone(n.below), func(c *node) bool { return c.name != name })
}

// one gives the text of the only element called name, failing on none or more.
func (n *node) one(t *testing.T, name string) string {
	t.Helper()
	found := n.all(name)
	if len(found) != 1 {
		t.Fatalf("%s has %d elements %q, want one", n.name, len(found), name)
	}
	return found[0].text
}

var prefixes = map[string]string{
	"http://www.w3.org/2005/Atom":              "atom:",
	"http://purl.org/rss/1.0/modules/content/": "content:",
	"http://purl.org/dc/elements/1.1/":         "dc:",
	"http://search.yahoo.com/mrss/":            "media:",
	"http://purl.org/syndication/history/1.0":  "fh:",
}

func parseXML(t *testing.T, body []byte) *node {
	t.Helper()
	if !bytes.HasPrefix(body, []byte(`<?xml version="1.0" encoding="UTF-8"?>`)) {
		t.Fatalf("no XML declaration: %.60q", body)
	}
	root := &node{}
	open := []*node{root}
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("not well formed: %v\n%s", err, body)
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: prefixes[token.Name.Space] + token.Name.Local, attrs: map[string]string{}}
			if token.Name.Space != "" && prefixes[token.Name.Space] == "" {
				t.Fatalf("element %v in an unknown namespace", token.Name)
			}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			top.below, open = append(top.below, n), append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
	if len(root.below) != 1 {
		t.Fatalf("%d root elements", len(root.below))
	}
	return root.below[0]
}

// entry is what the three forms must agree on.
type entry struct{ id, url, title, published, updated, content, state string }

func readAtom(t *testing.T, body []byte) []entry {
	t.Helper()
	feed := parseXML(t, body)
	if feed.name != "atom:feed" {
		t.Fatalf("root is %s", feed.name)
	}
	feed.one(t, "atom:title")
	wantURI(t, feed.one(t, "atom:id"))
	wantTime(t, feed.one(t, "atom:updated"))
	if len(feed.all("atom:author")) != 1 {
		t.Error("a feed whose entries may lack an author needs one")
	}
	wantLinks(t, feed, "self", "alternate")
	var all []entry
	for _, e := range feed.all("atom:entry") {
		wantURI(t, e.one(t, "atom:id"))
		wantTime(t, e.one(t, "atom:updated"))
		out := entry{id: e.one(t, "atom:id"), title: e.one(t, "atom:title"), updated: e.one(t, "atom:updated"), published: e.one(t, "atom:published")}
		wantTime(t, out.published)
		links := wantLinks(t, e, "alternate")
		out.url = links["alternate"]
		for _, c := range e.all("atom:category") {
			if c.attrs["term"] == "" || c.text != "" {
				t.Errorf("category %+v: RFC 4287 wants a term and no text", c)
			}
			if c.attrs["scheme"] == "https://schema.org/creativeWorkStatus" {
				out.state = c.attrs["term"]
			}
		}
		for _, c := range e.all("atom:content") {
			out.content = c.text
		}
		all = append(all, out)
	}
	return all
}

// wantLinks checks the links of n: absolute, and no two alternates of one type
// and language. It gives the first of each relation.
func wantLinks(t *testing.T, n *node, rels ...string) map[string]string {
	t.Helper()
	first, seen := map[string]string{}, map[string]bool{}
	for _, l := range n.all("atom:link") {
		wantURI(t, l.attrs["href"])
		key := l.attrs["rel"] + " " + l.attrs["type"] + " " + l.attrs["hreflang"]
		if seen[key] && l.attrs["rel"] != "enclosure" {
			t.Errorf("two links %q", key)
		}
		seen[key] = true
		if first[l.attrs["rel"]] == "" {
			first[l.attrs["rel"]] = l.attrs["href"]
		}
	}
	for _, r := range rels {
		if first[r] == "" {
			t.Errorf("%s has no link %s", n.name, r)
		}
	}
	return first
}

func readRSS(t *testing.T, body []byte) []entry {
	t.Helper()
	rss := parseXML(t, body)
	if rss.name != "rss" || rss.attrs["version"] != "2.0" || len(rss.all("channel")) != 1 {
		t.Fatalf("not RSS 2.0: %s %v", rss.name, rss.attrs)
	}
	c := rss.all("channel")[0]
	for _, name := range []string{"title", "link", "description", "language", "lastBuildDate"} {
		if c.one(t, name) == "" {
			t.Errorf("channel has no %s", name)
		}
	}
	wantLinks(t, c, "self")
	var all []entry
	for _, it := range c.all("item") {
		out := entry{id: it.one(t, "guid"), url: it.one(t, "link"), title: it.one(t, "title"), updated: it.one(t, "atom:updated")}
		if p := it.all("guid")[0].attrs["isPermaLink"]; p != "false" {
			t.Errorf("guid %s is no address, but isPermaLink=%q", out.id, p)
		}
		it.one(t, "description")
		at, err := mail.ParseDate(it.one(t, "pubDate"))
		if err != nil {
			t.Errorf("pubDate: %v", err)
		}
		out.published = at.UTC().Format(time.RFC3339)
		for _, e := range it.all("enclosure") {
			if e.attrs["url"] == "" || e.attrs["length"] == "" || e.attrs["type"] == "" {
				t.Errorf("enclosure %v lacks a required attribute", e.attrs)
			}
		}
		for _, c := range it.all("category") {
			if c.attrs["domain"] == "https://schema.org/creativeWorkStatus" {
				out.state = c.text
			}
		}
		for _, c := range it.all("content:encoded") {
			out.content = c.text
		}
		if len(it.all("author")) > 0 || len(it.all("enclosure")) > 1 {
			t.Error("author wants an e-mail address, and an item one enclosure")
		}
		all = append(all, out)
	}
	return all
}

func readJSON(t *testing.T, body []byte) []entry {
	t.Helper()
	var f struct {
		Version     string `json:"version"`
		Title       string `json:"title"`
		HomePageURL string `json:"home_page_url"`
		FeedURL     string `json:"feed_url"`
		Language    string `json:"language"`
		Description string `json:"description"`
		NextURL     string `json:"next_url"`
		Icon        string `json:"icon"`
		Authors     []struct {
			Name string `json:"name"`
		} `json:"authors"`
		Items *[]struct {
			ID          string    `json:"id"`
			URL         string    `json:"url"`
			Title       string    `json:"title"`
			ContentHTML *string   `json:"content_html"`
			ContentText *string   `json:"content_text"`
			Summary     string    `json:"summary"`
			Image       string    `json:"image"`
			Published   time.Time `json:"date_published"`
			Modified    time.Time `json:"date_modified"`
			Language    string    `json:"language"`
			Tags        []string  `json:"tags"`
			Authors     []struct {
				Name string `json:"name"`
			} `json:"authors"`
			Attachments []struct {
				URL  string `json:"url"`
				Type string `json:"mime_type"`
				Size int64  `json:"size_in_bytes"`
			} `json:"attachments"`
			Extra struct{ State, Note string } `json:"_herald"`
		} `json:"items"`
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		t.Fatalf("JSON Feed: %v\n%s", err, body)
	}
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" || f.Items == nil {
		t.Fatalf("JSON Feed lacks what it requires: %s", body)
	}
	wantURI(t, f.FeedURL)
	wantURI(t, f.HomePageURL)
	var all []entry
	for _, it := range *f.Items {
		if it.ID == "" || (it.ContentHTML == nil) == (it.ContentText == nil) {
			t.Errorf("item %q: want an id and one content", it.ID)
		}
		out := entry{id: it.ID, url: it.URL, title: it.Title, state: it.Extra.State,
			published: it.Published.UTC().Format(time.RFC3339), updated: it.Modified.UTC().Format(time.RFC3339)}
		if it.ContentHTML != nil {
			out.content = *it.ContentHTML
		}
		all = append(all, out)
	}
	return all
}

func wantURI(t *testing.T, s string) {
	t.Helper()
	if u, err := url.Parse(s); err != nil || u.Scheme == "" {
		t.Errorf("%q is not an absolute URI", s)
	}
}

func wantTime(t *testing.T, s string) {
	t.Helper()
	if _, err := time.Parse(time.RFC3339, s); err != nil {
		t.Errorf("time: %v", err)
	}
}

// property is a content line of a calendar.
type property struct{ name, params, value string }

const (
	paramForm = `[A-Z0-9-]+=(?:"[^"\x00-\x08\x0A-\x1F\x7F]*"|[^";:,\x00-\x08\x0A-\x1F\x7F]*)`
)

var (
	lineForm  = regexp.MustCompile(`^([A-Z0-9-]+)((?:;` + paramForm + `)*):([^\x00-\x08\x0A-\x1F\x7F]*)$`)
	textForm  = regexp.MustCompile(`^(?:[^\\;,]|\\[\\;,nN])*$`)
	textNames = []string{"SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME"}
)

// readCalendar gives the properties of each event.
func readCalendar(t *testing.T, body []byte) [][]property {
	t.Helper()
	if !utf8.Valid(body) || !bytes.HasSuffix(body, []byte("\r\n")) {
		t.Fatal("a calendar is UTF-8 and its last line ends")
	}
	for _, l := range strings.Split(strings.TrimSuffix(string(body), "\r\n"), "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) || strings.ContainsAny(l, "\r\n") {
			t.Fatalf("line of %d octets, or cut in a rune: %q", len(l), l)
		}
	}
	var events [][]property
	var open []string
	unfolded := strings.ReplaceAll(string(body), "\r\n ", "")
	for _, l := range strings.Split(strings.TrimSuffix(unfolded, "\r\n"), "\r\n") {
		m := lineForm.FindStringSubmatch(l)
		if m == nil {
			t.Fatalf("not a content line: %q", l)
		}
		p := property{m[1], m[2], m[3]}
		switch {
		case p.name == "BEGIN":
			open = append(open, p.value)
			if p.value == "VEVENT" {
				events = append(events, nil)
			}
		case p.name == "END":
			if open[len(open)-1] != p.value {
				t.Fatalf("END:%s within %v", p.value, open)
			}
			open = open[:len(open)-1]
		case len(open) == 2:
			events[len(events)-1] = append(events[len(events)-1], p)
		}
		if slices.Contains(textNames, p.name) && !textForm.MatchString(p.value) {
			t.Fatalf("%s is not TEXT: %q", p.name, p.value)
		}
	}
	if len(open) != 0 {
		t.Fatalf("left open: %v", open)
	}
	for _, e := range events {
		for _, name := range []string{"UID", "DTSTAMP", "DTSTART"} {
			if n := count(e, name); n != 1 {
				t.Fatalf("event has %d %s: %v", n, name, e)
			}
		}
		checkTimes(t, e)
	}
	return events
}

func checkTimes(t *testing.T, event []property) {
	t.Helper()
	for _, p := range event {
		var err error
		switch {
		case strings.HasPrefix(p.name, "DT") && p.params == ";VALUE=DATE":
			_, err = time.Parse("20060102", p.value)
		case strings.HasPrefix(p.name, "DT"), p.name == "LAST-MODIFIED", p.name == "CREATED":
			_, err = time.Parse("20060102T150405Z", p.value)
		case p.name == "STATUS" && !slices.Contains([]string{"CONFIRMED", "TENTATIVE", "CANCELLED"}, p.value):
			err = fmt.Errorf("status %q", p.value)
		}
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
	}
}

func count(event []property, name string) int {
	return len(slices.DeleteFunc(slices.Clone(event), func(p property) bool { return p.name != name }))
}

// get gives the unescaped value of the first property called name.
func get(event []property, name string) string {
	for _, p := range event {
		if p.name == name {
			return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n", `\N`, "\n").Replace(p.value)
		}
	}
	return ""
}
