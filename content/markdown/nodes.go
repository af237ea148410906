package markdown

import "github.com/yuin/goldmark/ast"

// The nodes Herald adds to those of goldmark. They hold data only; how they
// look is the writer's business.
var (
	kindFence   = ast.NewNodeKind("HeraldFence")
	kindCite    = ast.NewNodeKind("HeraldCite")
	kindNoteDef = ast.NewNodeKind("HeraldNoteDef")
	kindNoteRef = ast.NewNodeKind("HeraldNoteRef")
	kindTable   = ast.NewNodeKind("HeraldTable")
	kindCaption = ast.NewNodeKind("HeraldCaption")
	kindRow     = ast.NewNodeKind("HeraldRow")
	kindCell    = ast.NewNodeKind("HeraldCell")
	kindAnchor  = ast.NewNodeKind("HeraldAnchor")
	kindImage   = ast.NewNodeKind("HeraldImage")
	kindSpan    = ast.NewNodeKind("HeraldSpan")
	kindOpener  = ast.NewNodeKind("HeraldOpener")
)

// fence is a ::: block. name is empty for a passage in another language.
type fence struct {
	ast.BaseBlock
	name, arg, title, lang string
	closed                 bool
}

// cite is the last line of a quotation: who said it.
type cite struct{ ast.BaseBlock }

// noteDef is the text of a footnote, where it was typed.
type noteDef struct {
	ast.BaseBlock
	label  string
	number int
	refs   int // how often the text refers to it
}

// noteRef is the mark of a footnote in the text.
type noteRef struct {
	ast.BaseInline
	def *noteDef
	nth int // 1 for the first mark of this footnote
}

// table holds an optional caption, then rows, the first of which is the head.
type table struct {
	ast.BaseBlock
	align    []string
	rowHeads bool
}

type caption struct{ ast.BaseBlock }

type row struct{ ast.BaseBlock }

type cell struct{ ast.BaseBlock }

// anchor is a link as typed; its children are its text.
type anchor struct {
	ast.BaseInline
	dest, title, lang string
}

// image is a picture as typed; its children are its alt text.
type image struct {
	ast.BaseInline
	dest, title string
}

// span is a passage of a line in another language.
type span struct {
	ast.BaseInline
	lang string
}

func (*fence) Kind() ast.NodeKind   { return kindFence }
func (*cite) Kind() ast.NodeKind    { return kindCite }
func (*noteDef) Kind() ast.NodeKind { return kindNoteDef }
func (*noteRef) Kind() ast.NodeKind { return kindNoteRef }
func (*table) Kind() ast.NodeKind   { return kindTable }
func (*caption) Kind() ast.NodeKind { return kindCaption }
func (*row) Kind() ast.NodeKind     { return kindRow }
func (*cell) Kind() ast.NodeKind    { return kindCell }
func (*anchor) Kind() ast.NodeKind  { return kindAnchor }
func (*image) Kind() ast.NodeKind   { return kindImage }
func (*span) Kind() ast.NodeKind    { return kindSpan }

func (n *fence) Dump(src []byte, level int)   { ast.DumpHelper(n, src, level, nil, nil) }
func (n *cite) Dump(src []byte, level int)    { ast.DumpHelper(n, src, level, nil, nil) }
func (n *noteDef) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }
func (n *noteRef) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }
func (n *table) Dump(src []byte, level int)   { ast.DumpHelper(n, src, level, nil, nil) }
func (n *caption) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }
func (n *row) Dump(src []byte, level int)     { ast.DumpHelper(n, src, level, nil, nil) }
func (n *cell) Dump(src []byte, level int)    { ast.DumpHelper(n, src, level, nil, nil) }
func (n *anchor) Dump(src []byte, level int)  { ast.DumpHelper(n, src, level, nil, nil) }
func (n *image) Dump(src []byte, level int)   { ast.DumpHelper(n, src, level, nil, nil) }
func (n *span) Dump(src []byte, level int)    { ast.DumpHelper(n, src, level, nil, nil) }
