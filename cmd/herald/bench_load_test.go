package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

// A reader of the load keeps one connection and asks for one page after another.
// It does as little as it can: what it costs, both sides of a comparison pay.
const (
	readers = 8
	rounds  = 50
	// slice is how long one side is measured before it is the other's turn.
	slice = 40 * time.Millisecond
)

// asking is one request as it stands on the wire, and the status it wants.
type asking struct {
	request []byte
	status  int
}

func newAsking(path string, status int, headers ...string) asking {
	var b bytes.Buffer
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: localhost\r\n", path)
	for i := 0; i < len(headers); i += 2 {
		fmt.Fprintf(&b, "%s: %s\r\n", headers[i], headers[i+1])
	}
	b.WriteString("\r\n")
	return asking{b.Bytes(), status}
}

// listening serves app on a free port of this machine until the test ends.
func listening(t testing.TB, app *fiber.App) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = app.Listener(ln) }() // it ends with the listener
	t.Cleanup(func() { ln.Close() })
	return ln.Addr().String()
}

// rates gives how many answers two servers give in a second of processor time,
// readers and kernel included, and the ratio of the two. Where the processor is
// what runs out, that is the throughput; and it stays true while the machine does
// other things. The two take turns in short slices; each figure is the median.
func rates(t testing.TB, one, other string, ask asking) (a, b, ratio float64) {
	t.Helper()
	var all [3][]float64
	for round := range rounds {
		var of [2]float64
		for turn := range 2 {
			side := (round + turn) % 2
			of[side] = rate(t, []string{one, other}[side], ask)
		}
		for i, figure := range []float64{of[0], of[1], of[0] / of[1]} {
			all[i] = append(all[i], figure)
		}
	}
	for _, figures := range all {
		slices.Sort(figures)
	}
	return all[0][rounds/2], all[1][rounds/2], all[2][rounds/2]
}

func rate(t testing.TB, addr string, ask asking) float64 {
	t.Helper()
	var answers atomic.Int64
	var all sync.WaitGroup
	failed := make(chan error, readers)
	before := processorTime(t)
	until := time.Now().Add(slice)
	for range readers {
		all.Go(func() {
			n, err := read(addr, ask, until)
			answers.Add(n)
			if err != nil {
				failed <- err
			}
		})
	}
	all.Wait()
	select {
	case err := <-failed:
		t.Fatal(err)
	default:
	}
	return float64(answers.Load()) / (processorTime(t) - before).Seconds()
}

// processorTime is what this process has used so far.
func processorTime(t testing.TB) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// read asks over one connection until the time has come. A server may close a
// connection after many answers; then a new one is opened.
func read(addr string, ask asking, until time.Time) (n int64, err error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return 0, err
	}
	defer func() { conn.Close() }()
	in := bufio.NewReaderSize(conn, 64<<10)
	for time.Now().Before(until) {
		if _, err := conn.Write(ask.request); err != nil {
			return n, err
		}
		closes, err := skip(in, ask.status)
		if err != nil {
			return n, err
		}
		n++
		if closes {
			conn.Close()
			if conn, err = net.Dial("tcp", addr); err != nil {
				return n, err
			}
			in.Reset(conn)
		}
	}
	return n, nil
}

// skip reads one answer and throws it away.
func skip(in *bufio.Reader, status int) (closes bool, err error) {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return false, err
	}
	if got, _ := strconv.Atoi(string(line[9:12])); got != status {
		return false, fmt.Errorf("answered %d, want %d", got, status)
	}
	length := 0
	for {
		if line, err = in.ReadSlice('\n'); err != nil {
			return false, err
		}
		if len(line) == 2 {
			break
		}
		if size, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(size))); err != nil {
				return false, err
			}
		}
		closes = closes || bytes.HasPrefix(line, []byte("Connection: close"))
	}
	_, err = io.CopyN(io.Discard, in, int64(length))
	return closes, err
}
