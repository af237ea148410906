package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"herald/internal/fault"
)

// patience is longer than any answer that a test waits for takes.
const patience = time.Minute

// clamd answers one connection after another by serve, and gives its address.
func clamd(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	// The path of a socket must be short.
	dir, err := os.MkdirTemp("", "scan")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	path := filepath.Join(dir, "s")
	l, err := net.Listen("unix", path)
	must(t, err)
	t.Cleanup(func() { _ = l.Close() })
	go answerAll(l, serve)
	return "unix:" + path
}

func answerAll(l net.Listener, serve func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer func() { _ = conn.Close() }()
			serve(conn)
		}()
	}
}

// stream reads what a client of INSTREAM sends, to the chunk of nothing.
func stream(conn net.Conn) ([]byte, error) {
	command := make([]byte, len("zINSTREAM\x00"))
	if _, err := io.ReadFull(conn, command); err != nil {
		return nil, err
	}
	if string(command) != "zINSTREAM\x00" {
		return nil, errors.New("not INSTREAM")
	}
	var body []byte
	for {
		var n uint32
		if err := binary.Read(conn, binary.BigEndian, &n); err != nil || n == 0 {
			return body, err
		}
		body = slices.Grow(body, int(n))
		if _, err := io.ReadFull(conn, body[len(body):len(body)+int(n)]); err != nil {
			return body, err
		}
		body = body[:len(body)+int(n)]
	}
}

// judges reads everything and then says so much.
func judges(said string) func(net.Conn) {
	return func(conn net.Conn) {
		if _, err := stream(conn); err == nil {
			_, _ = io.WriteString(conn, said)
		}
	}
}

