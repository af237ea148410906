package darkroom

import (
	"context"
	"errors"
	"fmt"
	"io"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// flight is the making of files of one blob. There is at most one for each, and
// it runs for itself, so that nobody's leaving ends what others wait for.
type flight struct {
	a    *media.Asset
	want []media.Variant
	// ready has a channel for each file, closed when it is kept; done is closed
	// when all has ended, and err says how.
	ready  map[string]chan struct{}
	done   chan struct{}
	err    error
	cancel context.CancelCauseFunc
	// waiting counts those who wait now; served says that somebody got a file,
	// so that the rest is made, too, although nobody waits for it.
	waiting        int
	served, behind bool
}

// errYield ends work in the background when somebody waits for other work.
var errYield = errors.New("yields to who waits")

// await waits until v may be there: it joins the flight of its blob or begins one.
func (r *Room) await(ctx context.Context, a *media.Asset, v media.Variant) error {
	want := []media.Variant{v}
	if v.Size != (media.Size{}) {
		// What is waited for is painted first, with its group.
		want = append(want, r.variants(a)...)
	}
	r.mu.Lock()
	f := r.flights[a.Blob]
	if f == nil {
		if err := r.refuse(a.Blob); err != nil {
			r.mu.Unlock()
			return err
		}
		f = r.begin(a, want, false)
	}
	f.waiting++
	r.mu.Unlock()

	var err error
	var served, left bool
	select {
	case <-f.ready[v.FileName()]:
		served = true
	case <-f.done:
		err = f.verdict(v)
	case <-ctx.Done():
		err, left = ctx.Err(), true
	}

	r.mu.Lock()
	defer r.mu.Unlock()
	f.waiting--
	f.served = f.served || served
	if left && f.waiting == 0 && !f.served && !f.behind {
		f.cancel(context.Canceled)
	}
	return err
}

// verdict is how a flight that is done ended for v. One for other files, or one
// that failed when v was there already, says nothing about it.
func (f *flight) verdict(v media.Variant) error {
	ready := f.ready[v.FileName()]
	if ready == nil {
		return nil
	}
	select {
	case <-ready:
		return nil
	default:
		return f.err
	}
}

// refuse says why nothing may be made of h now; r.mu is held.
func (r *Room) refuse(h content.Hash) error {
	switch {
	case r.closed:
		return errClosed()
	case r.leaving[h] > 0:
		return fault.Absent("blob %s, which is being taken out", h)
	}
	return r.failure(h)
}

// begin starts a flight; r.mu is held.
func (r *Room) begin(a *media.Asset, want []media.Variant, behind bool) *flight {
	f := &flight{a: a, want: want, ready: map[string]chan struct{}{}, done: make(chan struct{}), behind: behind}
	seen := want[:0:0]
	for _, v := range want {
		if f.ready[v.FileName()] == nil {
			f.ready[v.FileName()] = make(chan struct{})
			seen = append(seen, v)
		}
	}
	f.want = seen
	ctx, cancel := context.WithCancelCause(r.ctx)
	f.cancel = cancel
	r.flights[a.Blob] = f
	if !behind {
		r.hurry()
	}
	r.all.Go(func() {
		err := r.work(ctx, f)
		switch {
		case err != nil && context.Cause(ctx) != nil:
			err = context.Cause(ctx)
		case errors.Is(err, context.DeadlineExceeded):
			err = fault.Wrap(fault.Unavailable, err, "making files of blob %s", a.Blob)
		}
		cancel(nil)
		r.land(f, err)
	})
	return f
}

// hurry notes that somebody waits, and sends away painters whom nobody waits for.
// What they have kept stays; a copy of a film would have to begin again, and takes
// no processor. r.mu is held.
func (r *Room) hurry() {
	if r.asked == 0 {
		r.idle = make(chan struct{})
	}
	r.asked++
	for _, f := range r.flights {
		if f.behind && f.waiting == 0 && f.a.Kind.Class() == media.Picture {
			f.cancel(errYield)
		}
	}
}

// land ends a flight.
func (r *Room) land(f *flight, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, errYield) {
		r.fail(f.a, err)
	}
	if !f.behind {
		if r.asked--; r.asked == 0 {
			close(r.idle)
		}
	}
	if r.closed && err != nil {
		err = errClosed()
	}
	f.err = err
	delete(r.flights, f.a.Blob)
	close(f.done)
}

// work makes what a flight is for. The recover stands in the goroutine that
// works: a panic of a Cleaner must not end the process.
func (r *Room) work(ctx context.Context, f *flight) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("making files of blob %s: panic: %v", f.a.Blob, p)
		}
	}()
	limit := copyTime
	if f.a.Kind.Class() == media.Picture {
		limit = paintTime
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	want := r.missing(ctx, f)
	if len(want) == 0 {
		return nil
	}
	src, err := r.blobs.Open(ctx, f.a.Blob)
	if err != nil {
		return err
	}
	defer src.Close()
	if f.a.Kind.Class() != media.Picture {
		return r.copy(ctx, f, src)
	}
	return r.studio.Paint(ctx, f.a, src, want, func(v media.Variant, body []byte) error {
		return r.finish(f, v, r.write(place(f.a.Blob, v.FileName()), recipe(v), func(w io.Writer) error {
			_, err := w.Write(body)
			return err
		}))
	})
}

// missing are the files of f that are not kept, or not any more. Only f makes
// them now: whoever asked before it began may have seen less than there is.
func (r *Room) missing(ctx context.Context, f *flight) []media.Variant {
	var none []media.Variant
	for _, v := range f.want {
		file, err := r.kept(ctx, f.a, v)
		if err == nil {
			err = r.finish(f, v, file.Close())
		}
		if err != nil {
			none = append(none, v)
		}
	}
	return none
}

// finish tells those who wait for v that it is there.
func (r *Room) finish(f *flight, v media.Variant, err error) error {
	if err == nil {
		close(f.ready[v.FileName()])
	}
	return err
}

// errSame ends the writing of a copy that would be the file itself.
var errSame = errors.New("cleaning changed nothing")

// copy makes the public copy of a file that is no picture, or notes that the file
// is its own.
func (r *Room) copy(ctx context.Context, f *flight, src media.Blob) error {
	select {
	case r.cleaning <- struct{}{}:
		defer func() { <-r.cleaning }()
	case <-ctx.Done():
		return ctx.Err()
	}
	v := f.want[0]
	err := r.write(place(f.a.Blob, v.FileName()), recipe(v), func(w io.Writer) error {
		changed, err := r.clean(ctx, f.a, src, src.Size(), w)
		if err == nil && !changed {
			err = errSame
		}
		return err
	})
	if errors.Is(err, errSame) {
		err = r.write(place(f.a.Blob, same), recipe(v), func(io.Writer) error { return nil })
	}
	return r.finish(f, v, err)
}
