package site

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
	"herald/internal/web"
	"herald/store/sqlite"
	"herald/themes"
)

// living is a town on a real store, with the verbs, the page cache and a clock
// that the test moves.
type living struct {
	*testing.T
	town  *town
	desk  *editorial.Desk
	store content.Store
	gate  *gate
	pages *Pages
	app   *fiber.App
	// bare answers without the cache: what is right now.
	bare  *fiber.App
	clock atomic.Int64
	// later, if set, collects Changes instead of telling the cache at once.
	later *[]content.Change
}

// Now implements content.Clock.
func (l *living) Now() time.Time { return time.UnixMilli(l.clock.Load()).UTC() }

func (l *living) at(t time.Time) { l.clock.Store(t.UnixMilli()) }

// newLiving makes one whose public Site speaks three languages: enough to tell
// them apart.
func newLiving(t *testing.T) *living {
	t.Helper()
	tw := newTown(t)
	tw.sites["public"].Locales = []i18n.Locale{"en", "lt", "ka"}
	store, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "herald.db"), tw.shelf.projector, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	l := &living{T: t, town: tw, store: store, gate: &gate{Shelf: store}, pages: NewPages(1<<28, 0)}
	l.at(now)
	l.desk = &editorial.Desk{Log: store, Types: tw.types, Sites: tw.sites, Clock: l, Committed: l.committed}
	l.app, l.bare = l.serve(l.pages), l.serve(nil)
	return l
}

func (l *living) committed(c content.Change) {
	if l.later != nil {
		*l.later = append(*l.later, c)
		return
	}
	l.pages.Touch(c)
}

func (l *living) serve(pages *Pages) *fiber.App {
	l.Helper()
	config := Config{Library: content.NewLibrary(l.gate, l.town.sites, "public", l.town.types, l), Theme: themes.Civic(), Catalog: i18n.Default(), Pages: pages}
	s, err := New(config)
	if err != nil {
		l.Fatal(err)
	}
	mux, err := NewMux(s)
	if err != nil {
		l.Fatal(err)
	}
	app := web.New(web.Config{Name: "public", AllowHost: mux.AllowHost, OnError: mux.OnError})
	mux.Routes(app)
	return app
}

// put publishes a Document at once, as an import does.
func (l *living) put(id content.ID, typ string, facts content.Facts, words text) {
	l.Helper()
	facts.Name = string(id)
	in := editorial.Import{ID: id, Site: "public", Type: typ, Facts: facts}
	for _, locale := range l.town.sites["public"].Locales {
		if w, ok := words[locale]; ok {
			if in.Source == "" {
				in.Source = locale
			}
			in.Translations = append(in.Translations, editorial.ImportedText{Locale: locale, Published: l.Now().Add(-time.Hour), Words: w})
		}
	}
	out, err := l.desk.Import(l.Context(), "system:test", []editorial.Import{in}, true)
	if err != nil || out[0].Err != nil {
		l.Fatal(out, err)
	}
}

var (
	liveAuthor  = content.Actor{ID: "ana", Grants: []content.Grant{{Role: content.RoleAuthor}}}
	liveEditor  = content.Actor{ID: "lina", Grants: []content.Grant{{Role: content.RoleLanguageEditor}}}
	liveOfficer = content.Actor{ID: "rasa", Grants: []content.Grant{{Role: content.RolePressOfficer}}}
)

// scheduled writes a Document in English that goes public at an instant.
func (l *living) scheduled(typ string, facts content.Facts, w content.Words, at time.Time) content.ID {
	l.Helper()
	ctx := l.Context()
	res, err := l.desk.Create(ctx, liveAuthor, editorial.Create{Site: "public", Type: typ, Locale: "en", Words: w, Facts: facts})
	if err != nil {
		l.Fatal(err)
	}
	if _, err := l.desk.Submit(ctx, liveAuthor, editorial.Submit{Document: res.Document, Locale: "en"}); err != nil {
		l.Fatal(err)
	}
	snap, err := l.store.Load(ctx, content.Ask{Documents: []content.ID{res.Document}})
	if err != nil {
		l.Fatal(err)
	}
	sealed := snap.Documents[res.Document].Translation("en").NextEdition().Words
	if _, err := l.desk.Approve(ctx, liveEditor, editorial.Approve{Document: res.Document, Locale: "en", Step: content.StepLanguage, Words: sealed}); err != nil {
		l.Fatal(err)
	}
	if _, err := l.desk.Schedule(ctx, liveOfficer, res.Document, "en", at, "Europe/Vilnius"); err != nil {
		l.Fatal(err)
	}
	return res.Document
}

// gate stands before a Shelf: it can shut, and it can let something happen
// between a reading and what is made of it.
type gate struct {
	content.Shelf
	shut  atomic.Bool
	calls atomic.Int64
	// during, if set, runs in the middle of every reading with its number:
	// after the store has answered, before the reader hears of it.
	during func(call int64)
}

var errShut = fault.New(fault.Unavailable, "")

func (g *gate) pass() error {
	if g.shut.Load() {
		return errShut
	}
	return nil
}

func (g *gate) answered() {
	if n := g.calls.Add(1); g.during != nil {
		g.during(n)
	}
}

func (g *gate) Head(ctx context.Context) (content.Position, error) {
	if err := g.pass(); err != nil {
		return 0, err
	}
	defer g.answered()
	return g.Shelf.Head(ctx)
}

func (g *gate) Rows(ctx context.Context, q content.Query) ([]content.Row, error) {
	if err := g.pass(); err != nil {
		return nil, err
	}
	defer g.answered()
	return g.Shelf.Rows(ctx, q)
}

func (g *gate) Count(ctx context.Context, q content.Query) (int, error) {
	if err := g.pass(); err != nil {
		return 0, err
	}
	defer g.answered()
	return g.Shelf.Count(ctx, q)
}

func (g *gate) Facets(ctx context.Context, q content.Query, names []string) (map[string]map[string]int, error) {
	if err := g.pass(); err != nil {
		return nil, err
	}
	defer g.answered()
	return g.Shelf.Facets(ctx, q, names)
}

func (g *gate) Next(ctx context.Context, now time.Time, queries ...content.Query) (time.Time, error) {
	if err := g.pass(); err != nil {
		return time.Time{}, err
	}
	defer g.answered()
	return g.Shelf.Next(ctx, now, queries...)
}

func (g *gate) Paths(ctx context.Context, site, path string) ([]content.PathRow, error) {
	if err := g.pass(); err != nil {
		return nil, err
	}
	defer g.answered()
	return g.Shelf.Paths(ctx, site, path)
}

func (g *gate) Documents(ctx context.Context, ids ...content.ID) (map[content.ID]*content.Document, error) {
	if err := g.pass(); err != nil {
		return nil, err
	}
	defer g.answered()
	return g.Shelf.Documents(ctx, ids...)
}

func (g *gate) Texts(ctx context.Context, hashes ...content.Hash) (map[content.Hash][]byte, error) {
	if err := g.pass(); err != nil {
		return nil, err
	}
	defer g.answered()
	return g.Shelf.Texts(ctx, hashes...)
}
