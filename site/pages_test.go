package site

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/web"
)

var dawn = time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)

func rendered(text string, at content.Position, next time.Time, tags ...string) func() (*kept, error) {
	return func() (*kept, error) {
		return &kept{body: web.NewBody([]byte(text)), trace: content.NewTrace(at, next, tags...)}, nil
	}
}

func change(at content.Position, tags ...string) content.Change {
	return content.Change{Position: at, Events: []content.Event{{Kind: content.EventPublished, Tags: tags}}}
}

func key(address string) pageKey { return pageKey{"public", "public", address, ""} }

// demandPage demands that the cache answers with text.
func demandPage(t *testing.T, p *Pages, k pageKey, now time.Time, render func() (*kept, error), want string) {
	t.Helper()
	page, err := p.get(t.Context(), k, now, render)
	if err != nil || string(page.body.Bytes()) != want {
		t.Fatalf("%v is answered with %v (%v), want %q", k, page, err, want)
	}
}

func TestAPageIsKeptUntilAnEventBearsItsTag(t *testing.T) {
	p := NewPages(1<<20, 1)
	a, b := key("/lt/a"), key("/lt/b")
	demandPage(t, p, a, dawn, rendered("a1", 1, time.Time{}, "doc:a", "list:x"), "a1")
	demandPage(t, p, b, dawn, rendered("b1", 1, time.Time{}, "doc:b"), "b1")
	demandPage(t, p, a, dawn, rendered("a2", 1, time.Time{}, "doc:a"), "a1")
	if err := p.Apply(t.Context(), []content.Change{change(2, "list:x"), change(3)}); err != nil {
		t.Fatal(err)
	}
	demandPage(t, p, a, dawn, rendered("a2", 3, time.Time{}, "doc:a"), "a2")
	demandPage(t, p, b, dawn, rendered("b2", 3, time.Time{}, "doc:b"), "b1")
	if s := p.Stats(); s.Thrown != 1 || s.Hits != 2 || s.Renders != 3 || s.Kept != 2 {
		t.Errorf("stats are %+v: a change must throw out only what shows it", s)
	}
	if at, _ := p.Position(t.Context()); at != 3 {
		t.Errorf("followed to %d", at)
	}
}

// TestARenderThatBeganBeforeAChangeIsNeverKept forces every order of reading,
// changing and keeping.
func TestARenderThatBeganBeforeAChangeIsNeverKept(t *testing.T) {
	for name, c := range map[string]struct {
		read   content.Position
		during []content.Change
		keeps  bool
	}{
		"nothing changed":                         {5, nil, true},
		"another page changed":                    {5, []content.Change{change(6, "doc:b")}, true},
		"it changed while it was rendered":        {5, []content.Change{change(6, "doc:a")}, false},
		"it changed before, the follower is late": {6, []content.Change{change(6, "doc:a")}, true},
		"two changed, one of them it":             {5, []content.Change{change(6, "doc:b"), change(7, "doc:a")}, false},
		"something was redacted":                  {5, []content.Change{{Position: 6, Events: []content.Event{{Kind: content.EventRedacted}}}}, false},
		"it was read before the cache began":      {3, nil, false},
	} {
		p := NewPages(1<<20, 5)
		render := func() (*kept, error) {
			page, err := rendered("old", c.read, time.Time{}, "doc:a")()
			for _, ch := range c.during {
				p.Touch(ch)
			}
			return page, err
		}
		demandPage(t, p, key("/lt/a"), dawn, render, "old")
		want := "new"
		if c.keeps {
			want = "old"
		}
		page, err := p.get(t.Context(), key("/lt/a"), dawn, rendered("new", 9, time.Time{}, "doc:a"))
		if err != nil || string(page.body.Bytes()) != want {
			t.Errorf("%s: the next reader gets %q, want %q", name, page.body.Bytes(), want)
		}
	}
}

func TestAPageIsMadeAgainAtItsInstant(t *testing.T) {
	p := NewPages(1<<20, 1)
	at := dawn.Add(time.Hour)
	demandPage(t, p, key("/lt/a"), dawn, rendered("before", 1, at, "doc:a"), "before")
	demandPage(t, p, key("/lt/a"), at.Add(-time.Millisecond), rendered("early", 1, time.Time{}, "doc:a"), "before")
	demandPage(t, p, key("/lt/a"), at, rendered("after", 1, time.Time{}, "doc:a"), "after")
}

func TestWhileTheStoreIsAwayWhatIsKeptIsShown(t *testing.T) {
	p := NewPages(1<<20, 1)
	at := dawn.Add(time.Hour)
	away := func() (*kept, error) { return nil, fault.New(fault.Unavailable, "") }
	demandPage(t, p, key("/lt/a"), dawn, rendered("kept", 1, at, "doc:a"), "kept")
	demandPage(t, p, key("/lt/a"), at, away, "kept")
	if _, err := p.get(t.Context(), key("/lt/b"), at, away); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a page that is not kept gives %v", err)
	}
	broken := errors.New("template")
	if _, err := p.get(t.Context(), key("/lt/a"), at, func() (*kept, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("another fault is hidden: %v", err)
	}
}

