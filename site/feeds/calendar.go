package feeds

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Calendar writes the Items of f that have a Start as iCalendar (RFC 5545). The
// instant now stands in for an Item without a time of its own; zone, which may
// be nil, is where calendars without one show the list.
//
// There is no METHOD: the stamp of an event is then the time of its last
// revision, and the same list gives the same bytes.
func Calendar(f Feed, now time.Time, zone *time.Location) ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	var c calendar
	c.raw("BEGIN", "VCALENDAR")
	c.raw("VERSION", "2.0")
	c.raw("PRODID", "-//Herald//Calendar//EN")
	c.raw("CALSCALE", "GREGORIAN")
	c.raw("UID", uri(f.ID))
	c.text("NAME"+language(string(f.Lang)), line(f.Title))
	c.text("X-WR-CALNAME", line(f.Title))
	c.text("DESCRIPTION"+language(string(f.Lang)), line(f.Subtitle))
	if zone != nil && zone != time.UTC && zone.String() != "Local" {
		c.raw("X-WR-TIMEZONE", zone.String())
	}
	c.raw("URL", uri(f.Page))
	c.raw("SOURCE;VALUE=URI", uri(f.Self))
	c.raw("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
	for i := range f.Items {
		if it := &f.Items[i]; !it.Start.IsZero() {
			c.event(&f, it, now)
		}
	}
	c.raw("END", "VCALENDAR")
	return []byte(c.b.String()), nil
}

type calendar struct{ b strings.Builder }

func (c *calendar) event(f *Feed, it *Item, now time.Time) {
	lang := language(string(f.lang(it)))
	revised := it.Updated
	if revised.IsZero() {
		revised = it.Published
	}
	if revised.IsZero() {
		revised = now
	}
	c.raw("BEGIN", "VEVENT")
	c.raw("UID", uri(it.ID))
	c.raw("DTSTAMP", utc(revised))
	c.raw("LAST-MODIFIED", utc(revised))
	if !it.Published.IsZero() {
		c.raw("CREATED", utc(it.Published))
	}
	c.raw("SEQUENCE", strconv.Itoa(max(it.Sequence, 0)))
	c.raw("STATUS", it.status())
	c.span(it)
	c.text("SUMMARY"+lang, line(it.Title))
	c.text("DESCRIPTION"+lang, it.summary())
	c.text("LOCATION"+lang, line(it.Place))
	c.list("CATEGORIES"+lang, it.tags())
	c.raw("URL", uri(it.URL))
	for _, e := range it.Enclosures {
		c.raw("ATTACH;FMTTYPE="+parameter(mediaOf(e.mediaType())), uri(e.URL))
	}
	c.raw("END", "VEVENT")
}

// status tells those who have the event in their calendar. What is withdrawn is
// not stood by any more: nobody should come.
func (it *Item) status() string {
	switch {
	case it.Cancelled || it.State == Withdrawn || it.State == Unpublished:
		return "CANCELLED"
	case it.Postponed:
		return "TENTATIVE"
	}
	return "CONFIRMED"
}

// span writes when it begins and ends. An end before the beginning, which
// programs refuse, is left out.
func (c *calendar) span(it *Item) {
	if it.AllDay {
		c.raw("DTSTART;VALUE=DATE", it.Start.Format("20060102"))
		if day := it.End.Format("20060102"); !it.End.IsZero() && day >= it.Start.Format("20060102") {
			c.raw("DTEND;VALUE=DATE", it.End.AddDate(0, 0, 1).Format("20060102"))
		}
		return
	}
	c.raw("DTSTART", utc(it.Start))
	if it.End.After(it.Start) && utc(it.End) != utc(it.Start) {
		c.raw("DTEND", utc(it.End))
	}
}

func utc(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// text writes a property whose value is TEXT; an empty one is left out.
func (c *calendar) text(name, value string) {
	if value != "" {
		c.raw(name, escape(value))
	}
}

func (c *calendar) list(name string, values []string) {
	escaped := make([]string, len(values))
	for i, v := range values {
		escaped[i] = escape(v)
	}
	if len(values) > 0 {
		c.raw(name, strings.Join(escaped, ","))
	}
}

// maxLine is the longest a line may be, in octets, without its end.
const maxLine = 75

// raw writes one property, folded between runes.
func (c *calendar) raw(name, value string) {
	content, room := name+":"+value, maxLine
	for len(content) > room {
		cut := room
		for !utf8.RuneStart(content[cut]) {
			cut--
		}
		c.b.WriteString(content[:cut] + "\r\n ")
		content, room = content[cut:], maxLine-1
	}
	c.b.WriteString(content + "\r\n")
}

var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// escape writes s as TEXT, without the control characters that no value holds.
func escape(s string) string {
	return escaper.Replace(strings.Map(func(r rune) rune {
		if r == 0x7F {
			return utf8.RuneError
		}
		return r
	}, clean(s)))
}

// uri keeps an address on its line.
func uri(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7F {
			return -1
		}
		return r
	}, s)
}

func language(tag string) string {
	if tag == "" {
		return ""
	}
	return ";LANGUAGE=" + parameter(tag)
}

// parameter keeps a value of a parameter to letters that need no quotes.
func parameter(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || strings.ContainsRune(`":;,`, r) || r >= 0x7F {
			return -1
		}
		return r
	}, s)
}
