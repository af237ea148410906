package picture_test

import (
	"bytes"
	"context"
	"testing"

	"herald/internal/fault"
	"herald/media"
	"herald/media/picture"
)

var pictureKinds = []media.Kind{media.JPEG, media.PNG, media.GIF, media.WebP}

// FuzzPaint feeds what it likes to every decoder: it must be painted or refused
// as broken, and its words must be read or not, without a panic.
func FuzzPaint(f *testing.F) {
	for i, k := range pictureKinds {
		f.Add(encode(f, k, quarters(40, 30)), byte(i), byte(i))
	}
	f.Add(transparentGIF(f), byte(2), byte(1))
	f.Add(moving(100, 80, 20, 30, 60, 40, encode(f, media.WebP, quarters(60, 40))[12:]), byte(3), byte(6))
	for k, body := range laden(f) {
		for i := range pictureKinds {
			if pictureKinds[i] == k {
				f.Add(body, byte(i), byte(8))
			}
		}
	}
	const pixels = 200 * 200
	f.Fuzz(func(t *testing.T, body []byte, kind, turn byte) {
		k := pictureKinds[int(kind)%len(pictureKinds)]
		if _, err := picture.ReadNotes(context.Background(), k, bytes.NewReader(body), int64(len(body))); err != nil {
			t.Fatalf("reading words: %v", err)
		}
		w, h, err := picture.Measure(k, blobOf(body), pixels)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("measuring: %v", err)
			}
			w, h = 30, 40
		}
		a := asset(k, body, w, h)
		if a.Turn = int(turn) % 10; a.Turn >= 5 && a.Turn <= 8 {
			a.Width, a.Height = h, w
		}
		made, err := tryPaint(context.Background(), picture.New(picture.Options{Pixels: pixels}), a, body, variants(a, small, card)...)
		if err != nil && !fault.Is(err, fault.Invalid) {
			t.Fatalf("painting: %v", err)
		}
		if err == nil && len(made) != 4 {
			t.Fatalf("%d files", len(made))
		}
	})
}
