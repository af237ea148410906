package transfer_test

import (
	"errors"
	"strings"
	"testing"

	"herald/content"
	"herald/store/transfer"
)

// TestBatchesStaySmall gives out many small things, then large ones.
func TestBatchesStaySmall(t *testing.T) {
	var sizes []int
	next := content.Position(1)
	out := transfer.NewOutlet(func(b transfer.Batch) error {
		for _, e := range b.Entries {
			if e.Position != next {
				t.Errorf("entry %d comes in the place of %d", e.Position, next)
			}
			next++
		}
		sizes = append(sizes, len(b.Entries)+len(b.Texts))
		return nil
	})
	for i := range 450 {
		if err := out.Entry(transfer.Entry{Position: content.Position(i + 1)}); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		if err := out.Text(content.Text{Body: make([]byte, 3<<20)}); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := out.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if len(sizes) != 4 || sizes[0] != 200 || sizes[1] != 200 || sizes[2] != 52 || sizes[3] != 1 {
		t.Errorf("batches of %v", sizes)
	}
}

func TestTheFirstErrorOfWhoTakesIsGiven(t *testing.T) {
	full := errors.New("full")
	out := transfer.NewOutlet(func(transfer.Batch) error { return full })
	out.Noticed(0)
	if err := out.Flush(); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

func TestNamed(t *testing.T) {
	one, other := content.Sum([]byte("one")), content.Sum([]byte("other"))
	n := transfer.Named{}
	n.Entry([]byte(`{"texts":["` + string(one) + `"],"note":"` + strings.Repeat("a", 63) + `"}`))
	for h, want := range map[content.Hash]bool{one: true, other: false, "": false, content.Hash(strings.Repeat("a", 63)): false,
		content.Hash(strings.ToUpper(string(one)) + "00"): false, content.Hash(strings.Repeat("z", 64)): false} {
		if n.Has(h) != want {
			t.Errorf("%q is named: %v", h, !want)
		}
	}
}
