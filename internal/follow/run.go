package follow

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"herald/content"
)

// Run keeps f behind log until ctx ends, and returns nil then. A failure of
// either is logged and tried again after a pause; it never ends the loop, since
// everything that follows can be built again and nothing may stop for it.
func Run(ctx context.Context, log Log, f Follower, o Options) error {
	l := &loop{log: log, f: f, o: o.filled()}
	pause := l.o.Retry
	for {
		before := l.o.Lag.Applied()
		err := l.follow(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if l.o.Lag.Applied() != before {
			pause = l.o.Retry
		}
		l.o.Lag.failures.Add(1)
		l.o.Logger.Error("following the log failed", "follower", f.Name(),
			"applied", l.o.Lag.Applied(), "retry_in", pause, "error", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
		pause = min(2*pause, l.o.Longest)
	}
}

type loop struct {
	log Log
	f   Follower
	o   Options
}

// follow goes on from the Follower's own Position until something fails.
func (l *loop) follow(ctx context.Context) error {
	at, err := guard(func() (content.Position, error) { return l.f.Position(ctx) })
	if err != nil {
		return fmt.Errorf("position: %w", err)
	}
	if err := l.ahead(ctx, at); err != nil {
		return err
	}
	timer := time.NewTimer(l.o.Poll)
	defer timer.Stop()
	for {
		changed := l.o.Signal.Changed()
		n, err := l.batch(ctx, &at)
		if err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		timer.Reset(l.o.Poll)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changed:
		case <-timer.C:
		}
	}
}

// ahead refuses a Follower that has seen more than the log holds: the store was
// restored from a backup, and what was derived since is not true any more.
func (l *loop) ahead(ctx context.Context, at content.Position) error {
	head, err := l.log.Head(ctx)
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	l.o.Lag.reached(at, head)
	if at > head {
		return fmt.Errorf("position %d is ahead of the log, which ends at %d", at, head)
	}
	return nil
}

// batch hands over the Changes after at and moves it on; n is how many.
func (l *loop) batch(ctx context.Context, at *content.Position) (n int, err error) {
	changes, err := l.log.Changes(ctx, *at, l.o.Batch)
	if err != nil {
		return 0, fmt.Errorf("changes after %d: %w", *at, err)
	}
	if len(changes) == 0 {
		l.o.Lag.reached(*at, *at)
		return 0, nil
	}
	for i, c := range changes {
		if want := *at + content.Position(i) + 1; c.Position != want {
			return 0, fmt.Errorf("the log gave Change %d where %d was next", c.Position, want)
		}
	}
	head := changes[len(changes)-1].Position
	if len(changes) == l.o.Batch {
		if newest, err := l.log.Head(ctx); err == nil {
			head = newest
		}
	}
	l.o.Lag.reached(*at, head)
	_, err = guard(func() (struct{}, error) { return struct{}{}, l.f.Apply(ctx, changes) })
	if err != nil {
		return 0, fmt.Errorf("apply %d to %d: %w", *at+1, changes[len(changes)-1].Position, err)
	}
	*at = changes[len(changes)-1].Position
	l.o.Lag.reached(*at, head)
	return len(changes), nil
}

// guard turns a panic of a Follower into an error: what is derived must never
// take the process down.
func guard[T any](do func() (T, error)) (out T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return do()
}
