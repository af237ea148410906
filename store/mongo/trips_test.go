package mongo

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"

	"herald/content"
	"herald/internal/mongotest"
	"herald/staff"
	"herald/store/storetest"
)

// counted hears of what is asked of the server.
type counted struct {
	mu  sync.Mutex
	all []string
}

func (c *counted) monitor() *event.CommandMonitor {
	return &event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		c.mu.Lock()
		defer c.mu.Unlock()
		on, _ := e.Command.Lookup(e.CommandName).StringValueOK()
		c.all = append(c.all, e.CommandName+" "+on)
	}}
}

func (c *counted) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer func() { c.all = nil }()
	return c.all
}

// TestACommitAsksLittle bounds what one Change costs in round trips, which is what it
// costs where the server is on another machine. Messages to several collections that
// are sent at once count each. To verify them all costs no more for each Record.
func TestACommitAsksLittle(t *testing.T) {
	heard := &counted{}
	s, err := Open(t.Context(), mongotest.Database(t), storetest.Projector(), Options{Patience: time.Minute, monitor: heard.monitor()})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	s.swept.Store(time.Now().UnixNano()) // what was replaced is taken away now and then, and not now
	m := &staff.Member{ID: content.MemberID(content.NewID()), Name: "Ona", Email: "ona@example.org", Locale: "en"}
	commit := func(at content.Position, records ...content.Record) []string {
		t.Helper()
		heard.take()
		c := content.Change{ID: content.NewID(), At: time.Unix(1, 0).UTC(), Records: records}
		c.Events = []content.Event{{Kind: content.EventMemberAdded, At: c.At, By: content.System("test"), Member: m.ID}}
		_, err := s.Commit(t.Context(), at, c, nil)
		must(t, err)
		return heard.take()
	}
	for n, most := range []int{8, 8} {
		if got := commit(content.Position(n), m.Record()); len(got) > most {
			t.Errorf("commit %d: %d round trips: %v", n, len(got), got)
		}
	}
	m.Email = "ona@elsewhere.example.org"
	if got := commit(2, m.Record()); len(got) > 10 {
		t.Errorf("a commit that replaces: %d round trips: %v", len(got), got)
	}
	var many []content.Record
	for i := range 50 {
		other := &staff.Member{ID: content.MemberID(content.NewID()), Name: "Jonas", Email: fmt.Sprintf("jonas%d@example.org", i), Locale: "en"}
		many = append(many, other.Record())
	}
	if got := commit(3, many...); len(got) > 8 || slices.Contains(got, "update claims") {
		t.Errorf("fifty records in one change: %d round trips: %v", len(got), got)
	}
	heard.take()
	found, err := s.Verify(t.Context(), false, nil)
	if err != nil || len(found) > 0 {
		t.Errorf("verify: %v, %v", found, err)
	}
	if got := heard.take(); len(got) > 24 {
		t.Errorf("verifying fifty records: %d round trips: %v", len(got), got)
	}
}
