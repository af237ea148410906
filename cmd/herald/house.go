package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/content/style"
	"herald/i18n"
	"herald/media"
	"herald/media/extract"
	"herald/media/filing"
	"herald/staff"
)

// config reads the configuration; flags sets what a command's own flags say.
func (p *program) config(flags func(*Config)) (Config, error) {
	if info, err := os.Stat(p.cli.Data); err == nil && !info.IsDir() {
		return Config{}, fmt.Errorf("data folder %s: not a directory", p.cli.Data)
	}
	file := p.configFile()
	must := file != filepath.Join(p.cli.Data, configFile)
	return readConfig(source{dir: p.cli.Data, file: file, must: must, env: p.env, flags: func(c *Config) {
		if p.cli.Store != "" {
			c.Store = p.storeFlag()
		}
		if flags != nil {
			flags(c)
		}
	}})
}

// configFile gives the file that holds the configuration, if there is one.
func (p *program) configFile() string {
	if p.cli.Config != "" {
		return p.cli.Config
	}
	if named, ok := lookup(p.env, "HERALD_CONFIG"); ok {
		return named
	}
	return filepath.Join(p.cli.Data, configFile)
}

// storeFlag gives --store with a path that begins where the command was called,
// as on any command line.
func (p *program) storeFlag() string {
	const scheme = "sqlite:"
	store := p.cli.Store
	if path, ok := cut(store, scheme); ok && path != "" {
		if whole, err := filepath.Abs(path); err == nil {
			return scheme + whole
		}
	}
	return store
}

func cut(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && s[:len(prefix)] == prefix {
		return s[len(prefix):], true
	}
	return s, false
}

// house is an installation with its store open: what commands work with.
type house struct {
	dir     string
	config  Config
	types   *content.Types
	sites   content.Sites
	catalog *i18n.Catalog
	style   *style.Rules
	clock   content.Clock
	log     *slog.Logger
	engine  engine
	store   houseStore
	notes   notes
	desk    *editorial.Desk
	roster  *staff.Roster
	// patience is how long a question of search may take; 0 is what is usual.
	patience time.Duration
	// blobs and cabinet keep the files; blobs is nil where a command that changes
	// nothing found none. filesDir is where the data folder has what belongs to them.
	blobs    media.Blobs
	cabinet  *filing.Cabinet
	filesDir string
	// extracts keep what was read in files; nil where that is switched off, or was not
	// opened.
	extracts *extract.Shelf
}

// rules reads everything of a house that is no store.
func (p *program) rules(c Config) (*house, error) {
	h := &house{dir: p.cli.Data, filesDir: filepath.Join(p.cli.Data, mediaFolder), config: c, sites: c.sites(""), clock: newClock(nil), log: troubleOnly(p.err), patience: p.patience}
	var problems [4]error
	h.types, problems[0] = content.LoadTypes(layers(c.typesDir(h.dir))...)
	h.catalog, problems[1] = i18n.Default(), nil
	if words := layers(c.wordsDir(h.dir)); len(words) > 0 {
		h.catalog, problems[1] = h.catalog.With(words[0])
	}
	h.style, problems[2] = style.Load(layers(c.styleDir(h.dir))...)
	h.engine, problems[3] = c.engine(h.dir)
	return h, errors.Join(problems[:]...)
}

// layers gives the folder at dir, or none.
func layers(dir string) []fs.FS {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil
	}
	return []fs.FS{os.DirFS(dir)}
}

func (c *Config) typesDir(dir string) string  { return folderOr(dir, c.Types, "types") }
func (c *Config) themesDir(dir string) string { return folderOr(dir, c.Themes, "themes") }
func (c *Config) wordsDir(dir string) string  { return folderOr(dir, c.Words, "words") }
func (c *Config) styleDir(dir string) string  { return folderOr(dir, c.Style, "style") }

func folderOr(dir, path, otherwise string) string {
	if path == "" {
		path = otherwise
	}
	return inFolder(dir, path)
}

// open reads the configuration and opens the store in the data folder, which is
// made if need be.
func (p *program) open(ctx context.Context) (*house, error) {
	c, err := p.config(nil)
	if err != nil {
		return nil, err
	}
	h, err := p.rules(c)
	if err != nil {
		return nil, err
	}
	if err := makeFolder(h.dir); err != nil {
		return nil, err
	}
	if err := h.openStore(ctx, p.opening()); err != nil {
		return h, err
	}
	return h, h.openFiles()
}

