package darkroom_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/media/darkroom"
	"herald/media/picture"
)

var sizes = media.Sizes{{Width: 16}, {Width: 32}, {Width: 64}, {Crop: "card", Width: 24, Across: 3, Down: 2}}

// house is a Room and all that it stands on.
type house struct {
	*darkroom.Room
	dir    string
	blobs  *memory
	log    *record
	cleans *counter
}

// counter counts what a Cleaner does, and may act before it.
type counter struct {
	mu     sync.Mutex
	n      int
	before func(ctx context.Context) error
}

func (c *counter) clean(ctx context.Context, a *media.Asset, f io.ReaderAt, size int64, w io.Writer) (bool, error) {
	c.mu.Lock()
	c.n++
	before := c.before
	c.mu.Unlock()
	if before != nil {
		if err := before(ctx); err != nil {
			return false, err
		}
	}
	body, err := io.ReadAll(io.NewSectionReader(f, 0, size))
	if err != nil {
		return false, err
	}
	clean := bytes.ReplaceAll(body, []byte("secret"), nil)
	_, err = w.Write(clean)
	return len(clean) < len(body), err
}

func (c *counter) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

func open(t testing.TB) *house { return openIn(t, t.TempDir(), &memory{}) }

func openIn(t testing.TB, dir string, blobs *memory) *house {
	t.Helper()
	h := &house{dir: dir, blobs: blobs, log: &record{}, cleans: &counter{}}
	var err error
	h.Room, err = darkroom.Open(dir, blobs, picture.New(picture.Options{}), h.cleans.clean, sizes, slog.New(slog.NewTextHandler(h.log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

// record is a log that can be read.
type record struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

func (r *record) lines() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Count(r.text.String(), "\n")
}

// memory is media.Blobs in memory; it notes what is opened.
type memory struct {
	media.Blobs
	mu     sync.Mutex
	bodies map[content.Hash][]byte
	opened []content.Hash
	wrap   func(content.Hash, media.Blob) media.Blob
}

type blob struct{ *bytes.Reader }

func (blob) Close() error { return nil }

func (m *memory) put(body []byte) content.Hash {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bodies == nil {
		m.bodies = map[content.Hash][]byte{}
	}
	h := content.Sum(body)
	m.bodies[h] = body
	return h
}

func (m *memory) Open(_ context.Context, h content.Hash) (media.Blob, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	body, ok := m.bodies[h]
	if !ok {
		return nil, fault.Absent("blob %s", h)
	}
	m.opened = append(m.opened, h)
	if m.wrap != nil {
		return m.wrap(h, blob{bytes.NewReader(body)}), nil
	}
	return blob{bytes.NewReader(body)}, nil
}

func (m *memory) Remove(_ context.Context, h content.Hash) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.bodies, h)
	return nil
}

func (m *memory) opens() []content.Hash {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]content.Hash(nil), m.opened...)
}

// drawing puts a picture in and describes it.
func (h *house) drawing(t testing.TB, shade uint8) *media.Asset {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, 60, 40))
	for i := range m.Pix {
		m.Pix[i] = uint8(i/7) + shade
	}
	m.Set(0, 0, color.NRGBA{shade, 1, 2, 255})
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return h.asset(media.PNG, out.Bytes(), 60, 40)
}

func (h *house) asset(k media.Kind, body []byte, w, height int) *media.Asset {
	return &media.Asset{ID: "asset", Blob: h.blobs.put(body), Size: int64(len(body)), Kind: k, Width: w, Height: height, Turn: 1, Focal: media.Center}
}

func size(s media.Size, k media.Kind) media.Variant {
	v := media.Variant{Size: s, Kind: k}
	if s.Crop != "" {
		v.Focal = media.Center
	}
	return v
}

// bytesOf gives what Get gives.
func (h *house) bytesOf(t testing.TB, a *media.Asset, v media.Variant) []byte {
	t.Helper()
	f, err := h.Get(context.Background(), a, v)
	if err != nil {
		t.Fatalf("%s: %v", v.FileName(), err)
	}
	defer f.Close()
	body := make([]byte, f.Size())
	if _, err := f.ReadAt(body, 0); err != nil {
		t.Fatal(err)
	}
	if f.Tag == "" || f.Made.IsZero() {
		t.Errorf("%s has tag %q and time %v", v.FileName(), f.Tag, f.Made)
	}
	return body
}

// all gets every size of a picture, so that nothing is being made any more.
func (h *house) all(t testing.TB, a *media.Asset) {
	t.Helper()
	for _, s := range sizes {
		for _, k := range media.PictureKinds(a.Kind) {
			h.bytesOf(t, a, size(s, k))
		}
	}
}

// path is where a file is kept.
func (h *house) path(a *media.Asset, name string) string {
	return filepath.Join(h.dir, string(a.Blob[:2]), string(a.Blob), name)
}

// names are the files that are kept of a.
func (h *house) names(t testing.TB, a *media.Asset) []string {
	t.Helper()
	entries, err := os.ReadDir(h.path(a, ""))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func wantNames(t testing.TB, got []string, want string) {
	t.Helper()
	if fmt.Sprint(got) != "["+want+"]" {
		t.Errorf("kept are %v, want [%s]", got, want)
	}
}

const allOfPNG = "16.png 16.webp 32.png 32.webp 64.png 64.webp card-24-50x50.png card-24-50x50.webp"
