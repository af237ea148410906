package search

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// part is the index of one audience, or of the desk, and one language. Questions
// are asked of the generation in live, which may be an older one while the next is
// being built.
type part struct {
	x                  *Index
	audience, language string
	of                 holding
	dir                string

	live atomic.Pointer[generation]
	// ready says that live answers with everything it should.
	ready atomic.Bool

	// mu orders whoever writes: the follower, a building, a closing.
	mu sync.Mutex
	// at is how far live has taken in the log; what it remembers on disk may be
	// older where Changes had nothing for it.
	at, stored state
	// broken is why live cannot go on; nil while it can. renew is why it is
	// rebuilt although it can.
	broken, renew error
	// unchecked says that live was left by a process that was killed and has
	// not been compared with the store yet.
	unchecked bool
	// building is what has happened since a building began; nil without one.
	building *building
	// last is the highest number a generation had: none is used again, since the
	// files of the one before may be in use still.
	last int
	// retry is when a building that failed is tried again, after pause.
	retry time.Time
	pause time.Duration
}

// errNew is why an index that never was has to be built.
var errNew = errors.New("there is no index yet")

func (p *part) name() string { return p.audience + "-" + p.language }

// owns reports whether a folder name beside p's own belongs to it.
func (p *part) owns(name string) bool {
	return name == p.name() || strings.HasPrefix(name, p.name()+".quarantine-")
}

// open takes the newest generation that is complete, sound and made under the
// present rules. Everything else is set aside or removed; what another process
// uses is left alone and is the one error.
func (p *part) open() error {
	p.broken = errNew
	entries, _ := os.ReadDir(p.dir)
	for i := len(entries) - 1; i >= 0; i-- {
		if n, err := strconv.Atoi(entries[i].Name()); err == nil {
			p.last = max(p.last, n)
		}
		dir := filepath.Join(p.dir, entries[i].Name())
		if p.live.Load() != nil {
			p.x.remove(dir)
			continue
		}
		if err := p.try(dir); err != nil {
			return err
		}
	}
	return nil
}

// try makes the generation in dir the live one if it may be.
func (p *part) try(dir string) error {
	g, trusted, err := open(dir)
	if err == nil {
		var s state
		if s, err = g.state(); err == nil && s.Complete && s.Print == p.x.print {
			p.at, p.stored, p.broken, p.unchecked = s, s, nil, !trusted
			g.taken.Store(uint64(s.Position))
			p.live.Store(g)
			p.judge()
			if s.Forget {
				p.renew = errRedacted
			}
			return nil
		}
		g.close()
	}
	switch {
	case errors.Is(err, errInUse):
		return err
	case err != nil:
		p.quarantine(dir, err)
	default:
		// An unfinished building, or one under other rules, which may show what
		// the present ones hide.
		p.x.remove(dir)
	}
	return nil
}

// quarantine moves a damaged generation out of the way, for whoever wants to
// know what happened to it. The newest two are kept.
func (p *part) quarantine(dir string, why error) {
	to := p.dir + ".quarantine-" + time.Now().UTC().Format(asideForm)
	p.x.o.Logger.Error("search index is damaged: set aside and rebuilt", "index", p.name(), "quarantine", to, "error", why)
	if _, err := os.Stat(dir); err != nil {
		return
	}
	if err := os.Rename(dir, to); err != nil {
		p.x.remove(dir)
	}
	p.trim(2)
}

// trim keeps the newest few folders in quarantine.
func (p *part) trim(keep int) {
	all, _ := filepath.Glob(p.dir + ".quarantine-*")
	for i := 0; i < len(all)-keep; i++ {
		p.x.remove(all[i])
	}
}

// next names the folder of the generation to build.
func (p *part) next() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last++
	return filepath.Join(p.dir, fmt.Sprintf("%08d", p.last))
}

// judge brings ready up to date. p.mu is held, or p not shared yet.
func (p *part) judge() {
	p.ready.Store(p.live.Load() != nil && p.broken == nil && !p.unchecked)
}

// fail marks live as broken and wakes whoever mends. The files stay open for
// questions unless they themselves cannot be trusted.
func (p *part) fail(why error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.breaks(why)
}

func (p *part) breaks(why error) {
	if p.broken == nil {
		p.broken = why
		p.x.o.Logger.Error("search index has failed and is rebuilt", "index", p.name(), "error", why)
	}
	p.judge()
	p.x.wake()
}

// drop closes live and sets its files aside. p.mu is held.
func (p *part) drop(why error) {
	g := p.live.Swap(nil)
	if g == nil {
		return
	}
	dir := g.dir
	go g.close()
	p.quarantine(dir, why)
}

// close ends the life of live and leaves an inventory if all is well with it.
func (p *part) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	g := p.live.Swap(nil)
	if g == nil {
		return
	}
	sound := p.broken == nil && !p.unchecked && g.healthy() == nil
	if sound && p.at != p.stored {
		sound = g.write(nil, nil, p.at) == nil
	}
	if !g.close() || !sound {
		return
	}
	if err := writeInventory(g.dir); err != nil {
		p.x.o.Logger.Warn("search index will be checked at the next start", "index", p.name(), "error", err)
	}
}
