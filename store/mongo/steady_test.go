package mongo

import (
	"bytes"
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
// TestARedactionIsInNoOlderView redacts a Document whose projections were replaced and
// made anew a moment before: nothing of the words is kept for who still reads there.
func TestARedactionIsInNoOlderView(t *testing.T) {
	s := open(t, mongotest.Database(t), storetest.Projector())
	const path, other = "viesa/slaptas-vardas", "viesa/kitas"
	write := func(at content.Position, path string) (*storetest.Builder, content.Text) {
		t.Helper()
		b := storetest.New(content.NewID(), "page", "public", "lt")
		words := b.Title("Slaptas vardas")
		words.Path = path
		e := b.Draft("lt", words, content.Facts{})
		c, texts := storetest.Change(content.NewID(), b.Publish("lt", storetest.Epoch))
		_, err := s.Commit(t.Context(), at, c, texts)
		must(t, err)
		return b, texts[slices.IndexFunc(texts, func(x content.Text) bool { return x.Hash == e.Words })]
	}
	b, words := write(0, path)
	write(1, other)
	must(t, s.Reproject(t.Context(), nil))
	stands := func(path string) (n int) {
		t.Helper()
		names, err := s.db.ListCollectionNames(t.Context(), bson.D{})
		must(t, err)
		for _, name := range names {
			if base, _, ok := strings.Cut(name, "_"); !ok || !slices.Contains(projectedColls, base) {
				continue
			}
			cursor, err := s.coll(name).Find(t.Context(), bson.D{})
			must(t, err)
			var all []bson.Raw
			must(t, cursor.All(t.Context(), &all))
			for _, one := range all {
				// Bodies are bytes, and so in the document as they are.
				if bytes.Contains(one, []byte(path)) {
					n++
				}
			}
		}
		return n
	}
	places := stands(other)
	if places == 0 || places%2 != 0 || stands(path) != places {
		t.Fatalf("%d and %d places have the words, want those of two generations", stands(path), places)
	}
	kept, err := content.DecodeWords(words.Body)
	must(t, err)
	kept.Title, kept.Path = "Pašalinta", "viesa/pasalinta"
	c, _ := storetest.Change(content.NewID(), b)
	_, err = s.Commit(t.Context(), 2, c, []content.Text{{Hash: words.Hash, Body: kept.Encode().Body, Redacted: true}})
	must(t, err)
	if n := stands(path); n != 0 {
		t.Errorf("%d places have redacted words", n)
	}
	if n := stands(other); n != places/2 {
		t.Errorf("%d places have the words of another Document, want those of one generation, %d", n, places/2)
	}
}

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
	// Somebody who only reads is enough.
	readAfter := func(past time.Duration) {
		t.Helper()
		s.swept.Store(0)
		_, err := s.coll(metaColl).UpdateOne(t.Context(), fields(field("_id", metaProjected)), set(field("since", time.Now().Add(-past).UnixMilli())))
		must(t, err)
		s.look.soon()
		_, err = s.Head(t.Context())
		must(t, err)
	}
	if n := generations(); n != 3 {
		t.Fatalf("%d generations, want one old, one begun, one new", n)
	}
	readAfter(sweepAfter - time.Minute)
	if n := generations(); n != 3 {
		t.Errorf("%d generations while somebody may read the old one", n)
	}
	readAfter(sweepAfter + time.Minute)
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
