package site

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
)

// hits finds Documents whatever is asked for.
type hits []content.ID

func (h hits) Search(_ context.Context, _ content.Access, q Query) (Results, error) {
	res := Results{Total: len(h), Facets: map[string][]content.Facet{}}
	for _, id := range h {
		res.Hits = append(res.Hits, Hit{ID: id, Locale: q.Locale})
	}
	return res, nil
}

func (h hits) Suggest(_ context.Context, _ content.Access, locale i18n.Locale, _ string) ([]Suggestion, error) {
	var all []Suggestion
	for _, id := range h {
		all = append(all, Suggestion{ID: id, Locale: locale, Text: string(id)})
	}
	return all, nil
}

// asking makes a town of n acts, each of an organization and a topic of its own, which
// repeals the one before it and is spoken of in a release; a page leads to all of them.
// It gives how often each address has the store asked, and the answers.
func asking(t *testing.T, n int, addresses ...string) (calls map[string]int64, bodies map[string]string) {
	tw := newTown(t)
	slugs := func(typ string) map[i18n.Locale]string { return tw.types.Get(typ).Slugs }
	var all hits
	var links []string
	for i := range n {
		name := itoa(i)
		org := tw.add("organization", content.Facts{}, said(slugs("organization"), "body-"+name, titled("Body "+name), ""))
		topic := tw.add("topic", content.Facts{}, said(slugs("topic"), "topic-"+name, titled("Topic "+name), ""))
		fields := content.Fields{"number": content.One("T1-" + name), "kind": content.One("decision"), "date": content.One("2026-11-10")}
		if i > 0 {
			fields["repeals"] = content.One("doc:" + string(all[i-1]))
		}
		act := tw.add("act", content.Facts{Organization: org.id(), Topics: []content.ID{topic.id()}, Fields: fields},
			said(slugs("act"), "act-"+name, titled("Act "+name), "Text."))
		tw.add("press_release", content.Facts{Fields: content.Fields{"acts": content.One(act.ref())}},
			said(slugs("press_release"), "release-"+name, titled("Release "+name), "About [it]("+act.ref()+")."))
		all = append(all, act.id())
		links = append(links, fmt.Sprintf("[act %d](%s)", i, act.ref()))
	}
	tw.add("page", content.Facts{}, said(nil, "about", titled("About"), strings.Join(links, " ")))
	var acts []string
	for _, id := range all {
		acts = append(acts, "doc:"+string(id))
	}
	tw.add("press_release", content.Facts{Fields: content.Fields{"acts": content.Value{Items: acts}}},
		said(slugs("press_release"), "release-all", titled("Release of all"), "Text."))
	tw.search = all
	g := &gate{Shelf: tw.shelf}
	app := tw.serve(func(c *Config) {
		c.Library, c.Pages = content.NewLibrary(g, tw.sites, c.Library.Site().Name, tw.types, fixed{}), NewPages(1<<20, 1)
	})
	calls, bodies = map[string]int64{}, map[string]string{}
	for _, address := range addresses {
		before := g.calls.Load()
		a := get(t, app, address)
		if a.status != fiber.StatusOK {
			t.Fatalf("%s: %d %s", address, a.status, a.body)
		}
		calls[address], bodies[address] = g.calls.Load()-before, a.body
	}
	return calls, bodies
}

// TestALongPageAsksNoMoreThanAShortOne bounds what a page costs where the store is on
// another machine: however much it shows, it asks as often.
func TestALongPageAsksNoMoreThanAShortOne(t *testing.T) {
	const most = 24
	addresses := []string{
		"/en/", "/en/about", "/en/acts/", "/en/acts/data.csv", "/en/acts/data.json", "/en/acts/feed.rss",
		"/en/press-releases/", "/en/press-releases/feed.json", "/en/press-releases/release-all", "/en/site-map",
		"/en/search?q=act", "/en/search/data.csv?q=act", "/en/search/data.json?q=act", "/en/search/suggest.html?q=act",
	}
	short, _ := asking(t, 3, addresses...)
	long, bodies := asking(t, 24, addresses...)
	for _, address := range addresses {
		if long[address] > short[address] {
			t.Errorf("%s: asked %d times for 24 entries, %d times for 3", address, long[address], short[address])
		}
		if long[address] > most || long[address] == 0 {
			t.Errorf("%s: asked %d times", address, long[address])
		}
	}
	for address, want := range map[string]string{
		"/en/acts/": "Body 23", "/en/acts/data.csv": "repealed", "/en/about": "act-23", "/en/press-releases/release-all": "Act 23",
		"/en/search?q=act": "Body 23", "/en/search/data.csv?q=act": "Act 23", "/en/search/suggest.html?q=act": "act-23",
	} {
		if !strings.Contains(bodies[address], want) {
			t.Errorf("%s does not say %q", address, want)
		}
	}
}

// TestAPageWithoutItsLinksIsNotKept has the store fail in the middle of a page: what
// lacks a part because of that is no page, and least of all one that is kept.
func TestAPageWithoutItsLinksIsNotKept(t *testing.T) {
	l := newLiving(t)
	l.furnish()
	const address = "/en/press-releases/release-0"
	began := l.gate.calls.Load()
	if a := get(t, l.bare, address); a.status != fiber.StatusOK {
		t.Fatal(a.status)
	}
	asked := l.gate.calls.Load() - began
	for answers := int64(1); answers < asked; answers++ {
		last := l.gate.calls.Load() + answers
		l.gate.during = func(n int64) { l.gate.shut.Store(n >= last) }
		a := get(t, l.bare, address)
		l.gate.during = nil
		if l.gate.shut.Store(false); a.status == fiber.StatusOK {
			t.Errorf("the store fails after %d of %d answers, and there is a page", answers, asked)
		}
	}
	if asked < 10 {
		t.Errorf("the page asks %d times only", asked)
	}
}
