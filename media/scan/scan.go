// Package scan owns the question whether a file is malware, which it asks of a
// clamd over its socket. It must not decide what happens to the file, and it
// must never take silence, a broken answer or an unscanned file for a clean one.
//
// The daemon must be set up to match: StreamMaxLength, MaxFileSize and
// MaxScanSize at least as large as the largest upload, and AlertExceedsMax on.
// Without the latter clamd calls a file clean that is longer than what it scans.
package scan

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"time"

	"herald/internal/fault"
)

// Scanner asks one clamd.
type Scanner struct {
	network, address string
	timeout          time.Duration
}

// New gives a Scanner that asks the clamd at an address, "unix:/path" or
// "tcp:host:port". timeout is how long the daemon may stay silent: while it
// takes in bytes, and again while it judges them.
func New(address string, timeout time.Duration) (*Scanner, error) {
	network, where, _ := strings.Cut(address, ":")
	if network != "unix" && network != "tcp" || where == "" || timeout <= 0 {
		return nil, fmt.Errorf("a clamd is asked at unix:/path or tcp:host:port within some time, not at %q within %s", address, timeout)
	}
	return &Scanner{network, where, timeout}, nil
}

// Scan reads r to its end and gives nil when the daemon has said that it is
// clean. What it says otherwise is fault.Invalid, and fault.Unavailable when it
// does not say. An error of r itself is returned as it is.
func (s *Scanner) Scan(ctx context.Context, r io.Reader) error {
	dial, done := context.WithTimeout(ctx, s.timeout)
	defer done()
	conn, err := new(net.Dialer).DialContext(dial, s.network, s.address)
	if err != nil {
		return down(ctx, err)
	}
	c := &call{Conn: conn, timeout: s.timeout}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, c.end)()

	// The daemon may answer before it has been sent everything, to say that it
	// will not take more. Its answer is then all that is to be had of it.
	answers := make(chan answer, 1)
	c.progress()
	go func() { answers <- c.listen() }()
	sent := c.send(r, answers)
	var broken *reading
	if errors.As(sent, &broken) {
		return fmt.Errorf("read what is to be scanned: %w", broken.error)
	}
	a := <-answers
	if a.err != nil {
		return down(ctx, errors.Join(a.err, sent))
	}
	return verdict(a.text, sent == nil)
}

// down is said of a daemon that gave no answer to rely on.
func down(ctx context.Context, err error) error {
	return &fault.Fault{Kind: fault.Unavailable, Key: "media.refused.scan_down",
		Err: fmt.Errorf("ask clamd: %w", errors.Join(ctx.Err(), err))}
}

// call is one connection to the daemon.
type call struct {
	net.Conn
	timeout time.Duration
	mu      sync.Mutex
	ended   bool
}

// progress gives the daemon its time anew, unless the caller has given up.
func (c *call) progress() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.ended {
		_ = c.SetDeadline(time.Now().Add(c.timeout))
	}
}

// end makes all reading and writing fail at once.
func (c *call) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = true
	_ = c.SetDeadline(time.Unix(1, 0))
}

// reading is an error of the file, not of the daemon.
type reading struct{ error }

// errEarly is said when the daemon answered before it had everything.
var errEarly = errors.New("clamd answered before it was sent everything")

// send sends r in chunks, each with its length before it, and a chunk of nothing
// as the end. It leaves in answers what came meanwhile.
func (c *call) send(r io.Reader, answers chan answer) error {
	if _, err := io.WriteString(c, "zINSTREAM\x00"); err != nil {
		return err
	}
	const most = 64 << 10
	chunk := make([]byte, 4+most)
	for {
		n, err := io.ReadFull(r, chunk[4:])
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return &reading{err}
		}
		if len(answers) > 0 {
			return errEarly
		}
		// A chunk of length 0, and nothing else, says that the file has ended.
		if n > 0 {
			if err := c.chunk(chunk[:4+n]); err != nil {
				return err
			}
		}
		if err != nil {
			return c.chunk(make([]byte, 4))
		}
	}
}

// chunk sends a chunk, of which the first four bytes are for its length.
func (c *call) chunk(b []byte) error {
	binary.BigEndian.PutUint32(b, uint32(len(b)-4))
	c.progress()
	_, err := c.Write(b)
	if err == nil {
		c.progress()
	}
	return err
}
