package upload

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// hand is a clock that tests set.
type hand struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hand) Now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }

func (h *hand) pass(d time.Duration) { h.mu.Lock(); defer h.mu.Unlock(); h.now = h.now.Add(d) }

func newHand() *hand { return &hand{now: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)} }

func bounds(clock content.Clock) Options {
	return Options{Largest: 8 << 20, Open: 3, Total: 20 << 20, Idle: 24 * time.Hour, Clock: clock}
}

func opened(t *testing.T, dir string, o Options) *Uploads {
	t.Helper()
	s, err := Open(dir, o)
	must(t, err)
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wants fails unless err has kind k and is shown as key.
func wants(t *testing.T, err error, k fault.Kind, key string) {
	t.Helper()
	var f *fault.Fault
	if !fault.Is(err, k) || !errors.As(err, &f) || f.Key != key {
		t.Fatalf("got error %v, want %v shown as %q", err, k, key)
	}
}

func noise(n int) []byte {
	body := make([]byte, n)
	random := rand.NewChaCha8([32]byte{byte(n), byte(rand.Uint32()), byte(rand.Uint32())})
	_, _ = random.Read(body)
	return body
}

func begun(t *testing.T, s *Uploads, owner content.MemberID, size int) Upload {
	t.Helper()
	u, err := s.Begin(t.Context(), owner, "film.mp4", int64(size))
	must(t, err)
	return u
}

// send appends body from where the upload stands, in pieces.
func send(t *testing.T, s *Uploads, u Upload, body []byte, piece int) Upload {
	t.Helper()
	for !u.Complete() {
		var err error
		u, err = s.Append(t.Context(), u.Owner, u.ID, u.Received, body[u.Received:min(int(u.Received)+piece, len(body))])
		must(t, err)
	}
	return u
}

// finished fails unless the upload gives body and its hash.
func finished(t *testing.T, s *Uploads, u Upload, body []byte) {
	t.Helper()
	f, hash, size, err := s.Finish(t.Context(), u.Owner, u.ID)
	must(t, err)
	defer func() { must(t, f.Close()) }()
	got, err := io.ReadAll(f)
	must(t, err)
	if !bytes.Equal(got, body) || hash != content.Sum(body) || size != int64(len(body)) {
		t.Fatalf("%d bytes, size %d, hash %s", len(got), size, hash)
	}
	if !filepath.IsAbs(f.Name()) {
		t.Errorf("the file is called %q", f.Name())
	}
}

func TestAFileInPiecesIsPutTogether(t *testing.T) {
	s := opened(t, filepath.Join(t.TempDir(), "some", "where"), bounds(newHand()))
	for _, c := range []struct{ size, piece int }{{0, 1}, {1, 1}, {1000, 7}, {3<<20 + 5, Piece}, {2 << 20, Piece}} {
		body := noise(c.size)
		u := send(t, s, begun(t, s, "ada", c.size), body, c.piece)
		finished(t, s, u, body)
		// Until it is discarded it can be asked for again.
		finished(t, s, u, body)
		must(t, s.Discard(t.Context(), "ada", u.ID))
		_, err := s.State(t.Context(), "ada", u.ID)
		wants(t, err, fault.NotFound, "")
	}
	empty(t, s.dir)
}

func empty(t *testing.T, dir string) {
	t.Helper()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestAFileCanBeMovedAwayBeforeItIsDiscarded(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	u := send(t, s, begun(t, s, "ada", 10), noise(10), 10)
	f, _, _, err := s.Finish(t.Context(), "ada", u.ID)
	must(t, err)
	must(t, os.Rename(f.Name(), filepath.Join(t.TempDir(), "blob")))
	must(t, f.Close())
	must(t, s.Discard(t.Context(), "ada", u.ID))
	empty(t, s.dir)
}

func TestAnUploadGoesOnAfterARestart(t *testing.T) {
	dir, clock := t.TempDir(), newHand()
	body := noise(3_000_000)
	u := begun(t, opened(t, dir, bounds(clock)), "ada", len(body))
	for at := 0; at < len(body); at += 600_000 {
		s := opened(t, dir, bounds(clock))
		got, err := s.State(t.Context(), "ada", u.ID)
		must(t, err)
		u.Received = int64(at)
		if got != u {
			t.Fatalf("after a restart: %+v, want %+v", got, u)
		}
		_, err = s.Append(t.Context(), "ada", u.ID, int64(at), body[at:at+600_000])
		must(t, err)
	}
	u.Received = int64(len(body))
	finished(t, opened(t, dir, bounds(clock)), u, body)
}

func TestAPieceMayArriveAgain(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	body := noise(1000)
	u := begun(t, s, "ada", 1000)
	for _, c := range []struct{ from, to, received int }{
		{0, 400, 400}, {0, 400, 400}, {100, 200, 400}, {0, 0, 400}, {400, 400, 400},
		// A piece of which a part arrived before the process was killed.
		{300, 600, 600}, {0, 1000, 1000}, {999, 1000, 1000}, {1000, 1000, 1000},
	} {
		got, err := s.Append(t.Context(), "ada", u.ID, int64(c.from), body[c.from:c.to])
		must(t, err)
		if got.Received != int64(c.received) {
			t.Fatalf("%d to %d: received %d, want %d", c.from, c.to, got.Received, c.received)
		}
	}
	finished(t, s, Upload{Owner: "ada", ID: u.ID}, body)
}

func TestAPieceThatDoesNotFitIsRefused(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	body := noise(2 << 20)
	u := begun(t, s, "ada", len(body))
	_, err := s.Append(t.Context(), "ada", u.ID, 0, body[:500])
	must(t, err)
	other := noise(200)
	for name, c := range map[string]struct {
		offset int64
		piece  []byte
		kind   fault.Kind
		key    string
	}{
		"gap":               {501, body[501:600], fault.Conflict, "media.refused.gap"},
		"gap of nothing":    {501, nil, fault.Conflict, "media.refused.gap"},
		"too long":          {0, body[:Piece+1], fault.Invalid, "media.refused.piece"},
		"beyond the end":    {500, make([]byte, 2<<20), fault.Invalid, "media.refused.piece"},
		"one byte beyond":   {2 << 20, []byte{1}, fault.Invalid, "media.refused.piece"},
		"far beyond":        {1<<63 - 1, []byte{1}, fault.Invalid, "media.refused.piece"},
		"before":            {-1, body[:10], fault.Invalid, "media.refused.piece"},
		"other bytes":       {100, other, fault.Invalid, "media.refused.piece_differs"},
		"other at the end":  {400, other, fault.Invalid, "media.refused.piece_differs"},
		"other last byte":   {499, []byte{body[499] ^ 1}, fault.Invalid, "media.refused.piece_differs"},
		"other, then right": {0, append([]byte{body[0] ^ 1}, body[1:900]...), fault.Invalid, "media.refused.piece_differs"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := s.Append(t.Context(), "ada", u.ID, c.offset, c.piece)
			wants(t, err, c.kind, c.key)
			if got.Received != 500 {
				t.Errorf("received %d, want 500", got.Received)
			}
			var f *fault.Fault
			if errors.As(err, &f) && c.key == "media.refused.gap" && (len(f.Args) != 2 || f.Args[1] != int64(500)) {
				t.Errorf("args %v", f.Args)
			}
		})
	}
	u.Received = 500
	finished(t, s, send(t, s, u, body, Piece), body)
}

func TestAnUnfinishedFileIsNotGivenOut(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	u := begun(t, s, "ada", 10)
	for _, piece := range [][]byte{nil, noise(9)} {
		_, err := s.Append(t.Context(), "ada", u.ID, 0, piece)
		must(t, err)
		f, _, _, err := s.Finish(t.Context(), "ada", u.ID)
		wants(t, err, fault.Conflict, "media.refused.gap")
		if f != nil {
			t.Error("a file was given")
		}
	}
}

func TestAnotherOwnersUploadDoesNotExist(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	body := noise(100)
	u := send(t, s, begun(t, s, "ada", 100), body, 50)
	outside := filepath.Join(filepath.Dir(s.dir), "000000000000")
	must(t, os.WriteFile(outside+".json", []byte(`{"id":"../000000000000","owner":"eve","size":1}`), 0o600))
	for _, id := range []content.ID{u.ID, content.NewID(), "", "..", "../000000000000", content.ID(strings.ToUpper(string(u.ID))), u.ID + ".json"} {
		_, err := s.Append(t.Context(), "eve", id, 0, body[:50])
		wants(t, err, fault.NotFound, "")
		_, err = s.State(t.Context(), "eve", id)
		wants(t, err, fault.NotFound, "")
		_, _, _, err = s.Finish(t.Context(), "eve", id)
		wants(t, err, fault.NotFound, "")
		wants(t, s.Discard(t.Context(), "eve", id), fault.NotFound, "")
	}
	if all, err := s.List(t.Context(), "eve"); err != nil || len(all) > 0 {
		t.Errorf("eve sees %v, %v", all, err)
	}
	finished(t, s, u, body)
}

func TestNamesAreNeverPaths(t *testing.T) {
	dir := t.TempDir()
	o := bounds(newHand())
	o.Open = 100
	s := opened(t, filepath.Join(dir, "in"), o)
	for name, want := range map[string]string{
		"Posėdis 5.pdf": "Posėdis 5.pdf", "../../etc/passwd": "passwd", `C:\Users\me\plan.docx`: "plan.docx", "/": "file", "": "file",
		"..": "file", "a/..": "file", "\x00x\n\r\ty": "xy", "\xff\xfe.png": ".png", "  ": "file", "cut \u202egpj.exe": "cut gpj.exe",
		strings.Repeat("ž", 5000): strings.Repeat("ž", 200),
	} {
		u, err := s.Begin(t.Context(), "../ada", name, 1)
		must(t, err)
		if u.Name != want {
			t.Errorf("%q became %q, want %q", name, u.Name, want)
		}
		if got, err := s.State(t.Context(), "../ada", u.ID); err != nil || got != u {
			t.Errorf("%q: %+v, %v", name, got, err)
		}
	}
	must(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && (filepath.Dir(path) != s.dir || !content.ID(strings.TrimSuffix(entry.Name(), ".json")).Valid()) {
			t.Errorf("made %s", path)
		}
		return err
	}))
}

