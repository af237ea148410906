package main

import (
	"io"
	"sync"
	"time"
)

// Lines that may wait do so for a moment at most, and in bounded memory.
const (
	longestWait  = 100 * time.Millisecond
	mostWaiting  = 1 << 20
	usualWaiting = 64 << 10
)

// logWriter puts the lines of several loggers whole and one after the other on one
// writer. What is written to it comes out at once. What is written to its later
// side is gathered: an answer to a reader must not wait for a disk or a pipe.
type logWriter struct {
	// out is held while something is written to end.
	out sync.Mutex
	end io.Writer

	// mu is held for as long as it takes to copy a line.
	mu      sync.Mutex
	waiting []byte
	spare   []byte
	waking  bool
	dropped uint64
}

// Write implements io.Writer.
func (l *logWriter) Write(line []byte) (int, error) {
	l.out.Lock()
	defer l.out.Unlock()
	return l.end.Write(line)
}

// later is the side of a logWriter that never waits.
type later struct{ *logWriter }

// Write implements io.Writer. When too much waits already, the line is counted
// and lost.
func (l later) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting)+len(line) > mostWaiting {
		l.dropped++
		return len(line), nil
	}
	l.waiting = append(l.waiting, line...)
	if !l.waking {
		l.waking = true
		time.AfterFunc(longestWait, l.flush)
	}
	return len(line), nil
}

// flush writes out what waits.
func (l *logWriter) flush() {
	l.out.Lock()
	defer l.out.Unlock()
	l.mu.Lock()
	all := l.waiting
	l.waiting, l.spare, l.waking = l.spare[:0], nil, false
	l.mu.Unlock()
	if len(all) > 0 {
		_, _ = l.end.Write(all) // there is nobody to tell
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if cap(all) <= usualWaiting {
		l.spare = all
	}
}

// lost is how many lines were dropped.
func (l *logWriter) lost() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dropped
}
