package feeds_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"herald/site/feeds"
)

// event writes one Item and reads it back.
func event(t *testing.T, change func(*feeds.Item)) []property {
	t.Helper()
	f := samples()[0]
	f.Items = f.Items[:1]
	change(&f.Items[0])
	return readCalendar(t, encode(t, "ics", f))[0]
}

func TestCalendarSpans(t *testing.T) {
	for name, c := range map[string]struct {
		start, end string
		allDay     bool
		want, till string
	}{
		"instant":           {"2026-12-01T18:00:00+02:00", "2026-12-01T20:00:00+02:00", false, "20261201T160000Z", "20261201T180000Z"},
		"no end":            {"2026-12-01T18:00:00+02:00", "", false, "20261201T160000Z", ""},
		"end before":        {"2026-12-01T18:00:00+02:00", "2026-12-01T10:00:00+02:00", false, "20261201T160000Z", ""},
		"one day":           {"2026-12-31T00:00:00Z", "2026-12-31T00:00:00Z", true, "20261231", "20270101"},
		"day without end":   {"2026-12-31T00:00:00Z", "", true, "20261231", ""},
		"days as written":   {"2026-12-31T00:00:00+04:00", "2027-01-02T00:00:00+04:00", true, "20261231", "20270103"},
		"leap day":          {"2028-02-28T00:00:00Z", "2028-02-28T00:00:00Z", true, "20280228", "20280229"},
		"days end before":   {"2026-12-31T00:00:00Z", "2026-12-01T00:00:00Z", true, "20261231", ""},
		"over a clock jump": {"2026-03-29T02:30:00+02:00", "2026-03-29T04:30:00+03:00", false, "20260329T003000Z", "20260329T013000Z"},
	} {
		e := event(t, func(it *feeds.Item) {
			it.Start, it.End, it.AllDay = at(c.start), time.Time{}, c.allDay
			if c.end != "" {
				it.End = at(c.end)
			}
		})
		if get(e, "DTSTART") != c.want || get(e, "DTEND") != c.till {
			t.Errorf("%s: %s to %s, want %s to %s", name, get(e, "DTSTART"), get(e, "DTEND"), c.want, c.till)
		}
	}
}

func TestCalendarStatus(t *testing.T) {
	for want, change := range map[string]func(*feeds.Item){
		"CONFIRMED": func(*feeds.Item) {},
		"TENTATIVE": func(it *feeds.Item) { it.Postponed = true },
		"CANCELLED": func(it *feeds.Item) { it.Cancelled, it.Postponed = true, true },
	} {
		if got := get(event(t, change), "STATUS"); got != want {
			t.Errorf("status %s, want %s", got, want)
		}
	}
	if got := get(event(t, func(it *feeds.Item) { it.State = feeds.Withdrawn }), "STATUS"); got != "CANCELLED" {
		t.Errorf("a withdrawn event is %s", got)
	}
}

func TestCalendarRevision(t *testing.T) {
	e := event(t, func(it *feeds.Item) {})
	if get(e, "DTSTAMP") != "20261121T083000Z" || get(e, "LAST-MODIFIED") != "20261121T083000Z" || get(e, "SEQUENCE") != "2" {
		t.Errorf("revision %v", e)
	}
	e = event(t, func(it *feeds.Item) { it.Updated, it.Published = time.Time{}, time.Time{} })
	if get(e, "DTSTAMP") != "20261123T000000Z" {
		t.Errorf("without times the stamp is %s", get(e, "DTSTAMP"))
	}
	if a, b := get(e, "UID"), get(event(t, func(it *feeds.Item) { it.Title = "x" }), "UID"); a != b {
		t.Errorf("UID %s became %s", a, b)
	}
}

func TestCalendarLeavesOutWhatHasNoDay(t *testing.T) {
	if n := len(readCalendar(t, encode(t, "ics", samples()[0]))); n != 2 {
		t.Errorf("%d events, want 2", n)
	}
}

// TestFolding writes titles of every length in letters of one to four octets
// and reads the same title back.
func TestFolding(t *testing.T) {
	letters := []rune(`aZ9,;\:"žшლ🏛 ` + "\u00a0")
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		title := "x"
		for range n {
			title += string(letters[random.IntN(len(letters))])
		}
		title = strings.Join(strings.FieldsFunc(title, func(r rune) bool { return r == ' ' }), " ")
		e := event(t, func(it *feeds.Item) { it.Title = title })
		if got := get(e, "SUMMARY"); got != title {
			t.Fatalf("read back\n%q, want\n%q", got, title)
		}
	}
}
