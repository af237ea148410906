package content

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Leaf is a page with its place in the page tree.
type Leaf struct {
	ID, Parent ID
	Order      int
	// By puts pages of one Order in order, as the lists of readers do.
	By string
}

// PageTree is the pages of one Site, each in its place. It tells which pages have to
// be numbered anew for one to stand elsewhere; it moves nothing itself.
type PageTree struct {
	leaves []Leaf
	at     map[ID]int
}

// orderStep is the room that is left beside a page which is put at an end.
const orderStep = 10

// NewPageTree makes a tree of pages, given in whatever order.
func NewPageTree(leaves []Leaf) *PageTree {
	t := &PageTree{leaves: slices.Clone(leaves), at: map[ID]int{}}
	slices.SortStableFunc(t.leaves, func(a, b Leaf) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.By, b.By), cmp.Compare(a.ID, b.ID))
	})
	for i, l := range t.leaves {
		t.at[l.ID] = i
	}
	return t
}

// Leaf gives a page of the tree.
func (t *PageTree) Leaf(id ID) (Leaf, bool) {
	i, ok := t.at[id]
	if !ok {
		return Leaf{}, false
	}
	return t.leaves[i], true
}

// Above is the page under which id stands, "" at the top. A page whose parent is not
// in the tree stands there, and so does each page of a ring and below one, as for
// readers.
func (t *PageTree) Above(id ID) ID {
	l, _ := t.Leaf(id)
	if _, known := t.at[l.Parent]; !known || t.ringed(id) {
		return ""
	}
	return l.Parent
}

func (t *PageTree) ringed(id ID) bool {
	l, _ := t.Leaf(id)
	for i, p := 0, l.Parent; p != ""; i++ {
		if p == id || i > len(t.leaves) {
			return true
		}
		above, _ := t.Leaf(p)
		p = above.Parent
	}
	return false
}

// Under gives the pages directly under parent, "" being the top, in their order.
func (t *PageTree) Under(parent ID) []Leaf {
	var all []Leaf
	for _, l := range t.leaves {
		if t.Above(l.ID) == parent {
			all = append(all, l)
		}
	}
	return all
}

// Place says where id stands: under which page, and as which of those beside it.
func (t *PageTree) Place(id ID) (under ID, index int) {
	under = t.Above(id)
	return under, slices.IndexFunc(t.Under(under), func(l Leaf) bool { return l.ID == id })
}

// Within reports whether id is above or stands anywhere below it.
func (t *PageTree) Within(id, above ID) bool {
	for i := 0; id != "" && i <= len(t.leaves); i++ {
		if id == above {
			return true
		}
		id = t.Above(id)
	}
	return false
}

// Seal is a short mark of who stands under a page and in which order: two people who
// saw the same have the same one.
func (t *PageTree) Seal(parent ID) string {
	var b strings.Builder
	for _, l := range t.Under(parent) {
		b.WriteString(string(l.ID) + " " + strconv.Itoa(l.Order) + "\n")
	}
	return string(Sum([]byte(b.String())))[:16]
}

// Put gives the leaves that change for id to stand under parent as the index-th of
// the others there: itself first, and as few of the others as make room. Nothing
// changes where it stands there already.
func (t *PageTree) Put(id, parent ID, index int) []Leaf {
	under, was := t.Place(id)
	own, known := t.Leaf(id)
	if !known {
		return nil
	}
	others := slices.DeleteFunc(t.Under(parent), func(l Leaf) bool { return l.ID == id })
	index = max(0, min(index, len(others)))
	here := under == parent && was == index
	if here && own.Parent == parent {
		return nil
	}
	own.Parent = parent
	if here {
		return []Leaf{own}
	}
	before, after := others[:index], others[index:]
	switch {
	case len(others) == 0:
		return []Leaf{own}
	case len(after) == 0:
		own.Order = before[len(before)-1].Order + orderStep
		return []Leaf{own}
	case len(before) == 0:
		own.Order = after[0].Order - orderStep
		return []Leaf{own}
	}
	low, high := before[len(before)-1].Order, after[0].Order
	if high-low > 1 {
		own.Order = low + (high-low)/2
		return []Leaf{own}
	}
	return roomFor(own, before, after)
}

// roomFor numbers the pages on one side of own anew, on whichever side it is fewer.
func roomFor(own Leaf, before, after []Leaf) []Leaf {
	down, up := own, own
	down.Order = after[0].Order - 1
	lower := []Leaf{down}
	for i, want := len(before)-1, down.Order-1; i >= 0 && before[i].Order > want; i, want = i-1, want-1 {
		l := before[i]
		l.Order = want
		lower = append(lower, l)
	}
	up.Order = before[len(before)-1].Order + 1
	upper := []Leaf{up}
	for i, want := 0, up.Order+1; i < len(after) && after[i].Order < want; i, want = i+1, want+1 {
		l := after[i]
		l.Order = want
		upper = append(upper, l)
	}
	if len(upper) < len(lower) {
		return upper
	}
	return lower
}
