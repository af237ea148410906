package markdown

import (
	"regexp"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A line is an item of a list when it begins with "-", "*" or a number of at
// most three digits with "." or ")". Everything else that merely looks like
// one is text: a year ("2026. godine"), a date ("22. november"), a number with
// a leading zero or an article ("1. člen"), since a list would show it
// otherwise than it was typed or would tear a sentence apart.
var (
	bulletLine  = regexp.MustCompile(`^ {0,3}[-*](?:[ \t]|\n?$)`)
	numberLine  = regexp.MustCompile(`^ {0,3}(0|[1-9]\d{0,2})([.)])(?:[ \t]+(.*))?\n?$`)
	lookalike   = regexp.MustCompile(`^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\n?$)`)
	numericDate = regexp.MustCompile(`^\d{1,2}\. ?\d{2,4}\b`)
)

// itemNumber tells whether line begins an item, and with which number (-1 for
// a bullet).
func itemNumber(line []byte) (int, bool) {
	line = start(line)
	if bulletLine.Match(line) {
		return -1, true
	}
	m := numberLine.FindSubmatch(line)
	if m == nil || dateLine(line) {
		return 0, false
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n, true
}

// dateLine tells whether the number line begins with belongs to a date or to
// an article of a law.
func dateLine(line []byte) bool {
	m := numberLine.FindSubmatch(start(line))
	return m != nil && m[2][0] == '.' && (numericDate.Match(m[3]) || isDateWord(firstWord(m[3])))
}

// refused tells whether goldmark would begin an item where Herald does not.
func refused(line []byte) bool {
	if !lookalike.Match(start(line)) {
		return false
	}
	_, ok := itemNumber(line)
	return !ok
}

// start is as much of a line as tells what it is: a line of 200 kB is looked at
// by every block that is open.
func start(line []byte) []byte { return line[:min(len(line), 80)] }

func firstWord(b []byte) string {
	i := 0
	for i < len(b) {
		r, n := utf8.DecodeRune(b[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		i += n
	}
	return string(b[:i])
}

type listParser struct{ parser.BlockParser }

func (p listParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if refused(line) || depth(parent) >= maxDepth {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

func (p listParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if endsItem(node, reader) {
		return parser.Close
	}
	return p.BlockParser.Continue(node, reader, pc)
}

type itemParser struct{ parser.BlockParser }

func (p itemParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	number, ok := itemNumber(line)
	if !ok {
		return nil, parser.NoChildren
	}
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil {
		node.SetAttributeString("number", number)
	}
	return node, state
}

func (p itemParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if endsItem(node.Parent(), reader) {
		return parser.Close
	}
	return p.BlockParser.Continue(node, reader, pc)
}

// endsItem tells whether the line looks like the next item of list to goldmark
// but is text to Herald and stands outside the last item.
func endsItem(list ast.Node, reader text.Reader) bool {
	line, _ := reader.PeekLine()
	if blank(line) || !refused(line) {
		return false
	}
	last, ok := list.LastChild().(*ast.ListItem)
	if !ok {
		return true
	}
	indent, _ := util.IndentWidth(line, reader.LineOffset())
	return indent < last.Offset || last.ChildCount() == 0
}

// numberOf returns the number typed before an item.
func numberOf(item ast.Node) int {
	v, _ := item.AttributeString("number")
	n, _ := v.(int)
	return n
}

// looseNumbers turns an ordered "list" of one item that goes on in lower case
// into the paragraph it is: "8. sednica je održana" is a sentence, and a
// sentence in a list is read out as "list with one item".
func looseNumbers(t *tree) {
	var lists []*ast.List
	_ = ast.Walk(t.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if l, ok := n.(*ast.List); ok && entering && isSentence(l, t.src) {
			lists = append(lists, l)
		}
		return ast.WalkContinue, nil
	})
	for _, l := range lists {
		unwrap(l)
	}
}

func isSentence(l *ast.List, src []byte) bool {
	if !l.IsOrdered() || l.Marker != '.' || l.ChildCount() != 1 {
		return false
	}
	first := l.FirstChild().FirstChild()
	if first == nil || first.Type() != ast.TypeBlock || first.Lines().Len() == 0 {
		return false
	}
	if k := first.Kind(); k != ast.KindParagraph && k != ast.KindTextBlock {
		return false
	}
	seg := first.Lines().At(0)
	r, _ := utf8.DecodeRune(seg.Value(src))
	// Georgian has no capitals, so that a small letter says nothing there.
	return unicode.IsLower(r) && !unicode.Is(unicode.Georgian, r)
}

func unwrap(l *ast.List) {
	parent, item := l.Parent(), l.FirstChild()
	if parent == nil {
		return
	}
	number := strconv.Itoa(numberOf(item)) + "."
	for c := item.FirstChild(); c != nil; c = item.FirstChild() {
		item.RemoveChild(item, c)
		if c.Kind() == ast.KindTextBlock {
			p := ast.NewParagraph()
			p.SetLines(c.Lines())
			moveChildren(p, c)
			c = p
		}
		if number != "" {
			c.SetAttributeString("number", number)
			c.SetAttributeString("pos", l.Pos())
			number = ""
		}
		parent.InsertBefore(parent, l, c)
	}
	parent.RemoveChild(parent, l)
}
