package counting_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"herald/content/counting"
	"herald/i18n"
)

type clock struct{ at time.Time }

func (c *clock) Now() time.Time { return c.at }

// ledger remembers what it was given, and may fail from a batch on.
type ledger struct {
	mu      sync.Mutex
	batches [][]counting.Count
	swept   []counting.Month
	fails   int
}

func (l *ledger) AddAsked(_ context.Context, counts []counting.Count) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fails > 0 && len(l.batches) >= l.fails {
		return errors.New("full disk")
	}
	l.batches = append(l.batches, slices.Clone(counts))
	return nil
}

func (l *ledger) Asked(context.Context, counting.Query) ([]counting.Count, error) { return nil, nil }

func (l *ledger) SweepAsked(_ context.Context, now counting.Month) error {
	l.swept = append(l.swept, now)
	return nil
}

func (l *ledger) all() (all []string) {
	for _, c := range slices.Concat(l.batches...) {
		all = append(all, fmt.Sprintf("%s %s %s %s %d %d", c.Month, c.Site, c.Locale, c.Text, c.Times, c.Without))
	}
	return all
}

// What is asked is added up until it is written, in the order of the words.
func TestCounterAddsUp(t *testing.T) {
	l, at := &ledger{}, &clock{at: now}
	c := &counting.Counter{Ledger: l, Clock: at, Follows: func(l i18n.Locale) i18n.Locale {
		if l == i18n.SerbianLatn {
			return i18n.Serbian
		}
		return l
	}}
	c.Asked("public", "lt", "remontas", 0)
	c.Asked("public", "lt", "Darželis", 12)
	c.Asked("public", "lt", " darželis ", 0)
	c.Asked("public", "sr-Latn", "vrtić", 1)
	c.Asked("intranet", "lt", "darželis", 1)
	c.Asked("public", "lt", "ana@example.org", 0)
	if err := c.Write(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []string{"2026-11 intranet lt darželis 1 0", "2026-11 public lt darželis 2 1", "2026-11 public lt remontas 1 1", "2026-11 public sr vrtić 1 0"}
	if got := l.all(); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	at.at = now.AddDate(0, 0, 11)
	if err := c.Write(t.Context()); err != nil || len(l.all()) != 4 {
		t.Errorf("written twice: %v %q", err, l.all())
	}
	if last := l.swept[len(l.swept)-1].String(); last != "2026-12" {
		t.Errorf("swept as of %s", last)
	}
}

// A flood of different texts takes a bounded place, and what was known before it is
// counted on.
func TestCounterUnderAFlood(t *testing.T) {
	l := &ledger{}
	c := &counting.Counter{Ledger: l, Clock: &clock{at: now}}
	c.Asked("public", "lt", "darželis", 1)
	var readers sync.WaitGroup
	for r := range 8 {
		readers.Go(func() {
			for n := range 2000 {
				c.Asked("public", "lt", fmt.Sprintf("flood %d %c", n, 'a'+rune(r)), 0)
			}
		})
	}
	readers.Wait()
	c.Asked("public", "lt", "darželis", 1)
	if err := c.Write(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := l.all()
	if len(all) != 2000 || !slices.Contains(all, "2026-11 public lt darželis 2 0") {
		t.Errorf("%d texts", len(all))
	}
	for _, b := range l.batches {
		if len(b) > 200 {
			t.Errorf("a batch of %d", len(b))
		}
	}
}

// What could not be written waits, and is counted once.
func TestCounterWaitsForTheStore(t *testing.T) {
	l := &ledger{fails: 1}
	c := &counting.Counter{Ledger: l, Clock: &clock{at: now}}
	for n := range 300 {
		c.Asked("public", "lt", fmt.Sprintf("text %d", n), 0)
	}
	if c.Write(t.Context()) == nil {
		t.Fatal("no error")
	}
	c.Asked("public", "lt", "text 299", 1)
	l.fails = 0
	if err := c.Write(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := l.all()
	slices.Sort(all)
	if len(all) != 300 || len(slices.Compact(all)) != 300 || !slices.Contains(all, "2026-11 public lt text 299 2 1") {
		t.Errorf("%d lines", len(all))
	}
}

// Run writes what waits when the process goes down.
func TestRunWritesAtTheEnd(t *testing.T) {
	l := &ledger{}
	c := &counting.Counter{Ledger: l, Clock: &clock{at: now}}
	c.Asked("public", "lt", "darželis", 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c.Run(ctx)
	if len(l.all()) != 1 || len(l.swept) != 1 {
		t.Errorf("%q %v", l.all(), l.swept)
	}
}

// Months are written as calendars do, and follow each other over the years.
func TestMonths(t *testing.T) {
	december := counting.MonthOf(time.Date(2026, 12, 31, 23, 59, 0, 0, time.UTC))
	if december.String() != "2026-12" || (december+1).String() != "2027-01" || (december-12).String() != "2025-12" {
		t.Errorf("%s %s %s", december, december+1, december-12)
	}
}
