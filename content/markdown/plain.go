package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Plain returns source as readable plain text: for search, e-mail and
// descriptions. Blocks are separated by an empty line, the items of a list by
// a line end; numbers stand as typed.
func Plain(source string) string {
	return plainTree(parse(cut(source)))
}

func plainTree(t *tree) string {
	p := &plainWriter{src: t.src}
	p.blocks(t.doc, "\n\n")
	for _, def := range t.notes {
		p.gap("\n\n")
		p.b.WriteString("[" + strconv.Itoa(def.number) + "] ")
		p.fresh = true
		p.blocks(def, "\n")
	}
	return strings.TrimSpace(p.b.String())
}

// plainWriter writes blocks as text. fresh means that nothing needs to stand
// between what was written last and what comes.
type plainWriter struct {
	b      strings.Builder
	src    []byte
	fresh  bool
	indent string // before the items of a list within a list
}

// gap writes a separator unless one stands there already.
func (p *plainWriter) gap(sep string) {
	if p.b.Len() > 0 && !p.fresh {
		p.b.WriteString(sep)
	}
	p.fresh = false
}

func (p *plainWriter) blocks(parent ast.Node, sep string) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		p.block(c, sep)
	}
}

func (p *plainWriter) block(n ast.Node, sep string) {
	switch n := n.(type) {
	case *noteDef:
	case *ast.List:
		p.list(n, sep)
	case *table:
		p.table(n, sep)
	case *cite:
		p.line("— "+plainInline(n, p.src), "\n")
	case *fence:
		if n.title != "" {
			p.line(n.title, sep)
			sep = "\n\n"
		}
		p.blocks(n, sep)
	case *ast.ThematicBreak:
		p.line("* * *", sep)
	default:
		if n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeBlock {
			p.blocks(n, sep)
			return
		}
		text := plainInline(n, p.src)
		if number, ok := n.AttributeString("number"); ok {
			text = number.(string) + " " + text
		}
		p.line(text, sep)
	}
}

func (p *plainWriter) line(text, sep string) {
	if text == "" {
		return
	}
	p.gap(sep)
	p.b.WriteString(text)
}

func (p *plainWriter) list(n *ast.List, sep string) {
	if p.indent != "" {
		sep = "\n"
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.gap(sep)
		sep = "\n"
		mark := "- "
		if n.IsOrdered() {
			mark = strconv.Itoa(numberOf(c)) + string(n.Marker) + " "
		}
		p.b.WriteString(p.indent + mark)
		p.fresh = true
		was := p.indent
		p.indent += "  "
		p.blocks(c, "\n"+p.indent)
		p.indent, p.fresh = was, false
	}
}

// table writes one line a row, cells separated by a bar.
func (p *plainWriter) table(n *table, sep string) {
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		if r.Kind() == kindCaption {
			p.line(plainInline(r, p.src), sep)
			sep = "\n"
			continue
		}
		cells := make([]string, 0, 8)
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, plainInline(c, p.src))
		}
		p.line(strings.TrimSpace(strings.Join(cells, " | ")), sep)
		sep = "\n"
	}
}

// plainInline returns the text within a block or a mark.
func plainInline(n ast.Node, src []byte) string {
	var b strings.Builder
	plainInto(&b, n, src)
	return strings.TrimSpace(b.String())
}

func plainInto(b *strings.Builder, parent ast.Node, src []byte) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.WriteString(literal(c.Segment.Value(src)))
			switch {
			case c.HardLineBreak(), c.SoftLineBreak() && c.NextSibling() != nil && (keepsLine(c, src) || ownLines(parent)):
				b.WriteByte('\n')
			case c.SoftLineBreak():
				b.WriteByte(' ')
			}
		case *noteRef:
			b.WriteString("[" + strconv.Itoa(c.def.number) + "]")
		case *image:
			plainInto(b, c, src)
			if c.title != "" {
				b.WriteString(" (" + c.title + ")")
			}
		default:
			plainInto(b, c, src)
		}
	}
}

// ownLines tells whether n stands in a block that keeps its lines.
func ownLines(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if f, ok := n.(*fence); ok {
			return f.name == "contact" || f.name == "files" || f.name == "gallery" || f.name == "video"
		}
	}
	return false
}
