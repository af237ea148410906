package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp/fasthttputil"

	"herald/content"
	"herald/internal/web"
	"herald/media"
	"herald/media/reading"
)

// matrixConfig is an installation of three Sites: two for everybody on hosts of
// their own, and the intranet below the first.
const matrixConfig = `addr = "127.0.0.1:0"
ops_addr = "127.0.0.1:0"
[pages]
no_access_log = true
[backup]
at = "off"
[staff]
second_factor = "optional"
[security]
contact = ["mailto:security@portal.test"]
[[sites]]
name = "public"
origin = "http://portal.test"
aliases = ["localhost"]
locales = ["lt", "en", "sr", "sr-Latn"]
zone = "Europe/Vilnius"
[[sites]]
name = "second"
origin = "http://second.test"
locales = ["lt", "en"]
zone = "Europe/Vilnius"
[[sites]]
name = "intranet"
origin = "http://portal.test"
base = "/intranet"
audience = "staff"
locales = ["lt", "en"]
zone = "Europe/Vilnius"
`

// matrix is a whole house in this process, wired as for serving, with a canary
// in every place that holds words.
type matrix struct {
	*testing.T
	server *server
	hand   *handClock
	client *http.Client

	*aviary
	docs  []*planted
	files []*plantedFile

	// answers remembers what was answered since the last forget.
	mu      sync.Mutex
	answers map[string]*reply

	// callers are the members, each with a session; letters are the words in their
	// addresses for mail.
	callers []*caller
	letters map[string]*caller
	// routes are those of the server, as its router has them.
	routes []fiber.Route

	// never is a word, and nobody the id of a Document, that are nowhere.
	never  string
	nobody content.ID
	// before is where each canary stood at the moment before this one.
	before map[*canary]level

	// small says that fewer Types are planted. caught, where it is set, takes what
	// is wrong in the place of the test: a leak that is planted has to be found.
	small  bool
	caught func(what string)
	// thin is the part of what is drawn that is asked for: one in so many.
	thin uint32

	checks   atomic.Int64
	failures atomic.Int64
	leaks    atomic.Int64
	moment   string
}

// handClock is a clock that stands until the test moves it.
type handClock struct {
	mu    sync.Mutex
	begin time.Time
	gone  time.Duration
}

func (h *handClock) wall() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.begin.Add(h.gone)
}

func (h *handClock) passed() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.gone
}

func (h *handClock) moveTo(at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.gone = at.Sub(h.begin)
}

// takeOver makes the clock of the process follow h.
func (h *handClock) takeOver(c *clock) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wall, c.passed, c.at, c.held = h.wall, h.passed, time.Time{}, false
}

// newMatrix opens the house and serves it on a listener in memory, so that every
// byte passes through the server as it would from outside. plant may spoil the
// house before anybody asks.
func newMatrix(t *testing.T, plant func(*server)) *matrix {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, map[string]string{configFile: matrixConfig})
	// Two answers that are compared must both be whole, however busy the machine is.
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: dir}, patience: time.Minute}
	s, err := (&serveCommand{}).open(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	peopled(t, s)
	m := &matrix{T: t, server: s, hand: &handClock{begin: dayOne}, aviary: newAviary(), answers: map[string]*reply{}, letters: map[string]*caller{}, nobody: content.NewID(), thin: thinness()}
	m.never = m.mint()
	m.hand.takeOver(s.clock)
	m.routes = s.sites.GetRoutes(true)
	plant(s)
	m.serve()
	m.catchUp()
	return m
}

// serve answers on a listener in memory until the test ends.
func (m *matrix) serve() {
	listener := fasthttputil.NewInmemoryListener()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, m.server.sites, listener, time.Second) }()
	transport := &http.Transport{
		DialContext:         func(context.Context, string, string) (net.Conn, error) { return listener.Dial() },
		DisableCompression:  true,
		MaxIdleConnsPerHost: 8,
	}
	m.client = &http.Client{Transport: transport, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	m.Cleanup(func() {
		transport.CloseIdleConnections()
		cancel()
		if err := <-done; err != nil {
			m.Error(err)
		}
	})
}

// catchUp hands the log to every follower until none is behind it.
func (m *matrix) catchUp() {
	m.Helper()
	if err := settled(m.Context(), m.server.index); err != nil {
		m.Fatal(err)
	}
	for _, f := range m.server.followers {
		for {
			at, err := f.Position(m.Context())
			if err != nil {
				m.Fatal(err)
			}
			changes, err := m.server.house.store.Changes(m.Context(), at, 256)
			if err != nil {
				m.Fatal(err)
			}
			if len(changes) == 0 {
				break
			}
			if err := f.Apply(m.Context(), changes); err != nil {
				m.Fatal(err)
			}
		}
	}
	m.readFiles()
	if err := settled(m.Context(), m.server.index); err != nil {
		m.Fatal(err)
	}
}

// readFiles has the files read that have arrived. They are tables, whose bytes are their
// text, and are not worth a process each.
func (m *matrix) readFiles() {
	m.Helper()
	w := m.server.extractor
	w.Kept, w.Read = nil, func(_ context.Context, _ media.Kind, f media.Blob) (reading.Text, error) {
		raw, err := io.ReadAll(io.NewSectionReader(f, 0, f.Size()))
		return reading.Text{Body: reading.Tidy(string(raw))}, err
	}
	ids, err := m.server.house.unread(m.Context(), w)
	for _, id := range ids {
		err = errors.Join(err, w.Do(m.Context(), id))
	}
	if err = errors.Join(err, m.server.index.FilesRead(m.Context(), ids...)); err != nil {
		m.Fatal(err)
	}
}

// tick releases what has come due, as the server does every second.
func (m *matrix) tick() int {
	m.Helper()
	moved, err := m.server.tickOnce(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	return moved
}

// site gives a Site by name.
func (m *matrix) site(name string) *content.Site { return m.server.house.sites[name] }

func (m *matrix) now() time.Time { return content.Instant(m.server.clock.Now()) }

// dataDir is where the house keeps everything.
func (m *matrix) dataDir() string { return filepath.Clean(m.server.cli.Data) }

// most is how many failures are written out; more of them tell nothing new.
const most = 200

// wrong reports something that a reader should not have seen, or missed.
func (m *matrix) wrong(format string, args ...any) {
	m.Helper()
	n, what := m.failures.Add(1), m.moment+": "+fmt.Sprintf(format, args...)
	if strings.Contains(what, "LEAK") {
		m.leaks.Add(1)
	}
	switch {
	case m.caught != nil:
		m.caught(what)
	case n <= most:
		m.Error(what)
	}
}

// over reports whether a planted leak was found: nothing needs to be asked any more.
func (m *matrix) over() bool { return m.caught != nil && m.leaks.Load() > 0 }

// check counts one assertion and reports it if it does not hold.
func (m *matrix) check(ok bool, format string, args ...any) {
	m.Helper()
	m.checks.Add(1)
	if !ok {
		m.wrong(format, args...)
	}
}
