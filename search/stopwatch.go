package search

import (
	"context"
	"errors"
	"sync"
	"time"
)

type stopwatchKey struct{}

// stopwatch is the context of a question that ends when the index has worked on it for
// as long as it may. While the store is asked it stands still: how long that may take
// is for the store to say, and for whoever asks.
type stopwatch struct {
	context.Context
	asker context.Context

	mu    sync.Mutex
	timer *time.Timer
	left  time.Duration
	// since is when it began to run, standing how many ask the store now.
	since    time.Time
	standing int
}

// within bounds what the index does for a question by the Deadline, or by what is usual
// for its kind.
func (x *Index) within(ctx context.Context, usual time.Duration) (context.Context, context.CancelFunc) {
	if x.o.Deadline > 0 {
		usual = x.o.Deadline
	}
	inner, end := context.WithCancelCause(ctx)
	w := &stopwatch{asker: ctx, left: usual, since: time.Now()}
	w.Context = context.WithValue(inner, stopwatchKey{}, w)
	w.timer = time.AfterFunc(usual, func() { end(context.DeadlineExceeded) })
	return w, func() {
		w.timer.Stop()
		end(nil)
	}
}

// Err tells time that is over from an asker who went away.
func (w *stopwatch) Err() error {
	err := w.Context.Err()
	if err != nil && errors.Is(context.Cause(w.Context), context.DeadlineExceeded) {
		return context.DeadlineExceeded
	}
	return err
}

// aside gives the context in which the store is asked for a question, and what lets the
// stopwatch of the question run on.
func aside(ctx context.Context) (context.Context, func()) {
	w, ok := ctx.Value(stopwatchKey{}).(*stopwatch)
	if !ok {
		return ctx, func() {}
	}
	w.stand()
	return w.asker, w.run
}

func (w *stopwatch) stand() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.standing++; w.standing == 1 && w.timer.Stop() {
		w.left -= time.Since(w.since)
	}
}

func (w *stopwatch) run() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.standing--; w.standing == 0 && w.Context.Err() == nil {
		w.since = time.Now()
		w.timer.Reset(w.left)
	}
}
