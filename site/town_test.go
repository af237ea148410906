package site

import (
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/web"
	"herald/themes"
)

// now is the instant of every test: a Friday, ten to two in the town.
var now = time.Date(2026, time.November, 20, 11, 50, 0, 0, time.UTC)

type fixed struct{}

func (fixed) Now() time.Time { return now }

// town is a municipality in memory with a public Site and an intranet.
type town struct {
	t      testing.TB
	shelf  *shelf
	types  *content.Types
	sites  content.Sites
	search Searcher
	told   func(site string, locale i18n.Locale, text string, total int)
	media  Media
	made   int
}

func newTown(t testing.TB) *town {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Vilnius")
	if err != nil {
		t.Fatal(err)
	}
	types := content.ShippedTypes()
	sites := content.Sites{
		"public": {Name: "public", Origin: "https://town.example", Aliases: []string{"www.town.example"},
			Locales: i18n.Shipped(), Audience: content.Public, Zone: zone},
		"intranet": {Name: "intranet", Origin: "https://town.example", Base: "/intranet",
			Locales: []i18n.Locale{"lt", "en"}, Audience: content.Staff, Zone: zone},
	}
	return &town{t: t, types: types, sites: sites, shelf: &shelf{
		projector: content.Projector{Types: types, Sites: sites}, docs: map[content.ID]*content.Document{},
		texts: map[content.Hash][]byte{}, rows: map[content.ID]content.Projection{},
	}}
}

// text is the words of each locale.
type text map[i18n.Locale]content.Words

// draft is a Document on its way into the town.
type draft struct {
	*town
	doc *content.Document
}

// add publishes a Document in every locale of words; the first of the Site's
// locales that is there is the source.
func (tw *town) add(typ string, facts content.Facts, words text) *draft {
	return tw.at("public", typ, facts, words)
}

func (tw *town) at(site, typ string, facts content.Facts, words text) *draft {
	tw.t.Helper()
	tw.made++
	d := &draft{tw, &content.Document{ID: tw.id(tw.made), Type: typ, Site: site, Created: content.Mark{By: "author", At: now.AddDate(0, -2, 0)}}}
	for _, l := range i18n.Shipped() {
		if _, ok := words[l]; ok && d.doc.Source == "" {
			d.doc.Source = l
		}
	}
	for l, w := range words {
		d.doc.Put(&content.Translation{Locale: l})
		d.publish(l, facts, w, now.AddDate(0, 0, -20+tw.made%15))
	}
	d.done()
	return d
}

// id is a readable id: the nth Document.
func (tw *town) id(n int) content.ID { return content.ID(fmt.Sprintf("tw%010d", n)) }

// publish adds an Edition, sealed and public, to the live slot.
func (d *draft) publish(l i18n.Locale, facts content.Facts, w content.Words, at time.Time) *content.Edition {
	t := d.doc.Translation(l)
	if old := t.LiveEdition(); old != nil {
		old.State = content.Superseded
	}
	e := t.Open(nil)
	e.Words, e.Facts = d.shelf.text(w.Encode()), d.shelf.text(facts.Encode())
	e.State, e.Major = content.Published, true
	e.Published = &content.Publication{Mark: content.Mark{By: "officer", At: at}}
	step := content.StepLanguage
	if typ := d.types.Get(d.doc.Type); typ.Verbatim && l == d.doc.Source {
		step = content.StepAuthentic
	}
	if len(d.types.Get(d.doc.Type).Steps) > 0 {
		e.Approvals = []content.Approval{{Step: step, Words: e.Words, Mark: content.Mark{By: "editor", At: at.Add(-time.Hour)}}}
	}
	t.Live, t.Next = e.Number, 0
	return e
}

// change edits the Record and projects it again.
func (d *draft) change(edit func(*content.Document)) *draft {
	edit(d.doc)
	return d.done()
}

func (d *draft) done() *draft {
	d.t.Helper()
	if err := d.shelf.put(d.doc); err != nil {
		d.t.Fatal(err)
	}
	return d
}

func (d *draft) id() content.ID { return d.doc.ID }

func (d *draft) ref() string { return "doc:" + string(d.doc.ID) }

// site makes the Site called name.
func (tw *town) site(name string, edit ...func(*Config)) *Site {
	tw.t.Helper()
	config := Config{
		Library: content.NewLibrary(tw.shelf, tw.sites, name, tw.types, fixed{}), Theme: themes.Civic(), Catalog: i18n.Default(),
		Search: tw.search, Asked: tw.told, Media: tw.media, Security: Security{Contact: []string{"mailto:security@town.example"}},
	}
	for _, e := range edit {
		e(&config)
	}
	s, err := New(config)
	if err != nil {
		tw.t.Fatal(err)
	}
	return s
}

// serve gives the application that answers for all Sites.
func (tw *town) serve(edit ...func(*Config)) *fiber.App {
	tw.t.Helper()
	guard := func(c *Config) {
		c.Guard = func(*fiber.Ctx) (content.Access, error) { return "", &SignIn{To: "/admin/sign-in"} }
	}
	mux, err := NewMux(tw.site("public", edit...), tw.site("intranet", append([]func(*Config){guard}, edit...)...))
	if err != nil {
		tw.t.Fatal(err)
	}
	app := web.New(web.Config{Name: "public", AllowHost: mux.AllowHost, OnError: mux.OnError})
	mux.Routes(app)
	return app
}

// monuments is a Type that no Go knows.
var monuments = fstest.MapFS{"monument.toml": {Data: []byte(`
name = "monument"
steps = ["language"]
listed = true
body = "optional"
summary = "optional"
sort = "title"

[[fields]]
name = "built_in"
kind = "day"

[[fields]]
name = "stone"
kind = "choice"
facet = true
choices = ["granite", "brick"]

[[fields]]
name = "place"
kind = "link"

[[fields]]
name = "story"
kind = "prose"
words = true

[slugs]
en = "monuments"
lt = "paminklai"
`)}}
