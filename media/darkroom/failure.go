package darkroom

import (
	"context"
	"errors"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

const (
	// rest is how long a file that failed is not tried again: a broken picture
	// must not burn the processor at every request.
	rest = time.Minute
	// pause is that for what may be well soon: a full disk, a slow one.
	pause = 5 * time.Second
	// mostFailures bounds what is remembered.
	mostFailures = 1000
)

// failure is an answer that is given again until its time is over.
type failure struct {
	err   error
	until time.Time
}

// fail remembers why a flight failed and says so in the log, once; r.mu is held.
func (r *Room) fail(a *media.Asset, err error) {
	now, wait := r.now(), rest
	if fault.Is(err, fault.Unavailable) && !errors.Is(err, context.DeadlineExceeded) {
		wait = pause
	}
	if fault.Is(err, fault.Invalid) {
		r.log.Warn("a file cannot be shown", "asset", a.ID, "blob", a.Blob, "kind", a.Kind, "error", err)
	} else {
		r.log.Error("a derived file was not made", "asset", a.ID, "blob", a.Blob, "kind", a.Kind, "error", err)
	}
	if len(r.failed) >= mostFailures {
		for h, f := range r.failed {
			if !now.Before(f.until) {
				delete(r.failed, h)
			}
		}
	}
	if len(r.failed) >= mostFailures {
		clear(r.failed)
	}
	r.failed[a.Blob] = failure{err, now.Add(wait)}
}

// failure gives the answer that h got a while ago; r.mu is held.
func (r *Room) failure(h content.Hash) error {
	f, ok := r.failed[h]
	if !ok {
		return nil
	}
	if r.now().Before(f.until) {
		return f.err
	}
	delete(r.failed, h)
	return nil
}
