// Package lease owns the way in which several processes on one store agree who of
// them does a thing that one has to do: whoever holds its content.Lease does it, and
// another takes over once the holder is silent for too long. It must not know what is
// done, and cannot promise more than it says: a process that stood still may do what it
// had begun before, so that what must never happen twice needs a claim of its own.
package lease

import (
	"context"
	"log/slog"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// Options tune the times; the zero value serves.
type Options struct {
	// Silence is for how long a term must stand before another may begin the next;
	// 0 is 20 seconds.
	Silence time.Duration
	// Every is the pause between two terms of the holder, and between two looks of
	// those who wait; 0 is a fifth of Silence. A holder that could not begin a term
	// for Silence without Every gives up before another may begin.
	Every time.Duration
	// Logger hears who takes over; nil is the default one.
	Logger *slog.Logger
}

func (o Options) filled() Options {
	if o.Silence <= 0 {
		o.Silence = 20 * time.Second
	}
	if o.Every <= 0 {
		o.Every = o.Silence / 5
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return o
}

// Hold runs do while this process holds the lease of a name, again whenever it gets
// it, until ctx ends. do gets a context that ends with the lease, and must return
// soon after. A lease that is given up at the end is free at once.
func Hold(ctx context.Context, leases content.Leases, name string, o Options, do func(context.Context)) {
	h := &holding{leases: leases, o: o.filled(), own: content.Lease{Name: name, Holder: string(content.NewID())}}
	for h.wait(ctx) {
		begun := time.Now()
		if !h.take(ctx) {
			continue
		}
		h.o.Logger.Info("this process does it from now on", "task", name)
		h.while(ctx, begun, do)
	}
}

// holding is one process that wants a lease.
type holding struct {
	leases content.Leases
	o      Options
	// own is the last term that it began, seen the newest that it saw, and since when.
	own, seen content.Lease
	since     time.Time
	looked    bool
}

// wait pauses between two looks; the first is at once.
func (h *holding) wait(ctx context.Context) bool {
	if !h.looked {
		h.looked = true
		return ctx.Err() == nil
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(h.o.Every):
		return true
	}
}

// take begins the next term where nobody holds the lease.
func (h *holding) take(ctx context.Context) bool {
	newest, err := h.leases.Lease(ctx, h.own.Name)
	if err != nil {
		return false // whoever follows the log says that the store is away
	}
	if newest != h.seen || h.since.IsZero() {
		h.seen, h.since = newest, time.Now()
	}
	held := newest.Term > 0 && newest.Holder != "" && newest.Holder != h.own.Holder
	if held && time.Since(h.since) < h.o.Silence {
		return false
	}
	return h.begin(ctx, newest.Term+1) == nil
}

// begin begins a term. Where it is taken already it may be by this process, whose
// answer was lost.
func (h *holding) begin(ctx context.Context, term int64) error {
	next := h.own
	next.Term = term
	err := h.leases.BeginTerm(ctx, next)
	if fault.Is(err, fault.Conflict) {
		if newest, looked := h.leases.Lease(ctx, next.Name); looked == nil && newest == next {
			err = nil
		}
	}
	if err == nil {
		h.own = next
	}
	return err
}

// while runs do and begins term after term, the last one at begun.
func (h *holding) while(ctx context.Context, begun time.Time, do func(context.Context)) {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	over := make(chan struct{})
	go func() {
		defer close(over)
		do(inner)
	}()
	held := h.renew(inner, begun, over)
	stop()
	<-over
	if held {
		h.giveUp(ctx)
	}
}

// renew begins term after term until ctx ends or over is closed; it reports false where
// the lease is lost before.
func (h *holding) renew(ctx context.Context, begun time.Time, over <-chan struct{}) bool {
	ticker := time.NewTicker(h.o.Every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return true
		case <-over:
			return true
		case <-ticker.C:
		}
		now := time.Now()
		asked, stop := context.WithDeadline(ctx, begun.Add(h.o.Silence-h.o.Every))
		err := h.begin(asked, h.own.Term+1)
		stop()
		switch {
		case err == nil:
			begun = now
		case ctx.Err() != nil:
			return true
		case fault.Is(err, fault.Conflict) || time.Since(begun) >= h.o.Silence-h.o.Every:
			h.o.Logger.Warn("another process may do it from now on", "task", h.own.Name, "error", err)
			return false
		}
	}
}

// giveUp leaves the lease to whoever looks next.
func (h *holding) giveUp(ctx context.Context) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), h.o.Every)
	defer stop()
	free := content.Lease{Name: h.own.Name, Term: h.own.Term + 1}
	if err := h.leases.BeginTerm(ctx, free); err != nil {
		h.o.Logger.Warn("another process takes over only after a while", "task", h.own.Name, "error", err)
	}
}
