package office

import (
	"context"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"herald/internal/fault"
)

// kind is what wrote a document.
type kind int

const (
	docx kind = iota
	odt
)

// document is a document while it is read.
type document struct {
	*archive
	ctx    context.Context
	tokens int
	text   *Text
	// main is the part that holds the text.
	main string
	// seen are the pictures that were met, by their parts; notes the footnotes by
	// their ids.
	seen  map[string]int
	notes map[string]int
}

// part reads a part child by child of the elements called parents; one that is not
// there has none.
func (d *document) part(name string, parents []string, visit func(*node) error) error {
	if !d.has(name) {
		return nil
	}
	r, err := d.open(name, mostPart)
	if err != nil {
		return err
	}
	defer r.Close()
	return d.scan(r).each(parents, visit)
}

const openText = "application/vnd.oasis.opendocument.text"

// kind finds out what the archive is, from what it says of itself.
func (d *document) kind() (kind, error) {
	if d.has("mimetype") {
		r, err := d.open("mimetype", 200)
		if err != nil {
			return 0, fault.New(fault.Invalid, "desk.bring.unknown")
		}
		defer r.Close()
		said, err := io.ReadAll(r)
		if err != nil {
			return 0, err
		}
		if s := strings.TrimSpace(string(said)); s != openText && s != openText+"-template" && s != openText+"-web" {
			return 0, fault.New(fault.Invalid, "desk.bring.unknown")
		}
		d.main = "content.xml"
		return odt, d.locked()
	}
	if !d.has("[Content_Types].xml") {
		return 0, fault.New(fault.Invalid, "desk.bring.unknown")
	}
	rels, err := d.relations("")
	if err != nil {
		return 0, err
	}
	for _, r := range rels {
		if strings.HasSuffix(r.kind, "/officeDocument") && !r.outside {
			d.main = r.part
		}
	}
	if !d.has(d.main) || !strings.HasPrefix(d.main, "word/") && !d.isWord() {
		return 0, fault.New(fault.Invalid, "desk.bring.unknown")
	}
	return docx, nil
}

// isWord reports whether the types of the parts name a text.
func (d *document) isWord() bool {
	word := false
	err := d.part("[Content_Types].xml", []string{"ct:Types"}, func(n *node) error {
		word = word || strings.TrimPrefix(n.get("PartName"), "/") == d.main && strings.Contains(n.get("ContentType"), "word")
		return nil
	})
	return err == nil && word
}

// locked refuses an OpenDocument file whose parts are under a password.
func (d *document) locked() error {
	return d.part("META-INF/manifest.xml", []string{"manifest:manifest"}, func(n *node) error {
		if n.child("manifest:encryption-data") != nil {
			return fault.New(fault.Invalid, "desk.bring.encrypted")
		}
		return nil
	})
}

// hasMacros reports whether a program stands in the document. It is left where it
// is: nothing here could run it.
func (d *document) hasMacros() bool {
	for name := range d.parts {
		base := strings.ToLower(path.Base(name))
		if base == "vbaproject.bin" || strings.HasPrefix(name, "Basic/") || strings.HasPrefix(name, "Scripts/") {
			return true
		}
	}
	return false
}

// relation is what a part of a DOCX names beside itself.
type relation struct {
	kind, target, part string
	// outside says that the target is an address, and no part.
	outside bool
}

// relations reads what a part names, by the ids that it uses; "" is the archive.
func (d *document) relations(part string) (map[string]relation, error) {
	all := map[string]relation{}
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "" {
		name = "_rels/.rels"
	}
	err := d.part(name, []string{"rel:Relationships"}, func(n *node) error {
		r := relation{kind: n.get("Type"), target: n.get("Target"), outside: n.get("TargetMode") == "External"}
		if !r.outside {
			r.part = beside(part, r.target)
		}
		all[n.get("Id")] = r
		return nil
	})
	return all, err
}

// header tells of a header or footer, which is left out. One that only counts the
// pages is no loss.
func (d *document) header(words string) {
	if strings.ContainsFunc(words, unicode.IsLetter) {
		d.leave(LeftHeader, words)
	}
}

// picture takes a part for a picture if it is one of the kinds that readers can be
// given, and gives its number; what it is else is left out and told.
func (d *document) picture(part string) (int, bool) {
	if i, ok := d.seen[part]; ok {
		return i, i >= 0
	}
	i := -1
	switch {
	case part == "" || !d.has(part) || !d.shows(part):
		d.leave(LeftPictureKind, path.Base(part))
	case len(d.text.Pictures) >= mostPictures:
		d.leave(LeftPictureMany, path.Base(part))
	default:
		i = len(d.text.Pictures)
		d.text.Pictures = append(d.text.Pictures, Picture{Name: path.Base(part), open: func() (io.ReadCloser, error) { return d.open(part, mostPicture) }})
	}
	d.seen[part] = i
	return i, i >= 0
}

// shows reports, from its first bytes, whether a part is a JPEG, PNG, GIF or WebP.
func (d *document) shows(part string) bool {
	r, err := d.open(part, mostPicture)
	if err != nil {
		return false
	}
	defer r.Close()
	head := make([]byte, 12)
	n, _ := io.ReadFull(r, head)
	s := string(head[:n])
	return slices.ContainsFunc([]string{"\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "GIF87a", "GIF89a"}, func(mark string) bool { return strings.HasPrefix(s, mark) }) ||
		strings.HasPrefix(s, "RIFF") && strings.HasSuffix(s, "WEBP")
}
