package main

import (
	"log/slog"
	"sync"
	"time"
)

// leap is how far the wall clock may run ahead of the time that has passed
// before it is no longer believed.
const leap = 5 * time.Minute

// clock is the one clock of the process. It never runs backwards, and stands
// still while the wall clock is more than leap ahead of the time that has
// passed: a wrong clock must not let out what waits for its time.
type clock struct {
	mu sync.Mutex
	// wall gives the machine's time; its monotonic reading, if any, is used.
	wall   func() time.Time
	passed func() time.Duration
	log    *slog.Logger

	at   time.Time
	then time.Duration
	held bool
	// stood, if set, is the instant at which the clock was told to stand.
	stood time.Time
}

func newClock(log *slog.Logger) *clock {
	begin := time.Now()
	return &clock{log: log, passed: func() time.Duration { return time.Since(begin) },
		// Round strips the monotonic reading, so that a leap can be seen.
		wall: func() time.Time { return time.Now().Round(0) }}
}

// Now implements content.Clock.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stood.IsZero() {
		return c.stood
	}
	wall, passed := c.wall(), c.passed()
	if c.at.IsZero() {
		c.at, c.then = wall, passed
	}
	expected := c.at.Add(passed - c.then)
	held := wall.Sub(expected) > leap
	if held != c.held {
		c.held = held
		c.alarm(wall, expected)
	}
	// While held, at and then stay, so that the clock goes on by itself when the
	// machine's time is mended.
	if !held && wall.After(c.at) {
		c.at, c.then = wall, passed
	}
	return c.at
}

func (c *clock) alarm(wall, expected time.Time) {
	switch {
	case c.log == nil:
	case c.held:
		c.log.Error("the clock stands still: the machine's time leapt ahead; mend it, or restart if it is right",
			"machine", wall, "expected", expected)
	default:
		c.log.Info("the clock goes on", "machine", wall)
	}
}

// Held reports whether the clock stands still.
func (c *clock) Held() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held || !c.stood.IsZero()
}

// stand stops the clock at an instant until resume.
func (c *clock) stand(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stood = at
}

// standing reports whether the clock was told to stand.
func (c *clock) standing() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.stood.IsZero()
}

// resume lets the clock go on with the machine's time.
func (c *clock) resume() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stood, c.at, c.held = time.Time{}, time.Time{}, false
}
