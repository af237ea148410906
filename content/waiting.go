package content

import (
	"cmp"
	"time"
)

// The ranks of what waits for a step, the most pressing first.
const (
	waitsOwed = iota
	waitsForTime
	waitsInTurn
)

// CompareWaiting orders what waits for a step by what can wait least: what readers
// have already and owes it, the earliest due first; what has a time at which it is to
// be public, the soonest first; then what was handed over earliest.
func CompareWaiting(a, b *Standing) int {
	ar, at := a.pressing()
	br, bt := b.pressing()
	return cmp.Or(cmp.Compare(ar, br), at.Compare(bt), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Locale, b.Locale))
}

// pressing gives the rank of s, and the instant that it is ordered by there. What is
// to go out as soon as it is approved has been late since it was handed over.
func (s *Standing) pressing() (rank int, at time.Time) {
	switch {
	case s.Owes() != nil:
		return waitsOwed, s.Owes().Due
	case s.AsSoonAsApproved:
		return waitsForTime, s.Submitted.At
	case !s.PublishAt.IsZero():
		return waitsForTime, s.PublishAt
	}
	return waitsInTurn, s.Submitted.At
}
