package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// maxColumns bounds a table; further cells share the last column.
const maxColumns = 40

var (
	delimiterLine = regexp.MustCompile(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\n?$`)
	captionLine   = regexp.MustCompile(`^[ \t]*(?:Table)?:[ \t]+(\S[^\n]*?)[ \t]*\n?$`)
)

// tableTransformer finds tables in paragraphs. Unlike goldmark's own it keeps
// every cell, also in rows longer than the head: no text is lost.
type tableTransformer struct{}

func (tableTransformer) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	src := reader.Source()
	lines := node.Lines()
	head := tableHead(lines, src)
	if head < 0 {
		captionAfter(node, src)
		return
	}
	t := &table{align: alignments(lines.At(head+1), src)}
	t.SetPos(lines.At(head).Start)
	last := lines.Len()
	var cap *caption
	if last > head+2 {
		if cap = captionOf(lines.At(last-1), src); cap != nil {
			last--
		}
	}
	before := head
	if cap == nil && head > 0 {
		if cap = captionOf(lines.At(head-1), src); cap != nil {
			before--
		}
	}
	if cap != nil {
		t.AppendChild(t, cap)
	}
	for i := head; i < last; i++ {
		if i != head+1 {
			t.AppendChild(t, newRow(lines.At(i), src))
		}
	}
	t.rowHeads = markRowHeads(t, src)
	parent := node.Parent()
	parent.InsertAfter(parent, node, t)
	if before == 0 {
		captionBefore(t, node, src)
		t.SetBlankPreviousLines(node.HasBlankPreviousLines())
		parent.RemoveChild(parent, node)
		return
	}
	lines.SetSliced(0, before)
}

// tableHead returns the index of the line whose next one is the row of
// dashes, or -1.
func tableHead(lines *text.Segments, src []byte) int {
	for i := 1; i < lines.Len(); i++ {
		seg := lines.At(i)
		line := seg.Value(src)
		if bytes.IndexByte(line, '|') < 0 || !delimiterLine.Match(line) {
			continue
		}
		above := lines.At(i - 1)
		if bytes.IndexByte(above.Value(src), '|') >= 0 {
			return i - 1
		}
	}
	return -1
}

func alignments(seg text.Segment, src []byte) []string {
	var align []string
	for _, c := range splitRow(seg, src) {
		v := c.Value(src)
		left, right := len(v) > 0 && v[0] == ':', len(v) > 0 && v[len(v)-1] == ':'
		switch {
		case left && right:
			align = append(align, "center")
		case right:
			align = append(align, "right")
		default:
			align = append(align, "")
		}
	}
	return align
}

// splitRow cuts a line at the bars that are not escaped.
func splitRow(seg text.Segment, src []byte) []text.Segment {
	seg = seg.TrimLeftSpace(src)
	seg = seg.TrimRightSpace(src)
	start, stop := seg.Start, seg.Stop
	if start < stop && src[start] == '|' {
		start++
	}
	var cells []text.Segment
	for i := start; i <= stop && start <= stop; i++ {
		if i < stop && src[i] == '\\' {
			i++
			continue
		}
		atEnd := i == stop
		if !atEnd && (src[i] != '|' || len(cells) == maxColumns-1 && i != stop-1) {
			continue
		}
		if atEnd && len(cells) > 0 && start == stop {
			break // the bar that ends the row begins no cell
		}
		c := text.NewSegment(start, i)
		c = c.TrimLeftSpace(src)
		cells = append(cells, c.TrimRightSpace(src))
		start = i + 1
	}
	return cells
}

func newRow(seg text.Segment, src []byte) *row {
	r := &row{}
	r.SetPos(seg.Start)
	for _, s := range splitRow(seg, src) {
		c := &cell{}
		c.SetPos(s.Start)
		if s.Len() > 0 {
			c.Lines().Append(s)
		}
		r.AppendChild(r, c)
	}
	return r
}

// markRowHeads tells whether the first column holds the heads of the rows: the
// first cell of the table is empty or begins with "#".
func markRowHeads(t *table, src []byte) bool {
	var head ast.Node
	for head = t.FirstChild(); head.Kind() != kindRow; {
		head = head.NextSibling()
	}
	first := head.FirstChild()
	if first == nil || head.ChildCount() < 2 {
		return false
	}
	if first.Lines().Len() == 0 {
		return true
	}
	seg := first.Lines().At(0)
	if src[seg.Start] != '#' {
		return false
	}
	seg.Start++
	seg = seg.TrimLeftSpace(src)
	first.Lines().Clear()
	if seg.Len() > 0 {
		first.Lines().Append(seg)
	}
	return true
}

func captionOf(seg text.Segment, src []byte) *caption {
	m := captionLine.FindSubmatchIndex(seg.Value(src))
	if m == nil || seg.Padding > 0 {
		return nil
	}
	c := &caption{}
	c.Lines().Append(text.NewSegment(seg.Start+m[2], seg.Start+m[3]))
	c.SetPos(seg.Start)
	return c
}

// captionBefore takes the paragraph before the table as its caption.
func captionBefore(t *table, node ast.Node, src []byte) {
	prev := node.PreviousSibling()
	if prev == nil || !ast.IsParagraph(prev) || prev.Lines().Len() != 1 || t.FirstChild().Kind() == kindCaption {
		return
	}
	if c := captionOf(prev.Lines().At(0), src); c != nil {
		t.InsertBefore(t, t.FirstChild(), c)
		t.SetPos(prev.Pos())
		prev.Parent().RemoveChild(prev.Parent(), prev)
	}
}

// captionAfter gives a paragraph that is a caption to the table before it.
func captionAfter(node ast.Node, src []byte) {
	t, ok := node.PreviousSibling().(*table)
	if !ok || node.Lines().Len() != 1 || t.FirstChild().Kind() == kindCaption {
		return
	}
	if c := captionOf(node.Lines().At(0), src); c != nil {
		t.InsertBefore(t, t.FirstChild(), c)
		node.Parent().RemoveChild(node.Parent(), node)
	}
}
