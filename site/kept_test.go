package site

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"herald/content"
	"herald/i18n"
	"herald/internal/htmlcheck"
)

// furnish gives a town with something of every kind of page.
func (l *living) furnish() {
	l.Helper()
	slugs := func(typ string) map[i18n.Locale]string { return l.town.types.Get(typ).Slugs }
	id := func(n int) content.ID { return l.town.id(9000 + n) }
	l.put(id(1), "organization", content.Facts{}, said(slugs("organization"), "council", titled("Council"), ""))
	l.put(id(2), "topic", content.Facts{}, said(slugs("topic"), "water", titled("Water"), ""))
	l.put(id(3), "topic", content.Facts{}, said(slugs("topic"), "roads", titled("Roads"), ""))
	l.put(id(4), "page", content.Facts{Order: 1}, said(nil, "about", titled("About"), "Text."))
	l.put(id(5), "page", content.Facts{Parent: id(4)}, said(nil, "about/history", titled("History"), "Text."))
	site := text{}
	for locale, name := range names {
		site[locale] = content.Words{Title: name, Summary: summaries[locale]}
	}
	l.put(id(6), "site", content.Facts{Fields: content.Fields{"contact_page": content.One("doc:" + string(id(4)))}}, site)
	for n := range 4 {
		facts := content.Facts{Organization: id(1), Topics: []content.ID{id(2 + n%2)}, Fields: content.Fields{
			"number": content.One(fmt.Sprintf("T1-%d", n)), "kind": content.One("decision"), "date": content.One("2026-11-1" + itoa(n)),
		}}
		l.put(id(10+n), "act", facts, said(slugs("act"), "act-"+itoa(n), titled("Act "+itoa(n)), "Text."))
	}
	for n := range 8 {
		l.put(id(20+n), "news", content.Facts{Organization: id(1), Topics: []content.ID{id(2 + n%2)}}, said(slugs("news"), "news-"+itoa(n), titled("News "+itoa(n)), "Text."))
	}
	for n := range 3 {
		l.put(id(30+n), "press_release", content.Facts{Fields: content.Fields{"acts": content.One("doc:" + string(id(10+n)))}}, said(slugs("press_release"), "release-"+itoa(n), titled("Release "+itoa(n)), "Text."))
		l.put(id(40+n), "service", content.Facts{Fields: content.Fields{"audience": content.One("residents")}}, said(slugs("service"), "service-"+itoa(n), titled("Service "+itoa(n)), ""))
		l.put(id(50+n), "event", content.Facts{Fields: content.Fields{"start": content.One("2026-12-0" + itoa(n+1) + "T16:00:00Z"), "standing": content.One("planned")}}, said(slugs("event"), "event-"+itoa(n), titled("Event "+itoa(n)), ""))
	}
}

