package main

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/admin"
	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/search"
	"herald/site"
	"herald/themes"
)

// openDesk makes the staff side, in the colours of the first Site.
func (s *server) openDesk(theme *themes.Theme) (err error) {
	first := s.config.Sites[0]
	sheet, err := theme.Asset("style.css")
	if err != nil {
		return err
	}
	arms, err := theme.Asset(theme.Manifest.Arms)
	if err != nil {
		return err
	}
	s.desk, err = admin.New(admin.Config{
		Types: s.house.types, Sites: s.house.sites, Catalog: s.house.catalog, Clock: s.clock, Zone: first.location(), Home: s.house.homeSite(), Style: s.house.style,
		Store: s.house.store, Desk: s.house.desk, Door: s.door, Roster: s.house.roster, Post: s.post,
		Shares: s.house.store, Shared: s.shared, Preview: s.preview, Look: s.look, File: s.previewFile, Find: s.findTexts, Finder: finder{s}, Questions: s.house.store, Health: s.health,
		Intake: deskIntake{s.house, s.uploads}, Variant: s.readers[first.Name].site.AnyFile, Sizes: site.Sizes(theme),
		Sheet: sheet, Arms: arms, Demo: s.demo, Log: s.log,
	})
	return err
}

// foreseen gives the Site that an Edition is at home on, and a Reader that answers
// as if that Edition were live. Who may look was asked before.
func (s *server) foreseen(ctx context.Context, d *content.Document, locale i18n.Locale, edition int, typed ...content.Text) (*site.Site, content.Reader, content.Access, *content.Reading, error) {
	home, ok := s.readers[d.Site]
	if !ok {
		return nil, nil, "", nil, fault.Absent("site %s", d.Site)
	}
	access := content.NewAccess(content.Public)
	if home.library.Site().Audience == content.Staff {
		access = content.NewAccess(content.Public, content.Staff)
	}
	reader, reading, err := content.Preview(ctx, home.library.For(access), d, locale, edition, typedOver{s.house.store, typed})
	return home.site, reader, access, &reading, err
}

func (s *server) preview(ctx context.Context, d *content.Document, locale i18n.Locale, edition int, media string, typed ...content.Text) ([]byte, error) {
	at, reader, access, r, err := s.foreseen(ctx, d, locale, edition, typed...)
	if err != nil {
		return nil, err
	}
	return at.Preview(ctx, reader, access, r, site.PreviewOptions{Media: media})
}

// look previews the words of a Site on a release.
func (s *server) look(ctx context.Context, d *content.Document, locale i18n.Locale, edition int, media string) ([]byte, error) {
	at, reader, access, r, err := s.foreseen(ctx, d, locale, edition)
	if err != nil {
		return nil, err
	}
	return at.Preview(ctx, reader, access, r, site.PreviewOptions{Media: media, Release: true})
}

// shared renders an Edition for whoever was given a link to it.
func (s *server) shared(ctx context.Context, x admin.Showing) ([]byte, error) {
	at, reader, access, r, err := s.foreseen(ctx, x.Document, x.Locale, x.Edition)
	if err != nil {
		return nil, err
	}
	return at.Preview(ctx, reader, access, r, site.PreviewOptions{Media: x.Media, Embargo: x.Embargo, Shared: x.Said})
}

// typedOver are texts that are not kept, laid over those that are.
type typedOver struct {
	kept  content.Texts
	typed []content.Text
}

func (o typedOver) Texts(ctx context.Context, hashes ...content.Hash) (map[content.Hash][]byte, error) {
	bodies := map[content.Hash][]byte{}
	var others []content.Hash
	for _, h := range hashes {
		if i := slices.IndexFunc(o.typed, func(t content.Text) bool { return t.Hash == h }); i >= 0 {
			bodies[h] = o.typed[i].Body
		} else {
			others = append(others, h)
		}
	}
	if len(others) == 0 {
		return bodies, nil
	}
	found, err := o.kept.Texts(ctx, others...)
	maps.Copy(bodies, found)
	return bodies, err
}

func (s *server) previewFile(c *fiber.Ctx, d *content.Document, locale i18n.Locale, edition int) error {
	at, _, _, r, err := s.foreseen(c.UserContext(), d, locale, edition)
	if err != nil {
		return err
	}
	return at.PreviewFile(c, r, content.ID(c.Params("asset")), c.Params("variant"), c.Params("file"))
}

// findTexts asks the index of a Site as its readers do.
func (s *server) findTexts(ctx context.Context, name string, locale i18n.Locale, text string) ([]search.Hit, error) {
	access := content.NewAccess(content.Public)
	if place := s.house.sites[name]; place != nil && place.Audience == content.Staff {
		access = content.NewAccess(content.Public, content.Staff)
	}
	found, err := s.index.Search(ctx, search.Query{Site: name, Locale: locale, Access: access, Text: text, Limit: suggestions})
	return append(found.Hits, found.Elsewhere...), err
}

// home is a Site with the Library that it reads.
type home struct {
	site    *site.Site
	library content.Library
}

// onError lets the side that an address belongs to say what went wrong.
func onError(desk *admin.Admin, sites *site.Mux) func(*fiber.Ctx, int, error, string) error {
	return func(c *fiber.Ctx, status int, err error, number string) error {
		if path := c.Path(); path == admin.Root || strings.HasPrefix(path, admin.Root+"/") {
			return desk.OnError(c, status, err, number)
		}
		return sites.OnError(c, status, err, number)
	}
}

// guardOf says what the reader of a request may see. On a public Site that is
// the same for everybody; a staff Site asks the desk who has signed in.
func (s *server) guardOf(place *content.Site) site.Guard {
	if place.Audience == content.Public {
		access := content.NewAccess(content.Public)
		return func(*fiber.Ctx) (content.Access, error) { return access, nil }
	}
	return func(c *fiber.Ctx) (content.Access, error) {
		access, door, err := s.desk.Guard(c)
		if err == nil && door != "" {
			err = &site.SignIn{To: door}
		}
		return access, err
	}
}
