package extract

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/media/reading"
)

func open(t *testing.T) (*Shelf, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, dir
}

func always() (bool, error) { return true, nil }

func keep(t *testing.T, s *Shelf, h content.Hash, text string) content.Hash {
	t.Helper()
	if kept, err := s.Keep(h, reading.Text{Body: text}, "", always); err != nil || !kept {
		t.Fatalf("kept %v, %v", kept, err)
	}
	return content.Sum([]byte(text))
}

var one, two = content.Sum([]byte("one")), content.Sum([]byte("two"))

// TestKeeping gives back what was kept, to another process too.
func TestKeeping(t *testing.T) {
	s, dir := open(t)
	if _, ok := s.Head(one); ok {
		t.Error("there is an extract of what was never read")
	}
	sum := keep(t, s, one, "pirma eilutė\nantra")
	if _, err := s.Keep(two, reading.Text{}, reading.Encrypted, always); err != nil {
		t.Fatal(err)
	}
	again, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	for _, s := range []*Shelf{s, again} {
		if text, err := s.Text(one, sum); err != nil || text != "pirma eilutė\nantra" {
			t.Errorf("%q, %v", text, err)
		}
		if e, ok := s.Head(one); !ok || e.Sum != sum || e.Why != "" || e.Version != reading.Version {
			t.Errorf("%+v, %v", e, ok)
		}
		if e, ok := s.Head(two); !ok || e.Why != reading.Encrypted {
			t.Errorf("%+v, %v", e, ok)
		}
		if _, err := s.Text(one, two); !fault.Is(err, fault.NotFound) {
			t.Errorf("another text: %v", err)
		}
	}
	if _, err := s.Text("../../etc/passwd", sum); !fault.Is(err, fault.NotFound) {
		t.Errorf("a path: %v", err)
	}
}

// TestTornExtracts are noticed in whatever way they are torn, taken away, and read
// again.
func TestTornExtracts(t *testing.T) {
	s, dir := open(t)
	path := filepath.Join(dir, place(one))
	whole := func() string {
		keep(t, s, one, "words of some length")
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	sum := content.Sum([]byte("words of some length"))
	for name, tear := range map[string]func(string) string{
		"empty": func(string) string { return "" }, "short": func(s string) string { return s[:len(s)-3] },
		"long": func(s string) string { return s + "x" }, "other words": func(s string) string { return strings.Replace(s, "words", "WORDS", 1) },
		"hollow": func(s string) string { return strings.Repeat("\x00", len(s)) }, "no line": func(s string) string { return strings.ReplaceAll(s, "\n", " ") },
	} {
		if err := os.WriteFile(path, []byte(tear(whole())), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := s.Check(one); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: check says %v", name, err)
		}
		if _, err := s.Text(one, sum); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
		if _, ok := s.Head(one); ok {
			t.Errorf("%s: it is still there", name)
		}
	}
}

// TestForgetting leaves nothing on the disk, and lets nothing be kept of a file that
// was taken out while it was read.
func TestForgetting(t *testing.T) {
	s, dir := open(t)
	keep(t, s, one, "secret")
	keep(t, s, two, "stays")
	if err := errors.Join(s.Forget(one), s.Forget(one)); err != nil {
		t.Fatal(err)
	}
	if kept, err := s.Keep(one, reading.Text{Body: "secret"}, "", func() (bool, error) { return false, nil }); kept || err != nil {
		t.Errorf("kept %v, %v", kept, err)
	}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte("secret")) {
			t.Errorf("%s holds it", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Head(two); !ok {
		t.Error("another was forgotten with it")
	}
}

// TestSweeping removes what belongs to no blob, and nothing else.
func TestSweeping(t *testing.T) {
	s, dir := open(t)
	keep(t, s, one, "orphan")
	keep(t, s, two, "stays")
	for _, name := range []string{filepath.Dir(place(two)) + "/" + making + "x", "engine-1/ab"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Sweep(func(h content.Hash) bool { return h == two }); err != nil {
		t.Fatal(err)
	}
	var left []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(dir, path)
			left = append(left, name)
		}
		return err
	})
	if want := []string{place(two), "engine-1/ab"}; err != nil || strings.Join(left, " ") != strings.Join(want, " ") && strings.Join(left, " ") != want[1]+" "+want[0] {
		t.Errorf("left: %v, %v", left, err)
	}
}

// town is a store of Assets and their bytes, and what was asked and told.
type town struct {
	mu     sync.Mutex
	assets map[content.ID]*media.Asset
	read   map[content.Hash]int
	told   []content.ID
	answer func(n int) (reading.Text, error)
}

func newTown(ids ...content.ID) *town {
	t := &town{assets: map[content.ID]*media.Asset{}, read: map[content.Hash]int{}}
	for _, id := range ids {
		t.assets[id] = &media.Asset{ID: id, Blob: content.Sum([]byte(id)), Kind: media.PDF}
	}
	return t
}

func (t *town) worker(s *Shelf) *Worker {
	return &Worker{Shelf: s, Blobs: t, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Assets: func(_ context.Context, ids ...content.ID) (map[content.ID]*media.Asset, error) {
			t.mu.Lock()
			defer t.mu.Unlock()
			found := map[content.ID]*media.Asset{}
			for _, id := range ids {
				if a := t.assets[id]; a != nil {
					copied := *a
					found[id] = &copied
				}
			}
			return found, nil
		},
		Read: func(_ context.Context, _ media.Kind, f media.Blob) (reading.Text, error) {
			raw := make([]byte, f.Size())
			if _, err := f.ReadAt(raw, 0); err != nil {
				return reading.Text{}, err
			}
			t.mu.Lock()
			defer t.mu.Unlock()
			h := content.Sum(raw)
			t.read[h]++
			if t.answer != nil {
				return t.answer(t.read[h])
			}
			return reading.Text{Body: "text of " + string(raw)}, nil
		},
		Kept: func(_ context.Context, id content.ID) error {
			t.mu.Lock()
			defer t.mu.Unlock()
			t.told = append(t.told, id)
			return nil
		}}
}

