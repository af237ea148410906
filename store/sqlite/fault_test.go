package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/store/storetest"
)

// refuses fails unless a commit is Unavailable and leaves nothing.
func refuses(t *testing.T, s *Store, ctx context.Context, why string) {
	t.Helper()
	at, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all []*storetest.Builder
	for i := range 400 {
		all = append(all, storetest.Published(storetest.ID(1000+i), "news", "Netelpa", storetest.Epoch))
	}
	c, texts := storetest.Change(content.NewID(), all...)
	if _, err := s.Commit(ctx, at, c, texts); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("%s: %v", why, err)
	}
	if now, err := s.Head(t.Context()); err != nil || now != at {
		t.Fatalf("%s: the head went from %d to %d, %v", why, at, now, err)
	}
	if found := verify(t, s, false); len(found) > 0 {
		t.Fatalf("%s: %+v", why, found)
	}
}

func TestDiskFull(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), storetest.Projector())
	commitOne(t, s, "d1")
	var pages int
	if err := s.writer.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	// Every limit from no page more to almost enough: the commit fails at another
	// statement each time.
	for more := 0; more < 60; more += 7 {
		var limit int
		if err := s.writer.QueryRow("PRAGMA max_page_count = " + strconv.Itoa(pages+more)).Scan(&limit); err != nil {
			t.Fatal(err)
		}
		refuses(t, s, t.Context(), "disk full")
	}
	var limit int
	if err := s.writer.QueryRow("PRAGMA max_page_count = 1000000").Scan(&limit); err != nil {
		t.Fatal(err)
	}
	commitOne(t, s, "d2")
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s := open(t, path, storetest.Projector())
	commitOne(t, s, "d1")
	reader, err := Open(t.Context(), path, storetest.Projector(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	refuses(t, reader, t.Context(), "opened read-only")
	if err := reader.Reproject(t.Context(), nil); !fault.Is(err, fault.Unavailable) {
		t.Errorf("reproject: %v", err)
	}
	// It follows what others write.
	commitOne(t, s, "d2")
	if at, err := reader.Head(t.Context()); err != nil || at != 2 {
		t.Errorf("head %d, %v", at, err)
	}
	// A file that turned read-only under a writer.
	if _, err := s.writer.Exec("PRAGMA query_only = 1"); err != nil {
		t.Fatal(err)
	}
	refuses(t, s, t.Context(), "read-only file")
}

// TestLockedElsewhere: while another process writes, a commit waits; it gives
// up when its caller does, and goes through when the other is done.
func TestLockedElsewhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, other := open(t, path, storetest.Projector()), open(t, path, storetest.Projector())
	commitOne(t, s, "d1")
	hold := func(release <-chan struct{}) <-chan error {
		locked, done := make(chan struct{}), make(chan error, 1)
		go func() {
			done <- other.write(context.WithoutCancel(t.Context()), func(*tx) error {
				close(locked)
				<-release
				return errors.New("given up")
			})
		}()
		<-locked
		return done
	}
	release := make(chan struct{})
	done := hold(release)
	ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	refuses(t, s, ctx, "locked")
	if rows, err := s.Rows(t.Context(), content.Query{Audiences: []string{content.Public}, Now: storetest.Epoch}); err != nil || len(rows) != 1 {
		t.Fatalf("readers do not wait for writers: %v", err)
	}
	time.AfterFunc(200*time.Millisecond, func() { close(release) })
	commitOne(t, s, "d2")
	<-done
	if testing.Short() {
		return
	}
	release = make(chan struct{})
	done = hold(release)
	refuses(t, s, t.Context(), "locked for longer than anybody waits")
	close(release)
	<-done
}

// TestBrokenStoreStops: after an error that leaves the disk unknown nothing
// more is acknowledged until the file has been opened again.
func TestBrokenStoreStops(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s := open(t, path, storetest.Projector())
	commitOne(t, s, "d1")
	cause := errors.New("input/output error")
	s.broken.Store(&cause)
	refuses(t, s, t.Context(), "broken")
	commitOne(t, open(t, path, storetest.Projector()), "d2")
}

func TestClosedStore(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), storetest.Projector(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Head(t.Context()); !fault.Is(err, fault.Unavailable) {
		t.Errorf("head: %v", err)
	}
	if _, err := s.Commit(t.Context(), 0, content.Change{ID: "c"}, nil); !fault.Is(err, fault.Unavailable) {
		t.Errorf("commit: %v", err)
	}
}

// TestWhoGivesUpLeavesNoTransactionBehind gives up at every instant of the
// beginning of a transaction: the next one begins on the same connection.
func TestWhoGivesUpLeavesNoTransactionBehind(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "herald.db"), storetest.Projector())
	nothing := func(*tx) error { return nil }
	for n := range 1500 {
		ctx, stop := context.WithTimeout(t.Context(), time.Duration(n%150)*time.Microsecond)
		_ = s.write(ctx, nothing)
		_ = s.read(ctx, nothing)
		stop()
		if err := errors.Join(s.write(t.Context(), nothing), s.read(t.Context(), nothing)); err != nil {
			t.Fatalf("after giving up for the %dth time: %v", n, err)
		}
	}
}
