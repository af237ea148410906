// Package smtptest owns a mail server for tests: it listens on a real port, speaks
// SMTP with STARTTLS and AUTH, keeps what it was handed, and can be told to behave
// badly. It must never be imported by anything but tests.
package smtptest

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"io"
	"net"
	"net/mail"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"
)

// Server is a mail server on a port of this machine.
type Server struct {
	// User and Password, where they are set, are demanded.
	User, Password string
	// Reply, if set, answers a command ("MAIL", "RCPT", "DATA", or "." for the end of
	// a text) with a line of its own, "" being the usual one and "!" a connection
	// that is cut. n counts the texts handed over so far.
	Reply func(command, line string, n int) string
	// Slow is how long it thinks about each text before it answers.
	Slow time.Duration

	listener net.Listener
	tls      *tls.Config
	whole    bool
	mu       sync.Mutex
	kept     []Kept
	secured  int
	signedIn int
	open     map[net.Conn]bool
	closing  bool
	waits    sync.WaitGroup
}

// Kept is an e-mail that the server has accepted, or was handed wholly.
type Kept struct {
	From, To string
	Raw      []byte
	// Answered says that its acceptance was said.
	Answered bool
}

// Message reads what was kept.
func (k Kept) Message(t testing.TB) *mail.Message {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(k.Raw))
	if err != nil {
		t.Fatalf("what was sent is no message: %v\n%s", err, k.Raw)
	}
	return m
}

// ID gives the Message-ID.
func (k Kept) ID(t testing.TB) string { return k.Message(t).Header.Get("Message-Id") }

// Start lets s listen until t ends. With a configuration it offers STARTTLS.
func (s *Server) Start(t testing.TB, config *tls.Config) *Server {
	t.Helper()
	return s.start(t, config, false)
}

// StartTLS lets s listen for connections that are encrypted from their first byte.
func (s *Server) StartTLS(t testing.TB, config *tls.Config) *Server {
	t.Helper()
	return s.start(t, config, true)
}

func (s *Server) start(t testing.TB, config *tls.Config, whole bool) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.listener, s.tls, s.whole, s.open = listener, config, whole, map[net.Conn]bool{}
	s.waits.Go(s.accept)
	t.Cleanup(s.stop)
	return s
}

func (s *Server) stop() {
	s.listener.Close()
	s.mu.Lock()
	s.closing = true
	for c := range s.open {
		c.Close()
	}
	s.mu.Unlock()
	s.waits.Wait()
}

func (s *Server) accept() {
	for {
		c, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.open[c] = true
		if s.closing {
			c.Close()
		}
		s.mu.Unlock()
		s.waits.Go(func() {
			s.serve(c)
			s.mu.Lock()
			delete(s.open, c)
			s.mu.Unlock()
			c.Close()
		})
	}
}

// Port is where it listens, on 127.0.0.1.
func (s *Server) Port() int { return s.listener.Addr().(*net.TCPAddr).Port }

// All gives everything that was handed over wholly, in order.
func (s *Server) All() []Kept {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Kept(nil), s.kept...)
}

// Secured counts the connections that were encrypted.
func (s *Server) Secured() int { return s.count(&s.secured) }

// SignedIn counts those on which somebody has signed in.
func (s *Server) SignedIn() int { return s.count(&s.signedIn) }

func (s *Server) count(n *int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *n
}

func (s *Server) add(n *int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*n++
}

// talk is one conversation.
type talk struct {
	*Server
	conn     net.Conn
	text     *textproto.Conn
	secure   bool
	known    bool
	from, to string
}

func (s *Server) serve(c net.Conn) {
	k := &talk{Server: s, conn: c}
	if s.whole {
		k.conn, k.secure = tls.Server(c, s.tls), true
	}
	k.text = textproto.NewConn(k.conn)
	if k.secure {
		s.add(&s.secured)
	}
	k.say("220 test ready")
	for {
		line, err := k.text.ReadLine()
		if err != nil || !k.answer(line) {
			return
		}
	}
}

func (k *talk) say(line string) { _ = k.text.PrintfLine("%s", line) }

// told lets the test answer in the place of the server.
func (k *talk) told(command, line string) (reply string) {
	if k.Reply == nil {
		return ""
	}
	return k.Reply(command, line, len(k.All()))
}

// answer answers one command and reports whether the talk goes on.
func (k *talk) answer(line string) bool {
	command := strings.ToUpper(strings.SplitN(line, " ", 2)[0])
	if command != "DATA" {
		if reply := k.told(command, line); reply != "" {
			k.say(reply)
			return reply != "!"
		}
	}
	switch command {
	case "EHLO", "HELO":
		k.hello()
	case "STARTTLS":
		return k.encrypt()
	case "AUTH":
		k.signIn(line)
	case "MAIL":
		if k.User != "" && !k.known {
			k.say("530 5.7.0 sign in first")
			return true
		}
		k.from = within(line)
		k.say("250 ok")
	case "RCPT":
		k.to = within(line)
		k.say("250 ok")
	case "DATA":
		return k.take(line)
	case "QUIT":
		k.say("221 bye")
		return false
	default:
		k.say("250 ok")
	}
	return true
}

func within(line string) string {
	_, rest, _ := strings.Cut(line, "<")
	address, _, _ := strings.Cut(rest, ">")
	return address
}

func (k *talk) hello() {
	k.say("250-test")
	if k.tls != nil && !k.secure {
		k.say("250-STARTTLS")
	}
	if k.User != "" && (k.secure || k.tls == nil) {
		k.say("250-AUTH PLAIN LOGIN")
	}
	k.say("250 8BITMIME")
}

func (k *talk) encrypt() bool {
	if k.tls == nil {
		k.say("502 not here")
		return true
	}
	k.say("220 go on")
	secure := tls.Server(k.conn, k.tls)
	if secure.Handshake() != nil {
		return false
	}
	k.conn, k.text, k.secure = secure, textproto.NewConn(secure), true
	k.add(&k.secured)
	return true
}

func (k *talk) signIn(line string) {
	parts := strings.Fields(line)
	if len(parts) == 3 && parts[1] == "PLAIN" {
		raw, _ := base64.StdEncoding.DecodeString(parts[2])
		if string(raw) == "\x00"+k.User+"\x00"+k.Password {
			k.known = true
			k.add(&k.signedIn)
			k.say("235 2.7.0 come in")
			return
		}
	}
	k.say("535 5.7.8 no")
}

// take takes a text. What was handed over wholly is kept before it is answered: a
// client that never hears the answer cannot know.
func (k *talk) take(line string) bool {
	if reply := k.told("DATA", line); reply != "" {
		if reply == "!" {
			k.say("354 go on")
			return false
		}
		k.say(reply)
		return true
	}
	k.say("354 go on")
	raw, err := io.ReadAll(k.text.DotReader())
	if err != nil {
		return false
	}
	time.Sleep(k.Slow)
	reply := k.told(".", "")
	refused := strings.HasPrefix(reply, "4") || strings.HasPrefix(reply, "5")
	if !refused {
		k.mu.Lock()
		k.kept = append(k.kept, Kept{From: k.from, To: k.to, Raw: raw, Answered: reply != "!"})
		k.mu.Unlock()
	}
	switch reply {
	case "!":
		return false
	case "":
		reply = "250 2.0.0 kept"
	}
	k.say(reply)
	return true
}
