package mongo

import (
	"sync"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/mongotest"
	"herald/store/storetest"
)

func TestTerms(t *testing.T) {
	address := mongotest.Database(t)
	s, other := open(t, address, storetest.Projector()), open(t, address, storetest.Projector())
	wantsTerm := func(name string, want content.Lease) {
		t.Helper()
		if got, err := other.Lease(t.Context(), name); err != nil || got != want {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
	}
	wantsTerm("letters", content.Lease{Name: "letters"})
	for term := int64(1); term < 20; term++ {
		must(t, s.BeginTerm(t.Context(), content.Lease{Name: "letters", Term: term, Holder: "a"}))
	}
	must(t, s.BeginTerm(t.Context(), content.Lease{Name: "letter", Term: 3, Holder: "b"}))
	wantsTerm("letters", content.Lease{Name: "letters", Term: 19, Holder: "a"})
	wantsTerm("letter", content.Lease{Name: "letter", Term: 3, Holder: "b"})
	for _, term := range []int64{0, 18, 19} {
		wants(t, other.BeginTerm(t.Context(), content.Lease{Name: "letters", Term: term, Holder: "b"}), fault.Conflict, "a term that has begun")
	}
	must(t, other.BeginTerm(t.Context(), content.Lease{Name: "letters", Term: 20}))
	wantsTerm("letters", content.Lease{Name: "letters", Term: 20})
	if n, err := s.coll(leaseColl).CountDocuments(t.Context(), bson.D{}); err != nil || n != 2 {
		t.Errorf("%d documents, %v", n, err)
	}
}

// TestATermThatIsOver looks at a process that stood still between looking and
// beginning: the key of its term is free again.
func TestATermThatIsOver(t *testing.T) {
	lease := func(term int64) any {
		return leaseDoc{leaseKey("letters", term), "letters", term, "other"}
	}
	m := mocked(t, found(leaseColl, lease(3)), done(1), found(leaseColl, lease(5)))
	wants(t, m.BeginTerm(t.Context(), content.Lease{Name: "letters", Term: 4, Holder: "me"}), fault.Conflict, "a term that is over")
	q := m.commands("insert", leaseColl)[0]
	m.expects(q, `"majority"`, "writeConcern", "w")
	m.expects(q, `"letters/0000000000000004"`, "documents", "0", "_id")
}

// TestTermsRace lets many begin the same terms, each over a connection of its own.
func TestTermsRace(t *testing.T) {
	address := mongotest.Database(t)
	stores := []*Store{open(t, address, storetest.Projector()), open(t, address, storetest.Projector())}
	for term := int64(1); term <= 5; term++ {
		var got atomic.Int32
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				err := stores[i%2].BeginTerm(t.Context(), content.Lease{Name: "letters", Term: term, Holder: string(rune('a' + i))})
				if err == nil {
					got.Add(1)
				} else if !fault.Is(err, fault.Conflict) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if got.Load() != 1 {
			t.Errorf("term %d: %d begin it", term, got.Load())
		}
	}
}
