package mongo

import (
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/mongotest"
	"herald/store/storetest"
)

func TestFilingAndRemovingAreKeptApart(t *testing.T) {
	address := mongotest.Database(t)
	a, b := open(t, address, storetest.Projector()), open(t, address, storetest.Projector())
	h, other := content.Sum([]byte("a file")), content.Sum([]byte("another"))
	entered := func(want bool) {
		t.Helper()
		if got, err := b.Entered(t.Context(), h); err != nil || got != want {
			t.Errorf("entered: %v, %v", got, err)
		}
	}
	entered(false)
	leave, err := a.Enter(t.Context(), h)
	must(t, err)
	entered(true)
	// Many may file the same at once; nobody removes it meanwhile.
	second, err := b.Enter(t.Context(), h)
	must(t, err)
	must(t, second())
	_, err = b.Shut(t.Context(), h)
	wants(t, err, fault.Unavailable, "shut while somebody files")
	open, err := b.Shut(t.Context(), other)
	must(t, err)
	must(t, open())
	must(t, leave())
	entered(false)
	open, err = b.Shut(t.Context(), h)
	must(t, err)
	_, err = a.Enter(t.Context(), h)
	wants(t, err, fault.Unavailable, "file while it is removed")
	must(t, open())
	// Whoever was refused left nothing behind.
	if n, err := a.coll(gateColl).CountDocuments(t.Context(), bson.D{}); err != nil || n != 0 {
		t.Errorf("%d are left, %v", n, err)
	}
	// One who died is waited for, and not for ever.
	_, err = a.Enter(t.Context(), h)
	must(t, err)
	_, err = b.Shut(t.Context(), h)
	wants(t, err, fault.Unavailable, "shut after a death")
	_, err = a.update(t.Context(), gateColl, bson.D{}, set(field("since", a.now().Add(-gateLongest-1e9).UnixMilli())))
	must(t, err)
	open, err = b.Shut(t.Context(), h)
	must(t, err)
	must(t, open())
}
