package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"herald/internal/fault"
	"herald/media"
)

// hostile is a file that must be refused, with the last part of the key.
type hostile struct {
	name string
	text string
	key  string
}

// counted counts what is read of a file.
type counted struct {
	io.ReaderAt
	n int64
}

func (c *counted) ReadAt(b []byte, at int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(b, at)
	c.n += int64(n)
	return n, err
}

const mostAllocated = 64 << 20

// refusal identifies a file and returns the last part of the key, with work and
// memory held against their bounds.
func refusal(t *testing.T, f io.ReaderAt, size int64, limits media.Limits) string {
	t.Helper()
	c := &counted{ReaderAt: f}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := Identify(context.Background(), c, size, limits)
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > mostAllocated {
		t.Errorf("%d MB were allocated", got>>20)
	}
	if most := 4*size + 8<<20; c.n > most {
		t.Errorf("%d bytes were read of %d", c.n, size)
	}
	if err == nil {
		return ""
	}
	var f2 *fault.Fault
	if !errors.As(err, &f2) || f2.Kind != fault.Invalid || !strings.HasPrefix(f2.Key, "media.refused.") {
		t.Fatalf("not a refusal: %v", err)
	}
	var why reason
	if !errors.As(err, &why) {
		t.Fatalf("no reason is given: %v", err)
	}
	return string(why)
}

func TestHostileAndBrokenFilesAreRefused(t *testing.T) {
	all := append(append(append(append(hostilePictures(), hostileDocuments()...), hostileOffice()...), hostileFilms()...), hostileText()...)
	if len(all) < 120 {
		t.Errorf("only %d files", len(all))
	}
	seen := map[string]string{}
	for _, h := range all {
		if other, twice := seen[h.text]; twice {
			t.Errorf("%q is the same file as %q", h.name, other)
		}
		seen[h.text] = h.name
		t.Run(h.name, func(t *testing.T) {
			if got := refusal(t, strings.NewReader(h.text), int64(len(h.text)), media.DefaultLimits()); got != h.key {
				t.Errorf("refused as %q, want %q", got, h.key)
			}
		})
	}
}

// long is a file that is mostly zeros, of any length.
type long struct {
	head string
	size int64
}

func (l long) ReadAt(b []byte, at int64) (int, error) {
	if at >= l.size {
		return 0, io.EOF
	}
	n := int(min(int64(len(b)), l.size-at))
	clear(b[:n])
	if at < int64(len(l.head)) {
		copy(b[:n], l.head[at:])
	}
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func TestLongFilesAreRefusedWithoutReadingThemWhole(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		name string
		long
		key string
	}{
		{"a picture beyond its limit", long{goodJPEG(), 41 * mb}, "too_large"},
		{"a PDF beyond its limit", long{goodPDF(), 101 * mb}, "too_large"},
		{"a table beyond its limit", long{strings.Repeat(goodCSV, 100), 51 * mb}, "too_large"},
		{"anything beyond every limit", long{"\x00", 4096 * mb}, "too_large"},
		{"a film of zeros", long{mp4Box("ftyp", brandISOM), 2047 * mb}, "cut"},
		{"a film with a long box", long{mp4Box("ftyp", brandISOM) + be32(1) + "mdat" + be64(2000*mb), 2047 * mb}, "cut"},
		{"sound of zeros", long{mp3Frames(8), 400 * mb}, "broken"},
		{"an ID3 tag and zeros", long{id3(200*mb, ""), 400 * mb}, "broken"},
		{"WebM of zeros", long{webmHeader("webm"), 1000 * mb}, "broken"},
		{"a JPEG without an end", long{strings.TrimSuffix(plainJPEG(9, 9), "\xff\xd9"), 39 * mb}, "cut"},
		{"a GIF of empty blocks", long{goodGIF(1)[:40], 39 * mb}, "broken"},
		{"a PNG of zeros", long{pngStart + pngHeader(9, 9, 8, 6), 39 * mb}, "broken"},
		{"an archive of zeros", long{"PK\x03\x04", 99 * mb}, "archive"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := refusal(t, c.long, c.size, media.DefaultLimits()); got != c.key {
				t.Errorf("refused as %q, want %q", got, c.key)
			}
		})
	}
}

