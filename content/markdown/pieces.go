package markdown

import (
	"html/template"
	"strings"
)

// Piece is the HTML of one top-level block, with the block. The last Piece of a
// text with notes has no block: it is the list of them.
type Piece struct {
	Block
	HTML template.HTML
}

// Pieces is Render, cut where one block ends and the next begins: for a page that
// puts something between them. What it gives together is what Render gives, but
// for the numbers of a legal text. A block that is not shown where it stands, as
// the text of a note is not, has no HTML.
func Pieces(source string, form Form, o Options) ([]Piece, error) {
	if len(source) > MaxSource {
		return nil, ErrTooLong
	}
	w := newWriter(parse(source), form, o)
	taken := func() template.HTML {
		html := template.HTML(strings.TrimSpace(string(sanitise(w.b.Bytes()))))
		w.b.Reset()
		return html
	}
	blocks := Blocks(source)
	all := make([]Piece, 0, len(blocks)+1)
	for c := w.t.doc.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
		all = append(all, Piece{Block: blocks[len(all)], HTML: taken()})
	}
	w.footnotes()
	w.linkNotes()
	if rest := taken(); rest != "" {
		all = append(all, Piece{HTML: rest})
	}
	return all, nil
}
