package markdown

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

var (
	noteStart = regexp.MustCompile(`^ {0,3}\[\^([^\s\[\]]{1,60})\]:[ \t]*`)
	noteMark  = regexp.MustCompile(`^\[\^([^\s\[\]]{1,60})\]`)
)

// noteParser reads the text of a footnote: "[^1]: text", further paragraphs
// indented by four spaces.
type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (noteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	m := noteStart.FindSubmatchIndex(line)
	if m == nil || parent.Kind() != ast.KindDocument {
		return nil, parser.NoChildren
	}
	st := stateOf(pc)
	def := &noteDef{label: string(line[m[2]:m[3]])}
	st.defs = append(st.defs, def)
	if st.byLabel[def.label] == nil {
		st.byLabel[def.label] = def
	}
	reader.AdvanceAndSetPadding(m[1], 0)
	return def, parser.HasChildren
}

func (noteParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if blank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (noteParser) Close(ast.Node, text.Reader, parser.Context) {}

func (noteParser) CanInterruptParagraph() bool { return true }

func (noteParser) CanAcceptIndentedLine() bool { return false }

// numberNotes numbers the footnotes in the order in which a reader meets
// their marks. A footnote no mark refers to comes last rather than get lost.
func (t *tree) numberNotes(defs []*noteDef) {
	for c := t.doc.FirstChild(); c != nil; c = c.NextSibling() {
		if _, ok := c.(*noteDef); !ok {
			t.numberMarks(c)
		}
	}
	done := 0
	follow := func() { // the list grows while notes refer to notes
		for ; done < len(t.notes); done++ {
			t.numberMarks(t.notes[done])
		}
	}
	follow()
	for _, def := range defs {
		if def.number == 0 {
			t.addNote(def)
			follow()
		}
	}
}

func (t *tree) numberMarks(n ast.Node) {
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if ref, ok := n.(*noteRef); ok && entering {
			if ref.def.number == 0 {
				t.addNote(ref.def)
			}
			ref.def.refs++
			ref.nth = ref.def.refs
		}
		return ast.WalkContinue, nil
	})
}

func (t *tree) addNote(def *noteDef) {
	t.notes = append(t.notes, def)
	def.number = len(t.notes)
}
