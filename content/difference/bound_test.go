package difference

import (
	"math/rand/v2"
	"testing"
)

// The steps are counted, and no comparison takes more than it was given and one
// stretch.
func TestStepsAreCounted(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	list := func(n, kinds int) []int {
		all := make([]int, n)
		for i := range all {
			all[i] = r.IntN(kinds)
		}
		return all
	}
	const given = 100_000
	s := &script{comparer: &comparer{left: given}, a: list(20_000, 3), b: list(20_000, 3)}
	s.compare(0, len(s.a), 0, len(s.b), maxDepth)
	if spent := given - s.left; spent <= 0 || spent > given+len(s.a)+len(s.b) {
		t.Errorf("%d steps of %d", spent, given)
	}
	at := [2]int{}
	for _, h := range s.out {
		if h.a0 != at[0] || h.b0 != at[1] {
			t.Fatalf("a gap before %+v", h)
		}
		at = [2]int{h.a1, h.b1}
	}
	if at != [2]int{len(s.a), len(s.b)} {
		t.Errorf("ends at %v", at)
	}
}
