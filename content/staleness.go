package content

import (
	"slices"

	"herald/content/markdown"
)

// Staleness says how far the published source has moved on since a translation
// was made from it, in blocks (paragraphs, headings, lists, tables).
type Staleness struct {
	// Changed are the places of source blocks, as it is now, that the
	// translation does not render; Total is how many the source has.
	Changed []int
	Total   int
	// Title and Summary say that those changed.
	Title, Summary bool
	// Removed is how many blocks the translation still renders although the
	// source has dropped them.
	Removed int
}

// Stale reports whether anything that the translation renders has changed.
func (s Staleness) Stale() bool {
	return len(s.Changed) > 0 || s.Removed > 0 || s.Title || s.Summary
}

// Compare gives the staleness of a translation made from the words then, now
// that the published source says now. It compares hashes of blocks as a
// multiset, so that moving a block changes nothing.
func Compare(then, now Words) Staleness {
	had := map[string]int{}
	for _, b := range markdown.Blocks(then.Body) {
		had[b.Hash]++
	}
	blocks := markdown.Blocks(now.Body)
	s := Staleness{Total: len(blocks), Title: then.Title != now.Title, Summary: then.Summary != now.Summary}
	for i, b := range blocks {
		if had[b.Hash] > 0 {
			had[b.Hash]--
			continue
		}
		s.Changed = append(s.Changed, i)
	}
	for _, left := range had {
		s.Removed += left
	}
	s.Removed = max(0, s.Removed-len(s.Changed))
	slices.Sort(s.Changed)
	return s
}
