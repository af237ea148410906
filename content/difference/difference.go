// Package difference owns what one text says differently from another, so that a
// person can read it: block by block, and word by word within a block. It is pure
// and bounded: a text of 200 kB takes no more time than its length allows. It must
// not know what a Document is, who may read it, or how a difference looks.
package difference

// Op is what became of something.
type Op int

// The kinds of Op. Changed is said of Blocks only.
const (
	Same Op = iota
	Removed
	Added
	Changed
)

// Run is a stretch of text of which one thing holds: it stands in both texts, or
// was taken out of the first, or put into the second.
type Run struct {
	Op   Op
	Text string
}

// Same reports whether r stands in both texts.
func (r Run) Same() bool { return r.Op == Same }

// Removed reports whether r stands in the first text only.
func (r Run) Removed() bool { return r.Op == Removed }

// Added reports whether r stands in the second text only.
func (r Run) Added() bool { return r.Op == Added }

// Block is a paragraph, a heading, an item of a list or a row of a table.
type Block struct {
	Op   Op
	Runs []Run
	// Folded, where it is not 0, is how many Blocks that are the same are left out
	// here; there are no Runs then.
	Folded int
}

// Sign is a mark at the margin that needs no colour: +, − or ±; "" for what is
// the same.
func (b Block) Sign() string { return []string{"", "−", "+", "±"}[b.Op] }

// work bounds the steps of one comparison. What is not compared when they are used
// up counts as replaced, which is true and less readable.
const work = 1_500_000

// Of compares two texts that were parted into blocks, by Markdown or Lines. The
// Runs of the Blocks give both back, block by block: what is not Added the first,
// what is not Removed the second.
func Of(before, after []string) []Block {
	c := &comparer{left: work}
	var all []Block
	for _, h := range c.hunks(before, after) {
		if h.same {
			for i := h.a0; i < h.a1; i++ {
				all = append(all, Block{Op: Same, Runs: []Run{{Same, before[i]}}})
			}
			continue
		}
		all = append(all, c.pair(before[h.a0:h.a1], after[h.b0:h.b1])...)
	}
	return all
}

// Words compares two short texts word by word.
func Words(before, after string) []Run {
	c := &comparer{left: work}
	return c.words(before, after)
}

// Differ reports whether any of the Blocks is not the same.
func Differ(blocks []Block) bool {
	for _, b := range blocks {
		if b.Op != Same {
			return true
		}
	}
	return false
}

// Fold leaves out the Blocks that are the same and stand farther than around from
// any that is not. One alone is never left out: saying so takes as much room.
func Fold(blocks []Block, around int) []Block {
	near := make([]bool, len(blocks))
	for i, b := range blocks {
		if b.Op == Same {
			continue
		}
		for j := max(0, i-around); j <= min(len(blocks)-1, i+around); j++ {
			near[j] = true
		}
	}
	var all []Block
	for i := 0; i < len(blocks); {
		j := i
		for j < len(blocks) && !near[j] {
			j++
		}
		switch {
		case j-i > 1:
			all = append(all, Block{Folded: j - i})
			i = j
		default:
			all = append(all, blocks[i])
			i++
		}
	}
	return all
}

// Only leaves out every Block that is the same: each stretch of them is one Folded,
// one alone too.
func Only(blocks []Block) []Block {
	var all []Block
	for _, b := range blocks {
		n := len(all)
		switch {
		case b.Op != Same:
			all = append(all, b)
		case n > 0 && all[n-1].Folded > 0:
			all[n-1].Folded++
		default:
			all = append(all, Block{Folded: 1})
		}
	}
	return all
}
