package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"testing"

	"herald/internal/fault"
	"herald/media"
	"herald/media/picture"
)

// refuse fails unless painting ends in fault.Invalid with a key.
func refuse(t *testing.T, s *picture.Studio, a *media.Asset, body []byte, key string) {
	t.Helper()
	made, err := tryPaint(context.Background(), s, a, body, variants(a, small)...)
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Key != key {
		t.Fatalf("painting gave %v, want fault.Invalid %s", err, key)
	}
	if len(made) != 0 {
		t.Fatalf("%d files were made all the same", len(made))
	}
}

func TestATruncatedPictureIsRefused(t *testing.T) {
	for _, k := range []media.Kind{media.JPEG, media.PNG, media.GIF, media.WebP} {
		body := encode(t, k, quarters(90, 60))
		for cut := range len(body) * 3 / 4 {
			if cut%7 == 0 {
				refuse(t, picture.New(picture.Options{}), asset(k, body, 90, 60), body[:cut], "media.picture.broken")
			}
		}
	}
}

func TestAFileOfAnotherKindIsRefused(t *testing.T) {
	body := encode(t, media.PNG, quarters(90, 60))
	for _, k := range []media.Kind{media.JPEG, media.GIF, media.WebP, media.PDF, "image/tiff", ""} {
		refuse(t, picture.New(picture.Options{}), asset(k, body, 90, 60), body, "media.picture.broken")
	}
}

func TestOtherDimensionsThanTheAssetSaysAreRefused(t *testing.T) {
	body := encode(t, media.JPEG, quarters(90, 60))
	refuse(t, picture.New(picture.Options{}), asset(media.JPEG, body, 60, 90), body, "media.picture.broken")
}

func TestTooManyPixelsAreRefusedBeforeTheyAreDecoded(t *testing.T) {
	body := encode(t, media.PNG, quarters(90, 60))
	refuse(t, picture.New(picture.Options{Pixels: 90*60 - 1}), asset(media.PNG, body, 90, 60), body, "media.picture.large")
	if _, err := tryPaint(context.Background(), picture.New(picture.Options{Pixels: 90 * 60}), asset(media.PNG, body, 90, 60), body, media.Variant{Size: small, Kind: media.PNG}); err != nil {
		t.Errorf("as many as are allowed: %v", err)
	}
	// A header alone, of a picture that would fill the memory.
	bomb := intoPNG(body)
	binary.BigEndian.PutUint32(bomb[16:], 1<<30)
	binary.BigEndian.PutUint32(bomb[20:], 1<<30)
	bomb = append(bomb[:8], append(chunk("IHDR", bomb[16:29]), bomb[33:]...)...)
	a := asset(media.PNG, bomb, 1<<30, 1<<30)
	made, err := tryPaint(context.Background(), picture.New(picture.Options{}), a, bomb, variants(a, small)...)
	if !fault.Is(err, fault.Invalid) || len(made) > 0 {
		t.Errorf("a header of 2^60 pixels gave %v", err)
	}
}

func TestAPixelOutsideOfThePaletteIsNoPanic(t *testing.T) {
	m := image.NewPaletted(image.Rect(0, 0, 40, 40), color.Palette{color.White, color.Black, color.White, color.Black})
	for i := range m.Pix {
		m.Pix[i] = uint8(i % 4)
	}
	// The palette of the file is cut to one colour.
	body := encode(t, media.PNG, m)
	at := bytes.Index(body, []byte("PLTE"))
	crafted := append(bytes.Clone(body[:at-4]), chunk("PLTE", []byte{1, 2, 3})...)
	crafted = append(crafted, body[at+4+12+4:]...)
	a := asset(media.PNG, crafted, 40, 40)
	if made, err := tryPaint(context.Background(), picture.New(picture.Options{}), a, crafted, variants(a, small)...); err != nil && !fault.Is(err, fault.Invalid) {
		t.Errorf("PNG: %d files, %v", len(made), err)
	}

	moving := encode(t, media.GIF, m)
	moving[10] = moving[10] &^ 7 // two colours
	moving = append(bytes.Clone(moving[:13+6]), moving[13+12:]...)
	refuse(t, picture.New(picture.Options{}), asset(media.GIF, moving, 40, 40), moving, "media.picture.broken")
}

// riff is a WebP of chunks.
func riff(chunks ...[]byte) []byte {
	body := append([]byte("WEBP"), bytes.Join(chunks, nil)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func riffChunk(name string, body []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body)))
	out = append(out, body...)
	if len(body)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

func three(n int) []byte { return []byte{byte(n), byte(n >> 8), byte(n >> 16)} }

// moving is an animated WebP with one frame at a place on its canvas.
func moving(w, h, x, y, fw, fh int, frame []byte) []byte {
	head := append([]byte{1<<1 | 1<<4, 0, 0, 0}, append(three(w-1), three(h-1)...)...)
	place := bytes.Join([][]byte{three(x / 2), three(y / 2), three(fw - 1), three(fh - 1), {0, 0, 0, 0}}, nil)
	return riff(riffChunk("VP8X", head), riffChunk("ANIM", make([]byte, 6)), riffChunk("ANMF", append(place, frame...)))
}

func TestAMovingWebPIsRefused(t *testing.T) {
	body := moving(60, 40, 0, 0, 60, 40, encode(t, media.WebP, quarters(60, 40))[12:])
	refuse(t, picture.New(picture.Options{}), asset(media.WebP, body, 60, 40), body, "media.picture.broken")
}

