package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"strings"

	"herald/content"
)

// plantedFile is an Asset of the matrix: a table that readers download, or a
// picture that they see.
type plantedFile struct {
	id      content.ID
	picture bool
	// name stands in the name of the file, inside among its bytes; inside is nil
	// for a picture, whose bytes are made anew.
	name, inside *canary
}

// lookedAt are the fields in which a picture is planted.
var lookedAt = []string{"picture", "portrait", "cover", "pictures"}

// file takes in a file that part of a text shows, with a canary in its name, one
// among its bytes or in what the camera wrote, and gives its id.
func (f *planting) file(part string, picture bool) string {
	f.Helper()
	name := f.put(part+", name of the file", content.KindAsset)
	p := &plantedFile{picture: picture, name: f.byWord[name]}
	var raw []byte
	if picture {
		camera := f.put(part+", what the camera wrote", content.KindAsset)
		f.byWord[camera].secret = "what a camera wrote"
		raw = photograph(len(f.files), camera)
		name += ".jpg"
	} else {
		word := f.put(part+", bytes of the file", content.KindAsset)
		p.inside = f.byWord[word]
		p.inside.read, p.name.read = true, true
		raw = fmt.Appendf(nil, "word;number\n%s;1\nother;2\n", word)
		name += ".csv"
	}
	var err error
	if p.id, err = f.server.house.takeIn(f.Context(), scribe, "", name, bytes.NewReader(raw)); err != nil {
		f.Fatal(err)
	}
	f.files = append(f.files, p)
	if picture && f.locale == "" {
		f.doc.pictures = append(f.doc.pictures, p.id)
	}
	return string(p.id)
}

// photograph is a small picture that is like no other, with words in a comment
// and among the EXIF data.
func photograph(n int, words string) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 12, 8))
	for i := range img.Pix {
		img.Pix[i] = byte(n>>(i%3*4)) * 5
	}
	img.Set(n%12, n%8, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err) // a picture of this size can always be encoded
	}
	segment := func(marker byte, body string) string {
		return string([]byte{0xff, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}) + body
	}
	// One entry of IFD0: ImageDescription, whose value stands behind it.
	tiff := "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x0e\x00\x02\x00\x00\x00" + string(rune(len(words)+1)) + "\x00\x00\x00\x1a\x00\x00\x00\x00" + words + "\x00"
	raw := b.String()
	return []byte(raw[:2] + segment(0xe1, "Exif\x00\x00"+tiff) + segment(0xfe, words) + raw[2:])
}

// addresses are those of a file, below the base of a Site.
func (p *plantedFile) addresses() []string {
	if !p.picture {
		return []string{fmt.Sprintf("/media/%s/file/%s.csv", p.id, p.name.word)}
	}
	var all []string
	for _, variant := range []string{"file", "320", "card-240-50x50", "share-1200-50x50"} {
		all = append(all, fmt.Sprintf("/media/%s/%s/%s.jpg", p.id, variant, p.name.word))
	}
	return append(all, fmt.Sprintf("/media/%s/320/%s.webp", p.id, p.name.word))
}

// lookMedia asks one Site for every file of the installation. It answers for those
// that a text at home there shows, or showed in an Edition that can be read.
func (s *sky) lookMedia(site *content.Site) {
	inParallel(s.files, func(f *plantedFile) {
		p := f.name.doc
		if !s.near(p) || p.record.Site != site.Name && !sampled(string(f.id)+site.Name, s.moment) {
			return
		}
		for _, address := range f.addresses() {
			a := errand{site: site.Name, url: site.Base + address, kind: askFile, doc: p, typ: p.typ}
			if s.at(f.name) < oldEdition || p.record.Site != site.Name || s.closed(site) {
				s.noFile(site, a, f)
				continue
			}
			r := s.ask(a, http.StatusOK)
			s.check(!f.picture || strings.HasPrefix(r.header.Get("Content-Type"), "image/"), "%s is %s", a.url, r.header.Get("Content-Type"))
			if f.inside != nil {
				s.shows(a, r, []*canary{f.inside})
			}
			part := s.send(http.MethodGet, a, "Range", "bytes=1-4")
			s.innocent(a, part, "a range of")
			s.check(part.status == http.StatusPartialContent && part.body == r.body[1:5], "a range of %s: %d %q", a.url, part.status, part.body)
			wrong := a
			wrong.url = strings.Replace(a.url, f.name.word, "other", 1)
			s.ask(wrong, http.StatusMovedPermanently)
		}
	})
}

// noFile demands that a file is not there, like one that never was.
func (s *sky) noFile(site *content.Site, a errand, f *plantedFile) {
	r := s.ask(a, http.StatusNotFound)
	if s.closed(site) {
		return
	}
	other := a
	other.url = strings.Replace(strings.Replace(a.url, string(f.id), string(s.nobody), 1), f.name.word, s.never, 1)
	s.alike(a, r, other, s.get(other))
	part := s.send(http.MethodGet, a, "Range", "bytes=0-3")
	s.innocent(a, part, "a range of")
	s.check(part.status == http.StatusNotFound, "LEAK: a range of %s: %d", a.url, part.status)
}

// inFile reports whether c stands in a file, and not in its name: only who takes
// the file away reads it.
func inFile(c *canary) bool {
	return strings.HasSuffix(c.part, "bytes of the file") || strings.HasSuffix(c.part, "what the camera wrote")
}
