package darkroom

import (
	"context"
	"errors"

	"herald/content"
	"herald/media"
)

// Prepare has the files of a made in the background, after all that somebody
// waits for: the sizes of a picture, the public copy of another file. Where too
// many wait already, a is left to Get.
func (r *Room) Prepare(a *media.Asset) {
	if !a.Removed.IsZero() || !validHash(a.Blob) || a.Kind.Class() == "" {
		return
	}
	mine := *a
	select {
	case r.queue <- &mine:
	default:
		r.log.Debug("too many files wait to be prepared", "asset", a.ID)
	}
}

// Waiting gives of how many blobs files are being made or wait to be.
func (r *Room) Waiting() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.queue) + len(r.flights)
}

// prepare is the worker of Prepare.
func (r *Room) prepare() {
	for {
		select {
		case <-r.ctx.Done():
			return
		case a := <-r.queue:
			for r.prepareOne(a) {
			}
		}
	}
}

// prepareOne makes what is missing of a. It says whether it was sent away and
// must come again.
func (r *Room) prepareOne(a *media.Asset) (again bool) {
	r.mu.Lock()
	idle := r.idle
	r.mu.Unlock()
	select {
	case <-idle:
	case <-r.ctx.Done():
		return false
	}
	r.mu.Lock()
	select {
	case <-r.idle:
	default:
		// Somebody came meanwhile.
		r.mu.Unlock()
		return true
	}
	if r.flights[a.Blob] != nil || r.refuse(a.Blob) != nil {
		r.mu.Unlock()
		return false
	}
	f := r.begin(a, r.ahead(a), true)
	r.mu.Unlock()
	<-f.done
	return errors.Is(f.err, errYield)
}

// ahead are the Variants of a that are made before anybody asks. The file itself
// of a picture is not: few ask for it.
func (r *Room) ahead(a *media.Asset) []media.Variant {
	if a.Kind.Class() == media.Picture {
		return r.variants(a)
	}
	return []media.Variant{{Kind: media.WholeKind(a.Kind)}}
}

// halt ends the flight of h, and keeps others from beginning, until it is let go.
func (r *Room) halt(ctx context.Context, h content.Hash) (letGo func(), err error) {
	r.mu.Lock()
	r.leaving[h]++
	f := r.flights[h]
	r.mu.Unlock()
	letGo = func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.leaving[h]--; r.leaving[h] == 0 {
			delete(r.leaving, h)
		}
		delete(r.failed, h)
	}
	if f == nil {
		return letGo, nil
	}
	f.cancel(context.Canceled)
	select {
	case <-f.done:
		return letGo, nil
	case <-ctx.Done():
		letGo()
		return nil, ctx.Err()
	}
}
