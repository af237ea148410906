package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// law writes a legal text: its points stand under their numbers, which lead to
// themselves, so that a reader can cite one.
func (w *writer) law() {
	numbered := false
	for n := w.t.doc.FirstChild(); n != nil; n = n.NextSibling() {
		l, ok := n.(*ast.List)
		numbered = numbered || ok && l.IsOrdered()
	}
	paragraphs := 0
	for n := w.t.doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch l, ok := n.(*ast.List); {
		case ok && l.IsOrdered():
			for item := l.FirstChild(); item != nil; item = item.NextSibling() {
				number := strconv.Itoa(numberOf(item))
				w.point(number, number+string(l.Marker), func() { w.pointBlocks(item) })
			}
		case !numbered && n.Kind() == ast.KindParagraph && pictures(n) == nil:
			paragraphs++
			number := strconv.Itoa(paragraphs)
			w.point(number, number, func() { w.block(n) })
		default:
			w.block(n)
		}
	}
}

// point writes one point under its number. A number that is used again, as
// after a heading that starts a new count, gets an id of its own.
func (w *writer) point(number, mark string, write func()) {
	id := "p-" + number
	for again := 2; w.held[id]; again++ {
		id = "p-" + number + "-" + strconv.Itoa(again)
	}
	w.held[id] = true
	w.raw(`<div class="point"`, w.id(id), `><a class="point-no"`, attr("href", "#"+w.o.IDPrefix+id), ">", mark, "</a>\n<div>")
	write()
	w.raw("</div></div>\n")
}

// pointBlocks writes what stands in an item; its first line is a paragraph.
func (w *writer) pointBlocks(item ast.Node) {
	for n := item.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() != ast.KindTextBlock {
			w.block(n)
			continue
		}
		w.raw("<p>")
		w.inlines(n)
		w.raw("</p>\n")
	}
}
