package content_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"herald/content"
)

// outline writes a tree as "a(b c) d".
func outline(t *content.PageTree, parent content.ID) string {
	var all []string
	for _, l := range t.Under(parent) {
		s := string(l.ID)
		if below := outline(t, l.ID); below != "" {
			s += "(" + below + ")"
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

func leaf(id, parent string, order int) content.Leaf {
	return content.Leaf{ID: content.ID(id), Parent: content.ID(parent), Order: order, By: id}
}

// put does what Put says has to change.
func put(all []content.Leaf, changed []content.Leaf) *content.PageTree {
	all = slices.Clone(all)
	for _, c := range changed {
		all[slices.IndexFunc(all, func(l content.Leaf) bool { return l.ID == c.ID })] = c
	}
	return content.NewPageTree(all)
}

func TestAPageIsPutWithFewNumbersChanged(t *testing.T) {
	all := []content.Leaf{leaf("a", "", 1), leaf("b", "", 2), leaf("c", "", 3), leaf("d", "", 30), leaf("x", "b", 0), leaf("y", "b", 0), leaf("z", "b", 0)}
	tree := content.NewPageTree(all)
	if got := outline(tree, ""); got != "a b(x y z) c d" {
		t.Fatalf("the tree is %s", got)
	}
	for name, c := range map[string]struct {
		id, parent content.ID
		index      int
		want       string
		changed    int
	}{
		"up, where there is no room":   {"c", "", 1, "a c b(x y z) d", 2},
		"to the front":                 {"d", "", 0, "d a b(x y z) c", 1},
		"to the end":                   {"a", "", 9, "b(x y z) c d a", 1},
		"between, where there is room": {"a", "", 2, "b(x y z) c a d", 1},
		"in":                           {"c", "b", 3, "a b(x y z c) d", 1},
		"in, before others":            {"c", "b", 0, "a b(c x y z) d", 1},
		"out":                          {"y", "", 2, "a b(x z) y c d", 2},
		"among those of one number":    {"z", "b", 1, "a b(x z y) c d", 2},
		"into nothing":                 {"d", "a", 0, "a(d) b(x y z) c", 1},
		"nowhere":                      {"b", "", 1, "a b(x y z) c d", 0},
		"below nothing at all":         {"b", "", -4, "b(x y z) a c d", 1},
	} {
		changed := tree.Put(c.id, c.parent, c.index)
		if got := outline(put(all, changed), ""); got != c.want || len(changed) != c.changed || c.changed > 0 && changed[0].ID != c.id {
			t.Errorf("%s: %s with %+v, want %s", name, got, changed, c.want)
		}
	}
}

// Wherever a page is put, it stands there and the rest keep their order.
func TestPuttingDisturbsNobodyElse(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	names := []string{"a", "b", "c", "d", "e", "f"}
	for range 2000 {
		var all []content.Leaf
		for _, n := range names {
			all = append(all, leaf(n, "", random.IntN(5)))
		}
		tree := content.NewPageTree(all)
		id, index := content.ID(names[random.IntN(len(names))]), random.IntN(len(names))
		want := slices.DeleteFunc(tree.Under(""), func(l content.Leaf) bool { return l.ID == id })
		order := make([]string, 0, len(all))
		for _, l := range want {
			order = append(order, string(l.ID))
		}
		order = slices.Insert(order, index, string(id))
		if got := outline(put(all, tree.Put(id, "", index)), ""); got != strings.Join(order, " ") {
			t.Fatalf("%s as %d of %+v: %s, want %v", id, index, all, got, order)
		}
	}
}

func TestARingOrAStrangerStandsAtTheTop(t *testing.T) {
	tree := content.NewPageTree([]content.Leaf{leaf("a", "b", 0), leaf("b", "a", 0), leaf("c", "elsewhere", 0), leaf("d", "a", 0), leaf("e", "c", 0)})
	if got := outline(tree, ""); got != "a b c(e) d" {
		t.Errorf("the tree is %s", got)
	}
	if !tree.Within("e", "c") || tree.Within("c", "e") || !tree.Within("a", "a") {
		t.Error("what stands below a page is not known")
	}
	if changed := tree.Put("c", "", 2); len(changed) != 1 || changed[0].Parent != "" {
		t.Errorf("a page that names a parent nobody has is put with %+v", changed)
	}
}

func TestTheSealTellsWhoStandsUnderAPage(t *testing.T) {
	one := content.NewPageTree([]content.Leaf{leaf("a", "", 1), leaf("b", "", 2), leaf("x", "a", 1)})
	same := content.NewPageTree([]content.Leaf{leaf("b", "", 2), leaf("a", "", 1), leaf("x", "b", 1)})
	if one.Seal("") != same.Seal("") {
		t.Error("what stands elsewhere changes the seal")
	}
	if one.Seal("a") == same.Seal("a") {
		t.Error("who has left does not change the seal")
	}
}