// cutSafely are the kinds of which a part is a whole: text, and what plays as it
// comes.
func cutSafely(k media.Kind) bool { return k == media.CSV || k == media.VTT || k == media.MP3 }

func TestCutFilesAreRefused(t *testing.T) {
	for _, g := range goods() {
		t.Run(g.name, func(t *testing.T) {
			// What lies behind a picture may be cut; the picture may not.
			n := len(g.text)
			if strings.Contains(g.name, "behind") {
				n = len(goodJPEG())
				if g.want.Kind == media.PNG {
					n = len(plainPNG(9, 8))
				}
			}
			if g.want.Kind == media.PDF {
				n = strings.LastIndex(g.text, "%%EOF") + 4
			}
			step := max(1, n/150)
			for cut := 0; cut < n; cut += step {
				key := refusal(t, strings.NewReader(g.text[:cut]), int64(cut), media.DefaultLimits())
				// What has no lengths may end where an element does.
				if key == "" && !cutSafely(g.want.Kind) && g.name != "WebM of a browser" {
					t.Fatalf("cut at %d of %d it is taken in", cut, n)
				}
			}
		})
	}
}

func TestDamagedFilesNeverPanic(t *testing.T) {
	for _, g := range goods() {
		for at := 0; at < len(g.text); at += max(1, len(g.text)/100) {
			for _, c := range []byte{0, 0xff, g.text[at] ^ 0x80, '<'} {
				b := []byte(g.text)
				b[at] = c
				found, err := Identify(context.Background(), bytes.NewReader(b), int64(len(b)), media.DefaultLimits())
				if err != nil {
					if !fault.Is(err, fault.Invalid) {
						t.Fatalf("%s with %x at %d: %v", g.name, c, at, err)
					}
					continue
				}
				if found.Kind.Class() == media.Picture {
					continue
				}
				if _, err := Clean(context.Background(), found, bytes.NewReader(b), int64(len(b)), io.Discard); err != nil && !fault.Is(err, fault.Invalid) {
					t.Fatalf("%s with %x at %d, cleaned: %v", g.name, c, at, err)
				}
			}
		}
	}
}

func TestLimitsAreThoseGiven(t *testing.T) {
	tight := func(change func(*media.Limits)) media.Limits {
		l := media.DefaultLimits()
		change(&l)
		return l
	}
	for _, c := range []struct {
		name, text string
		limits     media.Limits
		key        string
	}{
		{"a side", goodPNG(), tight(func(l *media.Limits) { l.Side = 49 }), "too_wide"},
		{"the side itself", goodPNG(), tight(func(l *media.Limits) { l.Side = 50 }), ""},
		{"pixels", goodPNG(), tight(func(l *media.Limits) { l.Pixels = 999 }), "too_many_pixels"},
		{"the pixels themselves", goodPNG(), tight(func(l *media.Limits) { l.Pixels = 1000 }), ""},
		{"frames", goodGIF(5), tight(func(l *media.Limits) { l.Frames = 4 }), "frames"},
		{"the frames themselves", goodGIF(5), tight(func(l *media.Limits) { l.Frames = 5 }), ""},
		{"bytes of a sheet", goodSheet(), tight(func(l *media.Limits) { l.Bytes[media.Table] = 100 }), "too_large"},
		{"bytes of a text", goodText(), tight(func(l *media.Limits) { l.Bytes[media.Document] = 100 }), "too_large"},
		{"a text while sheets are short", goodText(), tight(func(l *media.Limits) { l.Bytes[media.Table] = 100 }), ""},
	} {
		if got := refusal(t, strings.NewReader(c.text), int64(len(c.text)), c.limits); got != c.key {
			t.Errorf("%s: refused as %q, want %q", c.name, got, c.key)
		}
	}
}
