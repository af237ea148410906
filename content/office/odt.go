package office

import (
	"slices"
	"strconv"
	"strings"
)

// openDocument reads the parts of an OpenDocument text.
type openDocument struct {
	*document
	styles map[string]*node
	lists  map[string]*node
	looks  map[string]openStyle
	// notes counts the notes that were met.
	noted int
	// counts are how far each list has counted, by its style, for those that go on.
	counts map[string][]int
}

// readODT reads a text of LibreOffice, or of whatever else writes its format.
func readODT(d *document) error {
	o := &openDocument{document: d, styles: map[string]*node{}, lists: map[string]*node{}, looks: map[string]openStyle{}, counts: map[string][]int{}}
	if err := d.part("styles.xml", []string{"office:styles"}, o.keep); err != nil {
		return err
	}
	if err := d.part("styles.xml", []string{"office:master-styles"}, o.header); err != nil {
		return err
	}
	if err := d.part(d.main, []string{"office:automatic-styles"}, o.keep); err != nil {
		return err
	}
	if !d.has(d.main) {
		return broken("no content.xml")
	}
	return d.part(d.main, []string{"office:text"}, func(n *node) error {
		o.block(n, &d.text.blocks)
		return nil
	})
}

// keep remembers a style.
func (o *openDocument) keep(n *node) error {
	switch n.name {
	case "style:style":
		o.styles[n.get("style:family")+" "+n.get("style:name")] = n
	case "text:list-style":
		o.lists[n.get("style:name")] = n
	}
	return nil
}

// header tells of the headers and footers of a kind of page, which are left out.
func (o *openDocument) header(n *node) error {
	for _, k := range n.kids {
		if strings.HasPrefix(k.name, "style:header") || strings.HasPrefix(k.name, "style:footer") {
			o.document.header(k.words())
		}
	}
	return nil
}

// indexes are what a program makes out of the rest of a text.
var indexes = []string{"text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index", "text:object-index", "text:user-index", "text:bibliography"}

// block reads what stands on the level of paragraphs.
func (o *openDocument) block(n *node, out *[]block) {
	switch n.name {
	case "text:p", "text:h":
		o.paragraph(n, out)
	case "text:list":
		o.list(n, nil, 1, out)
	case "table:table":
		o.table(n, out)
	case "text:section", "text:numbered-paragraph":
		if n.get("text:display") == "none" {
			o.leave(LeftHidden, n.words())
			return
		}
		o.all(n, out)
	case "text:tracked-changes":
		for _, k := range n.kids {
			if k.name == "text:changed-region" {
				o.leave(LeftTracked, changed(k))
			}
		}
	case "draw:frame", "draw:a", "draw:g", "draw:custom-shape", "draw:rect", "draw:line", "draw:ellipse", "draw:polygon", "draw:path", "draw:connector", "draw:polyline":
		l := &line{}
		o.drawn(n, l, true)
		*out = append(*out, l.floats...)
	case "office:forms":
		if len(n.kids) > 0 {
			o.leave(LeftObject, n.words())
		}
	default:
		if slices.Contains(indexes, n.name) {
			o.leave(LeftContents, n.words())
		}
	}
}

// changed gives the words of a tracked change, without who made it and when.
func changed(n *node) string {
	var all []string
	walk(n, func(k *node) {
		if k.name == "text:p" || k.name == "text:h" {
			all = append(all, k.words())
		}
	})
	return strings.Join(all, " ")
}

func (o *openDocument) all(n *node, out *[]block) {
	for _, k := range n.kids {
		o.block(k, out)
	}
}

// paragraph reads a paragraph or a heading.
func (o *openDocument) paragraph(n *node, out *[]block) {
	style := o.style("paragraph", n.get("text:style-name"))
	b := block{}
	switch {
	case style.says("title"):
		b.kind, b.level = heading, 0
	case n.name == "text:h" || style.outline > 0:
		b.kind, b.level = heading, o.level(n, style)
	case style.says("quotations", "quote", "block text"):
		b.kind = quote
	case style.says("caption", "illustration", "table", "figure", "drawing"):
		b.kind = caption
	}
	line := &line{}
	o.inline(n, line, style.plain(b.kind))
	*out = append(*out, line.floats...)
	b.runs = line.runs
	put(b, line.runs, out)
}

func (o *openDocument) level(n *node, style openStyle) int {
	if level, err := strconv.Atoi(n.get("text:outline-level")); err == nil && level > 0 {
		return min(level, 9)
	}
	return max(style.outline, 1)
}

// table reads a table; see word.table.
func (o *openDocument) table(n *node, out *[]block) {
	t := &tabled{d: o.document}
	o.rows(n, t)
	t.end(out)
}

// mostRepeated bounds how often a cell is said to stand again: spreadsheets fill
// their ends that way.
const mostRepeated = 20

func (o *openDocument) rows(n *node, t *tabled) {
	for _, r := range n.kids {
		switch r.name {
		case "table:table-header-rows", "table:table-rows", "table:table-row-group":
			o.rows(r, t)
		case "table:table-row":
			t.begin()
			for _, c := range r.kids {
				o.cell(c, t)
			}
		}
	}
}

func (o *openDocument) cell(c *node, t *tabled) {
	if c.name != "table:table-cell" && c.name != "table:covered-table-cell" {
		return
	}
	var blocks []block
	if c.name == "table:table-cell" {
		o.all(c, &blocks)
	}
	again, _ := strconv.Atoi(c.get("table:number-columns-repeated"))
	for range max(1, min(again, mostRepeated)) {
		t.cell(blocks, 1, c.name == "table:covered-table-cell")
	}
}