func TestAFrameMayCoverAPartOfItsCanvas(t *testing.T) {
	scene := quarters(60, 40)
	body := encode(t, media.GIF, scene)
	binary.LittleEndian.PutUint16(body[6:], 100)
	binary.LittleEndian.PutUint16(body[8:], 80)
	at := bytes.LastIndex(body, []byte{0x2c, 0, 0, 0, 0, 60, 0, 40, 0})
	body[at+1], body[at+3] = 20, 30
	v := media.Variant{Size: wide, Kind: media.PNG}
	m := see(t, media.PNG, paint(t, asset(media.GIF, body, 100, 80), body, v)[v.FileName()])
	near(t, m.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(image.Rect(20, 30, 80, 70)), scene)
	if _, _, _, alpha := m.At(5, 5).RGBA(); alpha != 0 {
		t.Error("around the frame something was painted")
	}
}

func TestAHeaderThatLiesIsRefused(t *testing.T) {
	// The canvas is small, the picture in it is not.
	still := encode(t, media.WebP, quarters(60, 40))[12:]
	head := append([]byte{0, 0, 0, 0}, append(three(7), three(7)...)...)
	body := riff(riffChunk("VP8X", head), still)
	refuse(t, picture.New(picture.Options{}), asset(media.WebP, body, 8, 8), body, "media.picture.broken")

	// The screen is small, the frame on it is not.
	screen := encode(t, media.GIF, quarters(60, 40))
	binary.LittleEndian.PutUint16(screen[6:], 8)
	binary.LittleEndian.PutUint16(screen[8:], 8)
	refuse(t, picture.New(picture.Options{}), asset(media.GIF, screen, 8, 8), screen, "media.picture.broken")

	// The header says more rows than there are, and fewer.
	for _, rows := range []uint32{30, 90} {
		file := encode(t, media.PNG, quarters(60, 40))
		binary.BigEndian.PutUint32(file[20:], rows)
		lie := append(append(bytes.Clone(file[:8]), chunk("IHDR", file[16:29])...), file[33:]...)
		refuse(t, picture.New(picture.Options{}), asset(media.PNG, lie, 60, int(rows)), lie, "media.picture.broken")
	}

	// A second header follows the first.
	one, two := encode(t, media.JPEG, quarters(16, 16)), encode(t, media.JPEG, quarters(600, 400))
	lie := append(bytes.Clone(one[:bytes.Index(one, []byte{0xff, 0xda})]), two[2:]...)
	refuse(t, picture.New(picture.Options{}), asset(media.JPEG, lie, 16, 16), lie, "media.picture.broken")
}

// scanBomb is a JPEG of w times h that goes over the picture again and again and
// changes nothing.
func scanBomb(w, h, scans int) []byte {
	out := bytes.NewBuffer([]byte{0xff, 0xd8})
	table := make([]byte, 64)
	for i := range table {
		table[i] = 1
	}
	out.Write(segment(0xdb, append([]byte{0}, table...)))
	out.Write(segment(0xc2, []byte{8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), 1, 1, 0x11, 0}))
	// One code of one bit each: no difference, and a run of blocks that end.
	out.Write(segment(0xc4, append(append([]byte{0x00, 1}, make([]byte, 15)...), 0)))
	out.Write(segment(0xc4, append(append([]byte{0x10, 1}, make([]byte, 15)...), 0xe0)))
	blocks := ((w + 7) / 8) * ((h + 7) / 8)
	out.Write(segment(0xda, []byte{1, 1, 0x00, 0, 0, 0x00}))
	out.Write(make([]byte, (blocks+7)/8))
	for range scans {
		out.Write(segment(0xda, []byte{1, 1, 0x00, 1, 63, 0x00}))
		// The code is a zero, then fourteen ones, without a byte 0xff.
		for done := 0; done < blocks; done += 1<<15 - 2 {
			out.Write([]byte{0x7f, 0x7f})
		}
		out.Write(make([]byte, 4))
	}
	out.Write([]byte{0xff, 0xd9})
	return out.Bytes()
}

func TestTooManyScansAreRefused(t *testing.T) {
	few, many := scanBomb(64, 64, 20), scanBomb(64, 64, 600)
	a := asset(media.JPEG, few, 64, 64)
	paint(t, a, few, variants(a, small)...)
	refuse(t, picture.New(picture.Options{}), asset(media.JPEG, many, 64, 64), many, "media.picture.broken")
}

func TestWhatWasMadeTransparentCannotBeUncovered(t *testing.T) {
	scene := quarters(60, 40)
	for i := 3; i < len(scene.Pix)/2; i += 4 {
		scene.Pix[i] = 0
	}
	deep := image.NewNRGBA64(scene.Rect)
	for y := range 40 {
		for x := range 60 {
			c := scene.NRGBAAt(x, y)
			deep.SetNRGBA64(x, y, color.NRGBA64{uint16(c.R) << 8, uint16(c.G) << 8, uint16(c.B) << 8, uint16(c.A) << 8})
		}
	}
	for name, m := range map[string]image.Image{"8 bit": scene, "16 bit": deep} {
		body := encode(t, media.PNG, m)
		if hidden := top(t, see(t, media.PNG, body)); len(bytes.Trim(hidden, "\x00")) == 0 {
			t.Fatal("nothing is hidden")
		}
		v := media.Variant{Kind: media.PNG}
		if found := top(t, see(t, media.PNG, paint(t, asset(media.PNG, body, 60, 40), body, v)[v.FileName()])); len(bytes.Trim(found, "\x00")) > 0 {
			t.Errorf("%s: under what is transparent is %v", name, found[:8])
		}
	}
}

// top gives the bytes of the uppermost rows.
func top(t *testing.T, m image.Image) []byte {
	t.Helper()
	switch m := m.(type) {
	case *image.NRGBA:
		return m.Pix[:5*m.Stride]
	case *image.NRGBA64:
		return m.Pix[:5*m.Stride]
	}
	t.Fatalf("the picture became %T", m)
	return nil
}
