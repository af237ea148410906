// Package site owns the public HTTP side of one Site: its route table, the
// typed page of every screen, what stands in the head of a page, sitemap,
// structured data and error pages.
//
// It reads through a content.Library and must not know a draft, a verb, a
// store or an account: what a reader may see is decided below, and who the
// reader is by the Guard that cmd plugs in.
package site

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/media"
	"herald/themes"
)

// Config is what a Site is made of. Library, Theme and Catalog are needed.
type Config struct {
	// Library gives what the Site's audience may read.
	Library content.Library
	// Theme is how pages look.
	Theme *themes.Theme
	// Catalog holds the words on screen.
	Catalog *i18n.Catalog
	// Search answers questions; nil says that search is not available.
	Search Searcher
	// Asked, if set, is told of every question as it is first asked on a search page
	// and answered: the words as they were read and how many Documents they found.
	// Nothing else of the reader is told. It must be quick and may be called by many
	// at once.
	Asked func(site string, locale i18n.Locale, text string, total int)
	// Media gives the files of texts; nil gives none.
	Media Media
	// Guard says what the reader of a request may see; nil is everyone who may
	// see what is public.
	Guard Guard
	// Elsewhere gives the whole address of a Document on another Site; nil
	// knows none.
	Elsewhere func(ctx context.Context, id content.ID, locale i18n.Locale) (url string, ok bool)
	// Security is what security.txt says.
	Security Security
	// Timeout bounds the making of one page; 0 is no bound.
	Timeout time.Duration
	// Pages is the page cache that all Sites share; nil keeps nothing.
	Pages *Pages
	// Log receives what readers are not told; nil means slog.Default().
	Log *slog.Logger
}

// Guard gives the Access of a request. A reader who has to sign in first is
// sent there by returning a *SignIn.
type Guard func(c *fiber.Ctx) (content.Access, error)

// SignIn is the error of a Guard that sends the reader to another address.
type SignIn struct{ To string }

// Error gives the text for the log.
func (s *SignIn) Error() string { return "the reader has to sign in at " + s.To }

// Security is what /.well-known/security.txt says (RFC 9116).
type Security struct {
	// Contact lists addresses, "mailto:…" or "https://…"; none means no file.
	Contact []string
	// Expires is the end of its validity; zero is half a year from each answer.
	Expires time.Time
}

// Site answers the addresses of one content.Site.
type Site struct {
	config Config
	site   *content.Site
	types  *content.Types
	theme  *themes.Theme
	log    *slog.Logger
	// sizes are those in which the theme shows pictures.
	sizes media.Sizes
	// filters are the query parameters that a listing of any Type understands.
	filters []string
	// onePart and partLength bound the parts of the sitemap.
	onePart, partLength int
	// calm are the error pages that need nothing of the store.
	calm calmPages
	// unopened is what readers get before there is anything for them.
	unopened map[i18n.Locale][]byte
}

// New makes a Site. It refuses a theme whose templates do not fit their pages.
func New(config Config) (*Site, error) {
	if config.Library == nil || config.Theme == nil || config.Catalog == nil {
		return nil, errors.New("site: a library, a theme and a catalogue are needed")
	}
	if config.Log == nil {
		config.Log = slog.Default()
	}
	if err := Check(config.Theme); err != nil {
		return nil, fmt.Errorf("theme %s: %w", config.Theme.Manifest.Name, err)
	}
	s := &Site{config: config, site: config.Library.Site(), types: config.Library.Types(), theme: config.Theme, log: config.Log, onePart: onePart, partLength: partLength}
	s.filters, s.sizes = filterNames(s.types), Sizes(s.theme)
	var err error
	if s.calm, err = s.calmPages(); err != nil {
		return nil, err
	}
	if s.unopened, err = s.unopenedPages(); err != nil {
		return nil, err
	}
	return s, nil
}

// staff reports whether the Site is read by staff alone.
func (s *Site) staff() bool { return s.site.Audience == content.Staff }

// printer gives the printer of locale.
func (s *Site) printer(locale i18n.Locale) *i18n.Printer { return s.config.Catalog.Printer(locale) }
