package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"io"

	"golang.org/x/image/webp"
)

// A moving WebP hides its pictures in chunks that golang.org/x/image/webp does
// not open. firstFrame finds the first, so that it can be decoded as if it had
// been sent alone.

const (
	chunkHead = 8
	// beforeFrames bounds how many chunks may stand before the first frame.
	beforeFrames = 64
)

var errChunks = errors.New("webp: chunks that are none")

// frame is the first picture of a moving WebP: a file of its own, and its place.
type frame struct {
	place image.Rectangle
	file  io.Reader
}

// firstFrame gives nil for a WebP that does not move.
func firstFrame(from *watched) (*frame, error) {
	var head [chunkHead + 16]byte
	size := from.src.Size()
	for at, n := int64(12), 0; n < beforeFrames && at+chunkHead <= size; n++ {
		if _, err := from.ReadAt(head[:chunkHead], at); err != nil && err != io.EOF {
			return nil, err
		}
		length := int64(binary.LittleEndian.Uint32(head[4:]))
		switch string(head[:4]) {
		case "VP8 ", "VP8L":
			return nil, nil
		case "ANMF":
			if length < 16+chunkHead || at+chunkHead+length > size {
				return nil, errChunks
			}
			if _, err := from.ReadAt(head[:], at); err != nil && err != io.EOF {
				return nil, err
			}
			return aloneFrame(from, head[chunkHead:], at+chunkHead+16, length-16)
		}
		at += chunkHead + length + length&1
	}
	return nil, nil
}

// aloneFrame puts the header of a file before the chunks of a frame.
func aloneFrame(from *watched, head []byte, at, size int64) (*frame, error) {
	three := func(i int) int { return int(head[i]) | int(head[i+1])<<8 | int(head[i+2])<<16 }
	x, y, w, h := 2*three(0), 2*three(3), three(6)+1, three(9)+1
	var first [4]byte
	if _, err := from.ReadAt(first[:], at); err != nil && err != io.EOF {
		return nil, err
	}
	var file bytes.Buffer
	file.WriteString("RIFF")
	_ = binary.Write(&file, binary.LittleEndian, uint32(4+chunkHead+10+size))
	file.WriteString("WEBPVP8X\x0a\x00\x00\x00")
	flags := byte(0)
	if string(first[:]) == "ALPH" {
		flags = 1 << 4
	}
	file.Write([]byte{flags, 0, 0, 0})
	file.Write(head[6:12])
	return &frame{
		place: image.Rect(x, y, x+w, y+h),
		file:  io.MultiReader(&file, from.section(at, size)),
	}, nil
}

// framed is a picture that covers a part of a canvas.
type framed struct {
	image.Image
	place image.Rectangle
}

// Bounds is the place on the canvas.
func (f *framed) Bounds() image.Rectangle { return f.place }

// decode refuses a frame outside of its canvas, and one that is larger than it
// says, before it decodes it: the decoder compares with the header that was put
// before it.
func (f *frame) decode(canvas image.Rectangle) (image.Image, error) {
	if !f.place.In(canvas) {
		return nil, fmt.Errorf("%w: frame %v in %v", errBounds, f.place, canvas)
	}
	img, err := webp.Decode(f.file)
	if err != nil {
		return nil, err
	}
	if img.Bounds().Size() != f.place.Size() {
		return nil, fmt.Errorf("%w: frame %v", errBounds, f.place)
	}
	return &framed{img, f.place}, nil
}

func (f *framed) onCanvas(canvas image.Rectangle) (image.Image, error) {
	img, err := plain(f.Image, f.Image.Bounds())
	if err != nil || f.place == canvas {
		return img, err
	}
	out := image.NewNRGBA(canvas)
	draw.Draw(out, f.place, img, img.Bounds().Min, draw.Src)
	return out, nil
}
