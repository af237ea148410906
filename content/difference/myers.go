package difference

// maxDifferences is how many entries may be taken out and put in between two
// anchors: with more, the whole part counts as replaced.
const maxDifferences = 600

// myers writes the shortest script from a[a0:a1] to b[b0:b1], or reports that it
// is too long or that the work is used up. It keeps, for each number of
// differences d, how far every diagonal was reached with d of them, and walks
// back through that.
func (s *script) myers(a0, a1, b0, b1 int) bool {
	n, m := a1-a0, b1-b0
	most := min(n+m, maxDifferences)
	far := make([]int, 2*most+3)
	mid := most + 1
	var trace [][]int
	for d := 0; d <= most; d++ {
		for k := -d; k <= d; k += 2 {
			x := far[mid+k-1] + 1
			if k == -d || k != d && far[mid+k-1] < far[mid+k+1] {
				x = far[mid+k+1]
			}
			start := x
			for x < n && x-k < m && s.a[a0+x] == s.b[b0+x-k] {
				x++
			}
			if !s.spend(1 + x - start) {
				return false
			}
			far[mid+k] = x
			if x >= n && x-k >= m {
				s.walk(trace, d, a0, b0, n, m)
				return true
			}
		}
		trace = append(trace, append([]int(nil), far[mid-d-1:mid+d+2]...))
	}
	return false
}

// walk goes back from the end to the beginning, and writes the hunks in order.
func (s *script) walk(trace [][]int, d, a0, b0, n, m int) {
	var back []hunk
	x, y := n, m
	for ; d > 0; d-- {
		far := trace[d-1] // far[d+k] is diagonal k, for |k| <= d
		k := x - y
		prev := k - 1
		if k == -d || k != d && far[d+k-1] < far[d+k+1] {
			prev = k + 1
		}
		px := far[d+prev]
		py := px - prev
		sx, sy := px, py+1 // where the equal stretch of this step began
		if prev == k-1 {
			sx, sy = px+1, py
		}
		back = append(back, hunk{sx, x, sy, y, true}, hunk{px, sx, py, sy, false})
		x, y = px, py
	}
	back = append(back, hunk{0, x, 0, y, true})
	for i := len(back) - 1; i >= 0; i-- {
		h := back[i]
		s.put(h.same, a0+h.a0, a0+h.a1, b0+h.b0, b0+h.b1)
	}
}
