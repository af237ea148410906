package intake

import (
	"bytes"
	"context"
	"io"
	"testing"

	"herald/internal/fault"
	"herald/media"
)

// fuzzLimits are small, so that a fuzzer meets them.
func fuzzLimits() media.Limits {
	l := media.DefaultLimits()
	l.Frames = 10
	return l
}

func seed(f *testing.F) {
	for _, g := range goods() {
		if len(g.text) < 20_000 {
			f.Add([]byte(g.text))
		}
	}
}

// FuzzIdentify looks for a file that makes Identify panic, read without end, or
// fail in a way that is not the file's fault.
func FuzzIdentify(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		c := &counted{ReaderAt: bytes.NewReader(b)}
		found, err := Identify(context.Background(), c, int64(len(b)), fuzzLimits())
		if err != nil && !fault.Is(err, fault.Invalid) {
			t.Fatalf("not a refusal: %v", err)
		}
		if err == nil && found.Kind.Class() == "" {
			t.Fatalf("taken in as %q", found.Kind)
		}
		if most := 4*int64(len(b)) + 8<<20; c.n > most {
			t.Fatalf("%d bytes were read of %d", c.n, len(b))
		}
	})
}

// FuzzClean looks for a file that makes Clean panic, that becomes another kind, or
// that is never clean.
func FuzzClean(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		found, err := Identify(context.Background(), bytes.NewReader(b), int64(len(b)), fuzzLimits())
		if err != nil || found.Kind.Class() == media.Picture {
			return
		}
		var out bytes.Buffer
		changed, err := Clean(context.Background(), found, bytes.NewReader(b), int64(len(b)), &out)
		if err != nil && !fault.Is(err, fault.Invalid) {
			t.Fatalf("not a refusal: %v", err)
		}
		if err != nil || !changed {
			return
		}
		once := out.Bytes()
		again, err := Identify(context.Background(), bytes.NewReader(once), int64(len(once)), fuzzLimits())
		if err != nil || again.Kind != found.Kind {
			t.Fatalf("%s became %s: %v", found.Kind, again.Kind, err)
		}
		if _, err := Clean(context.Background(), again, bytes.NewReader(once), int64(len(once)), io.Discard); err != nil {
			t.Fatalf("cleaned again: %v", err)
		}
	})
}
