package picture

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"

	"herald/internal/fault"
	"herald/media"
)

// negative is a decoded picture, as it lies in the file, and how it is seen.
type negative struct {
	img image.Image
	// width and height are those of the picture turned upright by turn.
	width, height, turn int
	// paletted says that the file had a palette.
	paletted bool
}

// decoder is the one package that may read files of a kind.
type decoder struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

// image.Decode and imaging.Open must never stand here: they take any format that
// some import has registered, TIFF and BMP among them.
var decoders = map[media.Kind]decoder{
	media.JPEG: {jpeg.DecodeConfig, decodeJPEG},
	media.PNG:  {png.DecodeConfig, png.Decode},
	// gif.Decode stops after the first frame; gif.DecodeAll would keep all.
	media.GIF: {gif.DecodeConfig, gif.Decode},
	// A moving WebP is refused by this package, as it is by media/intake.
	media.WebP: {webp.DecodeConfig, webp.Decode},
}

// develop decodes src. The recover stands in the goroutine that decodes; no
// other could catch what a decoder panics with.
func (s *Studio) develop(ctx context.Context, a *media.Asset, src media.Blob) (n *negative, err error) {
	from := &watched{ctx: ctx, src: src}
	defer func() {
		if p := recover(); p != nil {
			n, err = nil, broken(a.Kind, fmt.Errorf("decoder: panic: %v", p))
		}
		// That reading was stopped, or that the disk failed, says nothing about
		// the picture.
		if err != nil && from.err != nil {
			n, err = nil, from.err
		}
	}()
	config, err := s.measure(a.Kind, from)
	if err != nil {
		return nil, err
	}
	n = &negative{width: config.Width, height: config.Height, turn: a.Turn}
	if n.turn < 1 || n.turn > 8 {
		n.turn = 1
	}
	if n.turn >= 5 {
		n.width, n.height = n.height, n.width
	}
	if n.width != a.Width || n.height != a.Height {
		return nil, broken(a.Kind, fmt.Errorf("the file is %dx%d, its asset %dx%d", n.width, n.height, a.Width, a.Height))
	}
	img, err := decoders[a.Kind].decode(from.start())
	if err != nil {
		return nil, broken(a.Kind, err)
	}
	_, n.paletted = img.(*image.Paletted)
	if n.img, err = plain(img, image.Rect(0, 0, config.Width, config.Height)); err != nil {
		return nil, broken(a.Kind, err)
	}
	return n, nil
}

// measure reads the dimensions, and refuses what has too many pixels before
// anything is decoded.
func (s *Studio) measure(k media.Kind, from *watched) (image.Config, error) {
	d, known := decoders[k]
	if !known {
		return image.Config{}, broken(k, errors.New("no kind of picture"))
	}
	c, err := d.config(from.start())
	if err != nil {
		return image.Config{}, broken(k, err)
	}
	if c.Width <= 0 || c.Height <= 0 {
		return image.Config{}, broken(k, fmt.Errorf("%dx%d pixels", c.Width, c.Height))
	}
	if c.Width > s.pixels/c.Height {
		return image.Config{}, fault.New(fault.Invalid, "media.picture.large", "width", c.Width, "height", c.Height)
	}
	return c, nil
}

// watched reads a blob for a decoder. Every read asks ctx first, for a decoder
// cannot be stopped otherwise, and what fails is remembered.
type watched struct {
	ctx context.Context
	src media.Blob
	err error
}

// start gives the bytes from the beginning.
func (w *watched) start() io.Reader {
	// Little is read at once, for between two reads nothing can stop a decoder.
	return bufio.NewReaderSize(io.NewSectionReader(w, 0, w.src.Size()), 4<<10)
}

// ReadAt reads from the blob unless the work was stopped.
func (w *watched) ReadAt(p []byte, at int64) (int, error) {
	if err := w.ctx.Err(); err != nil {
		w.err = err
		return 0, err
	}
	n, err := w.src.ReadAt(p, at)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = fault.Wrap(fault.Unavailable, err, "reading a picture")
		return n, w.err
	}
	return n, err
}
