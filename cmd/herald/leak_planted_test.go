//go:build leak

package main

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/search"
)

// TestPlantedLeaksAreCaught spoils the house in one way after another, each a
// fault that such systems have had, and demands that the matrix sees it.
func TestPlantedLeaksAreCaught(t *testing.T) {
	for name, plant := range map[string]func(*testing.T, *server){
		"pages look into the future":             leakTheFuture,
		"a field for staff is open to everybody": leakAField,
		"search knows a field for staff":         leakASearch,
		"a withdrawal throws no page out":        leakStalePages,
		"a list counts what is not public yet":   leakACount,
		"a short address tells what exists":      leakWhatExists,
		"a list of the desk forgets its bounds":  leakTheBounds,
		"a preview asks nobody":                  leakAPreview,
	} {
		t.Run(name, func(t *testing.T) {
			m := newMatrix(t, func(s *server) { plant(t, s) })
			m.small = true
			var first, other string
			m.caught = func(what string) {
				m.mu.Lock()
				defer m.mu.Unlock()
				if first == "" && strings.Contains(what, "LEAK") {
					first = what
				}
				if other == "" {
					other = what
				}
			}
			m.plan()
			m.run()
			if first == "" {
				t.Fatalf("nobody noticed; %d other failures, the first: %s", m.failures.Load(), other)
			}
			t.Log("caught: ", firstRunes(first, 300))
		})
	}
}

// rebuild makes what readers talk to anew.
func rebuild(t *testing.T, s *server) {
	t.Helper()
	var err error
	if s.sites, err = s.publicApp(); err != nil {
		t.Fatal(err)
	}
}

func leakTheFuture(t *testing.T, s *server) {
	right := s.clock
	s.clock = newClock(s.log)
	(&handClock{begin: embargo.AddDate(0, 0, 1)}).takeOver(s.clock)
	rebuild(t, s)
	s.clock = right
}

func leakAField(t *testing.T, s *server) {
	right := s.house.types
	s.house.types = openedTypes(t)
	rebuild(t, s)
	s.house.types = right
}

// openedTypes are the Types with every field open to everybody.
func openedTypes(t *testing.T) *content.Types {
	t.Helper()
	types, err := content.LoadTypes()
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range types.All() {
		for i := range typ.Fields {
			typ.Fields[i].Audience = content.Public
		}
	}
	return types
}

func leakASearch(t *testing.T, s *server) {
	options := s.house.searchOptions()
	options.Types = openedTypes(t)
	index, err := search.Open(t.TempDir(), s.house.store, options)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.index.Close(); err != nil {
		t.Fatal(err)
	}
	for _, f := range s.followers {
		if f.Name() == index.Name() {
			f.Follower = index
		}
	}
	s.index = index
	rebuild(t, s)
}

func leakStalePages(t *testing.T, s *server) {
	s.house.desk.Committed = func(content.Change) {}
	for i, f := range s.followers {
		if f.Name() == s.pages.Name() {
			s.followers = append(s.followers[:i:i], s.followers[i+1:]...)
			return
		}
	}
	t.Fatal("no page cache follows")
}

// countsAhead is a store that counts what is public an age from now.
type countsAhead struct{ houseStore }

func (s countsAhead) Count(ctx context.Context, q content.Query) (int, error) {
	q.Now = embargo
	return s.houseStore.Count(ctx, q)
}

func leakACount(t *testing.T, s *server) {
	right := s.house.store
	s.house.store = countsAhead{right}
	rebuild(t, s)
	s.house.store = right
}

func leakWhatExists(t *testing.T, s *server) {
	right := s.sites
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Use(func(c *fiber.Ctx) error {
		right.Handler()(c.Context())
		id, short := strings.CutPrefix(c.Path(), "/p/")
		if short && c.Response().StatusCode() == http.StatusNotFound {
			found, err := s.house.store.Documents(c.Context(), content.ID(id))
			if err == nil && len(found) > 0 {
				c.Status(http.StatusForbidden)
			}
		}
		return nil
	})
	s.sites = app
}

// boundless is a store that lists for everybody what is for some.
type boundless struct{ houseStore }

func (s boundless) Board(ctx context.Context, q content.BoardQuery) ([]content.Standing, error) {
	if len(q.Within) > 0 {
		q.Within = []content.Bounds{{}}
	}
	return s.houseStore.Board(ctx, q)
}

func leakTheBounds(t *testing.T, s *server) {
	right := s.house.store
	s.house.store = boundless{right}
	rebuild(t, s)
	s.house.store = right
}

// leakAPreview shows the page of any text to whoever has signed in.
func leakAPreview(_ *testing.T, s *server) {
	right := s.sites
	app := fiber.New(fiber.Config{DisableStartupMessage: true, Immutable: true})
	app.Use(func(c *fiber.Ctx) error {
		right.Handler()(c.Context())
		parts := strings.Split(strings.Trim(c.Path(), "/"), "/")
		if len(parts) != 4 || parts[1] != "preview" || c.Response().StatusCode() != http.StatusNotFound {
			return nil
		}
		found, err := s.house.store.Documents(c.Context(), content.ID(parts[2]))
		d, locale := found[content.ID(parts[2])], i18n.Locale(parts[3])
		if err != nil || d == nil || d.Translation(locale) == nil {
			return err
		}
		page, err := s.preview(c.UserContext(), d, locale, d.Translation(locale).Newest().Number, "")
		if err != nil {
			return nil // there is no such page to show
		}
		return c.Status(http.StatusOK).Send(page)
	})
	s.sites = app
}