func TestNothingHappensAfterTheContextEnded(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	u := begun(t, s, "ada", 10)
	ctx, end := context.WithCancel(t.Context())
	end()
	_, begin := s.Begin(ctx, "ada", "x", 1)
	_, piece := s.Append(ctx, "ada", u.ID, 0, []byte("0123456789"))
	_, state := s.State(ctx, "ada", u.ID)
	_, list := s.List(ctx, "ada")
	_, _, _, finish := s.Finish(ctx, "ada", u.ID)
	for doing, err := range map[string]error{"begin": begin, "append": piece, "state": state, "list": list,
		"finish": finish, "discard": s.Discard(ctx, "ada", u.ID), "sweep": s.Sweep(ctx)} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", doing, err)
		}
	}
	all, err := s.List(t.Context(), "ada")
	if err != nil || len(all) != 1 || all[0] != u {
		t.Errorf("%v, %v", all, err)
	}
}

func TestEveryOptionMustBeSet(t *testing.T) {
	for _, forget := range []func(*Options){
		func(o *Options) { o.Largest = 0 }, func(o *Options) { o.Open = 0 }, func(o *Options) { o.Total = -1 },
		func(o *Options) { o.Idle = 0 }, func(o *Options) { o.Clock = nil },
	} {
		o := bounds(newHand())
		forget(&o)
		if _, err := Open(t.TempDir(), o); err == nil {
			t.Errorf("opened with %+v", o)
		}
	}
}
