package intake

import (
	"context"
	"io"
	"time"

	"herald/media"
)

// Found is what a file turned out to be.
type Found struct {
	Kind media.Kind
	// Width and Height are those of a picture as it is stored, before turning,
	// or of a film as it is seen. Turn is the EXIF orientation of a picture, 1
	// to 8; it is 0 for everything else.
	Width, Height, Turn int
	// Frames counts the pictures of an animation; it is 1 for a still picture.
	Frames int
	// Length is that of a film or a recording, 0 where the file does not say.
	Length time.Duration
	// Signed is said of a document that bears a digital signature, which any
	// change would break.
	Signed bool
}

// look is one examination of one file.
type look struct {
	*source
	limits media.Limits
	found  Found
}

// Identify finds out what a file is and whether it may be taken in. What may not
// is fault.Invalid with a key that people are shown; any other error is a failure
// to read. It reads the file about twice at most, through a small window.
func Identify(ctx context.Context, f io.ReaderAt, size int64, limits media.Limits) (Found, error) {
	l := &look{source: newSource(ctx, f, size), limits: limits}
	if size <= 0 {
		return Found{}, refused("empty")
	}
	if most := limits.Largest(); size > most {
		return Found{}, refused("too_large", "mib", most>>20)
	}
	head, err := l.upTo(0, headSize)
	if err != nil {
		return Found{}, err
	}
	kind, err := l.sniff(head)
	if err == nil {
		err = l.examine(kind)
	}
	if err != nil {
		return Found{}, told(err, l.found.Kind)
	}
	return l.found, nil
}

// examine looks through a file that begins as one of kind.
func (l *look) examine(kind media.Kind) error {
	l.found.Kind = kind
	// Office files are told apart by their parts, and held against their limit
	// then; until then the larger limit holds.
	most := kind
	if kind == media.DOCX && l.limits.Bytes[media.Table] > l.limits.Bytes[media.Document] {
		most = media.XLSX
	}
	if err := l.checkSize(most); err != nil {
		return err
	}
	check := map[media.Kind]func() error{
		media.JPEG: l.jpeg, media.PNG: l.png, media.GIF: l.gif, media.WebP: l.webp,
		media.PDF: l.pdf, media.DOCX: l.office, media.MP4: l.mp4, media.WebM: l.webm,
		media.MP3: l.mp3, media.CSV: l.csv, media.VTT: l.vtt,
	}[kind]
	if err := check(); err != nil {
		return err
	}
	return l.polyglot()
}

// checkSize holds the file against the limit of the class of a kind.
func (l *look) checkSize(kind media.Kind) error {
	if most := l.limits.Bytes[kind.Class()]; l.size > most {
		return refused("too_large", "mib", most>>20)
	}
	return nil
}

// checkSides holds the sides of a picture against the limits.
func (l *look) checkSides(width, height int) error {
	switch {
	case width <= 0 || height <= 0:
		return broken("a picture of %d by %d", width, height)
	case width > l.limits.Side || height > l.limits.Side:
		return refused("too_wide", "width", width, "height", height, "limit", l.limits.Side)
	case int64(width)*int64(height) > int64(l.limits.Pixels):
		return refused("too_many_pixels", "width", width, "height", height, "limit", l.limits.Pixels)
	}
	return nil
}

// picture notes the sides of a picture that were found in order.
func (l *look) picture(width, height int) error {
	if err := l.checkSides(width, height); err != nil {
		return err
	}
	l.found.Width, l.found.Height, l.found.Turn, l.found.Frames = width, height, 1, 1
	return nil
}
