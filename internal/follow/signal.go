package follow

import (
	"sync"
	"sync/atomic"

	"herald/content"
)

// Signal tells any number of loops in this process that the log has grown. The
// zero value is ready; a call without listeners costs next to nothing.
type Signal struct {
	mu   sync.Mutex
	next chan struct{}
}

// Notify wakes everybody who holds a channel of Changed. It is called after a
// commit, and once too often does no harm.
func (s *Signal) Notify() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next != nil {
		close(s.next)
		s.next = nil
	}
}

// Changed gives a channel that closes with the next Notify. It must be asked
// for before the log is read, so that no commit falls between the two.
func (s *Signal) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next == nil {
		s.next = make(chan struct{})
	}
	return s.next
}

// Lag says how far a Follower is behind. The zero value is ready.
type Lag struct {
	head, applied, failures atomic.Uint64
}

// Head is the newest Position known to the loop.
func (l *Lag) Head() content.Position { return content.Position(l.head.Load()) }

// Applied is the last Position that the Follower took in.
func (l *Lag) Applied() content.Position { return content.Position(l.applied.Load()) }

// Behind is how many Changes the Follower still has to take in.
func (l *Lag) Behind() uint64 {
	applied, head := l.applied.Load(), l.head.Load()
	return max(head, applied) - applied
}

// Failures counts the failures since the start.
func (l *Lag) Failures() uint64 { return l.failures.Load() }

func (l *Lag) reached(applied, head content.Position) {
	l.applied.Store(uint64(applied))
	l.head.Store(max(uint64(head), uint64(applied)))
}
