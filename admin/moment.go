package admin

import (
	"time"

	"herald/i18n"
)

// ago says when t is, seen from now, as people say it: the time today, the weekday
// in the last week, else the date. What is to come is told exactly.
func ago(words *i18n.Printer, zone *time.Location, now, t time.Time) string {
	at := t.In(zone)
	clock := words.Time(at)
	switch days := daysBetween(at, now.In(zone)); {
	case days == 0:
		return words.T("desk.when.today", "time", clock)
	case days == 1:
		return words.T("desk.when.yesterday", "time", clock)
	case days == -1:
		return words.T("desk.when.tomorrow", "time", clock)
	case days > 0 && days < 7:
		return words.T("desk.when.weekday", "weekday", words.Weekday(at), "time", clock)
	case days < 0:
		return words.DateTime(at)
	}
	return words.Date(at)
}

// daysBetween counts the midnights between two instants of one zone.
func daysBetween(from, to time.Time) int {
	day := func(t time.Time) time.Time { y, m, d := t.Date(); return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	return int(day(to).Sub(day(from)).Hours() / 24)
}

func (v *visit) ago(t time.Time) string { return ago(v.words, v.zone(), v.now, t) }
