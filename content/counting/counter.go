package counting

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"herald/content"
	"herald/i18n"
)

// What bounds a Counter: how many different texts wait to be written, how often
// they are, and how many go in one transaction, so that no writer waits long.
const (
	mostWaiting = 2000
	writeEvery  = time.Minute
	batch       = 200
)

// Counter counts in memory and writes from time to time. What was counted since is
// lost where the process is killed: a count of questions is worth no wait of a
// reader. It may be used from many goroutines.
type Counter struct {
	Ledger Ledger
	Clock  content.Clock
	// Follows gives the locale under which the questions of another are counted; nil
	// is each its own.
	Follows func(i18n.Locale) i18n.Locale
	// Failed, if set, is told where nothing could be written. What was counted
	// waits for the next time, as far as there is room.
	Failed func(error)

	mu      sync.Mutex
	waiting map[key]tally
}

// key is Count without numbers.
type key struct {
	month  Month
	site   string
	locale i18n.Locale
	text   string
}

type tally struct{ times, without int }

// Asked counts a question that found total results. It waits for nobody. While too
// many different texts wait, others are dropped.
func (c *Counter) Asked(site string, locale i18n.Locale, text string, total int) {
	now := c.Clock.Now()
	clean, ok := Clean(text, now)
	if !ok {
		return
	}
	if c.Follows != nil {
		locale = c.Follows(locale)
	}
	one := tally{times: 1}
	if total == 0 {
		one.without = 1
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(key{MonthOf(now), site, locale, clean}, one)
}

// add takes in a tally where there is room; the caller holds mu.
func (c *Counter) add(k key, t tally) {
	was, known := c.waiting[k]
	if !known && len(c.waiting) >= mostWaiting {
		return
	}
	if c.waiting == nil {
		c.waiting = map[key]tally{}
	}
	c.waiting[k] = tally{was.times + t.times, was.without + t.without}
}

// Write writes what waits and deletes what is no longer kept. What cannot be written
// waits on.
func (c *Counter) Write(ctx context.Context) error {
	c.mu.Lock()
	waiting := c.waiting
	c.waiting = nil
	c.mu.Unlock()
	counts := make([]Count, 0, len(waiting))
	for k, t := range waiting {
		counts = append(counts, Count{k.month, k.site, k.locale, k.text, t.times, t.without})
	}
	// By their words, so that the file keeps nothing of the order they came in.
	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Site, b.Site), cmp.Compare(a.Locale, b.Locale), cmp.Compare(a.Text, b.Text))
	})
	for part := range slices.Chunk(counts, batch) {
		if err := c.Ledger.AddAsked(ctx, part); err != nil {
			c.putBack(waiting)
			return err
		}
		for _, n := range part {
			delete(waiting, key{n.Month, n.Site, n.Locale, n.Text})
		}
	}
	return c.Ledger.SweepAsked(ctx, MonthOf(c.Clock.Now()))
}

func (c *Counter) putBack(all map[key]tally) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for k, t := range all {
		c.add(k, t)
	}
}

// Run writes once a minute until ctx ends, and then once more.
func (c *Counter) Run(ctx context.Context) {
	for done := false; !done; {
		select {
		case <-ctx.Done():
			done = true
		case <-time.After(writeEvery):
		}
		if err := c.lastly(ctx); err != nil && c.Failed != nil {
			c.Failed(err)
		}
	}
}

// lastly writes with as much time as a store that still answers needs, also where
// the process is going down.
func (c *Counter) lastly(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return c.Write(ctx)
}
