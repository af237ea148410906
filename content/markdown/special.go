package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// fence writes a ::: block.
func (w *writer) fence(n *fence) {
	switch n.name {
	case "note":
		w.note(n)
	case "contact":
		w.contact(n)
	case "files":
		w.labelled("files", w.word("md.files"), n)
	case "gallery":
		w.labelled("gallery", w.word("md.gallery"), n)
	case "video":
		w.labelled("video", w.word("md.video"), n)
	case "quotation":
		w.quotation(n)
	default:
		w.wrap("div", attr("lang", n.lang), n)
	}
}

// note writes a box. Its kind is said in words: colour alone tells nothing to
// those who do not see it.
func (w *writer) note(n *fence) {
	w.raw("<div", w.class("note "+n.arg), attr("lang", n.lang))
	if w.form == Page {
		w.raw(` role="note"`)
	}
	w.raw(">\n")
	label := w.word("md.note." + n.arg)
	switch {
	case label != "" && n.title != "":
		label += ": " + n.title
	case n.title != "":
		label = n.title
	}
	w.heads("note-label", label)
	w.blocks(n)
	w.raw("</div>\n")
}

// heads writes the label of a block: strong text and no heading, so that the
// outline of the page stays the writer's own.
func (w *writer) heads(class, label string) {
	if label == "" {
		return
	}
	w.raw("<p", w.class(class), "><strong>")
	w.text(label)
	w.raw("</strong></p>\n")
}

// contact keeps every line and makes phones, mail and addresses links.
func (w *writer) contact(n *fence) {
	w.lines, w.phones = true, true
	w.raw("<div", w.class("contact"), attr("lang", n.lang), ">\n")
	w.heads("contact-label", n.title)
	w.blocks(n)
	w.raw("</div>\n")
	w.lines, w.phones = false, false
}

// labelled writes files, a gallery or a video: a group with a name.
func (w *writer) labelled(name, label string, n *fence) {
	if n.title != "" {
		label = n.title
	}
	was := w.lines
	w.lines = true
	w.raw("<div", w.class(name), attr("lang", n.lang))
	if w.form == Page && label != "" {
		w.raw(` role="group"`, attr("aria-label", label))
	}
	w.raw(">\n")
	if name == "video" || n.title != "" {
		w.heads(name+"-label", label)
	}
	w.blocks(n)
	w.raw("</div>\n")
	w.lines = was
}

func (w *writer) quotation(n *fence) {
	w.raw("<figure", w.class("quotation"), attr("lang", n.lang), ">\n")
	w.wrap("blockquote", "", n)
	if c, ok := n.LastChild().(*cite); ok {
		w.raw("<figcaption>— ")
		w.inlines(c)
		w.raw("</figcaption>\n")
	}
	w.raw("</figure>\n")
}

// footnotes writes the texts of the footnotes after the text.
func (w *writer) footnotes() {
	if len(w.t.notes) == 0 {
		return
	}
	w.raw("<section", w.class("footnotes"))
	if w.form == Page {
		w.raw(` role="doc-endnotes"`, attr("aria-label", w.word("md.footnotes")))
	}
	w.raw(">\n<ol>\n")
	for _, def := range w.t.notes {
		w.raw("<li", w.id("fn-"+strconv.Itoa(def.number)), ">")
		w.footnote(def)
		w.raw("</li>\n")
	}
	w.raw("</ol>\n</section>\n")
}

// footnote writes one footnote with the ways back at the end of its last
// paragraph.
func (w *writer) footnote(def *noteDef) {
	last := def.LastChild()
	for c := def.FirstChild(); c != nil; c = c.NextSibling() {
		if c != last || !ast.IsParagraph(c) || pictures(c) != nil {
			w.block(c)
			continue
		}
		w.raw("<p>")
		w.inlines(c)
		w.backLinks(def)
		w.raw("</p>\n")
		return
	}
	if w.form == Page && def.refs > 0 {
		w.raw("<p>")
		w.backLinks(def)
		w.raw("</p>\n")
	}
}

func (w *writer) backLinks(def *noteDef) {
	if w.form != Page {
		return
	}
	for i := 1; i <= min(def.refs, 20); i++ {
		label := w.word("md.back")
		if i > 1 {
			label = w.word("md.back_to", "n", i)
		}
		w.raw(" <a", attr("href", w.fragment(refID(def.number, i))), ` class="note-back" role="doc-backlink"`, attr("aria-label", label), ">↩</a>")
	}
}

// linkNote prints the mark of the note that holds an address. An address that
// is its own text needs none.
func (w *writer) linkNote(href, text string) {
	if shown := readable(href); text == "" || text == href || text == shown || text == digits(shown) {
		return
	}
	number, ok := w.links[href]
	if !ok {
		w.notes = append(w.notes, href)
		number = len(w.notes)
		w.links[href] = number
	}
	w.raw(`<sup class="link-ref">[`, strconv.Itoa(number), "]</sup>")
}

// linkNotes prints the addresses at the end.
func (w *writer) linkNotes() {
	if len(w.notes) == 0 {
		return
	}
	w.raw("<section", attr("class", "link-notes"), ">\n")
	w.heads("link-notes-label", w.word("md.links"))
	w.raw("<ol>\n")
	for _, href := range w.notes {
		w.raw("<li>")
		w.text(readable(href))
		w.raw("</li>\n")
	}
	w.raw("</ol>\n</section>\n")
}
