package darkroom_test

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"herald/internal/fault"
	"herald/media"
	"herald/media/darkroom"
)

func TestTheFirstWhoAsksHasAllSizesMade(t *testing.T) {
	h := open(t)
	a := h.drawing(t, 1)
	body := h.bytesOf(t, a, size(sizes[1], media.PNG))
	m, err := png.Decode(bytes.NewReader(body))
	if err != nil || m.Bounds().Dx() != 32 {
		t.Fatalf("%v, %v", m, err)
	}
	h.all(t, a)
	if n := len(h.blobs.opens()); n != 1 {
		t.Errorf("the picture was read %d times", n)
	}
	wantNames(t, h.names(t, a), allOfPNG)
	if again := h.bytesOf(t, a, size(sizes[1], media.PNG)); !bytes.Equal(again, body) {
		t.Error("the kept file differs")
	}
}

func TestManyWhoAskAtOnceGetOnePainting(t *testing.T) {
	h := open(t)
	a := h.drawing(t, 1)
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() { h.bytesOf(t, a, size(sizes[i%len(sizes)], media.PictureKinds(a.Kind)[i%2])) })
	}
	all.Wait()
	if n := len(h.blobs.opens()); n != 1 {
		t.Errorf("the picture was read %d times", n)
	}
}

func TestWhatIsKeptOutlivesTheProcess(t *testing.T) {
	h := open(t)
	a, v := h.drawing(t, 1), size(sizes[3], media.WebP)
	first, err := h.Get(context.Background(), a, v)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	next := openIn(t, h.dir, &memory{})
	second, err := next.Get(context.Background(), a, v)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if first.Tag != second.Tag || first.Size() != second.Size() {
		t.Errorf("the file differs: %q %d, %q %d", first.Tag, first.Size(), second.Tag, second.Size())
	}
	if _, err := h.Get(context.Background(), a, v); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a closed room gave %v", err)
	}
}

func TestATornFileIsMadeAnew(t *testing.T) {
	for name, tear := range map[string]func([]byte) []byte{
		"empty":      func([]byte) []byte { return nil },
		"short":      func(b []byte) []byte { return b[:len(b)-1] },
		"cut":        func(b []byte) []byte { return b[:len(b)/2] },
		"zeros":      func(b []byte) []byte { return make([]byte, len(b)) },
		"hollow":     func(b []byte) []byte { clear(b[10:40]); return b },
		"longer":     func(b []byte) []byte { return append(b, 0) },
		"other name": nil,
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			a, v := h.drawing(t, 1), size(sizes[2], media.PNG)
			h.all(t, a)
			want := h.bytesOf(t, a, v)
			_ = h.Close()
			path, from := h.path(a, v.FileName()), h.path(a, v.FileName())
			if tear == nil {
				from, tear = h.path(a, "16.png"), func(b []byte) []byte { return b }
			}
			kept, err := os.ReadFile(from)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, tear(kept), 0o600); err != nil {
				t.Fatal(err)
			}
			h = openIn(t, h.dir, h.blobs)
			if got := h.bytesOf(t, a, v); !bytes.Equal(got, want) {
				t.Errorf("%d bytes, want %d", len(got), len(want))
			}
			if n := len(h.blobs.opens()); n != 2 {
				t.Errorf("the picture was read %d times", n)
			}
		})
	}
}

func TestAChangedCropIsMadeAnew(t *testing.T) {
	h := open(t)
	a, v := h.drawing(t, 1), size(sizes[3], media.PNG)
	h.bytesOf(t, a, v)
	_ = h.Close()
	was := sizes
	defer func() { sizes = was }()
	sizes = media.Sizes{{Crop: "card", Width: 24, Across: 1, Down: 1}}
	h = openIn(t, h.dir, h.blobs)
	m, err := png.Decode(bytes.NewReader(h.bytesOf(t, a, size(sizes[0], media.PNG))))
	if err != nil || m.Bounds().Dy() != 24 {
		t.Errorf("%v, %v", m.Bounds(), err)
	}
}