// crawl gives every address of the Site that can be kept: what the home pages
// lead to, what that leads to, and so on, with feeds and data.
func (l *living) crawl() []string {
	l.Helper()
	found := map[string]bool{"/sitemap.xml": true, "/robots.txt": true}
	var todo []string
	for _, locale := range l.town.sites["public"].Locales {
		todo = append(todo, "/"+string(locale)+"/")
	}
	for len(todo) > 0 {
		address := todo[0]
		todo = todo[1:]
		if found[address] {
			continue
		}
		a := get(l, l.bare, address)
		if a.status != 200 || strings.Contains(address, "/search") {
			continue
		}
		found[address] = true
		if !strings.HasPrefix(a.header["Content-Type"], "text/html") {
			continue
		}
		d := htmlcheck.Parse(l, []byte(a.body))
		for _, selector := range []string{"a[href]", "link[href]"} {
			for _, n := range htmlcheck.Find(d, selector) {
				u, err := url.Parse(strings.TrimPrefix(htmlcheck.AttrOf(n, "href"), "https://town.example"))
				if err == nil && u.Host == "" && strings.HasPrefix(u.Path, "/") && !strings.HasPrefix(u.Path, "/assets/") {
					u.Fragment = ""
					todo = append(todo, u.String())
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// TestAChangeThrowsOutOnlyWhatShowsIt keeps every page of a town, changes one
// Document, and compares which pages went with which have changed.
func TestAChangeThrowsOutOnlyWhatShowsIt(t *testing.T) {
	l := newLiving(t)
	l.furnish()
	addresses := l.crawl()
	before := map[string]string{}
	for _, a := range addresses {
		before[a] = get(t, l.app, a).body
	}
	kept := l.pages.Stats()
	if kept.Kept != len(addresses) || kept.Kept < 300 {
		t.Fatalf("%d of %d pages are kept", kept.Kept, len(addresses))
	}
	words := said(l.town.types.Get("act").Slugs, "act-1", titled("Act 1, amended"), "Other text.")
	for locale, w := range words {
		w.ChangeNote = content.Note{Key: "update.information"}
		words[locale] = w
	}
	facts := content.Facts{Organization: l.town.id(9001), Topics: []content.ID{l.town.id(9003)}, Fields: content.Fields{
		"number": content.One("T1-1"), "kind": content.One("decision"), "date": content.One("2026-11-11"),
	}}
	l.put(l.town.id(9011), "act", facts, words)
	thrown := l.pages.Stats().Thrown - kept.Thrown
	changed, needless := 0, []string{}
	for _, a := range addresses {
		renders := l.pages.Stats().Renders
		now := get(t, l.app, a).body
		gone := l.pages.Stats().Renders > renders
		if right := get(t, l.bare, a).body; now != right {
			t.Errorf("%s is stale", a)
		}
		if now != before[a] {
			changed++
		} else if gone {
			needless = append(needless, a)
		}
	}
	if got := l.pages.Stats(); got.Kept != kept.Kept || got.Renders-kept.Renders != thrown {
		t.Errorf("%d pages thrown out, %d made again, %d of %d kept", thrown, got.Renders-kept.Renders, got.Kept, kept.Kept)
	}
	if int(thrown) != changed+len(needless) || 5*len(needless) > 2*int(thrown) || int(thrown) > kept.Kept/3 {
		t.Errorf("of %d pages %d changed and %d were thrown out; without need %d: %v", kept.Kept, changed, thrown, len(needless), needless)
	}
}

// TestAKeptAddressIsAnsweredByWhoeverTakesIt: an address that is answered in another
// language belongs to whoever takes it in the language asked for.
func TestAKeptAddressIsAnsweredByWhoeverTakesIt(t *testing.T) {
	l := newLiving(t)
	l.put(l.town.id(1), "news", content.Facts{}, text{"lt": {Title: "Lietuviškai", Summary: "S.", Body: "B.", Path: "naujienos/vienas"}})
	if a := get(t, l.app, "/en/naujienos/vienas"); !strings.Contains(a.body, "Lietuviškai") {
		t.Fatalf("%d", a.status)
	}
	l.put(l.town.id(2), "page", content.Facts{}, text{"en": {Title: "In English", Summary: "S.", Body: "B.", Path: "naujienos/vienas"}})
	if a := get(t, l.app, "/en/naujienos/vienas"); a.status != 200 || !strings.Contains(a.body, "In English") {
		t.Errorf("%d: the address is answered by who had it in another language", a.status)
	}
	at := now.Add(time.Hour)
	l.scheduled("page", content.Facts{}, content.Words{Title: "Due later", Summary: "S.", Body: "B.", Path: "later"}, at)
	l.put(l.town.id(3), "news", content.Facts{}, text{"lt": {Title: "Kitas", Summary: "S.", Body: "B.", Path: "later"}})
	get(t, l.app, "/en/later")
	l.at(at)
	if a := get(t, l.app, "/en/later"); !strings.Contains(a.body, "Due later") {
		t.Errorf("%d: the address is not its holder's at its time", a.status)
	}
}

func decoded(t *testing.T, a answered) string {
	t.Helper()
	var r io.Reader = strings.NewReader(a.body)
	switch a.header["Content-Encoding"] {
	case "gzip":
		var err error
		if r, err = gzip.NewReader(strings.NewReader(a.body)); err != nil {
			t.Fatal(err)
		}
	case "br":
		r = brotli.NewReader(strings.NewReader(a.body))
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestTheCodingsOfAKeptPageNeverMix asks for one page in every coding, in random
// order, with and without the tags of the others.
func TestTheCodingsOfAKeptPageNeverMix(t *testing.T) {
	l := newLiving(t)
	l.furnish()
	r := rand.New(rand.NewPCG(1, 2))
	for _, address := range []string{"/en/", "/ka/siakhleebi/", "/en/acts/feed.atom", "/en/acts/act-1"} {
		right := get(t, l.bare, address).body
		tags := map[string]string{}
		for range 60 {
			accept := []string{"", "gzip", "br", "gzip, br", "identity", "deflate", "br;q=0, gzip"}[r.IntN(7)]
			headers := []string{"Accept-Encoding: " + accept}
			var held string
			if names := slices.Sorted(maps.Keys(tags)); len(names) > 0 && r.IntN(3) == 0 {
				held = names[r.IntN(len(names))]
				headers = append(headers, "If-None-Match: "+tags[held])
			}
			a := get(t, l.app, address, headers...)
			coding := a.header["Content-Encoding"]
			if a.status == 304 {
				if a.body != "" || a.header["Etag"] != tags[held] {
					t.Fatalf("%s: 304 with %d bytes under %s, asked with %s", address, len(a.body), a.header["Etag"], tags[held])
				}
				continue
			}
			if coding != "" && !strings.Contains(accept, coding) || strings.Contains(accept, coding+";q=0") && coding != "" {
				t.Fatalf("%s: %q is answered in %q", address, accept, coding)
			}
			if decoded(t, a) != right {
				t.Fatalf("%s in %q is another page", address, coding)
			}
			if tag := a.header["Etag"]; !strings.HasPrefix(tag, `"`) || tags[coding] != "" && tags[coding] != tag {
				t.Fatalf("%s in %q has the tag %s after %s", address, coding, tag, tags[coding])
			}
			tags[coding] = a.header["Etag"]
			if a.header["Vary"] != "Accept-Encoding" {
				t.Fatalf("%s varies by %q", address, a.header["Vary"])
			}
		}
		if len(tags) != 3 || tags[""] == tags["gzip"] || tags["gzip"] == tags["br"] || tags[""] == tags["br"] {
			t.Errorf("%s: tags are %v", address, tags)
		}
	}
	if s := l.pages.Stats(); s.Kept != 4 {
		t.Errorf("%d pages kept of four", s.Kept)
	}
}

func TestOtherParametersMakeNoOtherPages(t *testing.T) {
	l := newLiving(t)
	l.furnish()
	for address, params := range map[string][]string{
		"/en/":                  {"utm_source=x", "year=2026", "q=x", "after=zzz", "_=1"},
		"/en/acts/act-1":        {"utm_source=x", "year=2026", "kind=decision", "topic=tw0000009002", "fbclid=1"},
		"/en/acts/":             {"utm_source=x&utm_medium=y", "page=2", "standing=planned", "year=", "kind=%00"},
		"/en/acts/?year=2026":   {"utm_source=x", "year=2026", "standing=planned&unknown[]=1", "year=2027"},
		"/en/acts/feed.rss":     {"utm_source=x", "limit=5", "country=GE"},
		"/en/about":             {"utm_source=x", "year=2025", "from=2026-01-01"},
		"/sitemap.xml":          {"x=1"},
		"/en/acts/act-1?a=1&b=": {"c=1"},
	} {
		want := get(t, l.app, address)
		before := l.pages.Stats()
		for _, p := range params {
			join := "?"
			if strings.Contains(address, "?") {
				join = "&"
			}
			if a := get(t, l.app, address+join+p); a.status != 200 || a.body != want.body || a.header["Etag"] != want.header["Etag"] {
				t.Errorf("%s with %s: %d, another page", address, p, a.status)
			}
		}
		if after := l.pages.Stats(); after.Kept != before.Kept || after.Renders != before.Renders {
			t.Errorf("%s: %d pages more, rendered %d times more", address, after.Kept-before.Kept, after.Renders-before.Renders)
		}
	}
}

// TestNothingOfOneReaderReachesAnother asks with everything that tells readers
// apart first, and then without.
func TestNothingOfOneReaderReachesAnother(t *testing.T) {
	l := newLiving(t)
	l.furnish()
	poison := [][]string{
		{"Cookie: session=secret-of-ana; theme=dark"}, {"Authorization: Bearer secret-of-ana"},
		{"Host: www.town.example"}, {"Host: TOWN.example:8443"}, {"X-Forwarded-Host: evil.example"}, {"X-Forwarded-Proto: https", "Forwarded: host=evil.example"},
		{"X-Original-URL: /en/evil"}, {"Accept-Language: ka"}, {"User-Agent: evil"}, {"Origin: https://evil.example"}, {"Range: bytes=0-10"},
	}
	for i, address := range []string{"/en/", "/en/acts/act-1", "/en/acts/", "/en/acts/feed.atom", "/sitemap.xml", "/en/acts/data.json"} {
		right := get(t, l.bare, address)
		for n := range poison {
			headers := poison[(n+i)%len(poison)]
			a := get(t, l.app, address, headers...)
			if a.status != 200 || a.body != right.body || a.header["Set-Cookie"] != "" {
				t.Errorf("%s with %v: %d, another page", address, headers, a.status)
			}
			if a = get(t, l.app, address); a.body != right.body || strings.Contains(a.body, "secret-of-ana") || strings.Contains(a.body, "evil") {
				t.Errorf("%s after %v: another page", address, headers)
			}
		}
		if a := get(t, l.app, address, "Host: evil.example"); a.status != 421 || strings.Contains(a.body, "evil.example") {
			t.Errorf("%s of another host: %d", address, a.status)
		}
		if !bytes.Contains([]byte(right.body), []byte("https://town.example/")) {
			t.Errorf("%s does not name the origin", address)
		}
		if s := l.pages.Stats(); s.Kept != i+1 || int(s.Renders) != i+1 {
			t.Errorf("%s: %d pages kept, %d renders", address, s.Kept, s.Renders)
		}
	}
}
