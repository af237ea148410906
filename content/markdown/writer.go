package markdown

import (
	"bytes"
	"html"
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// writer writes one tree in one form. It is made for one Render and not
// shared.
type writer struct {
	b    bytes.Buffer
	t    *tree
	form Form
	o    Options
	ids  map[ast.Node]string // of headings
	held map[string]bool     // every id of a heading, for links within the text

	tables int
	marks  int            // emphasis around what is being written
	inLink bool           // within <a>: no second link may begin
	lines  bool           // every line end is a line break
	phones bool           // phone numbers become links
	links  map[string]int // Print: number of the note of an address
	notes  []string       // Print: addresses in the order of their notes
}

func newWriter(t *tree, form Form, o Options) *writer {
	w := &writer{t: t, form: form, o: o, links: map[string]int{}, held: map[string]bool{}}
	if form == Page {
		w.ids = map[ast.Node]string{}
		for n, h := range headings(t, o) {
			w.ids[n] = h.ID
			w.held[h.ID] = true
		}
	}
	return w
}

func (w *writer) document() {
	if w.o.Numbered && w.form == Page {
		w.law()
	} else {
		w.blocks(w.t.doc)
	}
	w.footnotes()
	w.linkNotes()
}

// word returns a word of the interface, or "". Where a number belongs to it, the
// number is an argument: each language has its own order.
func (w *writer) word(key string, args ...any) string {
	if w.o.Words == nil {
		return ""
	}
	return w.o.Words(key, args...)
}

func (w *writer) raw(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

func (w *writer) text(s string) { w.b.WriteString(html.EscapeString(s)) }

// attr returns an attribute with its leading space, or nothing for "".
func attr(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + html.EscapeString(value) + `"`
}

// class returns a class attribute, except in a feed, where no style sheet of
// ours would find it.
func (w *writer) class(names string) string {
	if w.form == Feed {
		return ""
	}
	return attr("class", names)
}

// id returns an id attribute on pages only.
func (w *writer) id(id string) string {
	if w.form != Page || id == "" {
		return ""
	}
	return attr("id", w.o.IDPrefix+id)
}

func (w *writer) blocks(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
}

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.inlines(n)
		w.raw("\n")
	case *ast.Heading:
		w.heading(n)
	case *ast.ThematicBreak:
		w.raw("<hr>\n")
	case *ast.Blockquote:
		w.wrap("blockquote", "", n)
	case *ast.List:
		w.list(n)
	case *table:
		w.table(n)
	case *fence:
		w.fence(n)
	case *cite: // written by the quotation it belongs to
	case *noteDef: // written after the text
	default:
		w.blocks(n)
	}
}

// wrap writes the blocks of n within an element.
func (w *writer) wrap(element, attrs string, n ast.Node) {
	w.raw("<", element, attrs, ">\n")
	w.blocks(n)
	w.raw("</", element, ">\n")
}

func (w *writer) paragraph(n ast.Node) {
	if figures := pictures(n); figures != nil {
		for _, img := range figures {
			w.figure(img)
		}
		return
	}
	w.raw("<p>")
	if number, ok := n.AttributeString("number"); ok {
		w.text(number.(string) + " ")
	}
	w.inlines(n)
	w.raw("</p>\n")
}

// pictures returns the pictures of a paragraph that holds nothing else.
func pictures(n ast.Node) []*image {
	var out []*image
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *image:
			out = append(out, c)
		case *ast.Text:
			if c.Segment.Len() > 0 {
				return nil
			}
		default:
			return nil
		}
	}
	return out
}

func (w *writer) heading(n *ast.Heading) {
	tag := "h" + strconv.Itoa(level(n))
	w.raw("<", tag)
	if id := w.ids[n]; id != "" {
		w.raw(attr("id", id))
	}
	w.raw(">")
	w.inlines(n)
	w.raw("</", tag, ">\n")
}

// level is the level of a heading on the page: the title of the page is its
// only h1.
func level(n *ast.Heading) int { return max(2, n.Level) }

func (w *writer) list(n *ast.List) {
	if !n.IsOrdered() {
		w.raw("<ul>\n")
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			w.raw("<li>")
			w.item(c)
			w.raw("</li>\n")
		}
		w.raw("</ul>\n")
		return
	}
	if n.Marker == ')' && w.form == Feed {
		w.typedItems(n)
		return
	}
	w.raw("<ol")
	start := numberOf(n.FirstChild())
	if start != 1 {
		w.raw(attr("start", strconv.Itoa(start)))
	}
	if n.Marker == ')' {
		w.raw(w.class("paren"))
	}
	w.raw(">\n")
	next := start
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.raw("<li")
		number := numberOf(c)
		if number != next {
			w.raw(attr("value", strconv.Itoa(number)))
		}
		w.raw(">")
		w.item(c)
		w.raw("</li>\n")
		next = number + 1
	}
	w.raw("</ol>\n")
}

// typedItems writes a list numbered "1)" as paragraphs: without a style sheet
// an <ol> would show "1.", which is not what was typed.
func (w *writer) typedItems(n *ast.List) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		mark := strconv.Itoa(numberOf(c)) + ")"
		first := c.FirstChild()
		if first == nil || first.Kind() != ast.KindParagraph && first.Kind() != ast.KindTextBlock {
			w.raw("<p>", mark, "</p>\n")
		} else {
			w.raw("<p>", mark, " ")
			w.inlines(first)
			w.raw("</p>\n")
			first = first.NextSibling()
		}
		for ; first != nil; first = first.NextSibling() {
			w.block(first)
		}
	}
}

// item writes the blocks of a list item; the first line of a tight one stands
// right after <li>.
func (w *writer) item(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if tb, ok := c.(*ast.TextBlock); ok {
			w.inlines(tb)
			if c.NextSibling() != nil {
				w.raw("\n")
			}
			continue
		}
		if c.PreviousSibling() == nil {
			w.raw("\n")
		}
		w.block(c)
	}
}