func TestTheWholeFileHasNothingButThePicture(t *testing.T) {
	h := open(t)
	a := h.drawing(t, 1)
	a.Blob = h.blobs.put(append(h.blobs.bodies[a.Blob], "secret"...))
	whole := h.bytesOf(t, a, media.Variant{Kind: media.PNG})
	m, err := png.Decode(bytes.NewReader(whole))
	if err != nil || m.Bounds().Dx() != 60 || m.Bounds().Dy() != 40 || bytes.Contains(whole, []byte("secret")) {
		t.Errorf("%v, %v", m, err)
	}
	wantNames(t, h.names(t, a), "file.png")
	for k, want := range map[media.Kind]media.Kind{media.JPEG: media.JPEG, media.PNG: media.PNG, media.GIF: media.PNG, media.WebP: media.PNG, media.PDF: media.PDF} {
		if got := media.WholeKind(k); got != want {
			t.Errorf("a %s is given as %s", k, got)
		}
	}
}

func TestAFileIsCleanedOnce(t *testing.T) {
	h := open(t)
	a := h.asset(media.PDF, []byte("%PDF by secret author"), 0, 0)
	v := media.Variant{Kind: media.PDF}
	for range 3 {
		if got := string(h.bytesOf(t, a, v)); got != "%PDF by  author" {
			t.Errorf("got %q", got)
		}
	}
	if h.cleans.count() != 1 {
		t.Errorf("cleaned %d times", h.cleans.count())
	}
	wantNames(t, h.names(t, a), "file.pdf")
}

func TestAFileThatIsCleanIsNotCopied(t *testing.T) {
	h := open(t)
	a := h.asset(media.CSV, []byte("a,b"), 0, 0)
	v := media.Variant{Kind: media.CSV}
	for range 3 {
		if got := string(h.bytesOf(t, a, v)); got != "a,b" {
			t.Errorf("got %q", got)
		}
	}
	if h.cleans.count() != 1 {
		t.Errorf("cleaned %d times", h.cleans.count())
	}
	wantNames(t, h.names(t, a), "file.same")
	_ = h.Close()
	h = openIn(t, h.dir, h.blobs)
	h.bytesOf(t, a, v)
	if h.cleans.count() != 0 {
		t.Error("cleaned again after a start")
	}
}

func TestWhatIsNotDeclaredIsNotThere(t *testing.T) {
	h := open(t)
	a := h.drawing(t, 1)
	pdf := h.asset(media.PDF, []byte("%PDF"), 0, 0)
	odd := *a
	odd.Blob = "../../etc/passwd"
	other := size(sizes[3], media.PNG)
	other.Focal = media.Focal{X: 1, Y: 1}
	for name, c := range map[string]struct {
		a *media.Asset
		v media.Variant
	}{
		"another width":          {a, size(media.Size{Width: 17}, media.PNG)},
		"another proportion":     {a, size(media.Size{Crop: "card", Width: 24, Across: 9, Down: 2}, media.PNG)},
		"another kind":           {a, size(sizes[0], media.JPEG)},
		"no kind":                {a, size(sizes[0], "")},
		"another focal point":    {a, other},
		"the file as it was":     {a, media.Variant{Kind: media.JPEG}},
		"a size of a document":   {pdf, size(sizes[0], media.PNG)},
		"a document as another":  {pdf, media.Variant{Kind: media.CSV}},
		"a blob outside":         {&odd, size(sizes[0], media.PNG)},
		"the whole file outside": {&odd, media.Variant{Kind: media.PNG}},
	} {
		if f, err := h.Get(context.Background(), c.a, c.v); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
	gone := *a
	gone.Removed = time.Now()
	if _, err := h.Get(context.Background(), &gone, size(sizes[0], media.PNG)); !fault.Is(err, fault.Gone) {
		t.Errorf("what was removed gave %v", err)
	}
	if n := len(h.blobs.opens()); n != 0 {
		t.Errorf("blobs were opened %d times", n)
	}
}

func TestABrokenPictureIsTriedOnceAMinute(t *testing.T) {
	h := open(t)
	now := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	h.SetClock(func() time.Time { return now })
	a := h.asset(media.PNG, []byte("\x89PNG\r\n\x1a\nnot at all"), 60, 40)
	ask := func() {
		t.Helper()
		var f *fault.Fault
		_, err := h.Get(context.Background(), a, size(sizes[0], media.PNG))
		if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Key != "media.picture.broken" {
			t.Fatalf("it gave %v", err)
		}
	}
	for range 20 {
		ask()
	}
	if n := len(h.blobs.opens()); n != 1 || h.log.lines() != 1 {
		t.Errorf("it was read %d times, and the log has %d lines", n, h.log.lines())
	}
	now = now.Add(darkroom.Rest)
	ask()
	if n := len(h.blobs.opens()); n != 2 || h.log.lines() != 2 {
		t.Errorf("after a minute it was read %d times, and the log has %d lines", n, h.log.lines())
	}
	wantNames(t, h.names(t, a), "")
}

// full is paper on which some bytes still go.
type full struct {
	to   io.Writer
	left *int
}

func (f full) Write(p []byte) (int, error) {
	if *f.left -= len(p); *f.left < 0 {
		return 0, syscall.ENOSPC
	}
	return f.to.Write(p)
}

func TestAFullDiskLeavesNothingHalf(t *testing.T) {
	h := open(t)
	now := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	h.SetClock(func() time.Time { return now })
	good, v := h.drawing(t, 1), size(sizes[2], media.PNG)
	h.all(t, good)
	var left int
	h.SetPaper(func(w io.Writer) io.Writer { return full{w, &left} })
	pdf := h.asset(media.PDF, []byte("%PDF by secret author"), 0, 0)
	for i, room := range []int{0, 10, 30} {
		left = room
		a := h.drawing(t, uint8(10+i))
		if _, err := h.Get(context.Background(), a, v); !fault.Is(err, fault.Unavailable) || !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("with room for %d: %v", room, err)
		}
		wantNames(t, h.names(t, a), "")
		h.bytesOf(t, good, v)
	}
	left = 0
	if _, err := h.Get(context.Background(), pdf, media.Variant{Kind: media.PDF}); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a document: %v", err)
	}
	wantNames(t, h.names(t, pdf), "")
	// There is room again.
	left = 1 << 20
	now = now.Add(darkroom.Pause)
	h.bytesOf(t, pdf, media.Variant{Kind: media.PDF})
}

