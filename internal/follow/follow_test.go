package follow_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/internal/follow"
)

// fakeLog is a log in memory.
type fakeLog struct {
	mu      sync.Mutex
	changes []content.Change
	down    error
	gap     bool
}

func (l *fakeLog) grow(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for range n {
		l.changes = append(l.changes, content.Change{Position: content.Position(len(l.changes) + 1)})
	}
}

func (l *fakeLog) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.down = err
}

func (l *fakeLog) Head(context.Context) (content.Position, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return content.Position(len(l.changes)), l.down
}

func (l *fakeLog) Changes(_ context.Context, after content.Position, limit int) ([]content.Change, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.down != nil {
		return nil, l.down
	}
	from := min(int(after), len(l.changes))
	out := slices.Clone(l.changes[from:min(from+limit, len(l.changes))])
	if l.gap && len(out) > 1 {
		out = slices.Delete(out, 1, 2)
	}
	return out, nil
}

// recorder is a Follower that keeps what it was given.
type recorder struct {
	mu      sync.Mutex
	at      content.Position
	seen    []content.Position
	batches int
	longest int
	// before is asked before every Apply and may fail or panic.
	before func(content.Position) error
}

func (r *recorder) Name() string { return "recorder" }

func (r *recorder) Position(context.Context) (content.Position, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.at, nil
}

func (r *recorder) Apply(_ context.Context, changes []content.Change) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.batches++
	r.longest = max(r.longest, len(changes))
	for _, c := range changes {
		if r.before != nil {
			if err := r.before(c.Position); err != nil {
				return err
			}
		}
		r.seen = append(r.seen, c.Position)
	}
	r.at = changes[len(changes)-1].Position
	return nil
}

func (r *recorder) distinct() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	seen := slices.Clone(r.seen)
	slices.Sort(seen)
	return len(slices.Compact(seen))
}

// start runs the loop and gives a function that stops it and checks its end.
func start(t *testing.T, log follow.Log, f follow.Follower, o follow.Options) (stop func()) {
	t.Helper()
	o.Logger = slog.New(slog.NewTextHandler(io.Discard, nil))
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- follow.Run(ctx, log, f, o) }()
	return func() {
		t.Helper()
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("Run ended with %v", err)
			}
		case <-time.After(5 * time.Second):
			t.Fatal("Run did not stop")
		}
	}
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

func TestFollowsInBatches(t *testing.T) {
	log, f, lag := &fakeLog{}, &recorder{}, &follow.Lag{}
	log.grow(25)
	defer start(t, log, f, follow.Options{Batch: 10, Lag: lag})()
	eventually(t, "25 seen", func() bool { return lag.Applied() == 25 })
	if f.longest != 10 || f.batches != 3 || !slices.IsSorted(f.seen) || len(f.seen) != 25 {
		t.Errorf("batches %d, longest %d, seen %v", f.batches, f.longest, f.seen)
	}
	if lag.Behind() != 0 || lag.Head() != 25 {
		t.Errorf("behind %d of %d", lag.Behind(), lag.Head())
	}
}

func TestSignalWakesAtOnce(t *testing.T) {
	log, f, lag, signal := &fakeLog{}, &recorder{}, &follow.Lag{}, &follow.Signal{}
	defer start(t, log, f, follow.Options{Poll: time.Hour, Lag: lag, Signal: signal})()
	for n := 1; n <= 50; n++ {
		log.grow(1)
		signal.Notify()
		eventually(t, "woken", func() bool { return lag.Applied() == content.Position(n) })
	}
}

func TestPollsForOtherProcesses(t *testing.T) {
	log, f, lag := &fakeLog{}, &recorder{}, &follow.Lag{}
	defer start(t, log, f, follow.Options{Lag: lag})()
	time.Sleep(20 * time.Millisecond)
	log.grow(1)
	eventually(t, "polled", func() bool { return lag.Applied() == 1 })
}

func TestGoesOnAfterFailures(t *testing.T) {
	log, f, lag := &fakeLog{}, &recorder{}, &follow.Lag{}
	failures := 0
	f.before = func(at content.Position) error {
		if at == 7 && failures < 3 {
			failures++
			if failures == 2 {
				panic("on purpose")
			}
			return errors.New("on purpose")
		}
		return nil
	}
	log.grow(12)
	defer start(t, log, f, follow.Options{Batch: 5, Retry: time.Millisecond, Lag: lag})()
	eventually(t, "all seen", func() bool { return lag.Applied() == 12 })
	if f.distinct() != 12 || lag.Failures() != 3 {
		t.Errorf("seen %v, failures %d", f.seen, lag.Failures())
	}
	if len(f.seen) == 12 {
		t.Error("the torn batch was not delivered again")
	}
}

func TestStoreComesBack(t *testing.T) {
	log, f, lag := &fakeLog{}, &recorder{}, &follow.Lag{}
	log.fail(errors.New("store unreachable"))
	defer start(t, log, f, follow.Options{Retry: time.Millisecond, Longest: 4 * time.Millisecond, Lag: lag})()
	eventually(t, "tried", func() bool { return lag.Failures() > 3 })
	log.grow(3)
	log.fail(nil)
	eventually(t, "caught up", func() bool { return lag.Applied() == 3 })
}

func TestRefusesGapsAndTheFuture(t *testing.T) {
	log, f, lag := &fakeLog{gap: true}, &recorder{}, &follow.Lag{}
	log.grow(4)
	stop := start(t, log, f, follow.Options{Retry: time.Millisecond, Lag: lag})
	eventually(t, "refused", func() bool { return lag.Failures() > 1 })
	stop()
	if len(f.seen) != 0 {
		t.Errorf("a gap was handed over: %v", f.seen)
	}
	f.at, log.gap, lag = 9, false, &follow.Lag{}
	defer start(t, log, f, follow.Options{Retry: time.Millisecond, Lag: lag})()
	eventually(t, "refused", func() bool { return lag.Failures() > 1 })
	if len(f.seen) != 0 {
		t.Errorf("a Follower ahead of the log was given %v", f.seen)
	}
}

func TestRestartsAnywhere(t *testing.T) {
	log, f := &fakeLog{}, &recorder{}
	log.grow(40)
	for f.distinct() < 40 {
		n := f.distinct()
		stop := start(t, log, f, follow.Options{Batch: 3})
		eventually(t, "moved", func() bool { return f.distinct() > n })
		stop()
	}
	if !slices.IsSorted(f.seen) {
		t.Errorf("out of order: %v", f.seen)
	}
}
