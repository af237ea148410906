package picture

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
)

var (
	errBounds  = errors.New("the data are of other dimensions than the header")
	errPalette = errors.New("a pixel is outside of the palette")
)

// plain makes of what a decoder gave a picture with the bounds of canvas, in one
// of the few forms that imaging reads without looking anything up. imaging works
// in goroutines of its own, whose panics nobody can catch: whatever is wrong with
// a picture must be found here, in ours.
func plain(img image.Image, canvas image.Rectangle) (image.Image, error) {
	b := img.Bounds()
	if b.Empty() || !b.In(canvas) {
		return nil, fmt.Errorf("%w: %v in %v", errBounds, b, canvas)
	}
	// If the last pixel can be read, all can.
	img.At(b.Min.X, b.Min.Y)
	img.At(b.Max.X-1, b.Max.Y-1)
	// The first frame of a GIF may cover only a part of its canvas.
	if m, ok := img.(*image.Paletted); ok {
		return unpalette(m, canvas)
	}
	if b != canvas {
		return nil, fmt.Errorf("%w: %v, not %v", errBounds, b, canvas)
	}
	switch m := img.(type) {
	case *image.YCbCr, *image.RGBA, *image.Gray:
		return m, nil
	case *image.NRGBA:
		blank(m.Pix)
		return m, nil
	case *image.RGBA64:
		return &image.RGBA{Pix: narrow(m.Pix), Stride: m.Stride / 2, Rect: m.Rect}, nil
	case *image.NRGBA64:
		n := &image.NRGBA{Pix: narrow(m.Pix), Stride: m.Stride / 2, Rect: m.Rect}
		blank(n.Pix)
		return n, nil
	case *image.NYCbCrA:
		return unluma(m), nil
	case *image.CMYK:
		opaque := image.NewRGBA(b)
		draw.Draw(opaque, b, m, b.Min, draw.Src)
		return opaque, nil
	default:
		clear := image.NewNRGBA(b)
		draw.Draw(clear, b, m, b.Min, draw.Src)
		return clear, nil
	}
}

// blank takes the colours out of pixels that nobody sees: what was made
// transparent to hide it must not be found by who makes it opaque.
func blank(pix []uint8) {
	for ; len(pix) >= 4; pix = pix[4:] {
		if pix[3] == 0 {
			clear(pix[:4])
		}
	}
}

// narrow makes 8 bits of 16. The pictures that have so many are the largest of
// all, and nothing that is made of them has more.
func narrow(pix []uint8) []uint8 {
	half := make([]uint8, len(pix)/2)
	for i := range half {
		half[i] = pix[2*i]
	}
	return half
}

// unpalette lays m on a canvas, transparent around it.
func unpalette(m *image.Paletted, canvas image.Rectangle) (*image.NRGBA, error) {
	var colors [256]color.NRGBA
	known := min(len(m.Palette), len(colors))
	for i, c := range m.Palette[:known] {
		colors[i] = color.NRGBAModel.Convert(c).(color.NRGBA)
	}
	out := image.NewNRGBA(canvas)
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		from := m.Pix[m.PixOffset(b.Min.X, y):][:b.Dx()]
		to := out.Pix[out.PixOffset(b.Min.X, y):][:4*b.Dx()]
		for x, index := range from {
			if int(index) >= known {
				return nil, errPalette
			}
			c := colors[index]
			if c.A == 0 {
				continue
			}
			to[4*x], to[4*x+1], to[4*x+2], to[4*x+3] = c.R, c.G, c.B, c.A
		}
	}
	return out, nil
}

// unluma turns a WebP with transparent parts into colours.
func unluma(m *image.NYCbCrA) *image.NRGBA {
	out := image.NewNRGBA(m.Rect)
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		to := out.Pix[out.PixOffset(m.Rect.Min.X, y):]
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
			if to[3] = m.A[m.AOffset(x, y)]; to[3] > 0 {
				light, chroma := m.YOffset(x, y), m.COffset(x, y)
				to[0], to[1], to[2] = color.YCbCrToRGB(m.Y[light], m.Cb[chroma], m.Cr[chroma])
			}
			to = to[4:]
		}
	}
	return out
}
