package picture_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"testing"

	"github.com/disintegration/imaging"
	encoder "github.com/gen2brain/webp"
	"golang.org/x/image/webp"

	"herald/content"
	"herald/media"
	"herald/media/picture"
)

var (
	wide  = media.Size{Width: 320}
	small = media.Size{Width: 64}
	card  = media.Size{Crop: "card", Width: 96, Across: 3, Down: 2}
	hero  = media.Size{Crop: "hero", Width: 200, Across: 3, Down: 1}
)

// blob is a file in memory.
type blob struct{ *bytes.Reader }

func (blob) Close() error { return nil }

func blobOf(body []byte) media.Blob { return blob{bytes.NewReader(body)} }

// asset describes a picture of w times h as it is seen.
func asset(k media.Kind, body []byte, w, h int) *media.Asset {
	return &media.Asset{Blob: content.Sum(body), Size: int64(len(body)), Kind: k, Width: w, Height: h, Turn: 1, Focal: media.Center}
}

func variants(a *media.Asset, sizes ...media.Size) []media.Variant {
	var all []media.Variant
	for _, s := range sizes {
		for _, k := range media.PictureKinds(a.Kind) {
			v := media.Variant{Size: s, Kind: k}
			if s.Crop != "" {
				v.Focal = a.Focal
			}
			all = append(all, v)
		}
	}
	return all
}

// paint makes the Variants and gives them by the name of their file.
func paint(t testing.TB, a *media.Asset, body []byte, want ...media.Variant) map[string][]byte {
	t.Helper()
	made, err := tryPaint(context.Background(), picture.New(picture.Options{}), a, body, want...)
	if err != nil {
		t.Fatal(err)
	}
	if len(made) != len(want) {
		t.Fatalf("%d files for %d variants", len(made), len(want))
	}
	return made
}

func tryPaint(ctx context.Context, s *picture.Studio, a *media.Asset, body []byte, want ...media.Variant) (map[string][]byte, error) {
	made := map[string][]byte{}
	err := s.Paint(ctx, a, blobOf(body), want, func(v media.Variant, b []byte) error {
		made[v.FileName()] = b
		return nil
	})
	return made, err
}

// see decodes what was made.
func see(t testing.TB, k media.Kind, body []byte) image.Image {
	t.Helper()
	decode := map[media.Kind]func(io.Reader) (image.Image, error){
		media.JPEG: jpeg.Decode, media.PNG: png.Decode, media.WebP: webp.Decode,
	}[k]
	m, err := decode(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("what was made is no %s: %v", k, err)
	}
	return m
}

// quarters is a picture whose four corners can be told apart.
func quarters(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	colors := [2][2]color.NRGBA{{{200, 30, 30, 255}, {30, 200, 30, 255}}, {{30, 30, 200, 255}, {220, 220, 30, 255}}}
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, colors[2*y/h][2*x/w])
		}
	}
	return m
}

func encode(t testing.TB, k media.Kind, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	var err error
	switch k {
	case media.JPEG:
		err = jpeg.Encode(&out, m, &jpeg.Options{Quality: 95})
	case media.PNG:
		err = png.Encode(&out, m)
	case media.GIF:
		err = gif.Encode(&out, m, nil)
	case media.WebP:
		err = encoder.Encode(&out, imaging.Clone(m), encoder.Options{Quality: 95})
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// near fails where two pictures differ by more than a little at some pixel of a
// grid, away from edges.
func near(t testing.TB, got, want image.Image) {
	t.Helper()
	if got.Bounds().Size() != want.Bounds().Size() {
		t.Fatalf("the picture is %v, want %v", got.Bounds().Size(), want.Bounds().Size())
	}
	b := want.Bounds()
	for i := range 10 {
		for j := range 10 {
			x, y := b.Min.X+(2*i+1)*b.Dx()/20, b.Min.Y+(2*j+1)*b.Dy()/20
			c := got.At(got.Bounds().Min.X+x-b.Min.X, got.Bounds().Min.Y+y-b.Min.Y)
			if d := distance(c, want.At(x, y)); d > 48 {
				t.Fatalf("at %d,%d is %v, want %v", x, y, c, want.At(x, y))
			}
		}
	}
}

func distance(a, b color.Color) int {
	x, y := color.NRGBAModel.Convert(a).(color.NRGBA), color.NRGBAModel.Convert(b).(color.NRGBA)
	if x.A < 8 && y.A < 8 {
		return 0
	}
	most := 0
	for _, d := range []int{int(x.R) - int(y.R), int(x.G) - int(y.G), int(x.B) - int(y.B), int(x.A) - int(y.A)} {
		most = max(most, d, -d)
	}
	return most
}

// chunk is a chunk of a PNG.
func chunk(name string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, name...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// intoPNG puts chunks behind the header of a PNG.
func intoPNG(file []byte, chunks ...[]byte) []byte {
	const head = 8 + 25
	return append(append(bytes.Clone(file[:head]), bytes.Join(chunks, nil)...), file[head:]...)
}

// segment is a segment of a JPEG.
func segment(marker byte, body []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(2+len(body))), body...)
}

// intoJPEG puts segments before all others of a JPEG.
func intoJPEG(file []byte, segments ...[]byte) []byte {
	return append(append(bytes.Clone(file[:2]), bytes.Join(segments, nil)...), file[2:]...)
}

func deflate(t testing.TB, body []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	if _, err := z.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
