package sample_test

import (
	"errors"
	"image/jpeg"
	"testing"

	"herald/content"
	"herald/content/sample"
)

// Every picture is described in every language of its Document, shown by it, and
// large enough for a wide screen without making the binary large.
func TestPicturesAreDescribedShownAndOfASize(t *testing.T) {
	const narrowest, heaviest, all = 1200, 160 << 10, 3 << 20
	types, sum := content.ShippedTypes(), int64(0)
	docs, _ := read(t)
	for _, d := range docs {
		for _, f := range d.Files {
			sum += f.Size
			in, err := d.Open(sample.Files(), f.Name)
			if err != nil {
				t.Fatal(err)
			}
			c, err := jpeg.DecodeConfig(in)
			if err := errors.Join(err, in.Close()); err != nil || c.Width < narrowest || f.Size > heaviest {
				t.Errorf("%s %s: %d pixels wide, %d bytes, %v", d.Ref(), f.Name, c.Width, f.Size, err)
			}
			shown := false
			for _, field := range types.Get(d.Type).Fields {
				for _, item := range d.Facts.Fields[field.Name].Items {
					shown = shown || field.Kind == content.KindAsset && item == f.Name
				}
			}
			if !shown {
				t.Errorf("%s: no field shows %s", d.Ref(), f.Name)
			}
			for _, tr := range d.Translations {
				described := false
				for _, a := range tr.Words.Assets {
					described = described || a.File == f.Name && a.Alt != "" && a.Credit != "" && !content.NamesFile(a.Alt, f.Name)
				}
				if !described {
					t.Errorf("%s: %s is not described in %s", d.Ref(), f.Name, tr.Locale)
				}
			}
		}
	}
	if sum == 0 || sum > all {
		t.Errorf("the pictures have %d bytes", sum)
	}
}
