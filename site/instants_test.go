package site

import (
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
)

// look demands that an address says a text, or does not, with the cache and
// without it alike, and gives whether it came from memory.
func (l *living) look(when, address, text string, there bool) (kept bool) {
	l.Helper()
	before := l.pages.Stats().Hits
	a := get(l, l.app, address)
	if strings.Contains(a.body, text) != there {
		l.Errorf("%s, %s: %d, says %q: %v", when, address, a.status, text, !there)
	}
	if right := get(l, l.bare, address); right.status != a.status || right.body != a.body {
		l.Errorf("%s, %s: %d from the cache is not %d without it", when, address, a.status, right.status)
	}
	return l.pages.Stats().Hits > before
}

// TestWhatIsDueIsThereOnTime crosses an instant without a restart and without a
// tick: what was kept before must not be shown after, and is shown until then.
func TestWhatIsDueIsThereOnTime(t *testing.T) {
	l := newLiving(t)
	l.furnish()
	at := now.Add(40 * time.Second)
	l.scheduled("news", content.Facts{}, content.Words{Title: "Embargoed story", Summary: "S.", Body: "B.", Path: "news/embargoed"}, at)
	l.scheduled("page", content.Facts{}, content.Words{Title: "New section", Summary: "S.", Body: "B.", Path: "new-section"}, at)
	places := map[string]string{
		"/en/news/embargoed": "Embargoed story", "/en/news/": "Embargoed story", "/en/news/feed.rss": "Embargoed story", "/en/news/feed.atom": "Embargoed story",
		"/en/news/feed.json": "Embargoed story", "/en/news/data.csv": "Embargoed story", "/en/news/data.json": "Embargoed story",
		"/lt/naujienos/": "Embargoed story", "/en/": "New section", "/en/about": "New section", "/en/acts/act-1": "New section", "/en/site-map": "New section",
		"/en/new-section": "New section", "/sitemap.xml": "/en/new-section",
	}
	steps := []struct {
		when   string
		at     time.Time
		public bool
	}{{"long before", now, false}, {"a moment before", at.Add(-time.Millisecond), false}, {"at its time", at, true}, {"after", at.Add(time.Second), true}}
	for i, step := range steps {
		l.at(step.at)
		for address, text := range places {
			kept := l.look(step.when, address, text, step.public)
			if first := i == 0 || step.at.Equal(at); kept == first && get(l, l.bare, address).status == 200 {
				t.Errorf("%s, %s: from memory %v", step.when, address, kept)
			}
		}
	}
	if n, err := l.desk.Tick(t.Context()); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	for address, text := range places {
		l.look("after the tick", address, text, true)
	}
}

// TestNobodyKeepsAPagePastItsTime looks at what proxies are told.
func TestNobodyKeepsAPagePastItsTime(t *testing.T) {
	l := newLiving(t)
	at := now.Add(40 * time.Second)
	l.scheduled("news", content.Facts{}, content.Words{Title: "Embargoed", Summary: "S.", Body: "B.", Path: "news/embargoed"}, at)
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{now, "public, max-age=0, s-maxage=40"}, {now.Add(30 * time.Second), "public, max-age=0, s-maxage=10"},
		{at.Add(-time.Millisecond), "public, max-age=0, s-maxage=0"}, {at, "public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400"},
	} {
		l.at(c.at)
		for range 2 { // made, and from memory
			if got := get(t, l.app, "/en/news/").header["Cache-Control"]; got != c.want {
				t.Errorf("%v before: %q, want %q", at.Sub(c.at), got, c.want)
			}
		}
	}
}

// TestWhatEndsIsGoneOnTime crosses the end of an urgent notice, which stands on
// every page.
func TestWhatEndsIsGoneOnTime(t *testing.T) {
	l := newLiving(t)
	l.furnish()
	until := now.Add(time.Hour)
	fields := content.Fields{"kind": content.One("outage"), "level": content.One("urgent")}
	l.put(l.town.id(1), "notice", content.Facts{Until: until, Fields: fields}, said(l.town.types.Get("notice").Slugs, "water", titled("No water today"), ""))
	everywhere := []string{"/en/", "/en/acts/act-1", "/en/news/", "/en/notices/", "/en/notices/feed.atom", "/en/notices/data.json"}
	for _, step := range []struct {
		when  string
		at    time.Time
		there bool
	}{{"before", now, true}, {"a moment before", until.Add(-time.Millisecond), true}, {"at its end", until, false}} {
		l.at(step.at)
		for _, address := range everywhere {
			l.look(step.when, address, "No water today", step.there)
		}
		l.look(step.when, "/en/notices/water", "This notice has ended", false)
		if ended := strings.Contains(get(t, l.app, "/en/notices/water").body, "banner-ended"); ended == step.there {
			t.Errorf("%s: the page says that it has ended: %v", step.when, ended)
		}
	}
}

// TestPagesFollowTheDay looks at what depends on the hour alone: doors that open
// and close, events that are over, the day that ends.
func TestPagesFollowTheDay(t *testing.T) {
	l := newLiving(t)
	hours := content.Value{}
	for _, day := range weekdays[:5] {
		hours.Rows = append(hours.Rows, content.Fields{"day": content.One(day), "opens": content.One("8:00"), "closes": content.One("17:00")})
	}
	l.put(l.town.id(1), "unit", content.Facts{Fields: content.Fields{"hours": hours}}, said(l.town.types.Get("unit").Slugs, "finance", titled("Finance"), ""))
	local := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, l.town.sites["public"].Zone)
	}
	l.put(l.town.id(2), "event", content.Facts{Fields: content.Fields{"start": content.One(local(20, 15, 0).Format(time.RFC3339)),
		"end": content.One(local(20, 16, 0).Format(time.RFC3339)), "standing": content.One("planned")}}, said(l.town.types.Get("event").Slugs, "concert", titled("Concert"), ""))
	l.put(l.town.id(3), "act", content.Facts{Fields: content.Fields{"number": content.One("1"), "kind": content.One("decision"), "date": content.One("2026-11-18"), "in_force": content.One("2026-11-21")}},
		said(l.town.types.Get("act").Slugs, "one", titled("Act one"), ""))
	words := i18n.Default().Printer("en")
	for _, step := range []struct {
		at          time.Time
		unit, event string
		today       bool
	}{
		{local(20, 7, 59), words.T("hours.opens_today", "time", "08:00"), "", true},
		{local(20, 8, 0), words.T("hours.open_until", "time", "17:00"), "", true},
		{local(20, 16, 0), words.T("hours.open_until", "time", "17:00"), "", true},
		{local(20, 16, 1), words.T("hours.open_until", "time", "17:00"), "over", true},
		{local(20, 17, 0), words.T("hours.opens_on", "day", words.Weekday(local(23, 8, 0)), "time", "08:00"), "over", true},
		{local(21, 0, 0), words.T("hours.opens_on", "day", words.Weekday(local(23, 8, 0)), "time", "08:00"), "over", false},
	} {
		l.at(step.at)
		when := step.at.Format("2 January 15:04")
		l.look(when, "/en/units/finance", step.unit, true)
		l.look(when, "/en/acts/one", words.T("status.act.not_yet_in_force"), step.today)
		l.look(when, "/en/acts/", words.T("status.act.not_yet_in_force"), step.today)
		l.look(when, "/en/events/", "Concert", step.today)
		l.look(when, "/en/events/feed.rss", "Concert", step.today)
		l.look(when, "/en/", "Concert", step.today)
		l.look(when, "/en/events/concert", `<span>`+words.T("nav.past")+`</span>`, step.event != "")
	}
}
