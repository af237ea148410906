package filing

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// shelf is media.Blobs in memory.
type shelf struct {
	media.Blobs
	held map[content.Hash]string
	fail error
}

func (s *shelf) Put(_ context.Context, h content.Hash, from *os.File) error {
	if s.fail != nil {
		return s.fail
	}
	raw, err := io.ReadAll(io.NewSectionReader(from, 0, 1<<20))
	s.held[h] = string(raw)
	return err
}

func (s *shelf) Each(_ context.Context, do func(media.Lying) error) error {
	for h := range s.held {
		if err := do(media.Lying{Place: string(h), Hash: h}); err != nil {
			return err
		}
	}
	return nil
}

func (s *shelf) Remove(_ context.Context, h content.Hash) error {
	delete(s.held, h)
	return nil
}

func cabinet(t *testing.T) (*Cabinet, *shelf) {
	s := &shelf{held: map[content.Hash]string{}}
	return &Cabinet{Blobs: s, Limits: media.DefaultLimits(), Room: filepath.Join(t.TempDir(), "room")}, s
}

func drawing(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 7, 5))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAFileIsKeptBeforeItIsMadeKnown(t *testing.T) {
	c, s := cabinet(t)
	raw := drawing(t)
	var got media.Asset
	var said media.Notes
	err := c.Bring(t.Context(), `C:\photos\`+"\u202e"+`gnp. small  dot .png`, bytes.NewReader(raw), func(a media.Asset, n media.Notes) error {
		if s.held[a.Blob] != string(raw) {
			t.Error("it is made known before it is kept")
		}
		if _, err := c.Hold(); !errors.Is(err, syscall.EWOULDBLOCK) {
			t.Errorf("somebody else may sweep meanwhile: %v", err)
		}
		got, said = a, n
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Kind != media.PNG || got.Width != 7 || got.Height != 5 || got.Size != int64(len(raw)) || got.Blob != content.Sum(raw) {
		t.Errorf("known as %+v", got)
	}
	if said.Name != "gnp. small dot .png" {
		t.Errorf("called %q", said.Name)
	}
	if left, _ := os.ReadDir(c.Room); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestWhatIsRefusedIsNotKept(t *testing.T) {
	c, s := cabinet(t)
	known := func(media.Asset, media.Notes) error { t.Error("it was made known"); return nil }
	if err := c.Bring(t.Context(), "x.png", strings.NewReader("<svg/>"), known); !fault.Is(err, fault.Invalid) {
		t.Errorf("a drawing: %v", err)
	}
	c.Scan = func(_ context.Context, r io.Reader) error {
		if raw, _ := io.ReadAll(r); !bytes.Equal(raw, drawing(t)) {
			t.Error("the scanner got other bytes")
		}
		return fault.New(fault.Invalid, "media.refused.malware", "name", "X")
	}
	if err := c.Bring(t.Context(), "x.png", bytes.NewReader(drawing(t)), known); !fault.Is(err, fault.Invalid) {
		t.Errorf("malware: %v", err)
	}
	c.Scan, s.fail = nil, fault.New(fault.Unavailable, "media.refused.no_room")
	if err := c.Bring(t.Context(), "x.png", bytes.NewReader(drawing(t)), known); !fault.Is(err, fault.Unavailable) {
		t.Errorf("no room: %v", err)
	}
	if left, _ := os.ReadDir(c.Room); len(left) > 0 || len(s.held) > 0 {
		t.Errorf("left over: %v, %d kept", left, len(s.held))
	}
}

func TestSweepTakesWhatNobodyKnowsAndNothingElse(t *testing.T) {
	c, s := cabinet(t)
	a := content.Sum([]byte("a"))
	s.held = map[content.Hash]string{a: "a", content.Sum([]byte("b")): "b"}
	if err := os.MkdirAll(c.Room, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.Room, "arriving-1"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	known := func(context.Context, []content.Hash) (map[content.Hash]bool, error) {
		return map[content.Hash]bool{a: true}, nil
	}
	busy, err := c.lock(syscall.LOCK_SH)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := c.Sweep(t.Context(), known); n != 0 || err != nil || len(s.held) != 2 {
		t.Errorf("while somebody files: %d, %v", n, err)
	}
	if err := busy.Close(); err != nil {
		t.Fatal(err)
	}
	if n, err := c.Sweep(t.Context(), known); n != 1 || err != nil || s.held[a] != "a" {
		t.Errorf("swept %d, %v, %v", n, err, s.held)
	}
	if left, _ := os.ReadDir(c.Room); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

// What is taken out goes at once, but not while somebody is filing, nor where it has
// been brought again.
func TestRemoveWaitsForWhoeverIsFiling(t *testing.T) {
	c, s := cabinet(t)
	a := content.Sum([]byte("a"))
	s.held = map[content.Hash]string{a: "a"}
	wanted := false
	remove := func() (bool, error) {
		return c.Remove(t.Context(), a, func(context.Context) (bool, error) { return wanted, nil })
	}
	err := c.Bring(t.Context(), "x.png", bytes.NewReader(drawing(t)), func(media.Asset, media.Notes) error {
		if gone, err := remove(); gone || !fault.Is(err, fault.Unavailable) {
			t.Errorf("removed while somebody is filing: %v, %v", gone, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wanted = true
	if gone, err := remove(); gone || err != nil || s.held[a] == "" {
		t.Errorf("removed what is wanted again: %v, %v", gone, err)
	}
	wanted = false
	if gone, err := remove(); !gone || err != nil || s.held[a] != "" {
		t.Errorf("not removed: %v, %v", gone, err)
	}
}

// gate is media.Gate as another machine would use it.
type gate struct{ entered, shut map[content.Hash]int }

func newGate() *gate {
	return &gate{map[content.Hash]int{}, map[content.Hash]int{}}
}

func (g *gate) Enter(_ context.Context, h content.Hash) (func() error, error) {
	if g.shut[h] > 0 {
		return nil, fault.New(fault.Unavailable, "")
	}
	g.entered[h]++
	return func() error { g.entered[h]--; return nil }, nil
}

func (g *gate) Shut(_ context.Context, h content.Hash) (func() error, error) {
	if g.entered[h] > 0 {
		return nil, fault.New(fault.Unavailable, "")
	}
	g.shut[h]++
	return func() error { g.shut[h]--; return nil }, nil
}

func (g *gate) Entered(_ context.Context, h content.Hash) (bool, error) { return g.entered[h] > 0, nil }

// TestWhatAnotherMachineFilesStays looks that bytes that are filed elsewhere are neither
// swept nor removed, nor filed while they are removed there.
func TestWhatAnotherMachineFilesStays(t *testing.T) {
	c, s := cabinet(t)
	g := newGate()
	c.Gate = g
	theirs, left, since := content.Sum([]byte("theirs")), content.Sum([]byte("left")), content.Sum([]byte("since"))
	for _, h := range []content.Hash{theirs, left, since} {
		s.held[h] = "bytes"
	}
	g.entered[theirs]++
	asked := 0
	// since becomes known between the look at all and the look at it.
	removed, err := c.Sweep(t.Context(), func(_ context.Context, hashes []content.Hash) (map[content.Hash]bool, error) {
		asked++
		return map[content.Hash]bool{since: asked > 1}, nil
	})
	if err != nil || removed != 1 || s.held[theirs] == "" || s.held[since] == "" || s.held[left] != "" {
		t.Errorf("removed %d, %v, left %v", removed, err, s.held)
	}
	if on, err := c.OnItsWay(t.Context(), theirs); err != nil || !on {
		t.Errorf("on its way: %v, %v", on, err)
	}
	wanted := func(context.Context) (bool, error) { return false, nil }
	if gone, err := c.Remove(t.Context(), theirs, wanted); gone || !fault.Is(err, fault.Unavailable) {
		t.Errorf("removed while another machine files it: %v, %v", gone, err)
	}
	g.entered[theirs]--
	if gone, err := c.Remove(t.Context(), theirs, wanted); !gone || err != nil || g.shut[theirs] != 0 {
		t.Errorf("not removed: %v, %v, %v", gone, err, g.shut)
	}
	raw := drawing(t)
	g.shut[content.Sum(raw)]++
	err = c.Bring(t.Context(), "a.png", bytes.NewReader(raw), func(media.Asset, media.Notes) error {
		t.Error("filed while another machine removes it")
		return nil
	})
	if !fault.Is(err, fault.Unavailable) {
		t.Errorf("filed: %v", err)
	}
	g.shut[content.Sum(raw)]--
	err = c.Bring(t.Context(), "a.png", bytes.NewReader(raw), func(a media.Asset, _ media.Notes) error {
		if g.entered[a.Blob] != 1 {
			t.Error("nobody is told that it is being filed")
		}
		return nil
	})
	if err != nil || g.entered[content.Sum(raw)] != 0 {
		t.Errorf("%v, %v", err, g.entered)
	}
}
