package picture

import (
	"context"

	"herald/media"
)

// Measure reads the dimensions of a file as a Studio with room for so many
// pixels does.
func Measure(k media.Kind, src media.Blob, pixels int) (w, h int, err error) {
	c, err := New(Options{Pixels: pixels}).measure(k, &watched{ctx: context.Background(), src: src})
	return c.Width, c.Height, err
}
