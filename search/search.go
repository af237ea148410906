// Package search owns full-text search: one Bleve index per audience and
// language on disk, one more per language for the desk, the analysis of each
// language, and the questions asked of them. It must not know HTTP, addresses or templates, must never decide what a
// reader may see (the rows of the store do), and holds nothing that cannot be
// built again from the store: an index that is missing, torn or damaged is set
// aside and rebuilt while the site goes on.
//
// Only published words and the fields of the index's own audience enter an
// index of readers, so a draft, an embargoed text or a staff field cannot be found by a
// word, a suggestion or a count. A question leaves out every Document that the
// log has changed since the index took it in, and asks the store for the rows
// of what it found, so that an index that lags never shows what is gone.
//
// A text is also found by the files that it shows to the readers of an index. What
// they say is given by hash (Files): how it was got out of them, search must not know.
//
// The indexes of the desk hold every text in whatever State. They are asked by a
// Member only (Desk), within the Bounds of their Grants, and each text that is
// found is put to content.Can as it is then. No question of a Site reaches them.
package search

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Source is what an Index needs of a store.
type Source interface {
	// Head gives the Position of the newest Change, 0 in an empty log.
	Head(ctx context.Context) (content.Position, error)
	// Changes gives up to limit Changes after a Position, in order.
	Changes(ctx context.Context, after content.Position, limit int) ([]content.Change, error)
	// Rows gives the rows that q selects, in its order.
	Rows(ctx context.Context, q content.Query) ([]content.Row, error)
	// Documents gives Records as they are now; absent ones are left out.
	Documents(ctx context.Context, ids ...content.ID) (map[content.ID]*content.Document, error)
	// Board and BoardCount give where every Translation stands.
	Board(ctx context.Context, q content.BoardQuery) ([]content.Standing, error)
	BoardCount(ctx context.Context, q content.BoardQuery) (int, error)
	// Using gives where every Translation stands that shows an Asset.
	Using(ctx context.Context, asset content.ID) ([]content.Standing, error)
	content.Texts
}

// Options are what an Index is told about its installation.
type Options struct {
	Types *content.Types
	Sites content.Sites
	Clock content.Clock
	// Files says what files say; nil is nothing, and no text is found by its files.
	Files Files
	// Logger hears of damage and rebuilding; nil is the default one.
	Logger *slog.Logger
	// Check is how often the folders are looked after; 0 is one second.
	Check time.Duration
	// Deadline is how long the index may work on a question, the answers of the store
	// not counted; 0 is half a second, and three seconds at the desk.
	Deadline time.Duration
	// Tune gives what editors have said of the searches of a Site in a locale,
	// for every question; nil is nothing. It must be quick.
	Tune func(ctx context.Context, site string, locale i18n.Locale) Tuning
}

// Index is every index of an installation. It is safe for concurrent use and
// is a follow.Follower.
type Index struct {
	dir string
	src Source
	o   Options
	// parts are for the Sites, desk for the desk alone: a question of a Site looks
	// among parts and can reach no other.
	parts, desk []*part
	ahead       ahead
	// rebuilding lets one index be built at a time: the machine also serves.
	rebuilding sync.Mutex
	closed     bool
	kick       chan struct{}
	stop       context.CancelFunc
	done       chan struct{}
	// print changes with everything that the same rows could be indexed
	// differently by.
	print string
	// tuned holds a *tuned for each Site and locale that was asked.
	tuned sync.Map
}

// Open opens the indexes in dir, which is made if need be and belongs to search
// alone. It never fails for the state of an index: what cannot be trusted is set
// aside and rebuilt in the background, and CatchingUp says so until that is
// done. It fails where another process has them open.
func Open(dir string, src Source, o Options) (*Index, error) {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Check <= 0 {
		o.Check = time.Second
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fault.Wrap(fault.Unavailable, err, "search folder")
	}
	ctx, stop := context.WithCancel(context.Background())
	x := &Index{dir: dir, src: src, o: o, kick: make(chan struct{}, 1), stop: stop, done: make(chan struct{})}
	x.print = fingerprint(o)
	x.plan()
	for _, p := range x.all() {
		if err := p.open(); err != nil {
			for _, p := range x.all() {
				p.close()
			}
			stop()
			return nil, fault.Wrap(fault.Unavailable, err, "search index %s", p.name())
		}
	}
	x.sweep()
	go x.tend(ctx)
	return x, nil
}

// Close stops every task and closes the indexes, so that the next Open can
// trust them at once.
func (x *Index) Close() error {
	x.stop()
	<-x.done
	x.rebuilding.Lock()
	defer x.rebuilding.Unlock()
	x.closed = true
	for _, p := range x.all() {
		p.close()
	}
	return nil
}

// CatchingUp reports whether any index is being built or checked, so that an
// answer may lack what it should have.
func (x *Index) CatchingUp() bool {
	return slices.ContainsFunc(x.all(), func(p *part) bool { return !p.ready.Load() })
}

// plan makes the indexes that the configured Sites need, those of readers first.
func (x *Index) plan() {
	for _, name := range sortedNames(x.o.Sites) {
		s := x.o.Sites[name]
		for _, l := range s.Locales {
			language := languageOf(l)
			if x.find(x.parts, s.Audience, language) == nil {
				x.parts = append(x.parts, x.newPart(s.Audience, language, &readers{x, s.Audience, language}))
			}
			if x.find(x.desk, forDesk, language) == nil {
				x.desk = append(x.desk, x.newPart(forDesk, language, &everything{x, language}))
			}
		}
	}
}

func (x *Index) newPart(audience, language string, of holding) *part {
	p := &part{x: x, audience: audience, language: language, of: of}
	p.dir = filepath.Join(x.dir, p.name())
	return p
}

// all lists every index.
func (x *Index) all() []*part { return slices.Concat(x.parts, x.desk) }

func (x *Index) find(parts []*part, audience, language string) *part {
	i := slices.IndexFunc(parts, func(p *part) bool { return p.audience == audience && p.language == language })
	if i < 0 {
		return nil
	}
	return parts[i]
}

// sweep removes the folders of indexes that no Site needs any more: what was
// public once may not be now.
func (x *Index) sweep() {
	entries, err := os.ReadDir(x.dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		known := slices.ContainsFunc(x.all(), func(p *part) bool { return p.owns(e.Name()) })
		if e.IsDir() && !known {
			x.remove(filepath.Join(x.dir, e.Name()))
		}
	}
}

func (x *Index) remove(dir string) {
	if err := os.RemoveAll(dir); err != nil {
		x.o.Logger.Warn("search folder cannot be removed", "folder", dir, "error", err)
	}
}

func sortedNames(sites content.Sites) []string {
	names := make([]string, 0, len(sites))
	for n := range sites {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
