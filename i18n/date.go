package i18n

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Date writes the day of t in full. Times are written as they come: the caller
// has put t into the zone of the reader.
func (p *Printer) Date(t time.Time) string {
	return p.DateParts(t.Year(), int(t.Month()), t.Day())
}

// DateParts writes a date of which m and d, or d alone, may be 0 because they are
// not known. A part that no calendar has counts as not known.
func (p *Printer) DateParts(y, m, d int) string {
	switch {
	case y <= 0:
		return ""
	case m < 1 || m > 12:
		return fill(p.conv.year, "{y}", strconv.Itoa(y))
	case d < 1 || d > 31:
		return fill(p.conv.monthYear, "{y}", strconv.Itoa(y), "{month}", p.conv.standalone[m-1])
	}
	return fill(p.conv.date, "{y}", strconv.Itoa(y), "{month}", p.conv.months[m-1], "{d}", strconv.Itoa(d))
}

// ShortDate writes the day of t for a narrow column.
func (p *Printer) ShortDate(t time.Time) string {
	y, m, d := t.Date()
	name := []rune(p.conv.standalone[m-1])
	return fill(p.conv.short, "{y}", strconv.Itoa(y),
		"{m}", strconv.Itoa(int(m)), "{mm}", fmt.Sprintf("%02d", int(m)), "{abbr}", string(name[:min(3, len(name))]),
		"{d}", strconv.Itoa(d), "{dd}", fmt.Sprintf("%02d", d))
}

// Time writes hours and minutes, always of 24 hours.
func (p *Printer) Time(t time.Time) string {
	return fill(p.conv.clock, "{hm}", t.Format("15:04"))
}

// DateTime writes the day and the time of t.
func (p *Printer) DateTime(t time.Time) string {
	return fill(p.conv.dateTime, "{date}", p.Date(t), "{time}", p.Time(t))
}

// Weekday names the day of the week of t.
func (p *Printer) Weekday(t time.Time) string { return p.conv.weekdays[t.Weekday()] }

// Month names month m (1 to 12) as it stands alone; "" for any other number.
func (p *Printer) Month(m int) string {
	if m < 1 || m > 12 {
		return ""
	}
	return p.conv.standalone[m-1]
}

// DateWords gives the names of the months and of the days of the week in l, in
// the forms that dates are written with and alone.
func DateWords(l Locale) []string {
	c := conventions[l]
	if c == nil {
		return nil
	}
	return slices.Concat(c.months[:], c.standalone[:], c.weekdays[:])
}
