package difference

import "slices"

// hunk is a stretch of two lists: a[a0:a1] and b[b0:b1] are equal, or differ as a
// whole.
type hunk struct {
	a0, a1, b0, b1 int
	same           bool
}

// comparer compares lists within what is left of its work.
type comparer struct{ left int }

// spend takes n steps of the work, and reports whether they were left.
func (c *comparer) spend(n int) bool {
	c.left -= n
	return c.left >= 0
}

// hunks compares two lists. Entries that stand once in each of both, in the order
// of both, hold it together ("patience", Bram Cohen,
// https://bramcohen.livejournal.com/73318.html): what is rare is what a reader
// recognises. What lies between them is compared as in E. W. Myers, "An O(ND)
// Difference Algorithm and Its Variations", Algorithmica 1 (1986) 251-266, up to
// a number of differences beyond which nobody could read them.
func (c *comparer) hunks(a, b []string) []hunk {
	x, y := intern(a, b)
	s := &script{comparer: c, a: x, b: y}
	s.compare(0, len(x), 0, len(y), maxDepth)
	return s.out
}

// intern numbers equal entries alike, so that comparing them is one step.
func intern(a, b []string) (x, y []int) {
	numbers := make(map[string]int, len(a))
	number := func(all []string) []int {
		out := make([]int, len(all))
		for i, s := range all {
			n, ok := numbers[s]
			if !ok {
				n = len(numbers)
				numbers[s] = n
			}
			out[i] = n
		}
		return out
	}
	return number(a), number(b)
}

// maxDepth bounds how often what lies between two anchors is anchored again.
const maxDepth = 12

// script is the comparison of two lists of numbers on its way.
type script struct {
	*comparer
	a, b []int
	out  []hunk
}

// put adds a hunk, joined to the last one where both are of one kind.
func (s *script) put(same bool, a0, a1, b0, b1 int) {
	if a0 == a1 && b0 == b1 {
		return
	}
	if n := len(s.out); n > 0 && s.out[n-1].same == same {
		s.out[n-1].a1, s.out[n-1].b1 = a1, b1
		return
	}
	s.out = append(s.out, hunk{a0, a1, b0, b1, same})
}

// compare writes the hunks of a[a0:a1] and b[b0:b1].
func (s *script) compare(a0, a1, b0, b1, depth int) {
	head := 0
	for a0+head < a1 && b0+head < b1 && s.a[a0+head] == s.b[b0+head] {
		head++
	}
	s.put(true, a0, a0+head, b0, b0+head)
	a0, b0 = a0+head, b0+head
	tail := 0
	for a0 < a1-tail && b0 < b1-tail && s.a[a1-tail-1] == s.b[b1-tail-1] {
		tail++
	}
	s.between(a0, a1-tail, b0, b1-tail, depth)
	s.put(true, a1-tail, a1, b1-tail, b1)
}

// between compares what neither begins nor ends alike.
func (s *script) between(a0, a1, b0, b1, depth int) {
	if a0 == a1 || b0 == b1 || !s.spend(a1-a0+b1-b0) {
		s.put(false, a0, a1, b0, b1)
		return
	}
	if depth > 0 {
		if anchors := s.anchors(a0, a1, b0, b1); len(anchors) > 0 {
			for _, p := range anchors {
				s.compare(a0, p[0], b0, p[1], depth-1)
				s.put(true, p[0], p[0]+1, p[1], p[1]+1)
				a0, b0 = p[0]+1, p[1]+1
			}
			s.compare(a0, a1, b0, b1, depth-1)
			return
		}
	}
	if !s.myers(a0, a1, b0, b1) {
		s.put(false, a0, a1, b0, b1)
	}
}

// anchors gives the places of the entries that stand once in each part: the
// longest row of them that is in the order of both.
func (s *script) anchors(a0, a1, b0, b1 int) [][2]int {
	type place struct{ inA, inB, a, b int }
	seen := make(map[int]*place, a1-a0)
	for i := a0; i < a1; i++ {
		if p := seen[s.a[i]]; p != nil {
			p.inA++
			continue
		}
		seen[s.a[i]] = &place{inA: 1, a: i}
	}
	for j := b0; j < b1; j++ {
		if p := seen[s.b[j]]; p != nil {
			p.inB, p.b = p.inB+1, j
		}
	}
	var pairs [][2]int
	for i := a0; i < a1; i++ {
		if p := seen[s.a[i]]; p.inA == 1 && p.inB == 1 {
			pairs = append(pairs, [2]int{i, p.b})
		}
	}
	return rising(pairs)
}

// rising gives a longest row of pairs whose second places rise as the first do, by
// laying them on piles (patience sorting).
func rising(pairs [][2]int) [][2]int {
	var tops []int // index of the pair on top of each pile
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n, _ := slices.BinarySearchFunc(tops, p[1], func(top, b int) int { return pairs[top][1] - b })
		before[i] = -1
		if n > 0 {
			before[i] = tops[n-1]
		}
		if n == len(tops) {
			tops = append(tops, i)
		} else {
			tops[n] = i
		}
	}
	if len(tops) == 0 {
		return nil
	}
	row := make([][2]int, len(tops))
	for i, at := len(tops)-1, tops[len(tops)-1]; i >= 0; i, at = i-1, before[at] {
		row[i] = pairs[at]
	}
	return row
}
