package main

import (
	"context"
	"sync/atomic"
	"time"
)

// founding waits for the first administrator. Until there is one, readers of
// every Site are told that it is being prepared; from then on nobody asks again.
type founding struct {
	ask   func(context.Context) (bool, error)
	done  atomic.Bool
	again atomic.Int64
}

// askAgain bounds how often the store is asked, however many readers come.
const askAgain = 200 * time.Millisecond

// newFounding gives nothing where there has been an administrator already.
func newFounding(ctx context.Context, ask func(context.Context) (bool, error)) (*founding, error) {
	if done, err := ask(ctx); done || err != nil {
		return nil, err
	}
	return &founding{ask: ask}, nil
}

// waits reports whether there is still no administrator. One who is made by a
// command in another process is noticed as well. A store that does not answer
// changes nothing.
func (f *founding) waits() bool {
	if f.done.Load() {
		return false
	}
	now, next := time.Now().UnixNano(), f.again.Load()
	if now < next || !f.again.CompareAndSwap(next, now+int64(askAgain)) {
		return true
	}
	ctx, cancel := context.WithTimeout(context.Background(), askAgain)
	defer cancel()
	if done, err := f.ask(ctx); err != nil || !done {
		return true
	}
	f.done.Store(true)
	return false
}
