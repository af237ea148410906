package main

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/search"
)

// earlyLeak is there while the Documents come into their states.
var earlyLeak = plantedLeak{"a list counts what is not public yet", leakACount, (*matrix).stage}

// plantedLeaks are seen where the Documents stand.
var plantedLeaks = []plantedLeak{
	{"pages look into the future", leakTheFuture, (*matrix).moments},
	{"a field for staff is open to everybody", leakAField, (*matrix).moments},
	{"search knows a field for staff", leakASearch, (*matrix).moments},
	{"a short address tells what exists", leakWhatExists, (*matrix).moments},
	{"a list of the desk forgets its bounds", leakTheBounds, (*matrix).membersRead},
	{"a preview asks nobody", leakAPreview, (*matrix).membersRead},
}

// lateLeak is there until texts are taken away: then nothing is as it was any more.
var lateLeak = plantedLeak{"a withdrawal throws no page out", leakStalePages, (*matrix).moments}

// plantedLeak is a fault that such systems have had, with what sees it.
type plantedLeak struct {
	name  string
	plant func(*testing.T, *server)
	look  func(*matrix)
}

// membersRead looks at what members are given before the embargo ends.
func (m *matrix) membersRead() {
	m.moment = "before"
	m.stands().asEveryRole()
}

// TestPlantedLeaksAreCaught spoils a house in one way after another, and demands that
// the matrix sees it. The house is filled once, and put right each time: seen must be
// what is planted, and not what another leak has left.
func TestPlantedLeaksAreCaught(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it fills a town and looks through it eight times")
	}
	m := newMatrix(t, func(*server) {})
	m.small = true
	m.plan()
	m.spoiled(t, earlyLeak)
	for _, leak := range plantedLeaks {
		m.spoiled(t, leak)
	}
	m.isRight(t)
	m.spoiled(t, lateLeak)
}

// isRight demands that nothing is seen in the house where nothing is planted.
func (m *matrix) isRight(t *testing.T) {
	t.Run("nothing is planted", func(t *testing.T) {
		defer m.of(t)()
		m.serve()
		m.catchUp()
		m.dropPages()
		m.moment = "put right"
		m.look().everySurface()
	})
}

// of makes the matrix look for a subtest from anew, and gives what ends that.
func (m *matrix) of(t *testing.T) (end func()) {
	house := m.T
	m.T, m.before, m.caught = t, nil, nil
	m.failures.Store(0)
	m.leaks.Store(0)
	m.forget()
	return func() { m.T = house }
}

// spoiled plants a leak, demands that it is seen, and puts the house right again.
func (m *matrix) spoiled(t *testing.T, leak plantedLeak) {
	t.Run(leak.name, func(t *testing.T) {
		defer m.of(t)()
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
		m.server.putRightAfter(t)
		leak.plant(t, m.server)
		m.serve()
		m.catchUp()
		m.dropPages()
		leak.look(m)
		if first == "" {
			t.Fatalf("nobody noticed; %d other failures, the first: %s", m.failures.Load(), other)
		}
		t.Log("caught: ", firstRunes(first, 300))
	})
}

// putRightAfter undoes at the end of t what is planted in the house.
func (s *server) putRightAfter(t *testing.T) {
	sites, readers, index, followers, committed := s.sites, s.readers, s.index, slices.Clone(s.followers), s.house.desk.Committed
	t.Cleanup(func() {
		s.sites, s.readers, s.index, s.followers, s.house.desk.Committed = sites, readers, index, followers, committed
	})
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
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, f := range s.followers {
		if f.Name() == index.Name() {
			right := f.Follower
			f.Follower = index
			t.Cleanup(func() { f.Follower = right })
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
