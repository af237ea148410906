package main

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/admin"
	"herald/content"
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
		Types: s.house.types, Sites: s.house.sites, Catalog: s.house.catalog, Clock: s.clock, Zone: first.location(),
		Store: s.house.store, Desk: s.house.desk, Door: s.door, Roster: s.house.roster,
		Sheet: sheet, Arms: arms, Demo: s.demo, Log: s.log,
	})
	return err
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