func scanner(t *testing.T, address string, timeout time.Duration) *Scanner {
	t.Helper()
	s, err := New(address, timeout)
	must(t, err)
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wants fails unless err has kind k and is shown as key, with args.
func wants(t *testing.T, err error, k fault.Kind, key string, args ...any) {
	t.Helper()
	var f *fault.Fault
	if !fault.Is(err, k) || !errors.As(err, &f) || f.Key != key || !slices.Equal(f.Args, args) {
		t.Fatalf("got error %v, want %v shown as %q %v", err, k, key, args)
	}
}

func TestTheDaemonGetsEveryByte(t *testing.T) {
	for _, size := range []int{0, 1, 64<<10 - 1, 64 << 10, 64<<10 + 1, 3_000_000} {
		body := bytes.Repeat([]byte("bytes, "), size/7+1)[:size]
		got := make(chan []byte, 1)
		address := clamd(t, func(conn net.Conn) {
			all, _ := stream(conn)
			got <- all
			_, _ = io.WriteString(conn, "stream: OK\x00")
		})
		// A reader that gives little at a time must not end the stream.
		must(t, scanner(t, address, patience).Scan(t.Context(), iotest.HalfReader(bytes.NewReader(body))))
		if all := <-got; !bytes.Equal(all, body) {
			t.Errorf("of %d bytes %d came", size, len(all))
		}
	}
}

func TestATCPAddressIsAsked(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { _ = l.Close() }()
	go answerAll(l, judges("stream: Bad FOUND\x00"))
	err = scanner(t, "tcp:"+l.Addr().String(), patience).Scan(t.Context(), strings.NewReader("x"))
	wants(t, err, fault.Invalid, "media.refused.malware", "name", "Bad")
}

func TestTheAnswerDecides(t *testing.T) {
	const malware, large, down = "media.refused.malware", "media.refused.scan_too_large", "media.refused.scan_down"
	for said, want := range map[string]struct {
		kind fault.Kind
		key  string
		args []any
	}{
		"stream: Eicar-Test-Signature FOUND\x00":                   {fault.Invalid, malware, []any{"name", "Eicar-Test-Signature"}},
		"stream: Win.Trojan-1(00ff:68) FOUND\x00":                  {fault.Invalid, malware, []any{"name", "Win.Trojan-100ff:68"}},
		"stream: <script>\u202ealert FOUND FOUND\x00":              {fault.Invalid, malware, []any{"name", "scriptalertFOUND"}},
		"stream: " + strings.Repeat("x", 500) + " FOUND\x00":       {fault.Invalid, malware, []any{"name", strings.Repeat("x", 80)}},
		"stream: \u0436 FOUND\x00":                                 {fault.Invalid, malware, []any{"name", "?"}},
		"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\x00": {fault.Invalid, large, nil},
		"INSTREAM size limit exceeded. ERROR\x00":                  {fault.Invalid, large, nil},
		"stream: Can't allocate memory ERROR\x00":                  {fault.Unavailable, down, nil},
		"UNKNOWN COMMAND\x00":                                      {fault.Unavailable, down, nil},
		"stream: ok\x00":                                           {fault.Unavailable, down, nil},
		"stream: OKAY\x00":                                         {fault.Unavailable, down, nil},
		"OK\x00":                                                   {fault.Unavailable, down, nil},
		"stream: FOUND OK\x00":                                     {fault.Unavailable, down, nil},
		" FOUND\x00":                                               {fault.Unavailable, down, nil},
		"\x00":                                                     {fault.Unavailable, down, nil},
		"":                                                         {fault.Unavailable, down, nil},
		"stream: OK":                                               {fault.Unavailable, down, nil},
		"stream: OK\n":                                             {fault.Unavailable, down, nil},
		strings.Repeat("stream: OK ", 2000):                        {fault.Unavailable, down, nil},
	} {
		t.Run(said[:min(len(said), 40)], func(t *testing.T) {
			err := scanner(t, clamd(t, judges(said)), patience).Scan(t.Context(), strings.NewReader("a file"))
			wants(t, err, want.kind, want.key, want.args...)
		})
	}
}

func TestAnAnswerInPartsIsReadWhole(t *testing.T) {
	address := clamd(t, func(conn net.Conn) {
		if _, err := stream(conn); err != nil {
			return
		}
		for _, b := range []byte("stream: OK\x00") {
			_, _ = conn.Write([]byte{b})
		}
	})
	must(t, scanner(t, address, patience).Scan(t.Context(), strings.NewReader("a file")))
}

// endless is a file that no daemon can be sent whole.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestADaemonThatWillNotTakeMoreIsHeard(t *testing.T) {
	const limit = 300_000
	for name, c := range map[string]struct {
		said string
		kind fault.Kind
		key  string
		args []any
	}{
		"too large":      {"INSTREAM size limit exceeded. ERROR\x00", fault.Invalid, "media.refused.scan_too_large", nil},
		"found early":    {"stream: Bad FOUND\x00", fault.Invalid, "media.refused.malware", []any{"name", "Bad"}},
		"clean too soon": {"stream: OK\x00", fault.Unavailable, "media.refused.scan_down", nil},
	} {
		t.Run(name, func(t *testing.T) {
			address := clamd(t, func(conn net.Conn) {
				_, _ = io.CopyN(io.Discard, conn, limit)
				_, _ = io.WriteString(conn, c.said)
			})
			err := scanner(t, address, patience).Scan(t.Context(), endless{})
			wants(t, err, c.kind, c.key, c.args...)
		})
	}
}

func TestAFileIsNotCleanBeforeItIsRead(t *testing.T) {
	address := clamd(t, func(conn net.Conn) {
		_, _ = io.WriteString(conn, "stream: OK\x00")
		_, _ = io.Copy(io.Discard, conn)
	})
	err := scanner(t, address, patience).Scan(t.Context(), endless{})
	wants(t, err, fault.Unavailable, "media.refused.scan_down")
}

