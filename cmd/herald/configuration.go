package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"herald/content"
	"herald/i18n"
)

// Config is everything that an installation decides about itself, as it stands
// in herald.toml. The zero value is usable: filled says what it means.
type Config struct {
	// Addr is where readers are served, OpsAddr where the operator looks.
	Addr    string `toml:"addr"`
	OpsAddr string `toml:"ops_addr"`
	// Store is "sqlite:PATH", where a relative path begins at the data folder, or
	// "mongodb://HOST/DATABASE".
	Store string `toml:"store"`
	// TLSCert and TLSKey are files; both or none.
	TLSCert string `toml:"tls_cert"`
	TLSKey  string `toml:"tls_key"`
	// Types, Themes, Words and Style are folders of the municipality's own Types,
	// themes, words on screen and rules of the house style.
	Types  string `toml:"types"`
	Themes string `toml:"themes"`
	Words  string `toml:"words"`
	Style  string `toml:"style"`
	// TrustedProxies may say on whose behalf they ask: addresses or networks.
	TrustedProxies []string `toml:"trusted_proxies"`
	// Log is how the log is written: auto, json or text.
	Log      string         `toml:"log"`
	Pages    PagesConfig    `toml:"pages"`
	Security SecurityConfig `toml:"security"`
	Backup   BackupConfig   `toml:"backup"`
	Media    MediaConfig    `toml:"media"`
	Staff    StaffConfig    `toml:"staff"`
	Mail     MailConfig     `toml:"mail"`
	Sites    []SiteConfig   `toml:"sites"`
}

// PagesConfig is how readers are served.
type PagesConfig struct {
	// Timeout is the time a page may take: "20s".
	Timeout string `toml:"timeout"`
	// CacheMiB is the memory for finished pages; 0 is 64, below 0 none.
	CacheMiB int `toml:"cache_mib"`
	// ConnectionsPerAddress bounds the connections of one address; 0 is no bound.
	ConnectionsPerAddress int `toml:"connections_per_address"`
	// NoAccessLog leaves out the line for each request.
	NoAccessLog bool `toml:"no_access_log"`
}

// SecurityConfig is what security.txt says.
type SecurityConfig struct {
	// Contact lists "mailto:", "https:" or "tel:" addresses.
	Contact []string `toml:"contact"`
}

// BackupConfig is when the nightly backup is made.
type BackupConfig struct {
	// At is the time of day, "03:00", by the clocks of the first Site; "off"
	// makes none.
	At string `toml:"at"`
}

// SiteConfig is one Site.
type SiteConfig struct {
	Name string `toml:"name"`
	// Origin is scheme and host of every address; empty is localhost at the port
	// that is served.
	Origin   string          `toml:"origin"`
	Aliases  []string        `toml:"aliases"`
	Base     string          `toml:"base"`
	Locales  []i18n.Locale   `toml:"locales"`
	Together [][]i18n.Locale `toml:"together"`
	Theme    string          `toml:"theme"`
	Audience string          `toml:"audience"`
	// Lists names other Sites whose Documents stand in the lists of this one.
	Lists []string `toml:"lists"`
	Zone  string   `toml:"zone"`
}

const (
	configFile = "herald.toml"
	storeFile  = "herald.db"
	civic      = "civic"
)

// defaultSites stand where the configuration names none.
func defaultSites() []SiteConfig {
	return []SiteConfig{{Name: "public"}, {Name: "intranet", Base: "/intranet", Audience: content.Staff}}
}

