package main

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/admin"
	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
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
		Types: s.house.types, Sites: s.house.sites, Catalog: s.house.catalog, Clock: s.clock, Zone: first.location(), Home: s.house.homeSite(),
		Store: s.house.store, Desk: s.house.desk, Door: s.door, Roster: s.house.roster,
		Preview: s.preview, File: s.previewFile,
		Sheet: sheet, Arms: arms, Demo: s.demo, Log: s.log,
	})
	return err
}

// foreseen gives the Site that an Edition is at home on, and a Reader that answers
// as if that Edition were live. Who may look was asked before.
func (s *server) foreseen(ctx context.Context, d *content.Document, locale i18n.Locale, edition int) (*site.Site, content.Reader, content.Access, *content.Reading, error) {
	home, ok := s.readers[d.Site]
	if !ok {
		return nil, nil, "", nil, fault.Absent("site %s", d.Site)
	}
	access := content.NewAccess(content.Public)
	if home.library.Site().Audience == content.Staff {
		access = content.NewAccess(content.Public, content.Staff)
	}
	reader, reading, err := content.Preview(ctx, home.library.For(access), d, locale, edition, s.house.store)
	return home.site, reader, access, &reading, err
}

func (s *server) preview(ctx context.Context, d *content.Document, locale i18n.Locale, edition int, media string) ([]byte, error) {
	at, reader, access, r, err := s.foreseen(ctx, d, locale, edition)
	if err != nil {
		return nil, err
	}
	return at.Preview(ctx, reader, access, r, site.PreviewOptions{Media: media})
}

func (s *server) previewFile(c *fiber.Ctx, d *content.Document, locale i18n.Locale, edition int) error {
	at, _, _, r, err := s.foreseen(c.UserContext(), d, locale, edition)
	if err != nil {
		return err
	}
	return at.PreviewFile(c, r, content.ID(c.Params("asset")), c.Params("variant"), c.Params("file"))
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