func TestADaemonThatIsNotThereMeansNo(t *testing.T) {
	for _, address := range []string{"unix:/nonexistent/clamd.ctl", "tcp:127.0.0.1:1"} {
		err := scanner(t, address, patience).Scan(t.Context(), strings.NewReader("a file"))
		wants(t, err, fault.Unavailable, "media.refused.scan_down")
	}
}

func TestADaemonThatBreaksOffMeansNo(t *testing.T) {
	for name, serve := range map[string]func(net.Conn){
		"at once":        func(net.Conn) {},
		"in the command": func(conn net.Conn) { _, _ = io.CopyN(io.Discard, conn, 3) },
		"in the middle":  func(conn net.Conn) { _, _ = io.CopyN(io.Discard, conn, 200_000) },
		"before it says": judges(""),
		"while it says":  judges("stream: O"),
	} {
		t.Run(name, func(t *testing.T) {
			err := scanner(t, clamd(t, serve), patience).Scan(t.Context(), bytes.NewReader(make([]byte, 2<<20)))
			wants(t, err, fault.Unavailable, "media.refused.scan_down")
		})
	}
}

// silent holds the line without a word until the test has ended.
func silent(t *testing.T, read bool) func(net.Conn) {
	ended := make(chan struct{})
	t.Cleanup(func() { close(ended) })
	return func(conn net.Conn) {
		if read {
			_, _ = stream(conn)
		}
		<-ended
	}
}

func TestADaemonThatSaysNothingMeansNo(t *testing.T) {
	for name, read := range map[string]bool{"it reads": true, "it does not read": false} {
		t.Run(name, func(t *testing.T) {
			err := scanner(t, clamd(t, silent(t, read)), 50*time.Millisecond).Scan(t.Context(), bytes.NewReader(make([]byte, 4<<20)))
			wants(t, err, fault.Unavailable, "media.refused.scan_down")
			if !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("the cause is %v", err)
			}
		})
	}
}

func TestWhoeverGivesUpIsNotKeptWaiting(t *testing.T) {
	for name, read := range map[string]bool{"it reads": true, "it does not read": false} {
		t.Run(name, func(t *testing.T) {
			ctx, end := context.WithCancel(t.Context())
			file := io.MultiReader(bytes.NewReader(make([]byte, 100_000)), calls(end), bytes.NewReader(make([]byte, 4<<20)))
			err := scanner(t, clamd(t, silent(t, read)), time.Hour).Scan(ctx, file)
			if !errors.Is(err, context.Canceled) || !fault.Is(err, fault.Unavailable) {
				t.Errorf("got %v", err)
			}
		})
	}
	ctx, end := context.WithCancel(t.Context())
	end()
	if err := scanner(t, clamd(t, judges("stream: OK\x00")), patience).Scan(ctx, strings.NewReader("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// calls is a reader of nothing that does something when it is read.
type calls func()

func (c calls) Read([]byte) (int, error) { c(); return 0, io.EOF }

func TestAFileThatCannotBeReadIsNeitherCleanNorTheDaemonsFault(t *testing.T) {
	ended := make(chan error, 1)
	address := clamd(t, func(conn net.Conn) {
		_, err := stream(conn)
		ended <- err
	})
	torn := errors.New("disk error")
	err := scanner(t, address, patience).Scan(t.Context(), io.MultiReader(strings.NewReader("begin"), iotest.ErrReader(torn)))
	if !errors.Is(err, torn) || fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
	// The daemon must not be told that the part was all.
	if err := <-ended; err == nil {
		t.Error("the daemon was sent an end")
	}
}

func TestAnAddressMustSayHow(t *testing.T) {
	for _, address := range []string{"", "/run/clamd.ctl", "unix", "unix:", "tcp:", "udp:127.0.0.1:3310", "localhost:3310"} {
		if _, err := New(address, time.Second); err == nil {
			t.Errorf("%q is taken", address)
		}
	}
	if _, err := New("unix:/run/clamd.ctl", 0); err == nil {
		t.Error("no time is taken")
	}
}
