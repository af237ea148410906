package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofiber/fiber/v2"

	"herald/admin"
	"herald/content"
	"herald/i18n"
	"herald/internal/web"
	"herald/media"
	"herald/site"
	"herald/themes"
)

// publicApp is what readers talk to: every Site, each with a Library closed over
// its own audience.
func (s *server) publicApp() (*fiber.App, error) {
	libraries := map[string]content.Library{}
	s.readers = map[string]home{}
	for name := range s.house.sites {
		libraries[name] = content.NewLibrary(s.house.store, s.house.sites, name, s.house.types, s.clock)
	}
	var all []*site.Site
	var problems []error
	for _, name := range s.house.siteNames() {
		one, err := s.site(name, libraries)
		if err != nil {
			problems = append(problems, fmt.Errorf("site %s: %w", name, err))
			continue
		}
		all = append(all, one)
		s.readers[name] = home{one, libraries[name]}
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	mux, err := site.NewMux(all...)
	if err != nil {
		return nil, err
	}
	if s.founding != nil {
		mux.Preparing = s.founding.waits
	}
	theme, err := s.theme(s.config.Sites[0].Name)
	if err != nil {
		return nil, err
	}
	if err := s.openDesk(theme); err != nil {
		return nil, err
	}
	config := web.Config{Name: "public", OnError: onError(s.desk, mux), Log: s.log, Counted: s.metrics.counter(), Answered: s.accessLog(), AllowHost: mux.AllowHost,
		Timeout: -1, MaxConnsPerIP: s.config.Pages.ConnectionsPerAddress, LargeBody: admin.LargeBody()}
	for _, proxy := range s.config.TrustedProxies {
		network, _ := parseProxy(proxy) // it was checked with the configuration
		config.TrustedProxies = append(config.TrustedProxies, network)
	}
	app := web.New(config)
	s.desk.Routes(app)
	mux.Routes(app)
	return app, nil
}

// openPages makes the page cache that all Sites share. It is empty and knows
// nothing of before.
func (s *server) openPages(ctx context.Context) error {
	head, err := s.house.store.Head(ctx)
	if err != nil {
		return err
	}
	s.pages = site.NewPages(s.config.cacheBytes(), head)
	s.behind(s.pages)
	s.metrics.cache(s.pages)
	return nil
}

func (s *server) site(name string, libraries map[string]content.Library) (*site.Site, error) {
	place := s.house.sites[name]
	theme, err := s.theme(name)
	if err != nil {
		return nil, err
	}
	for _, m := range theme.Moved {
		s.log.Warn("a colour of the theme cannot be read on its ground and was moved", "theme", place.Theme, "colour", m)
	}
	return site.New(site.Config{
		Library: libraries[name], Theme: theme, Catalog: s.house.catalog, Log: s.log, Pages: s.pages, Timeout: s.config.timeout(),
		Search:    searcher{index: s.index, site: name},
		Asked:     s.questions.Asked,
		Media:     readersMedia{media.Library{Shelf: s.house.store, Texts: s.house.store}, s.room},
		Guard:     s.guardOf(place),
		Elsewhere: elsewhere(name, libraries),
		Security:  site.Security{Contact: s.config.Security.Contact},
	})
}

func loadTheme(folder, name string) (*themes.Theme, error) {
	if name == civic {
		return themes.Civic(), nil
	}
	return themes.Load(os.DirFS(filepath.Join(folder, name)))
}

// elsewhere finds a Document on the other Sites of the installation. Only what
// everybody may see is looked for, so that no link tells of anything else.
func elsewhere(here string, libraries map[string]content.Library) func(context.Context, content.ID, i18n.Locale) (string, bool) {
	return func(ctx context.Context, id content.ID, locale i18n.Locale) (string, bool) {
		for name, library := range libraries {
			if name == here || library.Site().Audience != content.Public {
				continue
			}
			found, err := library.For(content.NewAccess(content.Public)).Get(ctx, id, locale)
			if err == nil {
				return found.Site.URL(found.Path()), true
			}
		}
		return "", false
	}
}
