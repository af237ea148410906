package site

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/htmlcheck"
	"herald/internal/web"
)

// county is a town with a theatre that has a host of its own. The town lists
// the theatre, and the intranet lists the town.
type county struct {
	*town
	news, play, policy, topic *draft
}

const (
	townHost    = "Host: town.example"
	theatreHost = "Host: theatre.example"
)

func newCounty(t testing.TB) *county {
	tw := newTown(t)
	tw.sites["theatre"] = &content.Site{Name: "theatre", Origin: "https://theatre.example", Locales: []i18n.Locale{"en", "lt"},
		Audience: content.Public, Zone: time.UTC}
	tw.sites["public"].Lists, tw.sites["intranet"].Lists = []string{"theatre"}, []string{"public"}
	c := &county{town: tw}
	words := func(title, path, body string) text {
		return text{"en": {Title: title, Summary: "S.", Body: body, Path: path}}
	}
	c.topic = tw.at("theatre", "topic", content.Facts{}, words("Drama", "topics/drama", ""))
	c.play = tw.at("theatre", "news", content.Facts{Topics: []content.ID{c.topic.id()}, Fields: content.Fields{"picture": content.One(squareID)}}, words("A new play", "news/play", "See [tickets](/en/tickets)."))
	roads := tw.at("public", "topic", content.Facts{}, words("Roads", "topics/roads", ""))
	c.news = tw.at("public", "news", content.Facts{Topics: []content.ID{c.topic.id(), roads.id()}}, words("The bridge", "news/bridge", "See [the play]("+c.play.ref()+")."))
	c.policy = tw.at("intranet", "policy", content.Facts{}, words("Secret policy", "policies/secret", "See [the bridge]("+c.news.ref()+")."))
	tw.at("public", "listing", content.Facts{Fields: content.Fields{"of": content.One("news")}}, words("News of the town", "", "Said by the town."))
	tw.at("theatre", "listing", content.Facts{Fields: content.Fields{"of": content.One("news")}}, words("News of the theatre", "", "Said by the theatre."))
	tw.at("public", "home", content.Facts{Fields: content.Fields{"lead": content.One(c.play.ref()), "blocks": content.One("news")}}, words("Home", "", ""))
	return c
}

// serve gives the application of all Sites; staff are signed in.
func (c *county) serve(pages *Pages) *fiber.App {
	c.t.Helper()
	elsewhere := func(here string) func(context.Context, content.ID, i18n.Locale) (string, bool) {
		return func(ctx context.Context, id content.ID, l i18n.Locale) (string, bool) {
			for name := range c.sites {
				if name == here {
					continue
				}
				if r, err := content.NewLibrary(c.shelf, c.sites, name, c.types, fixed{}).For(content.Public).Get(ctx, id, l); err == nil {
					return r.Site.URL(r.Path()), true
				}
			}
			return "", false
		}
	}
	var all []*Site
	for name := range c.sites {
		all = append(all, c.site(name, func(config *Config) {
			config.Elsewhere, config.Pages, config.Media = elsewhere(name), pages, pictures{}
			if name == "intranet" {
				config.Guard = func(*fiber.Ctx) (content.Access, error) { return content.NewAccess(content.Public, content.Staff), nil }
			}
		}))
	}
	mux, err := NewMux(all...)
	if err != nil {
		c.t.Fatal(err)
	}
	app := web.New(web.Config{Name: "public", AllowHost: mux.AllowHost, OnError: mux.OnError})
	mux.Routes(app)
	return app
}

