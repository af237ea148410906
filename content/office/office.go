// Package office reads what a word processor has written, DOCX or ODT, into what
// a text of Herald can hold: a title, Markdown, pictures where they stood, and a
// list of what was left out, so that nothing is lost in silence.
//
// It must not keep, show or fetch anything: it knows neither storage nor HTTP, and
// follows no address that a document names. It trusts no number that a file says
// of itself: what it reads, how deep and how long is counted while it is read.
package office

import (
	"context"
	"io"
	"strings"
	"time"

	"herald/internal/fault"
)

// Bounds of one document. A hundred printed pages have about 200 kB of text; what
// is beyond these is no text that anybody means to publish.
const (
	// MaxFile is the longest file in bytes.
	MaxFile = 64 << 20
	// mostPictures is how many pictures one text takes over.
	mostPictures = 100
	mostTime     = 30 * time.Second
)

// Text is what a document says. Its Pictures can be opened while the file that it
// was read from is open.
type Text struct {
	// Title is the title or the first heading of the document, "" without either.
	Title    string
	Pictures []Picture
	Left     []Left

	blocks []block
	notes  []note
}

// Picture is a picture of a document.
type Picture struct {
	// Name is what the file is called within the document.
	Name string
	open func() (io.ReadCloser, error)
}

// Open gives the bytes of the picture, which are counted while they are read.
func (p Picture) Open() (io.ReadCloser, error) { return p.open() }

// Read reads a document of size bytes. What is no document that it can read is a
// fault.Invalid whose key says what to do.
func Read(ctx context.Context, r io.ReaderAt, size int64) (*Text, error) {
	if size > MaxFile {
		return nil, fault.New(fault.Invalid, "desk.bring.too_large", "mib", MaxFile>>20)
	}
	ctx, cancel := context.WithTimeout(ctx, mostTime)
	defer cancel()
	if err := foreign(r, size); err != nil {
		return nil, err
	}
	a, err := openArchive(r, size)
	if err != nil {
		return nil, err
	}
	t := &Text{}
	d := &document{archive: a, ctx: ctx, text: t, seen: map[string]int{}, notes: map[string]int{}}
	kind, err := d.kind()
	if err != nil {
		return nil, err
	}
	if d.hasMacros() {
		d.leave(LeftMacros, "")
	}
	if kind == odt {
		err = readODT(d)
	} else {
		err = readDOCX(d)
	}
	if err != nil {
		return nil, err
	}
	t.settle()
	return t, nil
}

// foreign names the files that are often meant to be brought and are none that can
// be read, each with what to do.
func foreign(r io.ReaderAt, size int64) error {
	head := make([]byte, min(size, 8))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return err
	}
	switch s := string(head); {
	case strings.HasPrefix(s, "PK\x03\x04"):
		return nil
	case strings.HasPrefix(s, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		locked, err := holdsEncrypted(r, size)
		if err == nil && locked {
			err = fault.New(fault.Invalid, "desk.bring.encrypted")
		}
		if err == nil {
			err = fault.New(fault.Invalid, "desk.bring.old_word")
		}
		return err
	case strings.HasPrefix(s, `{\rtf`):
		return fault.New(fault.Invalid, "desk.bring.rtf")
	case strings.HasPrefix(s, "%PDF"):
		return fault.New(fault.Invalid, "desk.bring.pdf")
	}
	return fault.New(fault.Invalid, "desk.bring.unknown")
}

// holdsEncrypted reports whether an old kind of container holds a new kind of
// document under a password: the name of that part stands in its directory.
func holdsEncrypted(r io.ReaderAt, size int64) (bool, error) {
	const window, name = 64 << 10, "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"
	buffer := make([]byte, window)
	for at := int64(0); at < size; at += window - int64(len(name)) {
		n, err := r.ReadAt(buffer, at)
		if err != nil && err != io.EOF {
			return false, err
		}
		if strings.Contains(string(buffer[:n]), name) {
			return true, nil
		}
	}
	return false, nil
}
