package tuning

import (
	"context"
	"sync"

	"herald/content"
	"herald/i18n"
)

// Source is what Living needs of a store.
type Source interface {
	Head(ctx context.Context) (content.Position, error)
	Load(ctx context.Context, ask content.Ask) (content.Snapshot, error)
}

// Living follows what is said at the desk, in whatever process: each question looks
// at the Position of the log, and the Records are read again only where it has moved
// on. It may be used from many goroutines.
type Living struct {
	Source Source
	// Failed, if set, is told where the Records could not be read; what was known
	// before holds on.
	Failed func(error)

	mu    sync.Mutex
	known bool
	at    content.Position
	all   []*Tuning
}

// Of gives what was said of the searches of a Site in a locale. Nobody may change
// what it gives.
func (l *Living) Of(ctx context.Context, site string, locale i18n.Locale) *Tuning {
	head, err := l.Source.Head(ctx)
	l.mu.Lock()
	defer l.mu.Unlock()
	if err == nil && (!l.known || head != l.at) {
		err = l.read(ctx)
	}
	// Somebody who goes away while waiting is no failure of the store.
	if err != nil && ctx.Err() == nil && l.Failed != nil {
		l.Failed(err)
	}
	return Of(l.all, site, locale)
}

func (l *Living) read(ctx context.Context) error {
	snap, err := l.Source.Load(ctx, content.Ask{Tuning: true})
	if err != nil {
		return err
	}
	all, err := DecodeAll(snap.Tuning)
	if err != nil {
		return err
	}
	l.known, l.at, l.all = true, snap.Position, all
	return nil
}
