package sample_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image/jpeg"
	"io"
	"path"
	"testing"

	"herald/content"
	"herald/content/folder"
	"herald/content/sample"
)

// Every file is described in every language of its Document, shown by it, and
// the whole does not make the binary large.
func TestFilesAreDescribedShownAndOfASize(t *testing.T) {
	const all = 4 << 20
	sum := int64(0)
	docs, _ := read(t)
	for _, d := range docs {
		for _, f := range d.Files {
			sum += f.Size
			switch path.Ext(f.Name) {
			case ".jpg":
				checkPicture(t, d, f)
			case ".pdf":
				checkPaper(t, d, f)
			default:
				t.Errorf("%s: what is %s?", d.Ref(), f.Name)
			}
			if !shown(d, f.Name) {
				t.Errorf("%s: no field shows %s", d.Ref(), f.Name)
			}
		}
	}
	if sum == 0 || sum > all {
		t.Errorf("the files have %d bytes", sum)
	}
}

func shown(d *folder.Document, file string) bool {
	for _, field := range content.ShippedTypes().Get(d.Type).Fields {
		for _, item := range d.Facts.Fields[field.Name].Items {
			if field.Kind == content.KindAsset && item == file {
				return true
			}
		}
	}
	return false
}

// said asks that every language says something of a file that good accepts.
func said(t *testing.T, d *folder.Document, file string, good func(content.AssetWords) bool) {
	t.Helper()
	for _, tr := range d.Translations {
		described := false
		for _, a := range tr.Words.Assets {
			described = described || a.File == file && good(a)
		}
		if !described {
			t.Errorf("%s: %s is not described in %s", d.Ref(), file, tr.Locale)
		}
	}
}

// checkPicture wants a picture for a wide screen and for those who cannot see it.
func checkPicture(t *testing.T, d *folder.Document, f folder.File) {
	t.Helper()
	const narrowest, heaviest = 1200, 160 << 10
	c, err := jpeg.DecodeConfig(bytes.NewReader(bytesOf(t, d, f)))
	if err != nil || c.Width < narrowest || f.Size > heaviest {
		t.Errorf("%s %s: %d pixels wide, %d bytes, %v", d.Ref(), f.Name, c.Width, f.Size, err)
	}
	said(t, d, f.Name, func(a content.AssetWords) bool {
		return a.Alt != "" && a.Credit != "" && !content.NamesFile(a.Alt, f.Name)
	})
}

// checkPaper wants a small document under a name that people read, and where it
// is a signed original the sum that the act tells of it.
func checkPaper(t *testing.T, d *folder.Document, f folder.File) {
	t.Helper()
	const heaviest = 64 << 10
	body := bytesOf(t, d, f)
	if !bytes.HasPrefix(body, []byte("%PDF-")) || f.Size > heaviest {
		t.Errorf("%s %s: no small PDF, %d bytes", d.Ref(), f.Name, f.Size)
	}
	said(t, d, f.Name, func(a content.AssetWords) bool { return a.Caption != "" })
	if sum := sha256.Sum256(body); d.Facts.Fields.Text("original") == f.Name && d.Facts.Fields.Text("checksum") != hex.EncodeToString(sum[:]) {
		t.Errorf("%s: the checksum is not that of %s, %x", d.Ref(), f.Name, sum)
	}
}

func bytesOf(t *testing.T, d *folder.Document, f folder.File) []byte {
	t.Helper()
	in, err := d.Open(sample.Files(), f.Name)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(in)
	if err := errors.Join(err, in.Close()); err != nil {
		t.Fatal(err)
	}
	return body
}
