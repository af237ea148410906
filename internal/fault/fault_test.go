package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"herald/internal/fault"
)

func TestKindSurvivesWrapping(t *testing.T) {
	err := fmt.Errorf("page: %w", fault.Absent("document %q", "abc"))
	if !fault.Is(err, fault.NotFound) {
		t.Fatalf("KindOf(%v) = %v, want not found", err, fault.KindOf(err))
	}
	if fault.Is(nil, fault.Internal) {
		t.Fatal("a nil error has no kind")
	}
	if got := fault.KindOf(errors.New("boom")); got != fault.Internal {
		t.Fatalf("a foreign error is %v, want internal", got)
	}
}

func TestWrapKeepsNilAndCause(t *testing.T) {
	if fault.Wrap(fault.Unavailable, nil, "store") != nil {
		t.Fatal("wrapping nil must stay nil")
	}
	cause := errors.New("disk gone")
	err := fault.Wrap(fault.Unavailable, cause, "commit %d", 7)
	if !errors.Is(err, cause) || err.Error() != "commit 7: disk gone" {
		t.Fatalf("got %v", err)
	}
}
