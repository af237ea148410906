package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maxDepth bounds how many blocks stand in one another. Beyond it a marker is
// text: every line is looked at once per open block, so that unbounded nesting
// would make the time quadratic.
const maxDepth = 20

// tree is a parsed source with what the parsers noticed on the way.
type tree struct {
	src    []byte
	doc    ast.Node
	starts []int
	notes  []*noteDef // in the order of their numbers
	issues []Issue
}

// state is what the parsers of one run share.
type state struct {
	defs    []*noteDef
	byLabel map[string]*noteDef
	issues  []Issue
	seen    map[int]bool // lines whose ::: has been reported
	unknown int          // unknown ::: blocks not closed yet
	openers []*opener
	delims  int
}

var stateKey = parser.NewContextKey()

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

// theParser is built once: goldmark sorts and indexes its parsers on first use
// and is safe for concurrent use after that. What it leaves out is as much of
// the closed list as what it names: no code, no raw HTML, no underlined
// headings, no reference definitions (they would swallow lines).
var theParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(listParser{parser.NewListParser()}, 300),
			util.Prioritized(itemParser{parser.NewListItemParser()}, 400),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(fenceParser{}, 700),
			util.Prioritized(quoteParser{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(noteParser{}, 900),
			util.Prioritized(paragraphParser{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(bracketParser{}, 200),
			util.Prioritized(emphasisParser{parser.NewEmphasisParser()}, 500),
		),
		parser.WithParagraphTransformers(util.Prioritized(tableTransformer{}, 200)),
	)
})

// parse never fails: whatever is not on the closed list is text.
func parse(source string) *tree {
	src := clean(source)
	st := &state{byLabel: map[string]*noteDef{}, seen: map[int]bool{}}
	pc := parser.NewContext()
	pc.Set(stateKey, st)
	doc := theParser().Parse(text.NewReader(src), parser.WithContext(pc))
	t := &tree{src: src, doc: doc, starts: lineStarts(src), issues: st.issues}
	looseNumbers(t)
	t.numberNotes(st.defs)
	return t
}

// depth counts the blocks around n, up to maxDepth.
func depth(n ast.Node) int {
	d := 0
	for ; n != nil && d < maxDepth; n = n.Parent() {
		d++
	}
	return d
}

// paragraphParser is goldmark's, except that it takes lines that begin with
// many spaces, which are code elsewhere: texts pasted from a word processor
// begin so. Without it goldmark would stop at such a line and lose the rest.
type paragraphParser struct{ parser.BlockParser }

func (paragraphParser) CanAcceptIndentedLine() bool { return true }

// quoteParser is goldmark's, with bounded nesting.
type quoteParser struct{ parser.BlockParser }

func (p quoteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if depth(parent) >= maxDepth {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// maxDelims bounds the emphasis marks of one paragraph: matching them is
// quadratic in the worst case.
const maxDelims = 1000

type emphasisParser struct{ parser.InlineParser }

func (p emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	st := stateOf(pc)
	if st.delims >= maxDelims {
		return nil
	}
	n := p.InlineParser.Parse(parent, block, pc)
	if n != nil {
		st.delims++
	}
	return n
}

// CloseBlock starts the count anew for the next paragraph.
func (p emphasisParser) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	stateOf(pc).delims = 0
}

// blank tells whether a line holds nothing but spaces.
func blank(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }

// moveChildren appends every child of from to to.
func moveChildren(to, from ast.Node) {
	for c := from.FirstChild(); c != nil; c = from.FirstChild() {
		from.RemoveChild(from, c)
		to.AppendChild(to, c)
	}
}
