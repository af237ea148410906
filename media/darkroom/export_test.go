package darkroom

import (
	"io"
	"time"
)

// SetClock replaces the clock of r.
func (r *Room) SetClock(now func() time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = now
}

// SetPaper lets everything that is kept be written through wrap.
func (r *Room) SetPaper(wrap func(io.Writer) io.Writer) { r.paper = wrap }

// The times of failures and leftovers.
const (
	Rest     = rest
	Pause    = pause
	Leftover = leftover
	Waiting  = waiting
)
