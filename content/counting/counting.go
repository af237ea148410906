// Package counting owns the counting of what readers ask the search: how often a text
// was asked in a month, and how often nothing was found. It must not know who asked,
// when, from where or in which order, must never keep what looks personal, and must
// never let a reader wait; it knows no store and no HTTP.
package counting

import (
	"context"
	"fmt"
	"time"

	"herald/i18n"
)

// Least is how often a text has to be asked within a month for anybody to see it: a
// text that one person typed once may be about that person. What stays below is
// deleted when the month is over.
const Least = 3

// Kept is how many months are kept, the one that runs included.
const Kept = 13

// Month is a month of the calendar of UTC, counted from January of the year 0.
type Month int

// MonthOf gives the month of an instant.
func MonthOf(t time.Time) Month {
	t = t.UTC()
	return Month(t.Year()*12 + int(t.Month()) - 1)
}

// String writes m as "2026-11".
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", int(m)/12, int(m)%12+1) }

// Count is how often a text was asked on a Site in a locale: within one month where
// it is kept, over several where it is read.
type Count struct {
	Month  Month
	Site   string
	Locale i18n.Locale
	// Text is what was typed, cleaned (see Clean).
	Text string
	// Times is how often, Without how often of these nothing was found.
	Times, Without int
}

// Query selects Counts: of one Site and locale, from From until Until, both
// included.
type Query struct {
	Site        string
	Locale      i18n.Locale
	From, Until Month
	// Without selects what was asked without a result, the most often first.
	Without bool
	Limit   int
}

// Ledger keeps Counts: plain rows beside the log. Nobody can tell from them in which
// order anything was asked.
type Ledger interface {
	// AddAsked adds to what is there, all of it or nothing.
	AddAsked(ctx context.Context, counts []Count) error
	// Asked gives what q selects, added up over its months, the most often first and
	// then by text. A month in which a text was asked fewer than Least times does
	// not count. Month is zero in what it gives.
	Asked(ctx context.Context, q Query) ([]Count, error)
	// SweepAsked deletes the months that are no longer kept in the month now, and of
	// those before now what was asked fewer than Least times.
	SweepAsked(ctx context.Context, now Month) error
}
