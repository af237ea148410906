package mongo

import (
	"context"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/mongotest"
	"herald/store/storetest"
)

// TestThePrimarySteppedDown makes the primary of a replica set step down again and
// again while two processes commit: each Commit that is said to be done is there once.
func TestThePrimarySteppedDown(t *testing.T) {
	if mongotest.Ferret() {
		t.Skip("FerretDB has no primary that could step down: set " + mongotest.ServerURL + " to a replica set")
	}
	address := mongotest.Database(t)
	past := open(t, address, storetest.Projector())
	if past.alone {
		t.Skip("the server is in no replica set")
	}
	const downs, commits = 3, 20
	var all []content.ID
	var mu sync.Mutex
	failures := 0
	over := make(chan struct{})
	var writers, operator sync.WaitGroup
	for range 2 {
		s := open(t, address, storetest.Projector())
		writers.Go(func() {
			for range commits {
				id, n, err := s.commitAmongOthers(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				all, failures = append(all, id), failures+n
				mu.Unlock()
			}
		})
	}
	stepped := 0
	operator.Go(func() {
		for range downs {
			select {
			case <-over:
				return
			case <-time.After(time.Second):
			}
			if past.stepDown(t) {
				stepped++
			}
		}
	})
	writers.Wait()
	close(over)
	operator.Wait()
	w := &weathered{T: t, Store: open(t, address, storetest.Projector()), past: past}
	id, _ := w.commits()
	t.Logf("%d commits, %d failures that were said, the primary stepped down %d times", len(all), failures, stepped)
	if stepped == 0 {
		t.Error("no primary stepped down: may this account do so?")
	}
	w.agrees(append(all, id))
}

// commitAmongOthers commits a page, again under the same id while others are faster or
// the server does not answer, and gives how often it did not.
func (s *Store) commitAmongOthers(ctx context.Context) (id content.ID, failures int, err error) {
	c, texts := page()
	for range 1000 {
		var at content.Position
		if at, err = s.Head(ctx); err == nil {
			_, err = s.Commit(ctx, at, c, texts)
		}
		switch {
		case err == nil:
			return c.ID, failures, nil
		case fault.Is(err, fault.Unavailable):
			failures++
		case !fault.Is(err, fault.Conflict):
			return c.ID, failures, err
		}
		time.Sleep(10 * time.Millisecond)
	}
	return c.ID, failures, err
}

// stepDown asks the primary to step down for some seconds. An older one cuts the
// connection on which it was asked, which is an answer as well.
func (s *Store) stepDown(t *testing.T) bool {
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	err := s.client.Database("admin").RunCommand(ctx, fields(field("replSetStepDown", 5), field("secondaryCatchUpPeriodSecs", 3), field("force", true))).Err()
	if err != nil && !unknown(err) {
		t.Logf("step down: %v", err)
		return false
	}
	return true
}
