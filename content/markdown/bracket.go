package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Limits of one link. They keep "[a](" repeated a hundred thousand times from
// being read to the end a hundred thousand times.
const (
	maxOpeners = 32
	maxDest    = 2000
	maxTitle   = 1000
)

var inlineLang = regexp.MustCompile(`^\{lang="?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})"?\}`)

// opener is a "[" or "![" waiting for its "]".
type opener struct {
	ast.BaseInline
	seg     text.Segment
	image   bool
	hasLink bool     // a link stands inside: this one cannot be a link
	bottom  ast.Node // the last emphasis mark before it
}

func (*opener) Kind() ast.NodeKind           { return kindOpener }
func (n *opener) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }
func (n *opener) asText()                    { n.Parent().ReplaceChild(n.Parent(), n, ast.NewTextSegment(n.seg)) }
func (bracketParser) Trigger() []byte        { return []byte{'!', '[', ']'} }

// bracketParser reads everything in square brackets: links, pictures,
// passages in another language and the marks of footnotes.
type bracketParser struct{}

func (p bracketParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	switch {
	case line[0] == ']':
		return p.closeBracket(parent, line, block, pc)
	case line[0] == '!' && (len(line) < 2 || line[1] != '['):
		return nil
	case line[0] == '!':
		return openBracket(block, seg, 2, pc)
	}
	if m := noteMark.FindSubmatch(line); m != nil {
		if def := stateOf(pc).byLabel[string(m[1])]; def != nil {
			block.Advance(len(m[0]))
			return &noteRef{def: def}
		}
	}
	return openBracket(block, seg, 1, pc)
}

func openBracket(block text.Reader, seg text.Segment, width int, pc parser.Context) ast.Node {
	st := stateOf(pc)
	if len(st.openers) >= maxOpeners {
		st.openers[0].asText()
		st.openers = append(st.openers[:0], st.openers[1:]...)
	}
	o := &opener{seg: text.NewSegment(seg.Start, seg.Start+width), image: width == 2}
	if d := pc.LastDelimiter(); d != nil {
		o.bottom = d
	}
	st.openers = append(st.openers, o)
	block.Advance(width)
	return o
}

func (p bracketParser) closeBracket(parent ast.Node, line []byte, block text.Reader, pc parser.Context) ast.Node {
	st := stateOf(pc)
	if len(st.openers) == 0 {
		return nil
	}
	o := st.openers[len(st.openers)-1]
	st.openers = st.openers[:len(st.openers)-1]
	node, width := tail(o, line[1:])
	if node == nil || o.Parent() != parent {
		o.asText()
		return nil
	}
	parser.ProcessDelimiters(o.bottom, pc)
	for c := o.NextSibling(); c != nil; c = o.NextSibling() {
		parent.RemoveChild(parent, c)
		node.AppendChild(node, c)
	}
	parent.RemoveChild(parent, o)
	node.SetPos(o.seg.Start)
	if node.Kind() == kindAnchor {
		for _, outer := range st.openers {
			outer.hasLink = true
		}
	}
	block.Advance(1 + width)
	return node
}

// CloseBlock turns the brackets nobody closed into text.
func (bracketParser) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	st := stateOf(pc)
	for _, o := range st.openers {
		if o.Parent() != nil {
			o.asText()
		}
	}
	st.openers = st.openers[:0]
}

// tail reads what stands after "]" and says what the brackets are, and how
// long the tail is; nil where they are just brackets.
func tail(o *opener, rest []byte) (ast.Node, int) {
	if m := inlineLang.FindSubmatch(rest[:min(len(rest), 40)]); m != nil && !o.image {
		return &span{lang: string(m[1])}, len(m[0])
	}
	if len(rest) == 0 || rest[0] != '(' {
		return nil, 0
	}
	dest, title, n, ok := target(rest)
	if !ok {
		return nil, 0
	}
	if o.image {
		return &image{dest: dest, title: title}, n
	}
	if o.hasLink {
		return nil, 0
	}
	a := &anchor{dest: dest, title: title}
	if m := inlineLang.FindSubmatch(rest[n:min(len(rest), n+40)]); m != nil {
		a.lang = string(m[1])
		n += len(m[0])
	}
	return a, n
}

// target reads `(address "title")`.
func target(b []byte) (dest, title string, n int, ok bool) {
	i := 1 + spaces(b[1:])
	end := destEnd(b[i:])
	if end < 0 {
		return "", "", 0, false
	}
	raw := b[i : i+end]
	i += end
	if len(raw) > 1 && raw[0] == '<' {
		raw = raw[1 : len(raw)-1]
	}
	gap := spaces(b[i:])
	i += gap
	if i < len(b) && b[i] == ')' {
		return literal(raw), "", i + 1, true
	}
	if gap == 0 {
		return "", "", 0, false
	}
	title, width := quoted(b[i:])
	if width == 0 {
		return "", "", 0, false
	}
	return literal(raw), title, i + width, true
}

// destEnd returns the length of the address at the start of b: up to a space
// or the bracket that closes the link; -1 where there is none.
func destEnd(b []byte) int {
	b = b[:min(len(b), maxDest)]
	if len(b) > 0 && b[0] == '<' {
		i := bytes.IndexAny(b[1:], "<>\n")
		if i < 0 || b[1+i] != '>' {
			return -1
		}
		return i + 2
	}
	if bytes.HasPrefix(b, []byte("tel:")) { // numbers are typed with spaces
		return bytes.IndexAny(b, ")\n\"")
	}
	open := 0
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]):
			i++
		case c == '(':
			open++
		case c == ')' && open == 0, c <= ' ':
			return i
		case c == ')':
			open--
		}
	}
	return -1
}

// quotes are the quotation marks a title may stand in: word processors put
// the marks of the language where a straight one was typed.
const quotes = "\"'“”„«»’‘‚"

// quoted reads a title in quotation marks and the bracket after it. It ends at
// the first mark that a closing bracket follows, so that a title may hold
// quotation marks itself.
func quoted(b []byte) (string, int) {
	first, size := utf8.DecodeRune(b)
	if !strings.ContainsRune(quotes, first) {
		return "", 0
	}
	b = b[:min(len(b), maxTitle)]
	for i := size; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if strings.ContainsRune(quotes, r) {
			end := i + n + spaces(b[i+n:])
			if end < len(b) && b[end] == ')' {
				return strings.TrimSpace(literal(b[size:i])), end + 1
			}
		}
		i += n
	}
	return "", 0
}

func spaces(b []byte) int {
	n := 0
	for n < len(b) && (b[n] == ' ' || b[n] == '\t') {
		n++
	}
	return n
}
