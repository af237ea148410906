package mongo

import (
	"testing"
	"time"

	"herald/content"
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

func TestStore(t *testing.T) {
	var address string
	storetest.Run(t, func(t *testing.T, p content.Projector) storetest.Store {
		address = rig(t)
		return open(t, address, p)
	}, storetest.Again(func(t *testing.T, p content.Projector) storetest.Store {
		return open(t, address, p)
	}))
}
