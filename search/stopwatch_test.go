package search

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"herald/content"
	"herald/i18n"
)

func TestTheTimeOfTheStoreIsNotThatOfTheIndex(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := &Index{}
		asker := t.Context()
		ctx, cancel := x.within(asker, time.Second)
		defer cancel()
		child, stop := context.WithCancel(ctx)
		defer stop()
		working := func(d time.Duration, want error) {
			t.Helper()
			time.Sleep(d)
			synctest.Wait()
			if err := ctx.Err(); !errors.Is(err, want) {
				t.Errorf("after %v of work: %v, want %v", d, err, want)
			}
		}
		working(600*time.Millisecond, nil)
		at, run := aside(child)
		if at != asker {
			t.Error("the store is not asked as the asker asks")
		}
		_, again := aside(ctx)
		working(time.Hour, nil)
		run()
		working(time.Hour, nil)
		again()
		working(300*time.Millisecond, nil)
		working(200*time.Millisecond, context.DeadlineExceeded)
		if child.Err() == nil {
			t.Error("what came of it goes on")
		}
		_, late := aside(ctx)
		late()
		working(time.Hour, context.DeadlineExceeded)
	})
}

func TestAnAskerWhoGoesAwayIsNoDeadline(t *testing.T) {
	asker, leave := context.WithCancel(t.Context())
	ctx, cancel := (&Index{o: Options{Deadline: time.Hour}}).within(asker, time.Second)
	defer cancel()
	leave()
	<-ctx.Done()
	if !errors.Is(ctx.Err(), context.Canceled) {
		t.Errorf("said: %v", ctx.Err())
	}
	if at, run := aside(t.Context()); at != t.Context() || run == nil {
		t.Error("without a stopwatch nothing stands aside")
	}
}

// hurried notes whether the store was asked while a stopwatch ran.
type hurried struct {
	Source
	mu    sync.Mutex
	asked map[string]int
}

func (h *hurried) note(ctx context.Context, what string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if ctx.Value(stopwatchKey{}) != nil {
		what = "hurried " + what
	}
	h.asked[what]++
}

func (h *hurried) Head(ctx context.Context) (content.Position, error) {
	h.note(ctx, "head")
	return h.Source.Head(ctx)
}

func (h *hurried) Rows(ctx context.Context, q content.Query) ([]content.Row, error) {
	h.note(ctx, "rows")
	return h.Source.Rows(ctx, q)
}

func (h *hurried) Board(ctx context.Context, q content.BoardQuery) ([]content.Standing, error) {
	h.note(ctx, "board")
	return h.Source.Board(ctx, q)
}

func (h *hurried) Documents(ctx context.Context, ids ...content.ID) (map[content.ID]*content.Document, error) {
	h.note(ctx, "documents")
	return h.Source.Documents(ctx, ids...)
}

func TestTheStoreIsNeverHurried(t *testing.T) {
	w := newTown(t)
	h := &hurried{Source: w.store, asked: map[string]int{}}
	w.o.Tune = func(ctx context.Context, _ string, _ i18n.Locale) Tuning {
		h.note(ctx, "tuning")
		return Tuning{}
	}
	var err error
	if w.index, err = Open(w.dir, h, w.o); err != nil {
		t.Fatal(err)
	}
	w.ready()
	w.put(w.page("lt", "Miestas", ""))
	if got := w.find("lt", "miestas"); got != "Miestas" {
		t.Errorf("found %q", got)
	}
	if all, err := w.index.Suggest(t.Context(), "public", "lt", content.NewAccess(content.Public), "mies", 5); err != nil || len(all) != 1 {
		t.Errorf("suggested %v, %v", all, err)
	}
	if got := w.desk(everywhereReader, "miestas"); len(got.Hits) != 1 {
		t.Errorf("found at the desk: %+v", got)
	}
	for _, what := range []string{"head", "rows", "board", "documents", "tuning"} {
		if h.asked[what] == 0 || h.asked["hurried "+what] > 0 {
			t.Errorf("%s: asked %d times, and %d times under a deadline of the index", what, h.asked[what], h.asked["hurried "+what])
		}
	}
}