func TestAListLeadsToTheHomeOfItsDocuments(t *testing.T) {
	c := newCounty(t)
	app := c.serve(nil)
	const play, bridge = "https://theatre.example/en/news/play", "/en/news/bridge"
	for address, checks := range map[string][]htmlcheck.Check{
		"/en/news/": {htmlcheck.Link("A new play", play), htmlcheck.Link("The bridge", bridge), htmlcheck.Text("Drama"), htmlcheck.Text("Roads"),
			htmlcheck.Text("Said by the town."), htmlcheck.NoText("Said by the theatre.")},
		"/en/":            {htmlcheck.Link("A new play", play), htmlcheck.Link("The bridge", bridge)},
		"/en/news/bridge": {htmlcheck.Link("the play", play), htmlcheck.Link("Drama", "https://theatre.example/en/topics/drama")},
		// Behind one host a path is enough.
		"/intranet/en/news/":           {htmlcheck.Link("The bridge", bridge), htmlcheck.NoText("A new play")},
		"/intranet/en/policies/secret": {htmlcheck.Link("the bridge", bridge)},
		"/en/topics/":                  {htmlcheck.Link("Drama", "https://theatre.example/en/topics/drama")},
	} {
		a := get(t, app, address, townHost)
		if a.status != 200 {
			t.Errorf("%s: %d", address, a.status)
			continue
		}
		htmlcheck.Page(t, []byte(a.body))
		htmlcheck.Expect(t, []byte(a.body), htmlcheck.In("main", checks...))
	}
	if a := get(t, app, "/en/news/", theatreHost); !strings.Contains(a.body, "A new play") || strings.Contains(a.body, "The bridge") {
		t.Error("the theatre lists what it does not")
	}
	if a := get(t, app, "/lt/naujienos/", townHost); !strings.Contains(a.body, "https://theatre.example/en/news/play") {
		t.Error("a text for want of a translation is not listed with its own address")
	}
	if a := get(t, app, "/ka/siakhleebi/", townHost); strings.Contains(a.body, "A new play") {
		t.Error("in a language that its home does not speak the play is listed")
	}
	if a := get(t, app, "/en/", townHost); strings.Contains(a.body, "/media/") {
		t.Error("the home page shows a picture of another host")
	}
	for _, address := range []string{"/en/news/play", "/p/" + string(c.play.id())} {
		if a := get(t, app, address, townHost); a.status != 404 {
			t.Errorf("%s: the play is served at two addresses: %d %s", address, a.status, a.header["Location"])
		}
	}
}

func TestWhatIsListedForMachinesLeadsHome(t *testing.T) {
	app := newCounty(t).serve(nil)
	type feed struct {
		Items []struct {
			ID, URL string
			HTML    string `json:"content_html"`
		}
	}
	ids := map[string]string{}
	for _, host := range []string{townHost, theatreHost} {
		var f feed
		if err := json.Unmarshal([]byte(get(t, app, "/en/news/feed.json", host).body), &f); err != nil {
			t.Fatal(err)
		}
		for _, one := range f.Items {
			if one.URL != "https://theatre.example/en/news/play" {
				continue
			}
			ids[host] = one.ID
			if !strings.Contains(one.HTML, `href="https://theatre.example/en/tickets"`) {
				t.Errorf("%s: a path of the theatre leads to another host: %s", host, one.HTML)
			}
		}
	}
	if ids[townHost] == "" || ids[townHost] != ids[theatreHost] {
		t.Errorf("two feeds name the same entry %q and %q", ids[townHost], ids[theatreHost])
	}
	var data struct {
		Total int
		Items []struct {
			URL    string
			Topics []struct{ Title string }
		}
	}
	if err := json.Unmarshal([]byte(get(t, app, "/en/news/data.json", townHost).body), &data); err != nil || data.Total != 2 {
		t.Fatalf("%+v (%v)", data, err)
	}
	for _, one := range data.Items {
		if one.Topics[0].Title != "Drama" {
			t.Errorf("%s has the topic %q", one.URL, one.Topics[0].Title)
		}
	}
	for _, form := range []string{"feed.rss", "feed.atom", "feed.json", "data.csv", "data.json"} {
		body := get(t, app, "/en/news/"+form, townHost).body
		for _, want := range []string{"https://theatre.example/en/news/play", "https://town.example/en/news/bridge"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not hold %s:\n%s", form, want, body)
			}
		}
		if strings.Contains(body, "https://town.example/en/news/play") || strings.Contains(body, "Secret") {
			t.Errorf("%s holds what is not there:\n%s", form, body)
		}
	}
}

// mapped gives the addresses of a Site's sitemap.
func mapped(t *testing.T, app *fiber.App, address, host string) (all []string) {
	t.Helper()
	var set struct {
		URLs []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(get(t, app, address, host).body), &set); err != nil {
		t.Fatal(err)
	}
	for _, u := range set.URLs {
		all = append(all, u.Loc)
	}
	return all
}

func TestASitemapHoldsWhatIsAtHome(t *testing.T) {
	app := newCounty(t).serve(nil)
	const play, bridge = "https://theatre.example/en/news/play", "https://town.example/en/news/bridge"
	for _, c := range []struct {
		address, host, has, not string
	}{
		{"/sitemap.xml", townHost, bridge, "/play"},
		{"/sitemap-en-1.xml", townHost, bridge, "/play"},
		{"/sitemap.xml", theatreHost, play, "/bridge"},
		{"/intranet/sitemap.xml", townHost, "https://town.example/intranet/en/policies/secret", "/bridge"},
	} {
		all := mapped(t, app, c.address, c.host)
		if !slices.Contains(all, c.has) || slices.ContainsFunc(all, func(at string) bool { return strings.HasSuffix(at, c.not) }) {
			t.Errorf("%s of %s: %v", c.address, c.host, all)
		}
	}
}

