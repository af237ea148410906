package intake

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
)

// mostRepacked bounds a stream of objects that is packed again.
const mostRepacked = 4 << 20

// pdfPatches blanks in place, since objects are found by their distance from the
// beginning: the words of information dictionaries and the way to them, XMP, and
// the notes of cameras in embedded photographs. What stands in a page stays.
func pdfPatches(s *source) ([]patch, error) {
	c := pdfCleaner{source: s}
	first := newPDFWalk(s)
	first.shallow, first.onStream, first.onToken = true, c.stream, c.reference
	if err := first.run(); err != nil {
		return nil, err
	}
	if c.infos = first.infos; len(c.infos) == 0 {
		return c.patches, nil
	}
	second := newPDFWalk(s)
	second.shallow, second.onStream, second.onToken = true, c.packedInfo, c.words
	return c.patches, second.run()
}

type pdfCleaner struct {
	*source
	patches []patch
	infos   map[int64]bool
	// from is where "/Info" stands, left how many tokens of its value are to come.
	from int64
	left int
}

func (c *pdfCleaner) add(p patch) error {
	if c.patches = append(c.patches, p); len(c.patches) > mostPatches {
		return broken("more than %d things to take out", mostPatches)
	}
	return nil
}

func spaces(at, end int64) patch { return patch{stretch: stretch{at, end}, fill: ' '} }

// reference blanks "/Info 12 0 R" in a trailer.
func (c *pdfCleaner) reference(o *object, t token) error {
	switch {
	case t.sort == tokName && t.text == "Info":
		c.from, c.left = t.at, 3
		return nil
	case c.left > 0 && (t.sort == tokNumber && c.left > 1 || t.sort == tokWord && c.left == 1):
		if c.left--; c.left == 0 {
			return c.add(spaces(c.from, t.end))
		}
		return nil
	}
	c.left = 0
	return nil
}

// words blanks the strings of an information dictionary.
func (c *pdfCleaner) words(o *object, t token) error {
	if c.infos[o.num] && (t.sort == tokString || t.sort == tokHex) && t.end-t.at > 2 {
		return c.add(spaces(t.at+1, t.end-1))
	}
	return nil
}

// emptyPacked is nothing, packed.
var emptyPacked = func() []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if err := z.Close(); err != nil {
		panic("intake: packing nothing cannot fail: " + err.Error())
	}
	return b.Bytes()
}()

// stream blanks XMP and the notes in photographs.
func (c *pdfCleaner) stream(o *object, from, to int64) error {
	filters := o.filters()
	if o.has("Type", "Metadata") || o.has("Subtype", "XML") {
		if len(filters) == 0 {
			return c.add(spaces(from, to))
		}
		if len(filters) == 1 && isFlate(filters[0]) && to-from >= int64(len(emptyPacked)) {
			return c.add(patch{stretch: stretch{from, to}, with: emptyPacked})
		}
		return nil
	}
	if len(filters) != 1 || filters[0] != "DCTDecode" && filters[0] != "DCT" {
		return nil
	}
	_, err := walkJPEG(c.source, from, to, func(g segment) error {
		if jpegNotes(g.marker) {
			return c.add(patch{stretch: stretch{g.at, g.at + int64(g.n)}})
		}
		return nil
	})
	// Readers show what they can of a damaged photograph; it stays as it is.
	if errors.Is(err, errBroken) || errors.Is(err, errCut) {
		return nil
	}
	return err
}

func isFlate(name string) bool { return name == "FlateDecode" || name == "Fl" }

// packedInfo blanks an information dictionary within a stream of objects, which
// is packed again in the same place. Readers stop where packed data ends, so what
// is left over may follow it. Where it does not fit, the way to it is blank all
// the same.
func (c *pdfCleaner) packedInfo(o *object, from, to int64) error {
	first, ok := o.number("First")
	if filters := o.filters(); !ok || first > mostObjectTable || len(filters) != 1 || !isFlate(filters[0]) {
		return nil
	}
	all := inflater{left: mostRepacked}
	r, err := all.open(c.part(from, to), to-from)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(r)
	if err == errSwells {
		return nil
	}
	if err != nil {
		return err
	}
	places, err := readPlaces(bytes.NewReader(text), first)
	if err != nil {
		return err
	}
	changed := false
	for i, p := range places {
		if end := int64(len(text)); c.infos[p.num] && first+p.at < end {
			if i+1 < len(places) {
				end = min(end, first+places[i+1].at)
			}
			if err := blankStrings(text[first+p.at : end]); err != nil {
				return err
			}
			changed = true
		}
	}
	if !changed {
		return nil
	}
	return c.repack(text, from, to)
}

func (c *pdfCleaner) repack(text []byte, from, to int64) error {
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(text); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if int64(b.Len()) > to-from {
		return nil
	}
	return c.add(patch{stretch: stretch{from, to}, with: b.Bytes()})
}

// blankStrings blanks all strings of a text in place.
func blankStrings(text []byte) error {
	var l lexer
	l.reset(bytes.NewReader(bytes.Clone(text)), 0)
	for {
		t, err := l.token()
		if err != nil || t.sort == tokEnd {
			return err
		}
		if t.sort == tokString || t.sort == tokHex {
			for i := t.at + 1; i < t.end-1; i++ {
				text[i] = ' '
			}
		}
	}
}
