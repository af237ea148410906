package content

import (
	"slices"
	"unicode"
)

// hunk is a place where two texts differ: the words that are gone and those that
// have come.
type hunk struct{ gone, come []string }

// hunksOf gives the places where b differs from a, by the shortest way there
// (E. Myers, "An O(ND) Difference Algorithm", 1986). It gives up, and says so,
// when that takes more than limit words.
func hunksOf(a, b []string, limit int) ([]hunk, bool) {
	lead := 0
	for lead < len(a) && lead < len(b) && a[lead] == b[lead] {
		lead++
	}
	a, b = a[lead:], b[lead:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	limit = min(limit, len(a)+len(b))
	best := make([]int, 2*limit+3)
	at := func(k int) *int { return &best[k+limit+1] }
	var steps [][]int
	for d := 0; d <= limit; d++ {
		steps = append(steps, slices.Clone(best[limit+1-d-1:limit+1+d+2]))
		for k := -d; k <= d; k += 2 {
			x := *at(k - 1) + 1
			if k == -d || k != d && *at(k - 1) < *at(k + 1) {
				x = *at(k + 1)
			}
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			if *at(k) = x; x >= len(a) && x-k >= len(b) {
				return gather(a, b, steps), true
			}
		}
	}
	return nil, false
}

// gather walks the way of hunksOf back and puts neighbouring steps together.
func gather(a, b []string, steps [][]int) []hunk {
	var all []hunk
	x, y := len(a), len(b)
	touching := false
	for d := len(steps) - 1; d > 0; d-- {
		best := func(k int) int { return steps[d][k+d+1] }
		k := x - y
		down := k == -d || k != d && best(k-1) < best(k+1)
		from := k - 1
		if down {
			from = k + 1
		}
		fromX := best(from)
		fromY := fromX - from
		for x > fromX && y > fromY {
			x, y, touching = x-1, y-1, false
		}
		if !touching {
			all = append(all, hunk{})
		}
		h := &all[len(all)-1]
		if down {
			h.come = slices.Insert(h.come, 0, b[fromY])
		} else {
			h.gone = slices.Insert(h.gone, 0, a[fromX])
		}
		x, y, touching = fromX, fromY, true
	}
	slices.Reverse(all)
	return all
}

// caseless reports whether a word of h is of a script without capitals, which is
// Georgian: its letters of another size are for headlines, never for names.
func caseless(h hunk) bool {
	georgian := func(word string) bool {
		return slices.ContainsFunc([]rune(word), func(r rune) bool { return unicode.Is(unicode.Georgian, r) })
	}
	return slices.ContainsFunc(h.gone, georgian) || slices.ContainsFunc(h.come, georgian)
}

// respelled reports whether every word of h was put in the place of one that is
// spelled almost the same.
func respelled(h hunk) bool {
	if len(h.gone) != len(h.come) {
		return false
	}
	for i := range h.gone {
		if !oneLetter([]rune(h.gone[i]), []rune(h.come[i])) {
			return false
		}
	}
	return true
}

// oneLetter reports whether two longer words differ by one letter that was
// changed, left out or added, or by two neighbours that changed places.
func oneLetter(a, b []rune) bool {
	if min(len(a), len(b)) < 4 || len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return false
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return max(len(a), len(b)) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}
