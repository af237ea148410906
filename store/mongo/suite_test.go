package mongo

import (
	"testing"
	"time"

	"herald/content"
	"herald/internal/mongotest"
	"herald/store/storetest"
)

// open gives a Store at an address that is closed when t ends.
func open(t testing.TB, address string, p content.Projector) *Store {
	t.Helper()
	s, err := Open(t.Context(), address, p, Options{Patience: time.Minute})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// TestStore runs the suite. FerretDB answers a hundred times as slowly as a store
// should, and two updates of one document at once may both be taken by it.
func TestStore(t *testing.T) {
	var address string
	options := []storetest.Option{storetest.Again(func(t *testing.T, p content.Projector) storetest.Store { return open(t, address, p) })}
	if mongotest.Ferret() {
		options = append(options, storetest.Slow(), storetest.Without("FerretDB loses updates that race", "race for secrets", "race for letters"))
	}
	storetest.Run(t, func(t *testing.T, p content.Projector) storetest.Store {
		address = mongotest.Database(t)
		return open(t, address, p)
	}, options...)
}
