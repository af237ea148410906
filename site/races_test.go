package site

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
)

// TestARenderThatAChangeOvertakesIsNotKept lets a Change come between every
// two readings of a rendering: before the first, after the last, and at each
// place in between; told to the cache at once, or late, as by a follower. What
// is shown after that must be what is true.
func TestARenderThatAChangeOvertakesIsNotKept(t *testing.T) {
	l := newLiving(t)
	id := l.town.id(1)
	l.put(l.town.id(2), "topic", content.Facts{}, text{"en": {Title: "Water", Summary: "S.", Path: "topics/water"}})
	l.put(l.town.id(3), "page", content.Facts{}, text{"en": {Title: "About", Summary: "S.", Body: "See [it](doc:" + string(id) + ").", Path: "about"}})
	version := 0
	write := func() {
		version++
		title := fmt.Sprintf("Version %d.", version)
		l.put(id, "news", content.Facts{Topics: []content.ID{l.town.id(2)}, Fields: content.Fields{}},
			text{"en": {Title: title, Summary: title, Body: title, Path: fmt.Sprintf("news/%d", version%2), ChangeNote: content.Note{Key: "update.information"}}})
	}
	write()
	places := map[string]func() string{
		"document": func() string { return fmt.Sprintf("/en/news/%d", version%2) },
		"list":     func() string { return "/en/news/" },
		"feed":     func() string { return "/en/news/feed.atom" },

		"cut": func() string { return "/en/news/?topic=" + string(l.town.id(2)) },
	}
	for name, address := range places {
		for _, late := range []bool{false, true} {
			readings := l.overtaken(name, address, write, late, func() string { return fmt.Sprintf("Version %d.", version) })
			if readings < 5 {
				t.Errorf("%s: only %d readings", name, readings)
			}
		}
	}
}

// overtaken renders the page at address once for each of its readings, with a
// Change in the middle of that one, and gives how many readings there were.
func (l *living) overtaken(name string, address func() string, write func(), late bool, want func() string) (readings int64) {
	l.Helper()
	for at := int64(1); ; at++ {
		write() // whatever was kept is thrown out
		var waiting []content.Change
		if late {
			l.later = &waiting
		}
		reached := false
		l.gate.calls.Store(0)
		l.gate.during = func(n int64) {
			if n == at {
				reached = true
				write()
			}
		}
		get(l, l.app, address())
		l.gate.during, l.later = nil, nil
		if err := l.pages.Apply(l.Context(), waiting); err != nil {
			l.Fatal(err)
		}
		if !reached {
			return at - 1
		}
		before := l.pages.Stats().Hits
		for again := range 2 {
			if a := get(l, l.app, address()); a.status != 200 || !strings.Contains(a.body, want()) || strings.Contains(a.body, fmt.Sprintf("Version %d.", versionOf(want())-1)) {
				l.Fatalf("%s, late %v: a change at reading %d, then %d without %q", name, late, at, a.status, want())
			} else if again == 1 && l.pages.Stats().Hits == before {
				l.Fatalf("%s, late %v: a change at reading %d, and the page is not kept after it", name, late, at)
			}
		}
	}
}

func versionOf(text string) (n int) {
	fmt.Sscanf(text, "Version %d.", &n)
	return n
}

// TestReadersAndWritersAtOnce lets many read while one writes, and demands that
// nobody reads what is older than what was committed before he asked.
func TestReadersAndWritersAtOnce(t *testing.T) {
	l := newLiving(t)
	id, version := l.town.id(1), 0
	var known sync.Mutex
	committed := 0
	write := func() {
		version++
		title := fmt.Sprintf("Version %d.", version)
		l.put(id, "news", content.Facts{}, text{"en": {Title: title, Summary: title, Body: title, Path: "news/one", ChangeNote: content.Note{Key: "update.information"}}})
		known.Lock()
		committed = version
		known.Unlock()
	}
	write()
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for _, address := range []string{"/en/news/one", "/en/news/", "/en/news/feed.json", "/lt/naujienos/"} {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				known.Lock()
				least := committed
				known.Unlock()
				body := get(t, l.app, address).body
				_, rest, _ := strings.Cut(body, "Version ")
				if got := versionOf("Version " + rest); got < least {
					t.Errorf("%s shows version %d after %d was public", address, got, least)
					return
				}
			}
		})
	}
	for range 60 {
		write()
	}
	close(stop)
	readers.Wait()
	if s := l.pages.Stats(); s.Hits == 0 {
		t.Error("nothing came from memory")
	}
}

// TestWhatIsKeptIsShownWhileTheStoreIsAway shuts the store before and after an
// instant at which pages change.
func TestWhatIsKeptIsShownWhileTheStoreIsAway(t *testing.T) {
	l := newLiving(t)
	l.furnish()
	at := now.Add(time.Hour)
	l.scheduled("news", content.Facts{}, content.Words{Title: "Embargoed", Summary: "S.", Body: "B.", Path: "news/embargoed"}, at)
	kept := []string{"/en/", "/en/news/", "/en/acts/act-1", "/en/news/feed.rss"}
	before := map[string]string{}
	for _, address := range kept {
		before[address] = get(t, l.app, address).body
	}
	l.gate.shut.Store(true)
	for _, when := range []time.Time{now, at, at.AddDate(0, 0, 3)} {
		l.at(when)
		for _, address := range kept {
			var all sync.WaitGroup
			for range 8 {
				all.Go(func() {
					if a := get(t, l.app, address); a.status != 200 || a.body != before[address] {
						t.Errorf("%v, %s: %d without the store", when, address, a.status)
					}
				})
			}
			all.Wait()
		}
		for _, address := range []string{"/lt/", "/en/acts/act-2", "/en/news/embargoed"} {
			if a := get(t, l.app, address); a.status != 503 || a.header["Cache-Control"] != "no-store" || strings.Contains(a.body, "Embargoed") {
				t.Errorf("%v, %s: %d without the store", when, address, a.status)
			}
		}
	}
	l.gate.shut.Store(false)
	for _, address := range []string{"/en/news/", "/en/news/feed.rss", "/en/news/embargoed"} {
		l.look("with the store again", address, "Embargoed", true)
	}
}

// TestARedactedWordLeavesEveryPage redacts a passage: whatever showed it must
// not come from memory again.
func TestARedactedWordLeavesEveryPage(t *testing.T) {
	l := newLiving(t)
	l.furnish()
	l.put(l.town.id(1), "news", content.Facts{}, text{"en": {Title: "A fine", Summary: "Of Jonas Petraitis.", Body: "Jonas Petraitis was fined.", Path: "news/fine"}})
	addresses := []string{"/en/news/fine", "/en/news/", "/en/news/feed.atom", "/en/news/data.csv", "/lt/naujienos/", "/en/"}
	for _, address := range addresses {
		get(t, l.app, address)
	}
	other := content.Actor{ID: "petra", Grants: liveOfficer.Grants}
	ask := editorial.Redacting{Document: l.town.id(1), Ground: "personal data", Passages: []string{"Jonas Petraitis"}}
	if _, err := l.desk.AskRedaction(t.Context(), liveOfficer, ask); err != nil {
		t.Fatal(err)
	}
	snap, err := l.desk.Log.Load(t.Context(), content.Ask{Documents: []content.ID{ask.Document}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.desk.Redact(t.Context(), other, ask.Document, snap.Documents[ask.Document].OpenRedaction().Key()); err != nil {
		t.Fatal(err)
	}
	for _, address := range addresses {
		l.look("after the redaction", address, "Petraitis", false)
	}
}
