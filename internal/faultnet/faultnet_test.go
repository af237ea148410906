package faultnet

import (
	"bufio"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// echo is a server that answers each line with itself, and says what it was asked.
type echo struct {
	net.Listener
	heard chan string
}

func serve(t *testing.T) *echo {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	e := &echo{Listener: listener, heard: make(chan string, 100)}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go e.answer(c)
		}
	}()
	return e
}

func (e *echo) answer(c net.Conn) {
	defer func() { _ = c.Close() }()
	for lines := bufio.NewScanner(c); lines.Scan(); {
		e.heard <- lines.Text()
		if _, err := io.WriteString(c, lines.Text()+"\n"); err != nil {
			return
		}
	}
}

// client is a connection through a Proxy.
type client struct {
	*testing.T
	net.Conn
	lines *bufio.Reader
}

func connect(t *testing.T, p *Proxy) *client {
	t.Helper()
	c, err := net.Dial("tcp", p.Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return &client{t, c, bufio.NewReader(c)}
}

func (c *client) send(line string) {
	c.Helper()
	if _, err := io.WriteString(c, line+"\n"); err != nil {
		c.Fatalf("send %s: %v", line, err)
	}
}

func (c *client) asks(line string) {
	c.Helper()
	c.send(line)
	if got, err := c.lines.ReadString('\n'); err != nil || strings.TrimSpace(got) != line {
		c.Fatalf("asked %.20s: %.20q, %v", line, got, err)
	}
}

// hearsNothing waits for an answer that must not come.
func (c *client) hearsNothing() {
	c.Helper()
	if err := c.SetReadDeadline(time.Now().Add(100 * time.Millisecond)); err != nil {
		c.Fatal(err)
	}
	if got, err := c.lines.ReadByte(); !errors.Is(err, os.ErrDeadlineExceeded) {
		c.Fatalf("heard %q, %v", got, err)
	}
	if err := c.SetReadDeadline(time.Time{}); err != nil {
		c.Fatal(err)
	}
}

// isReset waits for the end of the connection.
func (c *client) isReset() {
	c.Helper()
	if got, err := c.lines.ReadByte(); !errors.Is(err, syscall.ECONNRESET) {
		c.Fatalf("heard %q, %v", got, err)
	}
}

// refused connects to p, which resets the connection; the client may hear of it while
// it connects.
func refused(t *testing.T, p *Proxy) {
	t.Helper()
	c, err := net.Dial("tcp", p.Address())
	if err == nil {
		defer func() { _ = c.Close() }()
		_, err = c.Read(make([]byte, 1))
	}
	if !errors.Is(err, syscall.ECONNRESET) {
		t.Fatalf("the connection is not reset: %v", err)
	}
}

// until waits until something is so.
func until(so func() bool) {
	for !so() {
		time.Sleep(time.Millisecond)
	}
}

func (e *echo) hears(t *testing.T, line string) {
	t.Helper()
	if got := <-e.heard; got != line {
		t.Fatalf("the server was asked %q, want %q", got, line)
	}
}

func TestGoodWeather(t *testing.T) {
	p := Start(t, serve(t).Addr().String())
	one, two := connect(t, p), connect(t, p)
	for range 3 {
		one.asks("one")
		two.asks("two")
	}
	one.asks(strings.Repeat("long", 10_000))
}

func TestDelay(t *testing.T) {
	p := Start(t, serve(t).Addr().String())
	c := connect(t, p)
	p.Set(Weather{Delay: 30 * time.Millisecond})
	began := time.Now()
	c.asks("slow")
	if took := time.Since(began); took < 60*time.Millisecond {
		t.Errorf("there and back took %v", took)
	}
}

func TestLostQuestions(t *testing.T) {
	e := serve(t)
	p := Start(t, e.Addr().String())
	c := connect(t, p)
	c.asks("before")
	e.hears(t, "before")
	p.Set(Weather{LoseQuestions: true})
	c.send("lost")
	until(func() bool { return p.Lost() == 1 })
	c.hearsNothing()
	// A stream with a hole in it is worth nothing.
	p.Set(Weather{})
	c.send("after")
	c.hearsNothing()
	connect(t, p).asks("new")
	e.hears(t, "new")
}

func TestLostAnswers(t *testing.T) {
	e := serve(t)
	p := Start(t, e.Addr().String())
	c := connect(t, p)
	p.Set(Weather{LoseAnswers: true})
	c.send("done")
	e.hears(t, "done")
	until(func() bool { return p.Lost() == 1 })
	c.hearsNothing()
	p.Set(Weather{})
	c.send("again")
	e.hears(t, "again")
	c.hearsNothing()
}

func TestCutAnswers(t *testing.T) {
	e := serve(t)
	p := Start(t, e.Addr().String())
	c := connect(t, p)
	p.Set(Weather{CutAnswers: true})
	c.send("done")
	e.hears(t, "done")
	c.isReset()
}

func TestHalfOpen(t *testing.T) {
	e := serve(t)
	p := Start(t, e.Addr().String())
	old := connect(t, p)
	old.asks("before")
	e.hears(t, "before")
	p.Set(Weather{HalfOpen: true})
	fresh := connect(t, p)
	until(func() bool { return p.Open() == 2 })
	for i, c := range []*client{old, fresh} {
		c.send("hello")
		until(func() bool { return p.Lost() == i+1 })
		c.hearsNothing()
	}
	p.Set(Weather{})
	for _, c := range []*client{old, fresh} {
		c.send("hello again")
		c.hearsNothing()
	}
	select {
	case got := <-e.heard:
		t.Errorf("the server was asked %q", got)
	default:
	}
}

func TestRefuse(t *testing.T) {
	p := Start(t, serve(t).Addr().String())
	old := connect(t, p)
	old.asks("before")
	p.Set(Weather{Refuse: true})
	refused(t, p)
	old.asks("still")
	p.Set(Weather{})
	connect(t, p).asks("again")
}

func TestReset(t *testing.T) {
	p := Start(t, serve(t).Addr().String())
	one, two := connect(t, p), connect(t, p)
	one.asks("one")
	two.asks("two")
	if n := p.Reset(); n != 2 {
		t.Errorf("%d were reset", n)
	}
	one.isReset()
	two.isReset()
	connect(t, p).asks("new")
}

func TestServerThatIsGone(t *testing.T) {
	e := serve(t)
	p := Start(t, e.Addr().String())
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	refused(t, p)
}
