package register

import (
	"time"

	"herald/content"
)

// firstOf gives the first day of a day that may be partial.
func firstOf(d content.Day) content.Day { return content.DayOf(d.Time()) }

// lastOf gives the last day of a day that may be partial.
func lastOf(d content.Day) content.Day {
	switch {
	case d.Month == 0:
		return content.Day{Year: d.Year, Month: 12, Day: 31}
	case d.Day == 0:
		return content.DayOf(time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC))
	}
	return d
}

func before(a, b content.Day) bool { return a.Time().Before(b.Time()) }

// begun says whether the day in text has begun by today; a partial one begins
// with its month or year, an unknown one lies in the past. What is not a day at
// all has not begun.
func begun(text string, today content.Day) bool {
	d, err := content.ParseDay(text)
	if text == "" || err != nil {
		return false
	}
	return d.Year == 0 || !before(today, firstOf(d))
}

// over says whether the whole of the day in text lies before today; an unknown
// one lies in the past.
func over(text string, today content.Day) bool {
	d, err := content.ParseDay(text)
	if text == "" || err != nil {
		return false
	}
	return d.Year == 0 || before(lastOf(d), today)
}

// addMonths gives the same day n months on, and whether there is one: where the
// month is too short it gives its last day, and false.
func addMonths(d content.Day, n int) (content.Day, bool) {
	first := time.Date(d.Year, time.Month(d.Month)+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	if d.Day > last {
		return content.DayOf(first.AddDate(0, 0, last-1)), false
	}
	return content.DayOf(first.AddDate(0, 0, d.Day-1)), true
}

func addDays(d content.Day, n int) content.Day { return content.DayOf(d.Time().AddDate(0, 0, n)) }