// opening opens a store to work with it.
func (p *program) opening() opening { return opening{progress: p.progress("rebuilding projections")} }

// existing is open for commands that make no sense without a store.
func (p *program) existing(ctx context.Context, readOnly bool) (*house, error) {
	o := p.opening()
	o.readOnly = readOnly
	return p.existingAs(ctx, o)
}

// existingAs is existing for a command that says how the store is opened.
func (p *program) existingAs(ctx context.Context, o opening) (*house, error) {
	c, err := p.config(nil)
	if err != nil {
		return nil, err
	}
	h, err := p.rules(c)
	if err != nil {
		return nil, err
	}
	o.existing = true
	if err := h.openStore(ctx, o); err != nil {
		return h, err
	}
	if o.readOnly {
		return h, h.openExistingFiles()
	}
	return h, h.openFiles()
}

func (h *house) openStore(ctx context.Context, o opening) error {
	if err := h.agree(); err != nil {
		return err
	}
	o.log = h.log
	s, err := h.engine.open(ctx, h.projector(), o)
	if err != nil {
		return err
	}
	h.use(s)
	return nil
}

// use has h work with s.
func (h *house) use(s houseStore) {
	h.store, h.notes = s, h.engine.notes(s, h.dir)
	h.desk = h.newDesk(s, s)
	h.roster = h.newRoster(s, h.config.Staff.rules())
}

func (h *house) projector() content.Projector {
	return content.Projector{Types: h.types, Sites: h.sites}
}

// agree refuses to work beside a server that has other Types or Sites: each of
// the two would project the store anew under the feet of the other.
func (h *house) agree() error {
	fingerprint, held := heldElsewhere(h.dir)
	if held && fingerprint != "" && fingerprint != h.projector().Fingerprint() {
		return errors.New("the running server has other types or sites: name its configuration with --config, or restart it if that has changed")
	}
	return nil
}

func (h *house) newDesk(log content.Log, shares content.Shares) *editorial.Desk {
	return &editorial.Desk{Log: log, Shares: shares, Types: h.types, Sites: h.sites, Clock: h.clock, Removed: h.removed, Named: h.named, Style: h.style}
}

// named gives the Members who bear a name; there are none before there is a roster.
func (h *house) named(ctx context.Context, name string) ([]content.MemberID, error) {
	if h.roster == nil {
		return nil, nil
	}
	return h.roster.Named(ctx, name)
}

// removed gives the words that stand where a redaction took something out.
func (h *house) removed(locale i18n.Locale, at time.Time) string {
	return h.catalog.Printer(locale).T("banner.removed", "date", at)
}

// Close closes the store.
func (h *house) Close() error {
	if h == nil {
		return nil
	}
	var problems []error
	if h.extracts != nil {
		problems = append(problems, h.extracts.Close())
	}
	if h.store != nil {
		problems = append(problems, h.store.Close())
	}
	return errors.Join(problems...)
}

// siteNames gives the Sites in the order of the configuration.
func (h *house) siteNames() []string {
	names := make([]string, len(h.config.Sites))
	for i, s := range h.config.Sites {
		names[i] = s.Name
	}
	return names
}

// homeSite is the Site that folders need not name: the only one, or the only
// public one, or of several public ones the only one that stands at the root.
func (h *house) homeSite() string {
	names := h.siteNames()
	for _, keeps := range []func(*content.Site) bool{
		func(s *content.Site) bool { return len(h.sites) == 1 || s.Audience == content.Public },
		func(s *content.Site) bool { return s.Base == "" },
	} {
		names = slices.DeleteFunc(names, func(n string) bool { return !keeps(h.sites[n]) })
		if len(names) == 1 {
			return names[0]
		}
	}
	return ""
}

// writable says why nothing can be written to a folder: where that is so, it is
// why a store cannot be opened, even to read.
func writable(dir string) error {
	const write = 2
	if err := syscall.Access(dir, write); err != nil {
		return fmt.Errorf("folder %s: %w", dir, err)
	}
	return nil
}

// makeFolder makes a folder that only its owner can look into.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("data folder %s: %w", dir, unwrapPath(err))
	}
	return nil
}
