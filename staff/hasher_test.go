package staff

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"herald/internal/fault"
)

// held gives a hasher whose places are all taken.
func held(t *testing.T) *hasher {
	t.Helper()
	h := newHasher(cheap)
	for range hashesAtOnce {
		if err := h.enter(t.Context(), false); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

func TestHashesAreMadeAFewAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := held(t)
		served := make(chan bool, hashesQueued)
		for range hashesQueued {
			go func() { served <- h.enter(t.Context(), false) == nil }()
		}
		synctest.Wait()
		if err := h.enter(t.Context(), false); !fault.Is(err, fault.Unavailable) {
			t.Errorf("one more than the queue holds: %v", err)
		}
		if len(served) != 0 {
			t.Error("somebody was served while all places were taken")
		}
		for range hashesQueued {
			h.leave()
		}
		synctest.Wait()
		if len(served) != hashesQueued {
			t.Errorf("%d of %d were served", len(served), hashesQueued)
		}
		if h.running != hashesAtOnce {
			t.Errorf("%d are at it", h.running)
		}
	})
}

func TestACrowdOfStrangersIsPassedBy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := held(t)
		for range hashesQueued {
			go func() { _ = h.enter(t.Context(), false) }()
		}
		synctest.Wait()
		in := make(chan error, 1)
		go func() { in <- h.enter(t.Context(), true) }()
		synctest.Wait()
		h.leave()
		synctest.Wait()
		select {
		case err := <-in:
			if err != nil {
				t.Error(err)
			}
		default:
			t.Error("who is known stands behind strangers")
		}
		for range hashesQueued {
			h.leave()
		}
	})
}

func TestWhoGivesUpTakesNoPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := held(t)
		ctx, stop := context.WithCancel(t.Context())
		left := make(chan error, 3)
		for range 3 {
			go func() { left <- h.enter(ctx, false) }()
		}
		synctest.Wait()
		stop()
		synctest.Wait()
		for range 3 {
			if err := <-left; !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		}
		for range hashesAtOnce {
			h.leave()
		}
		if h.running != 0 || len(h.waiting) != 0 {
			t.Errorf("%d run and %d wait", h.running, len(h.waiting))
		}
	})
}

func TestNobodyCostsWhatSomebodyDoes(t *testing.T) {
	h := newHasher(cheap)
	stored, err := h.hash(t.Context(), "a bridge over the river")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		stored, password string
		right            bool
	}{{stored, "a bridge over the river", true}, {stored, "another", false}, {"", "another", false}, {"", "nobody has this password", false}, {"broken", "x", false}} {
		before := h.computed.Load()
		right, renew, err := h.check(t.Context(), c.stored, c.password, false)
		if err != nil || right != c.right || renew {
			t.Errorf("%q: %v %v %v", c.password, right, renew, err)
		}
		if n := h.computed.Load() - before; n != 1 {
			t.Errorf("%q took %d hashes", c.password, n)
		}
	}
	h.cost.time++
	if right, renew, err := h.check(t.Context(), stored, "a bridge over the river", false); !right || !renew || err != nil {
		t.Errorf("a hash of another cost: %v %v %v", right, renew, err)
	}
	if _, renew, _ := h.check(t.Context(), stored, "wrong", false); renew {
		t.Error("a wrong password is to be hashed anew")
	}
}
