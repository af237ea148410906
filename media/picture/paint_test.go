package picture_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/disintegration/imaging"

	"herald/media"
)

// turnings undo what a camera did that was held so: the file of an upright
// picture for each EXIF orientation.
var turnings = map[int]func(image.Image) *image.NRGBA{
	1: imaging.Clone, 2: imaging.FlipH, 3: imaging.Rotate180, 4: imaging.FlipV,
	5: imaging.Transpose, 6: imaging.Rotate90, 7: imaging.Transverse, 8: imaging.Rotate270,
}

func TestEveryOrientationGivesTheSamePicture(t *testing.T) {
	scene := quarters(400, 300)
	draw.Draw(scene, image.Rect(40, 20, 120, 80), image.NewUniform(color.NRGBA{250, 250, 250, 255}), image.Point{}, draw.Src)
	for turn, hold := range turnings {
		t.Run(fmt.Sprint(turn), func(t *testing.T) {
			body := encode(t, media.JPEG, hold(scene))
			a := asset(media.JPEG, body, 400, 300)
			a.Turn, a.Focal = turn, media.Focal{X: 20, Y: 20}
			for _, s := range []media.Size{wide, card, {}} {
				v := media.Variant{Size: s, Kind: media.JPEG, Focal: a.Focal}
				want := image.Image(scene)
				switch s {
				case card:
					want = imaging.Resize(imaging.Crop(scene, image.Rect(0, 0, 400, 266)), 96, 64, imaging.Lanczos)
				case wide:
					want = imaging.Resize(scene, 320, 240, imaging.Lanczos)
				}
				near(t, see(t, media.JPEG, paint(t, a, body, v)[v.FileName()]), want)
			}
		})
	}
}

func TestEveryKindOfPictureIsPainted(t *testing.T) {
	scene := quarters(360, 240)
	for _, k := range []media.Kind{media.JPEG, media.PNG, media.GIF, media.WebP} {
		t.Run(k.Label(), func(t *testing.T) {
			body := encode(t, k, scene)
			a := asset(k, body, 360, 240)
			for _, v := range variants(a, wide, small, card, hero) {
				w, h := v.Size.Dimensions(360, 240)
				m := see(t, v.Kind, paint(t, a, body, v)[v.FileName()])
				if m.Bounds().Dx() != w || m.Bounds().Dy() != h {
					t.Fatalf("%s is %v, want %dx%d", v.FileName(), m.Bounds(), w, h)
				}
				if v.Size.Crop == "" {
					near(t, m, imaging.Resize(scene, w, h, imaging.Lanczos))
				}
			}
		})
	}
}

func TestEveryColorModelIsPainted(t *testing.T) {
	scene := quarters(120, 90)
	for name, m := range map[string]draw.Image{
		"16 bit":      image.NewNRGBA64(scene.Rect),
		"opaque":      image.NewRGBA(scene.Rect),
		"opaque 16":   image.NewRGBA64(scene.Rect),
		"gray":        image.NewGray(scene.Rect),
		"gray 16 bit": image.NewGray16(scene.Rect),
		"palette": image.NewPaletted(scene.Rect, color.Palette{
			scene.At(0, 0), scene.At(119, 0), scene.At(0, 89), scene.At(119, 89)}),
	} {
		t.Run(name, func(t *testing.T) {
			draw.Draw(m, scene.Rect, scene, image.Point{}, draw.Src)
			body := encode(t, media.PNG, m)
			v := media.Variant{Size: wide, Kind: media.PNG}
			near(t, see(t, media.PNG, paint(t, asset(media.PNG, body, 120, 90), body, v)[v.FileName()]), m)
		})
	}
}

func TestAPictureIsNeverMadeLarger(t *testing.T) {
	body := encode(t, media.PNG, quarters(50, 30))
	a := asset(media.PNG, body, 50, 30)
	for name, file := range paint(t, a, body, variants(a, wide, card, small)...) {
		k := media.PNG
		if name[len(name)-4:] == "webp" {
			k = media.WebP
		}
		if b := see(t, k, file).Bounds(); b.Dx() > 50 || b.Dy() > 30 {
			t.Errorf("%s is %v", name, b)
		}
	}
}

