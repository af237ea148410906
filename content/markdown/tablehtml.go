package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// table writes a table. On a page it stands in a region that takes the focus:
// only so can a wide table be scrolled with the keyboard.
func (w *writer) table(n *table) {
	w.tables++
	id := "table-" + strconv.Itoa(w.tables)
	head := n.FirstChild()
	title, _ := head.(*caption)
	if title != nil {
		head = head.NextSibling()
	}
	if w.form == Page {
		w.raw(`<div class="table" role="region" tabindex="0"`)
		if title != nil {
			w.raw(attr("aria-labelledby", w.o.IDPrefix+id))
		} else {
			w.raw(attr("aria-label", w.word("md.table", "n", w.tables)))
		}
		w.raw(">\n")
	}
	w.raw("<table>\n")
	if title != nil {
		w.raw("<caption", w.id(id), ">")
		w.inlines(title)
		w.raw("</caption>\n")
	}
	columns := columnsOf(n)
	w.raw("<thead>\n")
	w.row(n, head, columns, true)
	w.raw("</thead>\n")
	if body := head.NextSibling(); body != nil {
		w.raw("<tbody>\n")
		for r := body; r != nil; r = r.NextSibling() {
			w.row(n, r, columns, false)
		}
		w.raw("</tbody>\n")
	}
	w.raw("</table>\n")
	if w.form == Page {
		w.raw("</div>\n")
	}
}

// columnsOf is the length of the longest row: no cell is dropped.
func columnsOf(n *table) int {
	columns := 0
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		if r.Kind() == kindRow {
			columns = max(columns, r.ChildCount())
		}
	}
	return columns
}

func (w *writer) row(t *table, r ast.Node, columns int, head bool) {
	w.raw("<tr>\n")
	c := r.FirstChild()
	for i := range columns {
		w.cell(t, c, i, head)
		if c != nil {
			c = c.NextSibling()
		}
	}
	w.raw("</tr>\n")
}

func (w *writer) cell(t *table, c ast.Node, column int, head bool) {
	tag, scope := "td", ""
	switch {
	case head && (c != nil && c.Lines().Len() > 0):
		tag, scope = "th", "col"
	case !head && column == 0 && t.rowHeads:
		tag, scope = "th", "row"
	}
	w.raw("<", tag, attr("scope", scope))
	if column < len(t.align) && t.align[column] != "" {
		if w.form == Feed {
			w.raw(attr("align", t.align[column]))
		} else {
			w.raw(attr("class", t.align[column]))
		}
	}
	w.raw(">")
	if c != nil {
		w.inlines(c)
	}
	w.raw("</", tag, ">\n")
}
