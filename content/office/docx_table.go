package office

import "strconv"

// mostSpan bounds how many columns a cell is said to reach over.
const mostSpan = 40

// table reads a table. One of a single column only places things on a page: what
// stands in it is read as if it were not there.
func (w *word) table(n *node, out *[]block) {
	var rows []*node
	w.rows(n, &rows)
	t := &tabled{d: w.document}
	for _, r := range rows {
		t.begin()
		for _, c := range cellsOf(r) {
			var blocks []block
			w.all(c, &blocks)
			p := c.child("w:tcPr")
			span, _ := strconv.Atoi(p.child("w:gridSpan").get("w:val"))
			merge := p.child("w:vMerge")
			t.cell(blocks, span, merge != nil && merge.get("w:val") != "restart")
		}
	}
	t.end(out)
}

// rows gives the rows of a table, those of tracked deletions excepted.
func (w *word) rows(n *node, rows *[]*node) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		switch k.name {
		case "w:tr":
			if k.child("w:trPr", "w:del") != nil {
				w.leave(LeftTracked, deleted(k))
				continue
			}
			*rows = append(*rows, k)
		case "w:sdt":
			w.rows(k.child("w:sdtContent"), rows)
		case "w:customXml", "w:ins", "w:moveTo":
			w.rows(k, rows)
		}
	}
}

func cellsOf(n *node) []*node {
	var all []*node
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		switch k.name {
		case "w:tc":
			all = append(all, k)
		case "w:sdt":
			all = append(all, cellsOf(k.child("w:sdtContent"))...)
		case "w:customXml":
			all = append(all, cellsOf(k)...)
		}
	}
	return all
}

// tabled is a table while it is read, from whatever format.
type tabled struct {
	d    *document
	rows [][][]block
	// merged says that cells reached over others.
	merged bool
}

func (t *tabled) begin() { t.rows = append(t.rows, nil) }

// cell adds a cell to the last row. What it reaches over, to the right or from
// above, is left empty.
func (t *tabled) cell(blocks []block, span int, covered bool) {
	last := len(t.rows) - 1
	t.rows[last] = append(t.rows[last], blocks)
	for i := 1; i < min(span, mostSpan); i++ {
		t.rows[last] = append(t.rows[last], nil)
	}
	t.merged = t.merged || span > 1 || covered
}

// end puts the table into a text.
func (t *tabled) end(out *[]block) {
	width := 0
	for _, r := range t.rows {
		width = max(width, len(r))
	}
	if width < 2 {
		for _, r := range t.rows {
			for _, blocks := range r {
				*out = append(*out, blocks...)
			}
		}
		return
	}
	b := block{kind: grid}
	said := false
	for _, r := range t.rows {
		var cells [][]run
		for _, blocks := range r {
			runs := t.flat(blocks)
			said = said || shown(runs)
			cells = append(cells, runs)
		}
		b.rows = append(b.rows, cells)
	}
	if !said {
		return
	}
	if t.merged {
		t.d.leave(LeftMerged, words(b.rows))
	}
	*out = append(*out, b)
}

// words gives the first words of a table.
func words(rows [][][]run) string {
	for _, r := range rows {
		for _, c := range r {
			if s := plain(c); s != "" {
				return s
			}
		}
	}
	return ""
}

// flat makes one line of what stands in a cell.
func (t *tabled) flat(blocks []block) []run {
	var all []run
	for i, b := range blocks {
		if i > 0 {
			all = append(all, run{text: " "})
		}
		switch b.kind {
		case figure:
			all = append(all, run{picture: b.picture, alt: b.alt})
		case grid:
			t.d.leave(LeftNested, words(b.rows))
			for _, r := range b.rows {
				for _, c := range r {
					all = append(append(all, c...), run{text: " "})
				}
			}
		case item:
			if b.sign != "-" && b.sign != "" {
				all = append(all, run{text: b.sign + " "})
			}
			all = append(all, b.runs...)
		default:
			all = append(all, b.runs...)
		}
	}
	return all
}
