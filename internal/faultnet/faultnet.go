// Package faultnet owns a network that misbehaves when it is told to: a proxy for tests
// between a client and a TCP server. It knows no protocol, and must never be imported
// by anything but tests.
//
// What TCP promises it keeps: a direction that has lost bytes passes none any more, so
// that nobody is handed half of a message followed by another one.
package faultnet

import (
	"net"
	"sync"
	"testing"
	"time"
)

// Weather is how the network behaves; the zero Weather is a good one.
type Weather struct {
	// Delay is how long each piece of a stream, in either direction, is under way.
	Delay time.Duration
	// HalfOpen accepts connections and passes nothing, in neither direction. Those that
	// are open already fall silent.
	HalfOpen bool
	// LoseQuestions drops what clients send, LoseAnswers what the server sends: the
	// connection stays open and silent. With LoseAnswers the server does what it is asked.
	LoseQuestions, LoseAnswers bool
	// CutAnswers resets a connection as soon as the server answers on it, and the answer
	// is lost.
	CutAnswers bool
	// Refuse resets connections as soon as they are made. Those that are open stay.
	Refuse bool
}

// Proxy stands between clients and one server.
type Proxy struct {
	target   string
	listener net.Listener
	over     chan struct{}
	waits    sync.WaitGroup

	mu      sync.Mutex
	weather Weather
	pairs   map[*pair]bool
	lost    int
	closed  bool
}

// pair is a connection of a client and that to the server; server is nil where it was
// never made.
type pair struct{ client, server net.Conn }

// Start lets a Proxy to the server at an address stand until t ends, in good Weather.
func Start(t testing.TB, target string) *Proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{target: target, listener: listener, over: make(chan struct{}), pairs: map[*pair]bool{}}
	p.waits.Go(p.accept)
	t.Cleanup(p.close)
	return p
}

// Address is where clients connect, as host:port.
func (p *Proxy) Address() string { return p.listener.Addr().String() }

// Set changes the Weather from now on, for open connections too.
func (p *Proxy) Set(w Weather) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.weather = w
}

// Reset resets all open connections, on both sides, and gives how many they were.
func (p *Proxy) Reset() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	for x := range p.pairs {
		x.reset()
	}
	return len(p.pairs)
}

// Open gives how many connections are open, those that are half open too.
func (p *Proxy) Open() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.pairs)
}

// Lost gives how many pieces of a stream have been lost so far.
func (p *Proxy) Lost() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lost
}

func (p *Proxy) lose() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lost++
}

func (p *Proxy) now() Weather {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.weather
}

func (p *Proxy) close() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	close(p.over)
	_ = p.listener.Close()
	p.Reset()
	p.waits.Wait()
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.waits.Go(func() { p.serve(client) })
	}
}

// serve passes on what comes over one connection until either side ends it.
func (p *Proxy) serve(client net.Conn) {
	x := &pair{client: client}
	weather := p.now()
	if !weather.Refuse && !weather.HalfOpen {
		x.server, _ = net.Dial("tcp", p.target)
	}
	if x.server == nil && !weather.HalfOpen || !p.add(x) {
		x.reset()
		return
	}
	defer p.remove(x)
	var ways sync.WaitGroup
	if x.server == nil {
		p.pass(x, client, nil, question)
		return
	}
	ways.Go(func() { p.pass(x, client, x.server, question) })
	ways.Go(func() { p.pass(x, x.server, client, answer) })
	ways.Wait()
}

// add keeps x in mind; it reports false where the Proxy is at its end.
func (p *Proxy) add(x *pair) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.pairs[x] = true
	}
	return !p.closed
}

func (p *Proxy) remove(x *pair) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.pairs, x)
	x.end()
}

// direction says who sends.
type direction int

const (
	question direction = iota
	answer
)

// pass passes on what one side sends, as the Weather is when it comes. A nil to is
// nobody.
func (p *Proxy) pass(x *pair, from, to net.Conn, d direction) {
	defer x.end()
	piece, lost := make([]byte, 32<<10), to == nil
	for {
		n, err := from.Read(piece)
		if err != nil {
			return
		}
		weather := p.now()
		if d == answer && weather.CutAnswers {
			p.lose()
			x.reset()
			return
		}
		// A half-open connection has nobody at its other end any more.
		lost = lost || weather.loses(d)
		if lost {
			p.lose()
			continue
		}
		if !p.wait(weather.Delay) {
			return
		}
		if _, err := to.Write(piece[:n]); err != nil {
			return
		}
	}
}

func (w Weather) loses(d direction) bool {
	return w.HalfOpen || d == question && w.LoseQuestions || d == answer && w.LoseAnswers
}

// wait reports false where the Proxy ends before.
func (p *Proxy) wait(d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-p.over:
		return false
	}
}

// end closes both sides, after what was sent.
func (x *pair) end() {
	_ = x.client.Close()
	if x.server != nil {
		_ = x.server.Close()
	}
}

// reset closes both sides so that each hears of a reset and not of an end.
func (x *pair) reset() {
	for _, c := range []net.Conn{x.client, x.server} {
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
	}
	x.end()
}
