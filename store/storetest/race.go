package storetest

import (
	"fmt"
	"sync"
	"sync/atomic"

	"herald/content"
	"herald/internal/fault"
)

// handles gives the store and, where the suite can, a second handle on it.
func (h *harness) handles() []Store {
	if h.again == nil {
		return []Store{h.Store}
	}
	return []Store{h.Store, h.again(h.T, Projector())}
}

// racers runs do n times at once, each with one of the handles.
func (h *harness) racers(n int, do func(i int, s Store)) {
	stores := h.handles()
	start := make(chan struct{})
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			<-start
			do(i, stores[i%len(stores)])
		})
	}
	close(start)
	wait.Wait()
}

// dense fails unless the log runs from 1 without gap, chained, each id once.
func (h *harness) dense(want int) {
	h.Helper()
	all, err := h.Changes(h.Context(), 0, want+10)
	h.must(err, "changes")
	ids := map[content.ID]bool{}
	previous := content.Hash("")
	for i, c := range all {
		if c.Position != content.Position(i+1) || c.Previous != previous || ids[c.ID] {
			h.Fatalf("change %d: position %d, id %s seen %v, chained %v", i+1, c.Position, c.ID, ids[c.ID], c.Previous == previous)
		}
		ids[c.ID] = true
		_, previous = c.Entry()
	}
	if len(all) != want {
		h.Fatalf("the log has %d changes, want %d", len(all), want)
	}
}

func testRacePosition(h *harness) {
	for round := range 5 {
		var won atomic.Int32
		h.racers(16, func(i int, s Store) {
			c, texts := Change(content.NewID(), Published(ID(round*100+i), "news", "Lenktynės", Epoch))
			_, err := s.Commit(h.Context(), content.Position(round), c, texts)
			if err == nil {
				won.Add(1)
			} else if !fault.Is(err, fault.Conflict) {
				h.Errorf("commit: %v", err)
			}
		})
		if won.Load() != 1 {
			h.Fatalf("round %d: %d winners", round, won.Load())
		}
	}
	h.dense(5)
	if n := len(h.list(public())); n != 5 {
		h.Fatalf("%d documents listed", n)
	}
}

func testRaceSame(h *harness) {
	for round := range 5 {
		c, texts := Change(content.NewID(), Published(ID(round), "news", "Pakartota", Epoch))
		got := make([]content.Change, 12)
		h.racers(len(got), func(i int, s Store) {
			var err error
			if got[i], err = s.Commit(h.Context(), content.Position(round), c, texts); err != nil {
				h.Errorf("retry: %v", err)
			}
		})
		for _, g := range got {
			h.same(g, got[0], "racing retries")
		}
	}
	h.dense(5)
}

// testRaceClaims lets many verbs take the same numbers and addresses: each
// loads, looks who claims it, and commits at the Position it loaded at.
func testRaceClaims(h *harness) {
	const numbers = 12
	var committed atomic.Int32
	h.racers(8, func(i int, s Store) {
		for n := range numbers {
			number := fmt.Sprintf("S-%d", n)
			if h.take(s, content.ID(fmt.Sprintf("d%05d%06d", i, n)), number) {
				committed.Add(1)
			}
		}
	})
	if committed.Load() != numbers {
		h.Fatalf("%d numbers were given out %d times", numbers, committed.Load())
	}
	h.dense(numbers)
	for n := range numbers {
		claim := content.UniqueClaim("public", "agreement", "number", fmt.Sprintf("S-%d", n))
		snap, err := h.Load(h.Context(), content.Ask{Claims: []content.Claim{claim}})
		h.must(err, "load")
		if len(snap.Claimed[claim]) != 1 {
			h.Fatalf("%s is claimed by %v", claim, snap.Claimed[claim])
		}
	}
}

// take publishes an agreement under number, unless somebody has it.
func (h *harness) take(s Store, id content.ID, number string) bool {
	b := New(id, "agreement", "public", "lt")
	w := b.Title("Sutartis " + number)
	w.Path = "agreement/" + number
	b.Draft("lt", w, content.Facts{Fields: content.Fields{"number": content.One(number)}})
	c, texts := Change(content.NewID(), b.Publish("lt", Epoch))
	claims := []content.Claim{content.UniqueClaim("public", "agreement", "number", number), content.PathClaim("public", "lt", w.Path)}
	for {
		snap, err := s.Load(h.Context(), content.Ask{Claims: claims})
		if err != nil {
			h.Errorf("load: %v", err)
			return false
		}
		if len(snap.Claimed) > 0 {
			return false
		}
		_, err = s.Commit(h.Context(), snap.Position, c, texts)
		if err == nil {
			return true
		}
		if !fault.Is(err, fault.Conflict) {
			h.Errorf("commit: %v", err)
			return false
		}
	}
}
