package content

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestAMomentHoldsWhatWasFoundFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if MomentOf(t.Context()) != nil {
			t.Error("there is a moment without Steady")
		}
		ctx, stop := context.WithCancel(Steady(t.Context()))
		defer stop()
		m, found := MomentOf(ctx), 0
		find := func() (any, error) { found++; return found, nil }
		hold := func(by string, want int) {
			t.Helper()
			if got, err := m.Hold(by, find); err != nil || got != want {
				t.Errorf("%s holds %v, want %d (%v)", by, got, want, err)
			}
		}
		if _, err := m.Hold("one", func() (any, error) { return nil, errors.New("away") }); err == nil {
			t.Error("what could not be found is held")
		}
		hold("one", 1)
		hold("one", 1)
		hold("another", 2)
		hold("another", 3)
		hold("one", 1)
		time.Sleep(steadyFor)
		hold("one", 4)
		hold("one", 4)
	})
}