// rehome moves a Document to another Site, as the desk does.
func (d *draft) rehome(site string, redirect bool) *draft {
	return d.change(func(doc *content.Document) {
		former := content.Former{Site: doc.Site, Until: now, Redirect: redirect}
		for _, t := range doc.Translations {
			former.Words = append(former.Words, content.FormerWords{Locale: t.Locale, Words: t.LiveEdition().Words})
		}
		doc.Former, doc.Site = append(doc.Former, former), site
	})
}

func TestADocumentThatMovedAnswersAtItsNewHome(t *testing.T) {
	c := newCounty(t)
	other := c.at("public", "news", content.Facts{}, text{"en": {Title: "A concert", Summary: "S.", Body: "B.", Path: "news/concert"}})
	inward := c.at("public", "news", content.Facts{}, text{"en": {Title: "For staff now", Summary: "S.", Body: "B.", Path: "news/inward"}})
	app := c.serve(nil)
	var before string
	for _, line := range strings.Split(get(t, app, "/en/news/feed.atom", townHost).body, "<entry>") {
		if strings.Contains(line, "A concert") {
			before = between(line, "<id>", "</id>")
		}
	}
	c.news.rehome("theatre", false)
	other.rehome("theatre", true)
	inward.rehome("intranet", true)
	for _, w := range []struct {
		address, host string
		status        int
		to            string
	}{
		{"/en/news/bridge", townHost, 410, ""},
		{"/p/" + string(c.news.id()), townHost, 410, ""},
		{"/en/news/bridge", theatreHost, 200, ""},
		{"/en/news/concert", townHost, 301, "https://theatre.example/en/news/concert"},
		{"/p/" + string(other.id()), townHost, 302, "https://theatre.example/en/news/concert"},
		{"/en/news/concert/editions/1", townHost, 301, "https://theatre.example/en/news/concert"},
		{"/en/news/concert", theatreHost, 200, ""},
		{"/p/" + string(other.id()), theatreHost, 302, "/en/news/concert"},
		// Where staff read it now is nobody else's business.
		{"/en/news/inward", townHost, 410, ""},
		{"/intranet/en/news/inward", townHost, 200, ""},
	} {
		a := get(t, app, w.address, w.host)
		if a.status != w.status || a.header["Location"] != w.to {
			t.Errorf("%s on %s: %d %q, want %d %q", w.address, w.host, a.status, a.header["Location"], w.status, w.to)
		}
	}
	page := get(t, app, "/en/news/", townHost).body
	htmlcheck.Expect(t, []byte(page), htmlcheck.In("main",
		htmlcheck.Link("The bridge", "https://theatre.example/en/news/bridge"), htmlcheck.Link("A concert", "https://theatre.example/en/news/concert"), htmlcheck.NoText("For staff now")))
	atom := get(t, app, "/en/news/feed.atom", townHost).body
	if before == "" || strings.Count(atom, "<id>"+before+"</id>") != 1 {
		t.Errorf("after the move the feed has no entry %s:\n%s", before, atom)
	}
	town, theatre := mapped(t, app, "/sitemap.xml", townHost), mapped(t, app, "/sitemap.xml", theatreHost)
	for _, slug := range []string{"bridge", "concert"} {
		here := func(at string) bool { return strings.HasSuffix(at, "/news/"+slug) }
		if slices.ContainsFunc(town, here) || !slices.Contains(theatre, "https://theatre.example/en/news/"+slug) {
			t.Errorf("%s in the sitemaps: %v and %v", slug, town, theatre)
		}
	}
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

// TestKeptListsOfBothSitesLeaveTogether keeps the lists of two Sites and demands
// that a Change of one home throws out both, and no page beside.
func TestKeptListsOfBothSitesLeaveTogether(t *testing.T) {
	c := newCounty(t)
	pages := NewPages(1<<22, 1)
	app := c.serve(pages)
	lists := []struct{ address, host string }{{"/en/news/", townHost}, {"/en/news/", theatreHost}, {"/en/news/feed.atom", townHost}, {"/intranet/en/policies/", townHost}}
	for _, l := range lists {
		get(t, app, l.address, l.host)
	}
	before := c.shelf.rows[c.play.id()]
	c.play.publish("en", content.Facts{}, content.Words{Title: "Another play", Summary: "S.", Body: "B.", Path: "news/play"}, now)
	c.play.done()
	pages.Touch(change(2, c.shelf.projector.Tags(before, c.shelf.rows[c.play.id()])...))
	for _, l := range lists[:3] {
		if a := get(t, app, l.address, l.host); !strings.Contains(a.body, "Another play") {
			t.Errorf("%s on %s shows what was", l.address, l.host)
		}
	}
	hits := pages.Stats().Hits
	get(t, app, lists[3].address, lists[3].host)
	if pages.Stats().Hits != hits+1 {
		t.Error("a page that does not list the theatre was thrown out")
	}
}
