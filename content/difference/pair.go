package difference

// window is how many blocks on either side are tried against each other.
const window = 16

// alike is the share of words from which two blocks count as one that was changed.
const alike = 0.4

// pair finds, where blocks differ as a whole, which of them became which: what is
// alike enough is shown word by word, the rest as removed and added. Long parts are
// cut into windows first, so that the work grows with their length only.
func (c *comparer) pair(before, after []string) []Block {
	n := max((len(before)+window-1)/window, (len(after)+window-1)/window)
	var all []Block
	for i := range n {
		all = append(all, c.window(before[i*len(before)/n:(i+1)*len(before)/n], after[i*len(after)/n:(i+1)*len(after)/n])...)
	}
	return all
}

// window pairs a few blocks in their order so that the sum of what they have in
// common is greatest (Needleman and Wunsch, J. Mol. Biol. 48 (1970) 443-453,
// without a price for gaps).
func (c *comparer) window(before, after []string) []Block {
	share := c.shares(before, after)
	best := make([][]float64, len(before)+1)
	for i := range best {
		best[i] = make([]float64, len(after)+1)
	}
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(after) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if share[i][j] >= alike {
				best[i][j] = max(best[i][j], share[i][j]+best[i+1][j+1])
			}
		}
	}
	var all []Block
	i, j := 0, 0
	for i < len(before) && j < len(after) {
		switch {
		case share[i][j] >= alike && best[i][j] == share[i][j]+best[i+1][j+1]:
			all = append(all, Block{Op: Changed, Runs: c.words(before[i], after[j])})
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			all = append(all, whole(Removed, before[i]))
			i++
		default:
			all = append(all, whole(Added, after[j]))
			j++
		}
	}
	for ; i < len(before); i++ {
		all = append(all, whole(Removed, before[i]))
	}
	for ; j < len(after); j++ {
		all = append(all, whole(Added, after[j]))
	}
	return all
}

func whole(op Op, text string) Block { return Block{Op: op, Runs: []Run{{op, text}}} }

// shares gives of every pair of blocks how much of their words they have in common,
// from 0 to 1 (the coefficient of Dice).
func (c *comparer) shares(before, after []string) [][]float64 {
	a, b := counts(before), counts(after)
	all := make([][]float64, len(before))
	for i := range all {
		all[i] = make([]float64, len(after))
		for j := range all[i] {
			if a[i].n+b[j].n == 0 || !c.spend(len(a[i].of)) {
				continue
			}
			common := 0
			for word, n := range a[i].of {
				common += min(n, b[j].of[word])
			}
			all[i][j] = 2 * float64(common) / float64(a[i].n+b[j].n)
		}
	}
	return all
}

// count is how often each word stands in a block, and how many there are.
type count struct {
	of map[string]int
	n  int
}

func counts(blocks []string) []count {
	all := make([]count, len(blocks))
	for i, b := range blocks {
		all[i].of = map[string]int{}
		for _, t := range tokens(b) {
			if wordy([]string{t}) {
				all[i].of[t]++
				all[i].n++
			}
		}
	}
	return all
}
