package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/internal/web"
)

var anAnswer = web.Answer{Request: []byte("ABCDEFGHIJKLM"), IP: netip.MustParseAddr("2001:db8::1"), Method: "GET", Host: "town.example",
	Path: `/sr/"вест\`, Status: 404, Bytes: -1, At: time.Date(2026, 11, 22, 10, 0, 0, 5_000_000, time.UTC), Took: 1500 * time.Microsecond}

func TestLinesByHandSayWhatOthersSay(t *testing.T) {
	var one, other bytes.Buffer
	accessLines(&one)(anAnswer)
	accessRecords(slog.NewJSONHandler(&other, nil))(anAnswer)
	var a, b map[string]any
	if err := json.Unmarshal(one.Bytes(), &a); err != nil {
		t.Fatalf("%v: %s", err, &one)
	}
	if err := json.Unmarshal(other.Bytes(), &b); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(a) != fmt.Sprint(b) || strings.Count(one.String(), "\n") != 1 {
		t.Errorf("%v, want %v", a, b)
	}
}

// slow is a writer that waits until it is let go.
type slow struct {
	gate chan struct{}
	mu   sync.Mutex
	got  bytes.Buffer
}

// Write implements io.Writer.
func (s *slow) Write(p []byte) (int, error) {
	<-s.gate
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got.Write(p)
}

func TestAccessLogNeverWaits(t *testing.T) {
	end := &slow{gate: make(chan struct{})}
	log := &logWriter{end: end}
	line := []byte(strings.Repeat("x", 1023) + "\n")
	// Twice as much as is kept, while nothing can be written.
	for range 2 * mostWaiting / len(line) {
		if n, err := (later{log}).Write(line); n != len(line) || err != nil {
			t.Fatal(n, err)
		}
	}
	dropped := int(log.lost())
	close(end.gate)
	log.flush()
	fmt.Fprintln(log, "the last")
	end.mu.Lock()
	defer end.mu.Unlock()
	lines := strings.SplitAfter(strings.TrimSuffix(end.got.String(), "\n"), "\n")
	kept := len(lines) - 1
	if dropped == 0 || kept == 0 || kept+dropped != 2*mostWaiting/len(line) || lines[kept] != "the last" {
		t.Errorf("%d dropped, %d kept, last %.20q", dropped, kept, lines[kept])
	}
	for _, l := range lines[:kept] {
		if l != string(line) {
			t.Fatalf("torn: %q", l)
		}
	}
}

func TestAccessLinesComeOutByThemselves(t *testing.T) {
	end := &slow{gate: make(chan struct{})}
	close(end.gate)
	log := &logWriter{end: end}
	for i := range 3 {
		accessLines(later{log})(anAnswer)
		for begin := time.Now(); ; time.Sleep(time.Millisecond) {
			end.mu.Lock()
			n := strings.Count(end.got.String(), "\n")
			end.mu.Unlock()
			if n == i+1 {
				break
			}
			if time.Since(begin) > 10*time.Second {
				t.Fatalf("%d lines", n)
			}
		}
	}
}

// A link that opens something is not written down.
func TestTheAccessLogHidesLinks(t *testing.T) {
	for path, want := range map[string]string{
		"/admin/preview/UMFVD34D4JSRDP2RMP7IBVZYD7/":                           "/admin/preview/…/",
		"/admin/preview/UMFVD34D4JSRDP2RMP7IBVZYD7/media/0123456789ab/w/a.jpg": "/admin/preview/…/media/0123456789ab/w/a.jpg",
		"/admin/welcome/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG":           "/admin/welcome/…/",
		"/admin/preview/0123456789ab/lt/":                                      "/admin/preview/0123456789ab/lt/",
		"/en/news/a-title-that-is-longer-than-any-secret":                      "/en/news/a-title-that-is-longer-than-any-secret",
	} {
		if got := withoutSecret(path); got != want {
			t.Errorf("%s is written as %s, want %s", path, got, want)
		}
	}
}