// TestOneReaderFindsOutWhetherTheStoreIsBack lets one wait for a store that was away:
// all others are answered with what is kept, and ask again once it has answered.
func TestOneReaderFindsOutWhetherTheStoreIsBack(t *testing.T) {
	p := NewPages(1<<20, 1)
	at := dawn.Add(time.Hour)
	away := func() (*kept, error) { return nil, fault.New(fault.Unavailable, "") }
	for _, k := range []pageKey{key("/lt/a"), key("/lt/b")} {
		demandPage(t, p, k, dawn, rendered("kept", 1, at, "doc:a"), "kept")
	}
	demandPage(t, p, key("/lt/a"), at, away, "kept")
	waits, goOn := make(chan struct{}), make(chan struct{})
	var first sync.WaitGroup
	first.Go(func() {
		page, err := p.get(t.Context(), key("/lt/a"), at, func() (*kept, error) {
			close(waits)
			<-goOn
			return rendered("back", 2, time.Time{}, "doc:a")()
		})
		if err != nil || string(page.body.Bytes()) != "back" {
			t.Errorf("the first gets %v, %v", page, err)
		}
	})
	<-waits
	for range 3 {
		demandPage(t, p, key("/lt/b"), at, rendered("asked", 2, time.Time{}, "doc:a"), "kept")
		demandPage(t, p, key("/lt/a"), at, rendered("asked", 2, time.Time{}, "doc:a"), "kept")
	}
	close(goOn)
	first.Wait()
	demandPage(t, p, key("/lt/b"), at, rendered("asked", 2, time.Time{}, "doc:a"), "asked")
}

func TestOneRenderingPerKeyAtATime(t *testing.T) {
	p := NewPages(1<<20, 1)
	begun, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			page, err := p.get(t.Context(), key("/lt/a"), dawn, func() (*kept, error) {
				close(begun) // a second rendering would panic here
				<-release
				return rendered("a", 1, time.Time{}, "doc:a")()
			})
			if err != nil || string(page.body.Bytes()) != "a" {
				t.Errorf("reader %d gets %v (%v)", i, page, err)
			}
		})
	}
	<-begun
	close(release)
	wg.Wait()
}

func TestAPanicWhileRenderingLeavesNobodyWaiting(t *testing.T) {
	p := NewPages(1<<20, 1)
	func() {
		defer func() { _ = recover() }()
		p.get(t.Context(), key("/lt/a"), dawn, func() (*kept, error) { panic("template") })
	}()
	demandPage(t, p, key("/lt/a"), dawn, rendered("a", 1, time.Time{}, "doc:a"), "a")
}

func TestTheCacheStaysWithinItsBytes(t *testing.T) {
	const limit = 100_000
	p := NewPages(limit, 1)
	for i := range 200 {
		demandPage(t, p, key(fmt.Sprint("/lt/", i)), dawn, rendered(string(make([]byte, 5000)), 1, time.Time{}, "list:x"), string(make([]byte, 5000)))
		if s := p.Stats(); s.Held > limit {
			t.Fatalf("%d bytes held after %d pages", s.Held, i+1)
		}
	}
	if s := p.Stats(); s.Kept < 10 || s.Kept > 20 {
		t.Errorf("%d pages kept", s.Kept)
	}
	// Coded forms are made later and count as well.
	page, _ := p.get(t.Context(), key("/lt/199"), dawn, nil)
	before := page.size
	page.body.In(web.Gzip)
	p.get(t.Context(), key("/lt/199"), dawn, nil)
	if page.size <= before {
		t.Error("a coded form does not count")
	}
	p.Touch(change(2, "list:x"))
	if s := p.Stats(); s.Held != 0 || s.Kept != 0 || len(p.byTag) != 0 {
		t.Errorf("after throwing all out: %+v, %d tags", s, len(p.byTag))
	}
}

func TestKeysTellSitesReadersAndQueriesApart(t *testing.T) {
	p := NewPages(1<<20, 1)
	keys := []pageKey{{"public", "public", "/lt/a", ""}, {"intranet", "staff", "/lt/a", ""}, {"intranet", "group:x staff", "/lt/a", ""}, {"public", "public", "/lt/a", "year=2026"}, {"public", "public", "/en/a", ""}}
	for i, k := range keys {
		demandPage(t, p, k, dawn, rendered(fmt.Sprint(i), 1, time.Time{}, "doc:a"), fmt.Sprint(i))
	}
	for i, k := range keys {
		demandPage(t, p, k, dawn, nil, fmt.Sprint(i))
	}
}

func TestWhatIsNotForKeepingIsNotShared(t *testing.T) {
	p := NewPages(1<<20, 1)
	begun, release := make(chan struct{}), make(chan struct{})
	alone := func(text string) func() (*kept, error) {
		return func() (*kept, error) { return &kept{body: web.NewBody([]byte(text))}, nil }
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		demandPage(t, p, key("/lt/a"), dawn, func() (*kept, error) {
			close(begun)
			<-release
			return alone("first")()
		}, "first")
	})
	<-begun
	wg.Go(func() { demandPage(t, p, key("/lt/a"), dawn, alone("second"), "second") })
	close(release)
	wg.Wait()
	if s := p.Stats(); s.Kept != 0 {
		t.Errorf("%d pages kept", s.Kept)
	}
}
