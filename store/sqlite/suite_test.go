package sqlite

import (
	"path/filepath"
	"testing"

	"herald/content"
	"herald/store/storetest"
)

// open gives a Store at path that is closed when t ends.
func open(t testing.TB, path string, p content.Projector) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, p, Options{})
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
	var path string
	storetest.Run(t, func(t *testing.T, p content.Projector) storetest.Store {
		path = filepath.Join(t.TempDir(), "herald ?#%.db")
		return open(t, path, p)
	}, storetest.Again(func(t *testing.T, p content.Projector) storetest.Store {
		return open(t, path, p)
	}))
}