// blob is a file in memory.
type blob struct{ *bytes.Reader }

// Close implements io.Closer.
func (blob) Close() error { return nil }

// Open implements media.Blobs: the bytes of an Asset are its id.
func (t *town) Open(_ context.Context, h content.Hash) (media.Blob, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for id, a := range t.assets {
		if a.Blob == h {
			return blob{bytes.NewReader([]byte(id))}, nil
		}
	}
	return nil, fault.Absent("blob %s", h)
}

// The rest of media.Blobs is nothing that a Worker asks for.
func (*town) Put(context.Context, content.Hash, *os.File) error { return errors.ErrUnsupported }

// Remove implements media.Blobs.
func (*town) Remove(context.Context, content.Hash) error { return errors.ErrUnsupported }

// Each implements media.Blobs.
func (*town) Each(context.Context, func(media.Lying) error) error { return errors.ErrUnsupported }

// Check implements media.Blobs.
func (*town) Check(context.Context, content.Hash) error { return errors.ErrUnsupported }

// Quarantine implements media.Blobs.
func (*town) Quarantine(context.Context, string) error { return errors.ErrUnsupported }

// TestTheWorkerReadsOnce what is wanted, tells of it, and reads nothing twice: neither
// what was read nor what cannot be.
func TestTheWorkerReadsOnce(t *testing.T) {
	s, _ := open(t)
	town := newTown("a", "b", "picture", "removed")
	town.assets["picture"].Kind = media.JPEG
	town.assets["removed"].Removed = time.Now()
	w := town.worker(s)
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { w.Run(ctx) })
	w.Want("a", "b", "a", "picture", "removed", "unknown")
	for end := time.Now().Add(10 * time.Second); w.Waiting() > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it never ends")
		}
	}
	stop()
	running.Wait()
	if len(town.told) != 2 || len(town.read) != 2 {
		t.Errorf("told %v, read %v", town.told, town.read)
	}
	for _, id := range []content.ID{"a", "b"} {
		if text, err := s.Text(town.assets[id].Blob, content.Sum([]byte("text of "+id))); err != nil || text != "text of "+string(id) {
			t.Errorf("%s: %q, %v", id, text, err)
		}
		if w.Wants(town.assets[id]) {
			t.Errorf("%s is wanted again", id)
		}
	}
}

// TestAFileThatCannotBeRead is remembered as such; one about which nothing was found
// out is not.
func TestAFileThatCannotBeRead(t *testing.T) {
	s, _ := open(t)
	town := newTown("a")
	w := town.worker(s)
	town.answer = func(int) (reading.Text, error) { return reading.Text{}, fault.New(fault.Unavailable, "") }
	if err := w.Do(t.Context(), "a"); err == nil || !w.Wants(town.assets["a"]) {
		t.Errorf("nothing was found out: %v, and it is wanted: %v", err, w.Wants(town.assets["a"]))
	}
	town.answer = func(int) (reading.Text, error) { return reading.Text{}, reading.Fatal }
	if err := w.Do(t.Context(), "a"); err != nil || w.Wants(town.assets["a"]) {
		t.Errorf("it cannot be read: %v, and it is wanted: %v", err, w.Wants(town.assets["a"]))
	}
	if e, ok := s.Head(town.assets["a"].Blob); !ok || e.Why != reading.Fatal || e.Size != 0 {
		t.Errorf("%+v, %v", e, ok)
	}
	if err := w.Do(t.Context(), "a"); err != nil || town.read[town.assets["a"].Blob] != 2 {
		t.Errorf("it was read %d times, %v", town.read[town.assets["a"].Blob], err)
	}
}

// TestAnOlderReadingIsMadeAnew reads again what another version read.
func TestAnOlderReadingIsMadeAnew(t *testing.T) {
	s, dir := open(t)
	town := newTown("a")
	w := town.worker(s)
	h := town.assets["a"].Blob
	if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, place(h))), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, place(h)), []byte(`{"version":0,"why":"fatal","sum":"`+string(content.Sum(nil))+`","size":0}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if e, ok := s.Head(h); !ok || e.Version != 0 || !w.Wants(town.assets["a"]) {
		t.Fatalf("%+v, %v", e, ok)
	}
	if err := w.Do(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if e, _ := s.Head(h); e.Why != "" || e.Version != reading.Version {
		t.Errorf("%+v", e)
	}
}

// TestAFileTakenOutWhileItIsRead leaves nothing.
func TestAFileTakenOutWhileItIsRead(t *testing.T) {
	s, _ := open(t)
	town := newTown("a")
	w := town.worker(s)
	a := town.assets["a"]
	town.answer = func(int) (reading.Text, error) {
		a.Removed = time.Now()
		return reading.Text{Body: "secret"}, nil
	}
	if err := w.Do(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if e, ok := s.Head(a.Blob); ok {
		t.Errorf("kept: %+v", e)
	}
}

// TestARefusingDisk keeps nothing half and says so.
func TestARefusingDisk(t *testing.T) {
	s, dir := open(t)
	if err := os.WriteFile(filepath.Join(dir, string(one[:2])), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if kept, err := s.Keep(one, reading.Text{Body: "x"}, "", always); kept || !fault.Is(err, fault.Unavailable) {
		t.Errorf("kept %v, %v", kept, err)
	}
}
