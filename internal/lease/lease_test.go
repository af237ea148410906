package lease_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/lease"
)

// rows are Leases in memory that can be out of reach.
type rows struct {
	mu     sync.Mutex
	newest content.Lease
}

// link is how one process reaches the rows.
type link struct {
	*rows
	down bool
	// lost loses the answer of the next term that is begun.
	lost bool
}

var errAway = fault.Wrap(fault.Unavailable, errors.New("no server"), "lease")

func (l *link) Lease(_ context.Context, name string) (content.Lease, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.down {
		return content.Lease{}, errAway
	}
	got := l.newest
	got.Name = name
	return got, nil
}

func (l *link) BeginTerm(_ context.Context, next content.Lease) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.down {
		return errAway
	}
	if next.Term <= l.newest.Term {
		return fault.New(fault.Conflict, "")
	}
	l.newest = next
	if l.lost {
		l.lost = false
		return errAway
	}
	return nil
}

func (l *link) set(change func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change()
}

// floor sees who does the thing, and that no two do it at once.
type floor struct {
	*testing.T
	mu   sync.Mutex
	here map[string]bool
	came []string
}

func (f *floor) do(name string) func(context.Context) {
	return func(ctx context.Context) {
		f.mu.Lock()
		if len(f.here) > 0 {
			f.Errorf("%s does it while %v does", name, f.here)
		}
		f.here[name] = true
		f.came = append(f.came, name)
		f.mu.Unlock()
		<-ctx.Done()
		f.mu.Lock()
		delete(f.here, name)
		f.mu.Unlock()
	}
}

func (f *floor) wants(when, name string) {
	f.Helper()
	synctest.Wait()
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.here) > 1 || name != "" && !f.here[name] || name == "" && len(f.here) > 0 {
		f.Fatalf("%s: %v does it, want %q; before: %v", when, f.here, name, f.came)
	}
}

// process runs Hold and gives what ends it, and waits for that.
func process(f *floor, l *link, name string) (end func()) {
	ctx, stop := context.WithCancel(context.Background())
	over := make(chan struct{})
	go func() {
		defer close(over)
		lease.Hold(ctx, l, "letters", lease.Options{Silence: 20 * time.Second, Every: 4 * time.Second, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))}, f.do(name))
	}()
	return func() {
		stop()
		<-over
	}
}

func TestOneHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, r := &floor{T: t, here: map[string]bool{}}, &rows{}
		a, b := &link{rows: r}, &link{rows: r}
		endA := process(f, a, "a")
		f.wants("at once", "a")
		endB := process(f, b, "b")
		time.Sleep(time.Hour)
		f.wants("an hour later", "a")
		// What is given up is free at the next look.
		endA()
		time.Sleep(4 * time.Second)
		f.wants("a has ended", "b")
		endB()
		f.wants("both have ended", "")
	})
}

// TestAHolderThatIsCutOff gives up before another may begin, and comes back as one of
// those who wait.
func TestAHolderThatIsCutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, r := &floor{T: t, here: map[string]bool{}}, &rows{}
		a, b := &link{rows: r}, &link{rows: r}
		endA := process(f, a, "a")
		f.wants("at once", "a")
		endB := process(f, b, "b")
		a.set(func() { a.down = true })
		time.Sleep(12 * time.Second)
		f.wants("a short cut", "a")
		a.set(func() { a.down = false })
		time.Sleep(time.Minute)
		f.wants("after a short cut", "a")
		a.set(func() { a.down = true })
		time.Sleep(30 * time.Second)
		f.wants("a long cut", "b")
		a.set(func() { a.down = false })
		time.Sleep(time.Minute)
		f.wants("after a long cut", "b")
		endB()
		time.Sleep(4 * time.Second)
		f.wants("b has ended", "a")
		endA()
	})
}

// TestAnAnswerThatIsLost begins a term without hearing of it.
func TestAnAnswerThatIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, r := &floor{T: t, here: map[string]bool{}}, &rows{}
		a := &link{rows: r, lost: true}
		endA := process(f, a, "a")
		time.Sleep(4 * time.Second)
		f.wants("at the second look", "a")
		for range 3 {
			a.set(func() { a.lost = true })
			time.Sleep(20 * time.Second)
			f.wants("a later one", "a")
		}
		endA()
		if len(f.came) != 1 {
			t.Errorf("came: %v", f.came)
		}
	})
}

// TestTwoBeginAtOnce lets many want the same term.
func TestTwoBeginAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, r := &floor{T: t, here: map[string]bool{}}, &rows{}
		var ends []func()
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			ends = append(ends, process(f, &link{rows: r}, name))
		}
		for range ends {
			time.Sleep(time.Minute)
			synctest.Wait()
			f.mu.Lock()
			if len(f.here) != 1 {
				t.Errorf("%v do it", f.here)
			}
			f.mu.Unlock()
		}
		for _, end := range ends {
			end()
		}
	})
}
