// Package admin owns the staff side over HTTP: signing in, the desk with its
// lists, the editor, review, publishing, accounts. Its screens are templates and
// words of the catalogue.
//
// It must hold no rule: what somebody may do is asked of content.Can, what may
// follow of the transition table, and everything that changes anything is a verb
// of content/editorial or package staff. It knows no store and no theme: what it
// reads and how a page looks are plugged in.
package admin

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/content/style"
	"herald/i18n"
	"herald/internal/health"
	"herald/internal/view"
	"herald/internal/web"
	"herald/media"
	"herald/search"
	"herald/staff"
	"herald/staff/post"
)

// Root is where the staff side stands on every host.
const Root = "/admin"

//go:embed views
var views embed.FS

// Config is what the staff side is made of. Everything is needed but what is said
// to be optional.
type Config struct {
	Types   *content.Types
	Sites   content.Sites
	Catalog *i18n.Catalog
	Clock   content.Clock
	Store   Store
	Desk    *editorial.Desk
	Door    *staff.Door
	Roster  *staff.Roster
	// Post tells members what concerns them.
	Post *post.Office
	// Preview renders an Edition as the page that readers would see, with its files
	// at addresses below media; File answers such an address. What the Edition names
	// need not be in the store: typed holds the texts that are not kept yet.
	Preview func(ctx context.Context, d *content.Document, locale i18n.Locale, edition int, media string, typed ...content.Text) ([]byte, error)
	// Look is Preview of the words of a Site on the page of its newest release;
	// fault.NotFound says that there is none.
	Look func(ctx context.Context, d *content.Document, locale i18n.Locale, edition int, media string) ([]byte, error)
	File func(c *fiber.Ctx, d *content.Document, locale i18n.Locale, edition int) error
	// Shared renders an Edition for somebody without an account.
	Shared func(ctx context.Context, s Showing) ([]byte, error)
	// Shares keeps the links.
	Shares content.Shares
	// Find asks the search of a Site for texts that its readers may read; nil finds
	// nothing.
	Find func(ctx context.Context, site string, locale i18n.Locale, text string) ([]search.Hit, error)
	// Finder asks the search of the desk; nil finds nothing.
	Finder Finder
	// Questions tells what readers asked the search; nil tells of nothing.
	Questions Questions
	// Health tells how the installation does. It is asked on each page that says so.
	Health func(ctx context.Context) health.Report
	// Intake takes files in; Variant sends one to whoever may see it, in one of
	// Sizes where it is a picture.
	Intake  Intake
	Variant func(c *fiber.Ctx, asset content.ID, variant, file string) error
	Sizes   media.Sizes
	// Sheet is the address of the style sheet that the desk's own is laid over,
	// Arms that of the arms: the desk looks like the municipality.
	Sheet, Arms string
	// Home is the Site that the municipality leads with, and that a new installation
	// is set up for; empty is the first by name.
	Home string
	// Zone is where the clocks of the municipality stand; nil is UTC.
	Zone *time.Location
	// Style is the house style; nil is the one that comes with Herald.
	Style *style.Rules
	// Demo says on every screen that this is a demonstration.
	Demo bool
	// Log receives what members are not told; nil means slog.Default().
	Log *slog.Logger
}

// Finder is the search of the desk, which answers a member with what the policy lets
// them read (search.Desk).
type Finder interface {
	Search(ctx context.Context, q search.DeskQuery) (search.DeskResults, error)
	Numbered(ctx context.Context, actor content.Actor, text string) ([]content.Standing, error)
}

// Store is what the desk reads beside what its verbs load.
type Store interface {
	// Documents gives Records as they are now; absent ones are left out.
	Documents(ctx context.Context, ids ...content.ID) (map[content.ID]*content.Document, error)
	// Using gives the Standings of all texts that show an Asset.
	Using(ctx context.Context, asset content.ID) ([]content.Standing, error)
	// Paths gives who holds a path of a Site in any locale, or held it.
	Paths(ctx context.Context, site, path string) ([]content.PathRow, error)
	content.Board
	content.Scratches
	media.Shelf
}

// Admin answers the addresses below Root.
type Admin struct {
	Config
	views *view.Set
	log   *slog.Logger
	// assets are the files of the views, ready to be sent.
	assets map[string]*web.Body
	// living is the house style with what is said at the desk.
	living  *style.Living
	tongues tongues
}

// loaded are the views, checked once for the whole process.
var loaded = sync.OnceValues(func() (*view.Set, error) {
	layer, err := fs.Sub(views, "views")
	if err != nil {
		return nil, err
	}
	set, err := view.Load(view.Source{Layers: []fs.FS{layer}, Prefix: Root + "/assets/"})
	if err != nil {
		return nil, err
	}
	return set, check(set)
})

// New makes the staff side.
func New(config Config) (*Admin, error) {
	if config.Store == nil || config.Desk == nil || config.Door == nil || config.Roster == nil || config.Post == nil || config.Catalog == nil || config.Intake == nil || config.Shares == nil || config.Health == nil {
		return nil, errors.New("admin: a store, a desk, a door, a roster, a post, a catalogue, an intake, a place for links and what tells of health are needed")
	}
	set, err := loaded()
	if err != nil {
		return nil, fmt.Errorf("admin: %w", err)
	}
	a := &Admin{Config: config, views: set, log: config.Log, assets: map[string]*web.Body{}}
	if a.log == nil {
		a.log = slog.Default()
	}
	if a.Style == nil {
		a.Style = style.Shipped()
	}
	a.living = &style.Living{Base: a.Style}
	for path, file := range set.Assets() {
		a.assets[path] = web.NewAsset(file.Bytes, file.ContentType)
	}
	return a, nil
}

// check proves that every template fits the struct that it is rendered with.
func check(set *view.Set) error {
	var problems []error
	for _, name := range set.Pages() {
		sample := samples[name]
		if sample == nil {
			problems = append(problems, fmt.Errorf("page %s has no struct", name))
			continue
		}
		problems = append(problems, set.Check(name, sample))
	}
	return errors.Join(problems...)
}

// asset sends a file of the views. Its address changes with its content.
func (a *Admin) asset(c *fiber.Ctx) error {
	if body, ok := a.assets[c.Path()]; ok {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
		return web.Send(c, body, a.views.Assets()[c.Path()].ContentType)
	}
	now, ok := a.views.OtherSheet(c.Path())
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return web.Send(c, a.assets[now.Path], now.ContentType)
}