// filled puts in what an empty key means.
func (c Config) filled() Config {
	or := func(s *string, v string) {
		if *s == "" {
			*s = v
		}
	}
	or(&c.Addr, ":8080")
	or(&c.OpsAddr, "127.0.0.1:9090")
	or(&c.Store, "sqlite:"+storeFile)
	or(&c.Log, "auto")
	or(&c.Pages.Timeout, "20s")
	or(&c.Backup.At, "03:00")
	or(&c.Staff.SecondFactor, factorRequired)
	or(&c.Staff.SessionIdle, "1h")
	or(&c.Staff.SessionEnd, "12h")
	or(&c.Staff.Welcome, "72h")
	or(&c.Staff.Reset, "30m")
	if c.Pages.CacheMiB == 0 {
		c.Pages.CacheMiB = 64
	}
	c.Mail.filled()
	if len(c.Sites) == 0 {
		c.Sites = defaultSites()
	}
	c.Sites = slices.Clone(c.Sites)
	for i := range c.Sites {
		s := &c.Sites[i]
		or(&s.Audience, content.Public)
		or(&s.Theme, civic)
		or(&s.Zone, "UTC")
		if len(s.Locales) == 0 {
			s.Locales = i18n.Shipped()
		}
	}
	return c
}

// source is where a configuration comes from.
type source struct {
	// dir is the data folder, at which relative paths begin.
	dir  string
	file string
	// must says that the file has to be there.
	must bool
	env  []string
	// flags sets what the command line says; it may be nil.
	flags func(*Config)
}

// readConfig gives the configuration: the file, then variables, then flags.
// Every problem is reported, each with its key.
func readConfig(from source) (Config, error) {
	var c Config
	problems := c.read(from.file, from.must)
	if len(c.Sites) == 0 {
		c.Sites = defaultSites()
	}
	problems = append(problems, c.overlay(from.env)...)
	if from.flags != nil {
		from.flags(&c)
	}
	c = c.filled()
	problems = append(problems, c.check(from.dir)...)
	return c, errors.Join(problems...)
}

func (c *Config) read(file string, must bool) []error {
	meta, err := toml.DecodeFile(file, c)
	var syntax toml.ParseError
	switch {
	case errors.Is(err, fs.ErrNotExist) && !must:
		return nil
	case errors.As(err, &syntax):
		return []error{fmt.Errorf("%s:%d: %s", file, syntax.Position.Line, syntax.Message)}
	case err != nil:
		return []error{fmt.Errorf("%s: %w", file, unwrapPath(err))}
	}
	var problems []error
	for _, key := range meta.Undecoded() {
		problems = append(problems, fmt.Errorf("%s: unknown key %s", file, key))
	}
	return problems
}

// unwrapPath takes the path off an error that is printed behind it anyway.
func unwrapPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// inFolder gives path as seen from dir.
func inFolder(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// timeout was checked before it is asked for.
func (c *Config) timeout() time.Duration {
	d, _ := time.ParseDuration(c.Pages.Timeout)
	return d
}

func (s *SiteConfig) location() *time.Location {
	l, err := time.LoadLocation(s.Zone)
	if err != nil {
		return time.UTC
	}
	return l
}

// cacheBytes gives the memory for finished pages.
func (c *Config) cacheBytes() int { return max(0, c.Pages.CacheMiB) << 20 }

// site gives the Site that a configuration means. An origin that was left open
// is local, the origin of what is served.
func (s *SiteConfig) site(local string) *content.Site {
	site := &content.Site{Name: s.Name, Origin: s.Origin, Aliases: s.Aliases, Base: s.Base, Locales: s.Locales,
		Together: s.Together, Theme: s.Theme, Audience: s.Audience, Lists: s.Lists, Zone: s.location()}
	if site.Origin == "" {
		site.Origin = local
		site.Aliases = append(slices.Clone(s.Aliases), loopback...)
	}
	return site
}

// loopback are the names by which a machine calls itself.
var loopback = []string{"localhost", "127.0.0.1", "::1"}

// sites gives the Sites by name.
func (c *Config) sites(local string) content.Sites {
	all := content.Sites{}
	for i := range c.Sites {
		all[c.Sites[i].Name] = c.Sites[i].site(local)
	}
	return all
}

// write saves c as a new file.
func (c *Config) write(file, head string) error {
	var b strings.Builder
	b.WriteString(head)
	if err := toml.NewEncoder(&b).Encode(c); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(b.String()), 0o600)
}
