package main

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/store/mongo"
)

// checking gathers the problems of a filled configuration.
type checking struct {
	*Config
	dir      string
	problems []error
}

func (c *Config) check(dir string) []error {
	k := &checking{Config: c, dir: dir}
	k.addresses()
	k.store()
	k.folders()
	k.pages()
	k.media()
	k.staff()
	k.mail()
	k.sites()
	return k.problems
}

func (k *checking) add(key, format string, args ...any) {
	k.problems = append(k.problems, fmt.Errorf("%s: "+format, append([]any{key}, args...)...))
}

func (k *checking) addresses() {
	for key, addr := range map[string]string{"addr": k.Addr, "ops_addr": k.OpsAddr} {
		if _, _, err := net.SplitHostPort(addr); err != nil && !strings.HasPrefix(addr, "unix:") {
			k.add(key, "%q is not HOST:PORT", addr)
		}
	}
	if (k.TLSCert == "") != (k.TLSKey == "") {
		k.add("tls_cert", "a certificate and its key (tls_key) are needed together")
	}
	for _, p := range k.TrustedProxies {
		if _, err := parseProxy(p); err != nil {
			k.add("trusted_proxies", "%q is neither an address nor a network such as 10.0.0.0/8", p)
		}
	}
	slices.SortFunc(k.problems, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
}

// parseProxy reads an address or a network.
func parseProxy(s string) (netip.Prefix, error) {
	if addr, err := netip.ParseAddr(s); err == nil {
		return netip.PrefixFrom(addr, addr.BitLen()), nil
	}
	return netip.ParsePrefix(s)
}

func (k *checking) store() {
	if _, err := engineOf(k.Store, k.dir); err != nil {
		k.add("store", "%v", err)
	}
}

func (k *checking) folders() {
	for _, f := range []struct{ key, path string }{{"types", k.Types}, {"themes", k.Themes}, {"words", k.Words}, {"style", k.Style}} {
		if f.path == "" {
			continue
		}
		if info, err := os.Stat(inFolder(k.dir, f.path)); err != nil || !info.IsDir() {
			k.add(f.key, "there is no folder %s", inFolder(k.dir, f.path))
		}
	}
}

func (k *checking) pages() {
	if d, err := time.ParseDuration(k.Pages.Timeout); err != nil || d <= 0 {
		k.add("pages.timeout", "%q is not a time such as 20s", k.Pages.Timeout)
	}
	if k.Pages.ConnectionsPerAddress < 0 {
		k.add("pages.connections_per_address", "%d is below 0", k.Pages.ConnectionsPerAddress)
	}
	if !slices.Contains([]string{"auto", "json", "text"}, k.Log) {
		k.add("log", "%q is not auto, json or text", k.Log)
	}
	if _, err := time.Parse("15:04", k.Backup.At); err != nil && k.Backup.At != "off" {
		k.add("backup.at", `%q is neither a time of day such as 03:00 nor "off"`, k.Backup.At)
	}
	for _, contact := range k.Security.Contact {
		u, err := url.Parse(contact)
		if err != nil || !slices.Contains([]string{"mailto", "https", "tel"}, u.Scheme) {
			k.add("security.contact", "%q does not begin with mailto:, https: or tel:", contact)
		}
	}
}

var (
	siteForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	baseForm = regexp.MustCompile(`^(/[a-z0-9]+(-[a-z0-9]+)*)+$`)
)

func (k *checking) sites() {
	names, places := map[string]bool{}, map[string]string{}
	for i := range k.Sites {
		s := &k.Sites[i]
		key := func(name string) string { return fmt.Sprintf("sites[%d].%s", i, name) }
		switch {
		case s.Name == "":
			k.add(key("name"), "is missing")
		case !siteForm.MatchString(s.Name):
			k.add(key("name"), "%q is not of a-z, 0-9 and _", s.Name)
		case names[s.Name]:
			k.add(key("name"), "%q stands twice", s.Name)
		}
		names[s.Name] = true
		if other, taken := places[s.Origin+s.Base]; taken {
			k.add(key("base"), "sites %s and %s both stand at %q", other, s.Name, s.Origin+s.Base)
		}
		places[s.Origin+s.Base] = s.Name
		k.place(s, key)
		k.languages(s, key)
		if s.Audience != content.Public && s.Audience != content.Staff {
			k.add(key("audience"), "%q is neither public nor staff", s.Audience)
		}
		if _, err := time.LoadLocation(s.Zone); err != nil {
			k.add(key("zone"), "there is no time zone %q", s.Zone)
		}
		k.theme(s, key)
	}
	for i := range k.Sites {
		k.lists(&k.Sites[i], fmt.Sprintf("sites[%d].lists", i))
	}
}

// lists checks whose Documents a Site lists. What staff read must not show on a
// public Site.
func (k *checking) lists(s *SiteConfig, key string) {
	for n, name := range s.Lists {
		at := slices.IndexFunc(k.Sites, func(o SiteConfig) bool { return o.Name == name })
		switch {
		case at < 0:
			k.add(key, "there is no site %q", name)
		case name == s.Name:
			k.add(key, "%q is the site itself", name)
		case slices.Contains(s.Lists[:n], name):
			k.add(key, "%q stands twice", name)
		case s.Audience == content.Public && k.Sites[at].Audience != content.Public:
			k.add(key, "a public site cannot list %q, which is for %s", name, k.Sites[at].Audience)
		}
	}
}

// place checks where a Site stands: origin, aliases, base.
func (k *checking) place(s *SiteConfig, key func(string) string) {
	if err := checkOrigin(s.Origin); err != nil {
		k.add(key("origin"), "%q: %v", s.Origin, err)
	}
	for _, alias := range s.Aliases {
		if alias == "" || strings.ContainsAny(alias, "/ ") {
			k.add(key("aliases"), "%q is not the name of a host", alias)
		}
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(s.Base, "/"), "/")
	_, isLocale := i18n.Parse(first)
	switch {
	case s.Base == "":
	case !baseForm.MatchString(s.Base):
		k.add(key("base"), "%q is not like /intranet", s.Base)
	case isLocale == nil || slices.Contains([]string{"admin", "media", "assets", "p"}, first):
		k.add(key("base"), "%q is an address that Herald answers itself", s.Base)
	}
}

func checkOrigin(origin string) error {
	if origin == "" {
		return nil
	}
	u, err := url.Parse(origin)
	switch {
	case err != nil:
		return errors.New("is no address")
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return errors.New("is not like https://www.example.org")
	case u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		return errors.New("is scheme and host only, without a slash at the end")
	}
	return nil
}

func (k *checking) languages(s *SiteConfig, key func(string) string) {
	seen := map[i18n.Locale]bool{}
	for _, l := range s.Locales {
		if known, err := i18n.Parse(string(l)); err != nil || known != l {
			k.add(key("locales"), "%q is not a locale of Herald", l)
		} else if seen[l] {
			k.add(key("locales"), "%q stands twice", l)
		}
		seen[l] = true
	}
	for _, group := range s.Together {
		for _, l := range group {
			if !seen[l] {
				k.add(key("together"), "the site does not speak %q", l)
			}
		}
	}
}

func (k *checking) theme(s *SiteConfig, key func(string) string) {
	if s.Theme == civic {
		return
	}
	folder := filepath.Join(k.themesDir(k.dir), s.Theme)
	if info, err := os.Stat(folder); s.Theme != filepath.Base(s.Theme) || err != nil || !info.IsDir() {
		k.add(key("theme"), "%q is neither %s nor a folder in %s", s.Theme, civic, k.themesDir(k.dir))
	}
}

// masked hides the password of an address and leaves the rest readable.
func masked(address string) string {
	scheme, rest, ok := strings.Cut(address, ":")
	switch {
	case ok && scheme == sqliteScheme:
		return address
	case ok && strings.HasPrefix(rest, "//"):
		return mongo.Masked(address)
	case ok:
		return scheme + ":…"
	}
	return address
}
