package content

import (
	"fmt"
	"time"
)

// Wall is a time as a clock on the wall of a zone shows it.
type Wall struct {
	Year, Month, Day, Hour, Minute int
}

// ParseWall reads the form of an HTML datetime-local field: "2026-03-29T03:30".
func ParseWall(s string) (Wall, error) {
	t, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		return Wall{}, fmt.Errorf("time %q: want 2026-03-29T03:30", s)
	}
	return Wall{t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute()}, nil
}

// Instants gives the instants at which a wall in zone shows w, earliest first:
// one as a rule, two in the hour that comes twice when clocks are put back, none
// in the hour that is left out when they are put forward. Who chooses a time is
// told so and chooses again; Herald never guesses.
func (w Wall) Instants(zone *time.Location) []time.Time {
	// The true offset is that of some instant within a day of the naive one.
	naive := time.Date(w.Year, time.Month(w.Month), w.Day, w.Hour, w.Minute, 0, 0, time.UTC)
	var all []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := naive.Add(near).In(zone).Zone()
		at := naive.Add(-time.Duration(offset) * time.Second)
		if wallOf(at, zone) == w && (len(all) == 0 || !all[0].Equal(at)) {
			all = append(all, at)
		}
	}
	if len(all) == 2 && all[1].Before(all[0]) {
		all[0], all[1] = all[1], all[0]
	}
	return all
}

func wallOf(t time.Time, zone *time.Location) Wall {
	t = t.In(zone)
	return Wall{t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute()}
}

// Moment gives the instant at which a wall in zone shows w. In the hour that comes
// twice which says whether the first (1) or the second (2) is meant; where that is
// not said, or the hour is left out, it gives what to tell whoever chose.
func (w Wall) Moment(zone *time.Location, which int) (time.Time, []Issue) {
	all := w.Instants(zone)
	switch {
	case len(all) == 1:
		return all[0], nil
	case len(all) == 2 && (which == 1 || which == 2):
		return all[which-1], nil
	case len(all) == 2:
		return time.Time{}, []Issue{{Field: "publish_at", Key: "issue.change.twice"}}
	}
	naive := time.Date(w.Year, time.Month(w.Month), w.Day, w.Hour, w.Minute, 0, 0, time.UTC)
	_, before := naive.Add(-24 * time.Hour).In(zone).Zone()
	_, after := naive.Add(24 * time.Hour).In(zone).Zone()
	gap := time.Duration(after-before) * time.Second
	return time.Time{}, []Issue{{Field: "publish_at", Key: "issue.change.left_out",
		Args: []any{"before", naive.Add(-gap).Format("15:04"), "after", naive.Add(gap).Format("15:04")}}}
}
