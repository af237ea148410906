// Package follow owns the loop by which search, page cache and alerts stay
// behind the log: read the Changes after a Position, hand them over in batches,
// wait for more. It must not know what its followers do with a Change, keep a
// Position for them, or decide anything about content.
//
// Delivery is at least once and in order. A Follower keeps its own Position,
// beside what it derived and in the same transaction, so that a crash between
// two batches costs nothing but work done twice.
package follow

import (
	"context"
	"log/slog"
	"time"

	"herald/content"
)

// Log is what the loop needs of a store.
type Log interface {
	// Head gives the Position of the newest Change, 0 in an empty log.
	Head(ctx context.Context) (content.Position, error)
	// Changes gives up to limit Changes after a Position, in order.
	Changes(ctx context.Context, after content.Position, limit int) ([]content.Change, error)
}

// Watcher is a Log that can tell by itself that it has grown, in whichever process.
// It only makes the loops sooner: each of them asks every now and then all the same.
type Watcher interface {
	// Watch calls grown soon after a Commit, maybe once for several, and once too often
	// rather than once too few. It returns when ctx ends and not before; what goes wrong
	// meanwhile is logged and tried again.
	Watch(ctx context.Context, grown func())
}

// Follower derives something from the log that can be built again.
type Follower interface {
	// Name names the Follower in logs and metrics.
	Name() string
	// Position is the last Change that is taken in for good. It is asked at the
	// start and again after every failure.
	Position(ctx context.Context) (content.Position, error)
	// Apply takes in Changes that follow each other without a gap. It may be
	// given a Change twice, and must then do nothing new.
	Apply(ctx context.Context, changes []content.Change) error
}

// Options tune the loop; the zero value serves.
type Options struct {
	// Batch is the most Changes handed over at once; 0 is 256.
	Batch int
	// Poll is how often the log is asked when nobody called; it bounds how late
	// the commit of another process is seen. 0 is 250 ms.
	Poll time.Duration
	// Retry and Longest bound the pause after failures, which doubles from the
	// one to the other. 0 is 100 ms and 10 s.
	Retry, Longest time.Duration
	// Signal wakes the loop at once; nil is polling alone.
	Signal *Signal
	// Lag is kept up to date for metrics; it may be nil.
	Lag *Lag
	// Logger hears of failures; nil is the default one.
	Logger *slog.Logger
}

func (o Options) filled() Options {
	if o.Batch <= 0 {
		o.Batch = 256
	}
	if o.Poll <= 0 {
		o.Poll = 250 * time.Millisecond
	}
	if o.Retry <= 0 {
		o.Retry = 100 * time.Millisecond
	}
	if o.Longest <= 0 {
		o.Longest = 10 * time.Second
	}
	if o.Signal == nil {
		o.Signal = &Signal{}
	}
	if o.Lag == nil {
		o.Lag = &Lag{}
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return o
}