func TestTheFocalPointStaysInEveryCrop(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	dot := color.NRGBA{255, 0, 255, 255}
	for range 150 {
		w, h := 60+random.IntN(200), 60+random.IntN(200)
		focal := media.Focal{X: random.IntN(101), Y: random.IntN(101)}
		s := media.Size{Crop: "any", Width: 400, Across: 1 + random.IntN(16), Down: 1 + random.IntN(16)}
		scene := image.NewNRGBA(image.Rect(0, 0, w, h))
		draw.Draw(scene, scene.Rect, image.White, image.Point{}, draw.Src)
		x, y := min(w-1, w*focal.X/100), min(h-1, h*focal.Y/100)
		scene.SetNRGBA(x, y, dot)

		turn := 1 + random.IntN(8)
		body := encode(t, media.PNG, turnings[turn](scene))
		a := asset(media.PNG, body, w, h)
		a.Turn, a.Focal = turn, focal
		v := media.Variant{Size: s, Kind: media.PNG, Focal: focal}
		m := see(t, media.PNG, paint(t, a, body, v)[v.FileName()])
		at, found := find(m, dot)
		if !found {
			t.Fatalf("%dx%d, %v, %d:%d, turn %d: the point is not in the crop", w, h, focal, s.Across, s.Down, turn)
		}
		// The crop is as large as the point's picture allows: one side is whole,
		// along the other the point stands in the middle unless an edge is near.
		b := m.Bounds()
		central(t, at.X, x, b.Dx(), w)
		central(t, at.Y, y, b.Dy(), h)
	}
}

func central(t *testing.T, at, point, length, whole int) {
	t.Helper()
	start := point - at
	ideal := point - length/2
	if start != max(0, min(ideal, whole-length)) {
		t.Fatalf("the crop of %d in %d starts at %d, the point is %d", length, whole, start, point)
	}
}

func find(m image.Image, c color.NRGBA) (image.Point, bool) {
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if distance(m.At(x, y), c) < 8 {
				return image.Pt(x, y), true
			}
		}
	}
	return image.Point{}, false
}

func TestWhatIsTransparentStaysTransparent(t *testing.T) {
	scene := quarters(200, 200)
	draw.Draw(scene, image.Rect(100, 0, 200, 100), image.Transparent, image.Point{}, draw.Src)
	for _, k := range []media.Kind{media.PNG, media.WebP, media.GIF} {
		body := encode(t, k, scene)
		if k == media.GIF {
			body = transparentGIF(t)
		}
		a := asset(k, body, 200, 200)
		for _, v := range variants(a, small) {
			m := see(t, v.Kind, paint(t, a, body, v)[v.FileName()])
			if c := color.NRGBAModel.Convert(m.At(48, 16)).(color.NRGBA); c.A > 8 {
				t.Errorf("%s as %s: %v where nothing was", k, v.Kind, c)
			}
			if c := color.NRGBAModel.Convert(m.At(16, 48)).(color.NRGBA); c.A < 247 {
				t.Errorf("%s as %s: %v where something was", k, v.Kind, c)
			}
		}
		onWhite := media.Variant{Size: small, Kind: media.JPEG}
		if c := see(t, media.JPEG, paint(t, a, body, onWhite)[onWhite.FileName()]).At(48, 16); distance(c, color.White) > 8 {
			t.Errorf("%s as JPEG: %v where nothing was, want white", k, c)
		}
	}
}

func transparentGIF(t testing.TB) []byte {
	m := image.NewPaletted(image.Rect(0, 0, 200, 200), color.Palette{color.NRGBA{}, color.NRGBA{9, 9, 200, 255}})
	for i := range m.Pix {
		if x, y := i%200, i/200; x < 100 || y >= 100 {
			m.Pix[i] = 1
		}
	}
	return encode(t, media.GIF, m)
}

func TestThePaletteOfAChartIsKeptWhereItFits(t *testing.T) {
	chart := image.NewPaletted(image.Rect(0, 0, 90, 60), color.Palette{color.White, color.Black, color.NRGBA{200, 0, 0, 255}})
	for i := range chart.Pix {
		chart.Pix[i] = uint8(i / 30 % 3)
	}
	body := encode(t, media.PNG, chart)
	v := media.Variant{Size: wide, Kind: media.PNG}
	m := see(t, media.PNG, paint(t, asset(media.PNG, body, 90, 60), body, v)[v.FileName()])
	if _, ok := m.(*image.Paletted); !ok {
		t.Errorf("the chart became %T", m)
	}
	near(t, m, chart)
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	body := encode(t, media.JPEG, quarters(500, 400))
	a := asset(media.JPEG, body, 500, 400)
	want := variants(a, wide, small, card, hero)
	first := paint(t, a, body, want...)
	slices.Reverse(want)
	for name, file := range paint(t, a, body, want...) {
		if !bytes.Equal(file, first[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestAPictureTooLongForWebPIsMadeToFit(t *testing.T) {
	body := encode(t, media.PNG, image.NewNRGBA(image.Rect(0, 0, 2, 17000)))
	a := asset(media.PNG, body, 2, 17000)
	v := media.Variant{Size: wide, Kind: media.WebP}
	if b := see(t, media.WebP, paint(t, a, body, v)[v.FileName()]).Bounds(); b.Dy() != 16383 {
		t.Errorf("it is %v", b)
	}
}
