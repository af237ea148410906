package content

import (
	"slices"
	"strings"
)

// Access is the sorted set of labels that a reader holds: "public", "staff",
// "org:ID", "group:ID". It is a value: two equal sets are equal strings, so it
// can be part of a cache key.
type Access string

// The two audiences a Site can have.
const (
	Public = "public"
	Staff  = "staff"
)

// NewAccess gives the Access that holds labels.
func NewAccess(labels ...string) Access {
	sorted := slices.Clone(labels)
	slices.Sort(sorted)
	return Access(strings.Join(slices.Compact(sorted), " "))
}

// Labels gives the labels, sorted.
func (a Access) Labels() []string { return strings.Fields(string(a)) }

// Holds reports whether a has label.
func (a Access) Holds(label string) bool { return slices.Contains(a.Labels(), label) }
