// Package picture makes the sizes in which a picture is shown, and reads the
// words that a picture carries. It owns every use of a picture library.
//
// It must never let bytes of the uploaded file through: what it gives is painted
// anew from pixels, so no place, serial number or comment of a camera survives.
// It must never decode before it knows the kind and the dimensions, never decode
// by any package but that of the kind, and it knows no disk, no log and no HTTP.
package picture

import (
	"cmp"
	"context"
	"fmt"
	"runtime"

	"herald/internal/fault"
	"herald/media"
)

// Options bound a Studio.
type Options struct {
	// Decodes is how many pictures are held in memory at once; 0 means one.
	Decodes int
	// Pixels bounds width times height of what is decoded; 0 means the default
	// of media.DefaultLimits.
	Pixels int
}

// Studio paints pictures, a few at a time. It is safe for concurrent use.
type Studio struct {
	places chan struct{}
	pixels int
}

// New gives a Studio.
func New(o Options) *Studio {
	return &Studio{
		places: make(chan struct{}, max(1, o.Decodes)),
		pixels: cmp.Or(o.Pixels, media.DefaultLimits().Pixels),
	}
}

// Paint makes the wanted Variants of the picture a from its bytes, and gives each
// to put as soon as it is done, the largest of each crop first. It decodes once.
//
// Bytes that are no picture of the kind and the dimensions that a says are
// fault.Invalid, however they were crafted. What put returns ends the work.
func (s *Studio) Paint(ctx context.Context, a *media.Asset, src media.Blob, want []media.Variant, put func(media.Variant, []byte) error) (err error) {
	if len(want) == 0 {
		return nil
	}
	// The place is held until all is painted, for so long is the memory.
	select {
	case s.places <- struct{}{}:
		defer func() { <-s.places }()
	case <-ctx.Done():
		return ctx.Err()
	}
	n, err := s.develop(ctx, a, src)
	if err != nil {
		return err
	}
	// What the decoder worked with, several times the picture for some, would stay
	// beside all that is made now.
	runtime.GC()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("painting %s of %s: panic: %v", a.Kind, a.Blob, p)
		}
	}()
	for _, g := range groups(want) {
		if err := n.paint(ctx, g, put); err != nil {
			return err
		}
	}
	return nil
}

// broken is the answer to a file that is no picture of its kind.
func broken(k media.Kind, err error) error {
	f := fault.New(fault.Invalid, "media.picture.broken", "kind", k.Label())
	f.Err = err
	return f
}
