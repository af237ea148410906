package intake

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"path"
	"strings"

	"herald/media"
)

// mostNested bounds an office file within another, which is held in memory.
const mostNested = 4 << 20

// mainParts are the types of the part that makes an office file what it is.
var mainParts = map[string]media.Kind{
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": media.DOCX,
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":       media.XLSX,
}

// bundle is an office file: an archive with what its parts say together.
type bundle struct {
	*archive
	kind media.Kind
	// open is the mimetype entry of an OpenDocument file.
	open   bool
	main   string
	signed bool
	level  int
}

// office looks into an archive, which must be one of the four kinds.
func (l *look) office() error {
	b, err := openBundle(l.source, 0, mostUnpacked)
	if err != nil {
		return err
	}
	l.found.Kind, l.found.Signed = b.kind, b.signed
	return l.checkSize(b.kind)
}

// openBundle checks an office file with all that is in it.
func openBundle(s *source, level int, allowed int64) (*bundle, error) {
	a, err := openArchive(s, allowed)
	if err != nil {
		return nil, notOffice(s, err)
	}
	b := &bundle{archive: a, level: level}
	if err := b.mimetype(); err != nil {
		return nil, err
	}
	if !b.open && !b.holds("[Content_Types].xml") {
		return nil, refused("archive")
	}
	for _, e := range b.entries {
		if err := b.entry(e); err != nil {
			return nil, err
		}
	}
	if b.kind == "" || !b.open && !b.holds(b.main) || b.open && !b.holds("content.xml") {
		return nil, broken("an office file without its main part")
	}
	return b, nil
}

// notOffice keeps "cut" and "broken" for what may be an office file; any other
// archive is called one.
func notOffice(s *source, err error) error {
	head, headErr := s.upTo(0, 200)
	if headErr != nil {
		return headErr
	}
	for _, name := range []string{"mimetype", "[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/"} {
		if bytes.Contains(head, []byte(name)) {
			return err
		}
	}
	if told(err, media.DOCX) == err {
		return err
	}
	return refused("archive")
}

func (b *bundle) holds(name string) bool {
	for _, e := range b.entries {
		if e.name == name {
			return true
		}
	}
	return false
}

// mimetype reads the first entry of an OpenDocument file, which is stored.
func (b *bundle) mimetype() error {
	first := b.entries[0]
	for _, e := range b.entries {
		if e.from == 0 {
			first = e
		}
	}
	if first.name != "mimetype" {
		return nil
	}
	if !first.stored || first.size > 200 {
		return broken("a packed mimetype")
	}
	text, err := io.ReadAll(b.archive.open(first))
	if err != nil {
		return err
	}
	b.open = true
	switch kind := media.Kind(text); kind {
	case media.ODT, media.ODS:
		b.kind = kind
	default:
		if strings.HasPrefix(string(text), "application/vnd.oasis.opendocument.") {
			return refused("office_form")
		}
		return refused("archive")
	}
	return nil
}

// entry looks at one part: at its name, then at its beginning, then at its tags.
func (b *bundle) entry(e entry) error {
	if err := b.partName(e.name); err != nil {
		return err
	}
	r := b.archive.open(e)
	head, err := r.Peek(int(min(e.size, 512)))
	if err != nil && err != io.EOF {
		return err
	}
	if err := b.partHead(e, r, head); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, r)
	return err
}

// partName refuses what office programs keep under fixed names.
func (b *bundle) partName(name string) error {
	low := strings.ToLower(name)
	base := path.Base(low)
	switch {
	case strings.HasPrefix(base, "vbaproject"), strings.HasPrefix(base, "vbadata"), strings.Contains(low, "macrosheets/"):
		return refused("macros")
	case b.open && (strings.HasPrefix(low, "basic/") || strings.HasPrefix(low, "scripts/") || strings.HasPrefix(low, "dialogs/")):
		return refused("macros")
	case strings.Contains(low, "activex"), strings.HasPrefix(base, "oleobject"):
		return refused("objects")
	case strings.HasPrefix(low, "_xmlsignatures/"), low == "meta-inf/documentsignatures.xml":
		b.signed = true
	}
	return nil
}

// partHead decides by its first bytes what a part is, whatever its name.
func (b *bundle) partHead(e entry, r *bufio.Reader, head []byte) error {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte(byteOrderMark)), " \t\r\n")
	switch {
	case bytes.HasPrefix(text, []byte("<")):
		return b.markup(e, r)
	case bytes.HasPrefix(head, []byte("\xff\xfe")) && bytes.Contains(head, []byte("<\x00")),
		bytes.HasPrefix(head, []byte("\xfe\xff")) && bytes.Contains(head, []byte("\x00<")), bytes.HasPrefix(head, []byte("<\x00")), bytes.HasPrefix(head, []byte("\x00<")):
		return broken("a part that is not UTF-8")
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")), isPDF(head), bytes.HasPrefix(head, []byte(`{\rtf`)):
		return refused("objects")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return b.nested(e, r)
	case bytes.HasPrefix(head, []byte("\x1f\x8b")) && (strings.HasSuffix(strings.ToLower(e.name), ".emz") || strings.HasSuffix(strings.ToLower(e.name), ".wmz")):
		return nil
	}
	for _, m := range marks {
		if m.at == 0 && (m.refuse == "program" || m.refuse == "archive" || m.refuse == "flash") && len(m.text) > 2 && bytes.HasPrefix(head, []byte(m.text)) {
			return hidden(m.refuse)
		}
	}
	if what := programAt(head); what != "" {
		return hidden(what)
	}
	if isPartName(e.name) && e.size > 0 {
		return broken("%.60q is no markup", e.name)
	}
	return nil
}

// isPartName knows the names of parts that office programs read as markup.
func isPartName(name string) bool {
	low := strings.ToLower(name)
	return strings.HasSuffix(low, ".xml") || strings.HasSuffix(low, ".rels")
}

// nested checks the sheet behind a chart. It may hold nothing of its kind.
func (b *bundle) nested(e entry, r io.Reader) error {
	if b.level > 0 {
		return refused("nested")
	}
	inner, err := readNested(b.ctx, e, r)
	if err != nil {
		return err
	}
	inside, err := openBundle(inner, b.level+1, b.left)
	if err != nil {
		return err
	}
	b.left -= inside.allowed - inside.left
	return nil
}

// readNested takes an office file within another into memory.
func readNested(ctx context.Context, e entry, r io.Reader) (*source, error) {
	if e.size > mostNested {
		return nil, refused("nested")
	}
	b := make([]byte, e.size)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, err
	}
	return memory(ctx, b), nil
}
