package media

import (
	"slices"
	"strings"

	"herald/content"
)

// Query selects files for the desk, the one that came last first. What is empty
// selects everything, but for who asks.
type Query struct {
	// By and Within are who asks: they are given the files that they brought
	// themselves, and those that a text within one of the bounds shows. Nobody is
	// given any other.
	By     content.MemberID
	Within []content.Bounds

	IDs     []content.ID
	Classes []Class
	// Name gives files whose name contains each of its words, in small letters or
	// in large ones.
	Name string
	// After is the place of the last file seen.
	After content.TrailPlace
	// Limit bounds the answer; 0 is no bound.
	Limit int
}

// Listed is a file in a list, with its place there: when it came last.
type Listed struct {
	Named
	Place content.TrailPlace
}

// Wants reports whether a file is one that q asks for, whoever asks. What was
// taken out of everything never is.
func (q Query) Wants(a Named) bool {
	if !a.Removed.IsZero() || len(q.Classes) > 0 && !slices.Contains(q.Classes, a.Kind.Class()) {
		return false
	}
	name := strings.ToLower(a.Name)
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(q.Name)), func(word string) bool { return !strings.Contains(name, word) })
}
