package search

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/follow"
	"herald/store/sqlite"
	"herald/store/storetest"
)

// epoch is the hour at which tests begin.
var epoch = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// clock is a content.Clock that stands until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func sites() content.Sites {
	all := []i18n.Locale{"lt", "en", "sr", "sr-Latn", "ka", "bg", "sl", "sq"}
	return content.Sites{
		"public": {Name: "public", Locales: all, Audience: content.Public, Zone: time.UTC},
		"staff":  {Name: "staff", Base: "/intranet", Locales: []i18n.Locale{"lt", "en"}, Audience: content.Staff, Zone: time.UTC},
	}
}

// town is a store with an index beside it.
type town struct {
	tb    testing.TB
	store *sqlite.Store
	clock *clock
	dir   string
	index *Index
	o     Options
	n     int
}

func newTown(tb testing.TB) *town {
	tb.Helper()
	w := &town{tb: tb, clock: &clock{now: epoch}, dir: filepath.Join(tb.TempDir(), "search")}
	w.o = Options{
		Types: content.ShippedTypes(), Sites: sites(), Clock: w.clock,
		Logger: slog.New(slog.NewTextHandler(io.Discard, nil)), Check: 10 * time.Millisecond,
		Deadline: 40 * deadline, // a busy machine is slow in everything
	}
	var err error
	w.store, err = sqlite.Open(context.Background(), filepath.Join(tb.TempDir(), "town.db"),
		content.Projector{Types: w.o.Types, Sites: w.o.Sites}, sqlite.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { w.close(); w.store.Close() })
	return w
}

// open opens the index and waits until it is whole.
func (w *town) open() *town {
	w.tb.Helper()
	var err error
	if w.index, err = Open(w.dir, w.store, w.o); err != nil {
		w.tb.Fatal(err)
	}
	w.ready()
	return w
}

func (w *town) close() {
	if w.index != nil {
		w.index.Close()
		w.index = nil
	}
}

func (w *town) ready() {
	w.tb.Helper()
	for end := time.Now().Add(time.Minute); w.index.CatchingUp(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			w.tb.Fatal("the index never caught up")
		}
	}
}

// commit writes builders in one Change, without telling the index.
func (w *town) commit(builders ...*storetest.Builder) {
	w.tb.Helper()
	ctx := context.Background()
	c, texts := storetest.Change(content.NewID(), builders...)
	head, err := w.store.Head(ctx)
	if err != nil {
		w.tb.Fatal(err)
	}
	if _, err := w.store.Commit(ctx, head, c, texts); err != nil {
		w.tb.Fatal(err)
	}
}

// follow lets the index take in everything, as the loop would.
func (w *town) follow() {
	w.tb.Helper()
	ctx := context.Background()
	at, err := w.index.Position(ctx)
	if err != nil {
		w.tb.Fatal(err)
	}
	for {
		changes, err := w.store.Changes(ctx, at, 256)
		if err != nil {
			w.tb.Fatal(err)
		}
		if len(changes) == 0 {
			return
		}
		if err := w.index.Apply(ctx, changes); err != nil {
			w.tb.Fatal(err)
		}
		at = changes[len(changes)-1].Position
	}
}

// put commits builders and lets the index follow.
func (w *town) put(builders ...*storetest.Builder) {
	w.tb.Helper()
	w.commit(builders...)
	w.follow()
}

// document makes a Document that nobody has written yet.
func (w *town) document(typ, site string, source i18n.Locale) *storetest.Builder {
	w.n++
	return storetest.New(storetest.ID(w.n), typ, site, source)
}

// text writes and publishes one Translation.
func (w *town) text(b *storetest.Builder, l i18n.Locale, title, body string) *storetest.Builder {
	w.draft(b, l, title, body, content.Facts{})
	return b.Publish(l, w.clock.Now())
}

func (w *town) draft(b *storetest.Builder, l i18n.Locale, title, body string, f content.Facts) {
	words := b.Title(title)
	words.Body = body
	b.Draft(l, words, f)
}

// page publishes a page of one text.
func (w *town) page(l i18n.Locale, title, body string) *storetest.Builder {
	return w.text(w.document("page", "public", l), l, title, body)
}

func (w *town) ask(q Query) Results {
	w.tb.Helper()
	if q.Site == "" {
		q.Site, q.Access = "public", content.NewAccess(content.Public)
	}
	r, err := w.index.Search(context.Background(), q)
	if err != nil {
		w.tb.Fatalf("%q: %v", q.Text, err)
	}
	return r
}

// find gives the titles found for text in locale on the public Site.
func (w *town) find(l i18n.Locale, text string) string {
	w.tb.Helper()
	r := w.ask(Query{Locale: l, Text: text})
	return titles(slices.Concat(r.Pinned, r.Hits))
}

func titles(hits []Hit) string {
	var all []string
	for _, h := range hits {
		all = append(all, plainOf(h.Title))
	}
	return strings.Join(all, "|")
}

func plainOf(segments []Segment) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteString(s.Text)
	}
	return b.String()
}

// marked writes segments with the marks to be seen.
func marked(segments []Segment) string {
	var b strings.Builder
	for _, s := range segments {
		if s.Marked {
			fmt.Fprintf(&b, "[%s]", s.Text)
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func want(tb testing.TB, what string, got, want any) {
	tb.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		tb.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// sound proves that index and store agree.
func (w *town) sound() {
	w.tb.Helper()
	findings, err := w.index.Verify(context.Background())
	if err != nil {
		w.tb.Fatal(err)
	}
	for _, f := range findings {
		w.tb.Errorf("%s: %s", f.Where, f.Why)
	}
}

var _ follow.Follower = (*Index)(nil)
