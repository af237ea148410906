package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Role is what a Passage is in its text.
type Role int

// The roles of a Passage.
const (
	// Prose is the text of a paragraph, of an item or of a quotation.
	Prose Role = iota
	// Head is a heading, or the title of a block.
	Head
	// Cell is one cell of a table.
	Cell
	// Alt is the alt text of a picture.
	Alt
	// Caption is that of a picture or of a table.
	Caption
	// Bare is the first row of a table when none of its cells says anything.
	Bare
)

// Passage is what somebody typed in one block, without the marks and addresses
// in it, and where each byte of it stands in the source. A picture and a passage
// in another language leave the character U+FFFC behind and are Passages of
// their own.
type Passage struct {
	Role Role
	// Lang is the language it is marked with, "" for that of the text.
	Lang string
	Text string
	// Labels are the words of links, as places in Text.
	Labels [][2]int
	at     []int
}

// Source gives the place in the source of Text[from:to], and whether it stands
// there in one piece.
func (p Passage) Source(from, to int) (start, end int, whole bool) {
	if from >= to {
		return 0, 0, false
	}
	start, end = p.at[from], p.at[to-1]+1
	return start, end, end-start == to-from
}

// Passages gives the texts in source, in no order that counts.
func Passages(source string) []Passage {
	source = cut(source)
	t := parse(source)
	c := &collector{t: t, raw: rawOffsets(source, t.src)}
	c.block(t.doc, "")
	return c.all
}

// absent stands in the place of what is a Passage of its own.
const absent = "\uFFFC"

type collector struct {
	t   *tree
	raw func(int) int
	all []Passage
}

func (c *collector) block(n ast.Node, lang string) {
	role := Prose
	switch n := n.(type) {
	case *fence:
		if n.lang != "" {
			lang = n.lang
		}
		c.found(Head, lang, n.title, n.Pos())
	case *ast.Heading:
		role = Head
	case *cell:
		role = Cell
	case *caption:
		role = Caption
	case *table:
		c.bare(n, lang)
	}
	if first := n.FirstChild(); first == nil || first.Type() == ast.TypeBlock {
		for child := first; child != nil; child = child.NextSibling() {
			c.block(child, lang)
		}
		return
	}
	c.passage(n, role, lang)
}

func (c *collector) passage(n ast.Node, role Role, lang string) {
	p := &Passage{Role: role, Lang: lang}
	var b strings.Builder
	if number, ok := n.AttributeString("number"); ok {
		c.number(p, &b, n, number.(string))
	}
	c.inlines(p, &b, n, lang)
	if p.Text = b.String(); strings.TrimSpace(p.Text) != "" {
		c.all = append(c.all, *p)
	}
}

// number puts the number before a paragraph that the parser took off it.
func (c *collector) number(p *Passage, b *strings.Builder, n ast.Node, number string) {
	t, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return
	}
	before := c.t.src[:t.Segment.Start]
	if trimmed := bytes.TrimRight(before, " \t"); bytes.HasSuffix(trimmed, []byte(number)) {
		c.add(p, b, len(trimmed)-len(number), len(before))
	}
}

func (c *collector) add(p *Passage, b *strings.Builder, from, to int) {
	b.Write(c.t.src[from:to])
	for i := from; i < to; i++ {
		p.at = append(p.at, c.raw(i))
	}
}

func (c *collector) instead(p *Passage, b *strings.Builder, pos int) {
	b.WriteString(absent)
	for range len(absent) {
		p.at = append(p.at, c.raw(max(pos, 0)))
	}
}

func (c *collector) inlines(p *Passage, b *strings.Builder, parent ast.Node, lang string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			c.add(p, b, n.Segment.Start, n.Segment.Stop)
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte('\n')
				p.at = append(p.at, c.raw(n.Segment.Stop))
			}
		case *noteRef:
		case *image:
			c.instead(p, b, n.Pos())
			c.passage(n, Alt, lang)
			c.found(Caption, lang, n.title, n.Pos())
		case *span:
			c.instead(p, b, n.Pos())
			c.passage(n, Prose, n.lang)
		case *anchor:
			c.label(p, b, n, lang)
		default:
			c.inlines(p, b, n, lang)
		}
	}
}

// label keeps the words of a link within the sentence, unless they are in another
// language.
func (c *collector) label(p *Passage, b *strings.Builder, n *anchor, lang string) {
	if n.lang != "" && n.lang != lang {
		c.instead(p, b, n.Pos())
		c.passage(n, Prose, n.lang)
		return
	}
	from := b.Len()
	c.inlines(p, b, n, lang)
	p.Labels = append(p.Labels, [2]int{from, b.Len()})
}

// maxAway bounds how far behind the beginning of a node its title is looked for.
const maxAway = maxDest + maxTitle + 1000

// found adds a text of which the parser kept no place: it stands soon behind pos,
// as it was typed or not at all.
func (c *collector) found(role Role, lang, text string, pos int) {
	if text == "" || pos < 0 || pos > len(c.t.src) {
		return
	}
	near := c.t.src[pos:min(len(c.t.src), pos+maxAway)]
	i := bytes.LastIndex(near[:lineEnd(near)], []byte(text))
	if i < 0 {
		return
	}
	p := Passage{Role: role, Lang: lang, Text: text}
	for j := range len(text) {
		p.at = append(p.at, c.raw(pos+i+j))
	}
	c.all = append(c.all, p)
}

func lineEnd(b []byte) int {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return i
	}
	return len(b)
}

// bare reports a first row without words.
func (c *collector) bare(n *table, lang string) {
	r := n.FirstChild()
	for r != nil && r.Kind() != kindRow {
		r = r.NextSibling()
	}
	if r == nil || plainInline(r, c.t.src) != "" {
		return
	}
	from := r.Pos()
	to := from + lineEnd(c.t.src[from:])
	p := Passage{Role: Bare, Lang: lang, Text: string(c.t.src[from:to])}
	for i := from; i < to; i++ {
		p.at = append(p.at, c.raw(i))
	}
	c.all = append(c.all, p)
}
