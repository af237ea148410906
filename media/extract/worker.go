package extract

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/media/reading"
)

// The pauses before a file is tried again about which nothing was found out, and how
// often it is tried before it is left to the next start.
const (
	shortestPause = 2 * time.Second
	longestPause  = 5 * time.Minute
	mostTries     = 6
)

// Worker has files read that are wanted, one after the other, and keeps what they say.
type Worker struct {
	Shelf *Shelf
	Blobs media.Blobs
	// Assets gives Assets as they are now.
	Assets func(ctx context.Context, ids ...content.ID) (map[content.ID]*media.Asset, error)
	// Read reads a file, as reading.Reader.Read does.
	Read func(ctx context.Context, kind media.Kind, f media.Blob) (reading.Text, error)
	// Kept is told of every Asset whose extract is there now; it may be nil. What it
	// cannot do now it is asked to do again.
	Kept func(ctx context.Context, id content.ID) error
	Log  *slog.Logger

	mu      sync.Mutex
	waiting []content.ID
	queued  map[content.ID]struct{}
	wake    chan struct{}
	// busy says that a file is being read.
	busy bool
}

// Wants reports whether a is a file to be read: one that can be, and was not by this
// version.
func (w *Worker) Wants(a *media.Asset) bool {
	if !a.Removed.IsZero() || !reading.Reads(a.Kind) {
		return false
	}
	e, ok := w.Shelf.Head(a.Blob)
	return !ok || e.Version != reading.Version
}

// Want has Assets read, after those that wait already.
func (w *Worker) Want(ids ...content.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.queued == nil {
		w.queued = map[content.ID]struct{}{}
	}
	for _, id := range ids {
		if _, before := w.queued[id]; !before {
			w.queued[id] = struct{}{}
			w.waiting = append(w.waiting, id)
		}
	}
	select {
	case w.woken() <- struct{}{}:
	default:
	}
}

// woken gives the channel on which Run hears that something is wanted; w.mu is held.
func (w *Worker) woken() chan struct{} {
	if w.wake == nil {
		w.wake = make(chan struct{}, 1)
	}
	return w.wake
}

// Waiting gives how many files wait to be read or are.
func (w *Worker) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := len(w.waiting)
	if w.busy {
		n++
	}
	return n
}

// Run reads what is wanted until ctx ends.
func (w *Worker) Run(ctx context.Context) {
	w.mu.Lock()
	wake := w.woken()
	w.mu.Unlock()
	tries := map[content.ID]int{}
	for {
		id, ok := w.next()
		if !ok {
			select {
			case <-ctx.Done():
				return
			case <-wake:
			}
			continue
		}
		err := w.Do(ctx, id)
		w.mu.Lock()
		w.busy = false
		w.mu.Unlock()
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			delete(tries, id)
			continue
		}
		w.again(ctx, id, tries, err)
	}
}

func (w *Worker) next() (content.ID, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.waiting) == 0 {
		return "", false
	}
	id := w.waiting[0]
	w.waiting, w.busy = w.waiting[1:], true
	delete(w.queued, id)
	return id, true
}

// again has a file tried later, or leaves it to the next start.
func (w *Worker) again(ctx context.Context, id content.ID, tries map[content.ID]int, err error) {
	tries[id]++
	pause := min(shortestPause<<(tries[id]-1), longestPause)
	if tries[id] >= mostTries {
		delete(tries, id)
		w.Log.Error("a file is not found by what it says until the next start", "asset", id, "error", err)
		return
	}
	w.Log.Warn("a file could not be read and is tried again", "asset", id, "in", pause, "error", err)
	timer := time.AfterFunc(pause, func() { w.Want(id) })
	context.AfterFunc(ctx, func() { timer.Stop() })
}

// Do reads one Asset now, if it is wanted, keeps what it says or why it says nothing,
// and tells Kept. An error says that it is to be tried again.
func (w *Worker) Do(ctx context.Context, id content.ID) error {
	a, err := w.asset(ctx, id)
	if err != nil || a == nil {
		return err
	}
	if w.Wants(a) {
		if err := w.read(ctx, a); err != nil {
			return err
		}
	}
	if w.Kept == nil {
		return nil
	}
	// What is kept is told even while the server ends.
	return w.Kept(context.WithoutCancel(ctx), id)
}

// asset gives an Asset that can be read, or nil.
func (w *Worker) asset(ctx context.Context, id content.ID) (*media.Asset, error) {
	found, err := w.Assets(ctx, id)
	if err != nil {
		return nil, err
	}
	a := found[id]
	if a == nil || !a.Removed.IsZero() || !reading.Reads(a.Kind) {
		return nil, nil
	}
	return a, nil
}

func (w *Worker) read(ctx context.Context, a *media.Asset) error {
	blob, err := w.Blobs.Open(ctx, a.Blob)
	if fault.Is(err, fault.NotFound) {
		return nil // it was taken out, or verify says that it is missing
	}
	if err != nil {
		return err
	}
	began := time.Now()
	text, err := w.Read(ctx, a.Kind, blob)
	_ = blob.Close()
	var why reading.Why
	if err != nil && !errors.As(err, &why) {
		return err
	}
	kept, err := w.Shelf.Keep(a.Blob, text, why, func() (bool, error) {
		now, err := w.asset(ctx, a.ID)
		return now != nil, err
	})
	switch {
	case err != nil || !kept:
	case why != "":
		w.Log.Warn("a file is found by its name alone", "asset", a.ID, "kind", a.Kind, "reason", string(why))
	default:
		w.Log.Info("a file was read", "asset", a.ID, "kind", a.Kind, "pages", text.Pages, "bytes", len(text.Body), "cut", text.Cut, "took", time.Since(began))
	}
	return err
}
