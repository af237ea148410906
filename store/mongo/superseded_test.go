package mongo

import (
	"errors"
	"maps"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/mongotest"
	"herald/store/storetest"
)

// TestAnotherProjectorTakesOver opens a database with other Sites while a Store has it
// open: that one goes on reading what the other projects, and writes nothing into it.
func TestAnotherProjectorTakesOver(t *testing.T) {
	address := mongotest.Database(t)
	old := open(t, address, storetest.Projector())
	commits := func(s *Store, at content.Position) {
		t.Helper()
		c, texts := page()
		_, err := s.Commit(t.Context(), at, c, texts)
		must(t, err)
	}
	commits(old, 0)
	other := storetest.Projector()
	other.Sites = maps.Clone(other.Sites)
	place := *other.Sites["public"]
	place.Locales = place.Locales[:len(place.Locales)-1]
	other.Sites["public"] = &place
	fresh := open(t, address, other)
	_, err := old.Load(t.Context(), content.Ask{Everybody: true})
	wants(t, err, fault.Unavailable, "load")
	if known := new(fault.Fault); !errors.As(err, &known) || known.Key != "fault.superseded" {
		t.Errorf("said: %v", err)
	}
	// A Commit that it had begun before stands in the log, and others project it.
	commits(old, 1)
	if m, err := fresh.marker(t.Context()); err != nil || m.At != 1 || m.Print != fresh.print {
		t.Errorf("marker: %+v, %v", m, err)
	}
	commits(fresh, 2)
	for name, s := range map[string]*Store{"old": old, "fresh": fresh} {
		at, err := s.Head(t.Context())
		must(t, err)
		n, err := s.Count(t.Context(), content.Query{Sites: []string{"public"}, For: "lt", Audiences: []string{content.Public}, Now: storetest.Epoch})
		if err != nil || n != 3 || at != 3 {
			t.Errorf("%s: %d pages at %d, %v", name, n, at, err)
		}
	}
	findings, err := fresh.Verify(t.Context(), false, nil)
	must(t, err)
	if len(findings) > 0 {
		t.Errorf("found: %v", findings)
	}
	// What it would project itself is no measure of what others have projected.
	looking, err := Open(t.Context(), address, storetest.Projector(), Options{ReadOnly: true, Patience: time.Minute})
	must(t, err)
	t.Cleanup(func() { must(t, looking.Close()) })
	for name, s := range map[string]*Store{"old": old, "looking": looking} {
		findings, err := s.Verify(t.Context(), false, nil)
		if !errors.Is(err, ErrOthers) || len(findings) > 0 {
			t.Errorf("%s: found %v, %v", name, findings, err)
		}
	}
	// Nobody takes over who is only to join them; whoever has their projector may.
	_, err = Open(t.Context(), address, storetest.Projector(), Options{Joining: true, Patience: time.Minute})
	if !errors.Is(err, ErrOthers) {
		t.Errorf("joining with other Sites: %v", err)
	}
	_, err = fresh.Load(t.Context(), content.Ask{Everybody: true})
	must(t, err)
	joined, err := Open(t.Context(), address, other, Options{Joining: true, Patience: time.Minute})
	must(t, err)
	t.Cleanup(func() { must(t, joined.Close()) })
	commits(joined, 3)
	// Whoever is restarted with the old Sites takes over in turn.
	back := open(t, address, storetest.Projector())
	_, err = back.Load(t.Context(), content.Ask{})
	must(t, err)
	_, err = old.Load(t.Context(), content.Ask{})
	must(t, err)
	_, err = fresh.Load(t.Context(), content.Ask{})
	wants(t, err, fault.Unavailable, "load")
}
