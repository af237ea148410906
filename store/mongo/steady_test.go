package mongo

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/internal/mongotest"
	"herald/store/storetest"
)

// TestAPageIsReadAsOfOnePosition asks many things for one page, and commits in the
// middle of it: the page knows nothing of that, and the marker is asked for once.
func TestAPageIsReadAsOfOnePosition(t *testing.T) {
	heard := &counted{}
	s, err := Open(t.Context(), mongotest.Database(t), storetest.Projector(), Options{Patience: time.Minute, monitor: heard.monitor()})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	commit := func(at content.Position) {
		t.Helper()
		c, texts := page()
		_, err := s.Commit(t.Context(), at, c, texts)
		must(t, err)
	}
	commit(0)
	q := content.Query{Sites: []string{"public"}, For: "lt", Audiences: []string{content.Public}, Now: storetest.Epoch}
	sees := func(ctx context.Context, pages int, position content.Position) {
		t.Helper()
		at, err := s.Head(ctx)
		must(t, err)
		n, err := s.Count(ctx, q)
		must(t, err)
		rows, err := s.Rows(ctx, q)
		must(t, err)
		if n != pages || len(rows) != pages || at != position {
			t.Errorf("%d pages are counted, %d listed at %d, want %d at %d", n, len(rows), at, pages, position)
		}
	}
	reader := content.Steady(t.Context())
	heard.take()
	sees(reader, 1, 1)
	s.look.next.Store(time.Now().Add(time.Hour).UnixNano()) // nobody asks whether the log goes on
	sees(reader, 1, 1)
	if all := heard.take(); len(slices.DeleteFunc(all, func(c string) bool { return !strings.HasSuffix(c, " "+metaColl) })) != 1 {
		t.Errorf("asked: %v", all)
	}
	commit(1)
	sees(reader, 1, 1)
	sees(content.Steady(t.Context()), 2, 2)
	sees(t.Context(), 2, 2)
	// What is written never follows from what a page has read.
	snap, err := s.Load(reader, content.Ask{Everybody: true})
	must(t, err)
	changes, err := s.Changes(reader, 1, 5)
	must(t, err)
	if snap.Position != 2 || len(changes) != 1 {
		t.Errorf("loaded as of %d, with %d changes", snap.Position, len(changes))
	}
	// A new generation does not take the old one away from who still reads it.
	must(t, s.Reproject(t.Context(), nil))
	sees(reader, 1, 1)
	sees(content.Steady(t.Context()), 2, 2)
}

// TestAnOldGenerationIsSwept makes the projections anew, leaves one that was never made
// to its end, and looks what is left after a while.
func TestAnOldGenerationIsSwept(t *testing.T) {
	s := open(t, mongotest.Database(t), storetest.Projector())
	begun := suffix(time.Now().UnixNano())
	_, err := s.coll(rowColl+begun).InsertOne(t.Context(), fields(field("_id", "x")))
	must(t, err)
	must(t, s.Reproject(t.Context(), nil))
	generations := func() int {
		t.Helper()
		all := map[string]bool{}
		names, err := s.db.ListCollectionNames(t.Context(), bson.D{})
		must(t, err)
		for _, name := range names {
			if g, ok := strings.CutPrefix(name, rowColl); ok {
				all[g] = true
			}
		}
		return len(all)
	}
	completeAfter := func(past time.Duration) {
		t.Helper()
		s.swept = time.Time{}
		_, err := s.coll(metaColl).UpdateOne(t.Context(), fields(field("_id", metaProjected)), set(field("since", time.Now().Add(-past).UnixMilli())))
		must(t, err)
		must(t, s.complete(t.Context()))
	}
	if n := generations(); n != 3 {
		t.Fatalf("%d generations, want one old, one begun, one new", n)
	}
	completeAfter(sweepAfter - time.Minute)
	if n := generations(); n != 3 {
		t.Errorf("%d generations while somebody may read the old one", n)
	}
	completeAfter(sweepAfter + time.Minute)
	if n := generations(); n != 1 {
		t.Errorf("%d generations after a while", n)
	}
	c, texts := page()
	_, err = s.Commit(t.Context(), 0, c, texts)
	must(t, err)
	findings, err := s.Verify(t.Context(), false, nil)
	if must(t, err); len(findings) > 0 {
		t.Errorf("found: %v", findings)
	}
}
