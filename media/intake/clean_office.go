package intake

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"io"
	"path"
	"slices"
	"strings"
)

// mostEdited bounds a part that is edited as text.
const mostEdited = 1 << 20

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// The parts that say who made a document, with nothing in them.
const (
	emptyCore = xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`
	emptyApp  = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>`
	emptyMeta = xmlHead + `<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>`
)

// officeCleaner makes an office file anew: most parts are taken over packed as
// they are, those that name people and machines are emptied or left out, and what
// lists the parts is edited with them. Comments keep the names of who wrote them:
// they are content.
type officeCleaner struct {
	*archive
	level int
	// emptied are parts with what takes their place; dropped ones are left out.
	emptied map[string]string
	dropped map[string]bool
	// names are those of all entries, by their small letters.
	names map[string]string
}

// cleanOffice writes an office file anew, or nothing when nothing changes.
func cleanOffice(s *source, w io.Writer, level int) (bool, error) {
	a, err := openArchive(s, mostUnpacked)
	if err != nil {
		return false, err
	}
	// Every part is looked at twice: to decide, and to write.
	a.left *= 3
	slices.SortFunc(a.entries, func(x, y entry) int { return cmp.Compare(x.from, y.from) })
	c := &officeCleaner{archive: a, level: level, emptied: map[string]string{}, dropped: map[string]bool{}, names: map[string]string{}}
	if err := c.plan(); err != nil {
		return false, err
	}
	works := make([]cleaning, len(a.entries))
	any := false
	for i, e := range a.entries {
		if works[i], err = c.decide(e); err != nil {
			return false, err
		}
		any = any || works[i] != nil || c.dropped[e.name]
	}
	if !any {
		return false, nil
	}
	z := zip.NewWriter(w)
	for i, e := range a.entries {
		if err := c.write(z, e, works[i]); err != nil {
			return false, err
		}
	}
	return true, z.Close()
}

// cleaning writes a part anew and says whether it has changed.
type cleaning func(r *bufio.Reader, w io.Writer) (bool, error)

// plan finds the parts that describe the document by what the document says of
// them, not by their names.
func (c *officeCleaner) plan() error {
	for _, e := range c.entries {
		c.names[strings.ToLower(e.name)] = e.name
	}
	for _, e := range c.entries {
		if low := strings.ToLower(e.name); strings.HasPrefix(low, "thumbnails/") && !strings.HasSuffix(low, "/") {
			c.dropped[e.name] = true
		}
		if path.Base(e.name) == "meta.xml" {
			c.emptied[e.name] = emptyMeta
		}
		if e.name == "_rels/.rels" {
			x := xmlScan{r: c.archive.open(e), tag: c.relation}
			if err := x.run(); err != nil {
				return err
			}
		}
	}
	return nil
}

// relation notes where one of these parts lies.
func (c *officeCleaner) relation(t *tag) error {
	if t.name != "Relationship" || t.end {
		return nil
	}
	target := c.real(strings.TrimPrefix(t.attr("Target"), "/"))
	kind := t.attr("Type")
	switch kind[strings.LastIndexByte(kind, '/')+1:] {
	case "core-properties":
		c.emptied[target] = emptyCore
	case "extended-properties":
		c.emptied[target] = emptyApp
	case "custom-properties", "thumbnail":
		c.dropped[target] = true
	}
	return nil
}

// real gives the name of an entry as the archive writes it: case does not count.
func (c *officeCleaner) real(name string) string {
	if real, ok := c.names[strings.ToLower(name)]; ok {
		return real
	}
	return name
}

// decide chooses how a part is written, nil for as it is.
func (c *officeCleaner) decide(e entry) (cleaning, error) {
	if c.dropped[e.name] || strings.HasSuffix(e.name, "/") {
		return nil, nil
	}
	r := c.archive.open(e)
	head, err := r.Peek(int(min(e.size, 8)))
	if err != nil && err != io.EOF {
		return nil, err
	}
	var work cleaning
	empty, emptied := c.emptied[e.name]
	switch {
	case emptied:
		work = replace(empty)
	case e.name == "_rels/.rels", e.name == "[Content_Types].xml", e.name == "META-INF/manifest.xml", e.name == "xl/workbook.xml" && e.size <= mostEdited:
		work = c.edit
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		work = stripJPEG
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		work = stripPNG
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && c.level == 0:
		work = c.nested(e)
	default:
		return nil, nil
	}
	changed, err := work(r, io.Discard)
	if err != nil || !changed {
		return nil, err
	}
	return work, nil
}

// write takes over a part, or makes it anew.
func (c *officeCleaner) write(z *zip.Writer, e entry, work cleaning) error {
	if c.dropped[e.name] {
		return nil
	}
	if work != nil {
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		_, err = work(c.archive.open(e), w)
		return err
	}
	h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, Flags: e.flags &^ 8, CRC32: e.crc, CompressedSize64: uint64(e.packed), UncompressedSize64: uint64(e.size)}
	if e.stored {
		h.Method = zip.Store
	}
	w, err := z.CreateRaw(h)
	if err != nil {
		return err
	}
	return c.copyTo(w, e.at, e.at+e.packed)
}

func replace(text string) cleaning {
	return func(r *bufio.Reader, w io.Writer) (bool, error) {
		old, err := io.ReadAll(io.LimitReader(r, int64(len(text))+1))
		if err != nil {
			return false, err
		}
		_, err = io.WriteString(w, text)
		return string(old) != text, err
	}
}

// nested cleans the sheet behind a chart.
func (c *officeCleaner) nested(e entry) cleaning {
	return func(r *bufio.Reader, w io.Writer) (bool, error) {
		s, err := readNested(c.ctx, e, r)
		if err != nil {
			return false, err
		}
		return cleanOffice(s, w, c.level+1)
	}
}

// edit leaves out the tags that name a dropped part, and empties the address
// under which a workbook was saved.
func (c *officeCleaner) edit(r *bufio.Reader, w io.Writer) (bool, error) {
	text, err := io.ReadAll(io.LimitReader(r, mostEdited+1))
	if err != nil {
		return false, err
	}
	if len(text) > mostEdited {
		return false, broken("a list of parts beyond %d bytes", mostEdited)
	}
	var cuts []stretch
	x := xmlScan{r: bufio.NewReader(bytes.NewReader(text)), tag: func(t *tag) error {
		name := t.attr("Target") + t.attr("PartName") + t.attr("full-path")
		if !t.end && t.closed && (c.dropped[c.real(strings.TrimPrefix(name, "/"))] || t.name == "absPath") {
			cuts = append(cuts, stretch{t.from, t.to})
		}
		return nil
	}}
	if err := x.run(); err != nil {
		return false, err
	}
	at := int64(0)
	for _, cut := range cuts {
		if _, err := w.Write(text[at:cut.at]); err != nil {
			return false, err
		}
		at = cut.end
	}
	_, err = w.Write(text[at:])
	return len(cuts) > 0, err
}
