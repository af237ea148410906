package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"github.com/disintegration/imaging"
	"github.com/gen2brain/webp"

	"herald/media"
)

// The qualities. What is made differs when one of them changes: raise the recipe
// of media/darkroom with it, or what was kept stays as it is.
const (
	jpegQuality = 82
	// wholeQuality is that of the file itself, which readers take to print.
	wholeQuality = 90
	webpQuality  = 80
	webpMethod   = 2
	// webpSide is the longest side that WebP can say.
	webpSide = 16383
)

var errKind = errors.New("pictures are not made in this kind")

// encode gives the bytes of m as v wants them. The encoders know nothing but
// pixels, so nothing of what the file carried can get into them.
func (n *negative) encode(v media.Variant, m image.Image) ([]byte, error) {
	var (
		out bytes.Buffer
		err error
	)
	switch v.Kind {
	case media.JPEG:
		quality := jpegQuality
		if v.Name() == media.WholeFile {
			quality = wholeQuality
		}
		err = jpeg.Encode(&out, onWhite(m), &jpeg.Options{Quality: quality})
	case media.PNG:
		err = n.encodePNG(&out, m)
	case media.WebP:
		err = webp.Encode(&out, fitWebP(m), webp.Options{Quality: webpQuality, Method: webpMethod})
	default:
		err = errKind
	}
	if err != nil {
		return nil, fmt.Errorf("encoding %s as %q: %w", v.Name(), v.Kind, err)
	}
	return out.Bytes(), nil
}

// encodePNG writes a palette where the file had one and the colours still fit:
// charts stay small. What was smoothed into more colours must not lose them.
func (n *negative) encodePNG(out *bytes.Buffer, m image.Image) error {
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if n.paletted {
		e.CompressionLevel = png.DefaultCompression
		if drawn, ok := m.(*image.NRGBA); ok {
			if few := fewColors(drawn); few != nil {
				m = few
			}
		}
	}
	return e.Encode(out, m)
}

// fewColors gives m with a palette, or nil if it has too many colours for one.
func fewColors(m *image.NRGBA) *image.Paletted {
	out := image.NewPaletted(m.Rect, nil)
	known := map[color.NRGBA]uint8{}
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		from, to := m.Pix[m.PixOffset(m.Rect.Min.X, y):], out.Pix[out.PixOffset(m.Rect.Min.X, y):]
		for x := range m.Rect.Dx() {
			c := color.NRGBA{from[4*x], from[4*x+1], from[4*x+2], from[4*x+3]}
			index, ok := known[c]
			if !ok {
				if len(known) == 256 {
					return nil
				}
				index = uint8(len(known))
				known[c] = index
				out.Palette = append(out.Palette, c)
			}
			to[x] = index
		}
	}
	return out
}

// onWhite gives m as JPEG can hold it, without transparent parts. Opaque pixels
// are the same bytes with and without alpha, and image/jpeg is ten times faster
// with the latter.
func onWhite(m image.Image) image.Image {
	drawn, ok := m.(*image.NRGBA)
	if !ok {
		if _, ok := m.(*image.YCbCr); ok {
			return m
		}
		drawn = imaging.Clone(m)
	}
	if drawn.Opaque() {
		return &image.RGBA{Pix: drawn.Pix, Stride: drawn.Stride, Rect: drawn.Rect}
	}
	out := image.NewRGBA(drawn.Rect)
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, drawn, drawn.Rect.Min, draw.Over)
	return out
}

// fitWebP gives m as the encoder reads it: rows without gaps, and no side longer
// than the format can say. Only there a Variant is smaller than its Size says; the
// proportion stays.
func fitWebP(m image.Image) *image.NRGBA {
	b := m.Bounds()
	if b.Dx() > webpSide || b.Dy() > webpSide {
		return imaging.Fit(m, webpSide, webpSide, imaging.Lanczos)
	}
	if drawn, ok := m.(*image.NRGBA); ok && drawn.Stride == 4*b.Dx() {
		return drawn
	}
	return imaging.Clone(m)
}
