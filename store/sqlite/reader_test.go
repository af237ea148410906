package sqlite

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"herald/internal/fault"
	"herald/store/storetest"
)

// readOne runs a statement in a read transaction.
func readOne(ctx context.Context, s *Store, query string) error {
	return s.read(ctx, func(x *tx) error {
		var n int
		_, err := x.one(query, nil, &n)
		return err
	})
}

// TestReadersComeBack reads at once, more than there are connections, with callers
// that give up and statements that fail, and then finds every connection there.
func TestReadersComeBack(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), storetest.Projector())
	var all sync.WaitGroup
	for i := range 8 * cap(s.readers.slots) {
		all.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			query := fmt.Sprintf("SELECT %d", i%3)
			switch i % 4 {
			case 1:
				cancel()
			case 2:
				query = "SELECT nothing FROM nowhere"
			}
			err := readOne(ctx, s, query)
			if failed := i%4 == 1 || i%4 == 2; failed != (err != nil) {
				t.Errorf("%d: %v", i, err)
			}
		})
	}
	all.Wait()
	if n := len(s.readers.slots); n != cap(s.readers.slots) {
		t.Errorf("%d of %d came back", n, cap(s.readers.slots))
	}
	for i := range 3 * cap(s.readers.slots) {
		if err := readOne(t.Context(), s, "SELECT 1"); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
	}
}

// TestAReaderForgetsStatements: lists with rare filters must not fill the memory.
func TestAReaderForgetsStatements(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), storetest.Projector())
	for range cap(s.readers.slots) {
		err := s.read(t.Context(), func(x *tx) error {
			for i := range mostStatements + 5 {
				if _, err := x.one(fmt.Sprintf("SELECT %d", i), nil, new(int)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for range cap(s.readers.slots) {
		if r := <-s.readers.slots; r == nil || len(r.stmts) > 0 {
			t.Errorf("a reader remembers %v", r)
		} else {
			defer s.readers.give(r, true)
		}
	}
}

// TestAClosedStoreReadsNothing: what was being read when it was closed ends, and
// nothing is read afterwards.
func TestAClosedStoreReadsNothing(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), storetest.Projector())
	err := s.read(t.Context(), func(x *tx) error {
		if err := s.Close(); err != nil {
			return err
		}
		_, err := x.one("SELECT 1", nil, new(int))
		return err
	})
	if err != nil {
		t.Errorf("what was being read: %v", err)
	}
	if err := readOne(t.Context(), s, "SELECT 1"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("read after it was closed: %v", err)
	}
	if n := s.readers.db.Stats().OpenConnections; n != 0 {
		t.Errorf("%d connections are open", n)
	}
}
