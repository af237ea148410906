package site

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/internal/view"
	"herald/internal/web"
)

// Mux is all Sites of an installation, told apart by host and base path.
type Mux struct {
	// sites are in the order of asking: the longest base first, so that
	// /intranet is not taken for a page of the Site at /.
	sites  []*Site
	hosts  map[*Site][]string
	assets map[string]*web.Body
	kinds  map[string]view.Asset
	// Preparing, if set, says whether there is nothing for readers yet. It is asked
	// at every request.
	Preparing func() bool
}

// NewMux puts Sites side by side. Two on one host need different bases.
func NewMux(sites ...*Site) (*Mux, error) {
	m := &Mux{sites: slices.Clone(sites), hosts: map[*Site][]string{}, assets: map[string]*web.Body{}, kinds: map[string]view.Asset{}}
	slices.SortStableFunc(m.sites, func(a, b *Site) int { return cmp.Compare(len(b.site.Base), len(a.site.Base)) })
	taken := map[string]string{}
	for _, s := range m.sites {
		hosts, err := hostsOf(s)
		if err != nil {
			return nil, err
		}
		m.hosts[s] = hosts
		for _, h := range hosts {
			if other, ok := taken[h+s.site.Base]; ok {
				return nil, fmt.Errorf("sites %s and %s both answer for %s%s/", other, s.site.Name, h, s.site.Base)
			}
			taken[h+s.site.Base] = s.site.Name
		}
		for path, a := range s.theme.Assets() {
			if m.assets[path] == nil {
				m.assets[path], m.kinds[path] = web.NewAsset(a.Bytes, a.ContentType), a
			}
		}
	}
	return m, nil
}

func hostsOf(s *Site) ([]string, error) {
	u, err := url.Parse(s.site.Origin)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("site %s: the origin %q is no address", s.site.Name, s.site.Origin)
	}
	hosts := []string{web.CleanHost(u.Host)}
	for _, alias := range s.site.Aliases {
		if h := web.CleanHost(alias); !slices.Contains(hosts, h) {
			hosts = append(hosts, h)
		}
	}
	return hosts, nil
}

// AllowHost reports whether any Site answers for host; it is what the server
// asks before anything else, so that another host name is refused (421).
func (m *Mux) AllowHost(host string) bool {
	return slices.ContainsFunc(m.sites, func(s *Site) bool { return m.answers(s, host) })
}

func (m *Mux) answers(s *Site, host string) bool { return slices.Contains(m.hosts[s], host) }

// Routes adds every address of every Site. It takes whole hosts, and so comes
// after the routes of everything else that they serve.
func (m *Mux) Routes(router fiber.Router) {
	router.Get("/assets/*", m.asset)
	if m.Preparing != nil {
		router.Use(m.prepare)
	}
	for _, s := range m.sites {
		if s.site.Base != "" {
			router.Get(s.site.Base, m.only(s, func(c *fiber.Ctx) error { return c.Redirect(s.site.Base+"/", fiber.StatusMovedPermanently) }))
		}
		router.Get(s.site.Base+"/media/:asset/:variant/:file", m.only(s, s.file))
		for _, r := range s.routes() {
			router.Get(s.site.Base+r.pattern, m.only(s, s.handler(r)))
		}
	}
}

// only lets h answer on the hosts of s and hands other requests on.
func (m *Mux) only(s *Site, h fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if !m.answers(s, web.Host(c)) {
			return c.Next()
		}
		return h(c)
	}
}

// asset sends a file of a theme. Its address changes with its content, so a
// reader may keep it for ever.
func (m *Mux) asset(c *fiber.Ctx) error {
	if body, ok := m.assets[c.Path()]; ok {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
		return web.Send(c, body, m.kinds[c.Path()].ContentType)
	}
	if body, ok := m.accent(c.Path()); ok {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
		return web.Send(c, body, kindCSS)
	}
	for _, s := range slices.Backward(m.sites) {
		if now, ok := s.theme.OtherSheet(c.Path()); ok && m.answers(s, web.Host(c)) {
			c.Set(fiber.HeaderCacheControl, "no-store")
			return web.Send(c, m.assets[now.Path], kindCSS)
		}
	}
	return fiber.ErrNotFound
}

const kindCSS = "text/css; charset=utf-8"

// accent gives the style sheet of a colour. It follows from the address alone, so
// that it tells nobody which colours any text has.
func (m *Mux) accent(path string) (*web.Body, bool) {
	for _, s := range m.sites {
		if a, ok := s.theme.AccentAt(path); ok {
			return web.NewAsset(a.CSS, kindCSS), true
		}
	}
	return nil, false
}

// OnError answers every error of the server with a page of the Site that the
// address belongs to, in the language of the reader.
func (m *Mux) OnError(c *fiber.Ctx, status int, err error, requestID string) error {
	s, locale := m.readerOf(c)
	return s.failed(c, locale, status, err, requestID)
}

// siteOf gives the Site of an address and the path below its base; where no
// Site answers for the host it is the last one, at the root.
func (m *Mux) siteOf(host, path string) (*Site, string) {
	for _, s := range m.sites {
		rest, below := strings.CutPrefix(path, s.site.Base)
		if m.answers(s, host) && below && (rest == "" || rest[0] == '/') {
			return s, rest
		}
	}
	return m.sites[len(m.sites)-1], path
}
