package content

import (
	"context"
	"sync"
	"time"
)

// steadyFor is how long a Moment lasts. Stores keep what was replaced for longer, and
// nobody makes a page for as long: whoever takes longer reads what is newer.
const steadyFor = time.Minute

type steadyKey struct{}

// Steady gives a context for the making of one page: a store may answer all that it is
// asked for under it as of one Position, that of the first question. Log.Load,
// Log.Changes and Log.Due never do, since what is written follows from them.
//
// It must not be given to what writes and then reads what it wrote.
func Steady(ctx context.Context) context.Context {
	return context.WithValue(ctx, steadyKey{}, new(Moment))
}

// MomentOf gives the Moment of a context that Steady gave, or nil.
func MomentOf(ctx context.Context) *Moment {
	m, _ := ctx.Value(steadyKey{}).(*Moment)
	return m
}

// Moment holds what a store found to be the state of things when it was first asked.
// It is safe for concurrent use.
type Moment struct {
	mu    sync.Mutex
	by    any
	held  any
	since time.Time
}

// Hold gives what the store by found, and has it find it where that has not been or was
// too long ago. What it could not find is found by the next who asks. A Moment is that
// of one store: another is answered by its own find each time.
func (m *Moment) Hold(by any, find func() (any, error)) (any, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.by != nil && m.by != by {
		return find()
	}
	if m.held != nil && time.Since(m.since) < steadyFor {
		return m.held, nil
	}
	held, err := find()
	if err != nil {
		return nil, err
	}
	m.by, m.held, m.since = by, held, time.Now()
	return held, nil
}