func TestAFolderThatCannotBeWrittenIsUnavailable(t *testing.T) {
	h := open(t)
	a := h.drawing(t, 1)
	if err := os.WriteFile(filepath.Join(h.dir, string(a.Blob[:2])), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Get(context.Background(), a, size(sizes[0], media.PNG)); !fault.Is(err, fault.Unavailable) {
		t.Errorf("it gave %v", err)
	}
}

func TestALinkOutOfTheFolderIsNotFollowed(t *testing.T) {
	h := open(t)
	a, v := h.drawing(t, 1), size(sizes[0], media.PNG)
	outside := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(h.dir, string(a.Blob[:2]))); err != nil {
		t.Fatal(err)
	}
	if f, err := h.Get(context.Background(), a, v); err == nil {
		t.Errorf("it gave %v", f)
	}
	if entries, _ := os.ReadDir(outside); len(entries) > 0 {
		t.Errorf("outside was written: %v", entries)
	}
}

func TestAPanicOfTheCleanerEndsNothingElse(t *testing.T) {
	h := open(t)
	h.cleans.before = func(context.Context) error { panic("cleaner") }
	a := h.asset(media.PDF, []byte("%PDF"), 0, 0)
	if _, err := h.Get(context.Background(), a, media.Variant{Kind: media.PDF}); err == nil || fault.KindOf(err) != fault.Internal {
		t.Errorf("it gave %v", err)
	}
	wantNames(t, h.names(t, a), "")
	b := h.drawing(t, 1)
	h.bytesOf(t, b, size(sizes[0], media.PNG))
}

func TestWhatTheCleanerRefusesIsRefused(t *testing.T) {
	h := open(t)
	h.cleans.before = func(context.Context) error { return fault.New(fault.Invalid, "media.refused.test") }
	a := h.asset(media.PDF, []byte("%PDF"), 0, 0)
	var f *fault.Fault
	if _, err := h.Get(context.Background(), a, media.Variant{Kind: media.PDF}); !errors.As(err, &f) || f.Key != "media.refused.test" {
		t.Errorf("it gave %v", err)
	}
}
