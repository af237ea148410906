package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// fenceNames are the ::: blocks there are. A theme knows how each looks in
// every form, so that a new name needs a new release, not a new habit.
var fenceNames = map[string]bool{
	"note": true, "contact": true, "files": true, "gallery": true, "video": true, "quotation": true,
}

// noteKinds are the kinds of ::: note.
var noteKinds = map[string]bool{"info": true, "warning": true, "important": true}

var (
	fenceLine = regexp.MustCompile(`^ {0,3}:::[ \t]*([^:\n][^\n]*)?\n?$`)
	fenceLang = regexp.MustCompile(`[ \t]*\{lang="?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})"?\}[ \t]*$`)
	citeLine  = regexp.MustCompile(`^[ \t]*(?:—|–|--)[ \t]*([^\s-])`)
)

// fenceParser reads ::: blocks. ":::" alone closes the innermost open one.
type fenceParser struct{}

func (fenceParser) Trigger() []byte { return []byte{':'} }

func (fenceParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	m := fenceLine.FindSubmatch(line)
	if m == nil {
		return nil, parser.NoChildren
	}
	st := stateOf(pc)
	f, known := parseFence(strings.TrimSpace(string(m[1])))
	if !known || depth(parent) >= maxDepth {
		st.reportFence(segment.Start, reader.Source(), strings.TrimSpace(string(m[1])))
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return f, parser.HasChildren
}

// parseFence reads what stands after the colons: "note warning Road closed",
// "quotation {lang=de}", "{lang=de}".
func parseFence(head string) (*fence, bool) {
	f := &fence{}
	if m := fenceLang.FindStringSubmatchIndex(head); m != nil {
		f.lang = head[m[2]:m[3]]
		head = head[:m[0]]
	}
	name, rest, _ := strings.Cut(head, " ")
	rest = strings.TrimSpace(rest)
	if name == "" {
		return f, f.lang != ""
	}
	if !fenceNames[name] {
		return nil, false
	}
	f.name = name
	if name == "note" {
		f.arg = "info"
		if kind, title, _ := strings.Cut(rest, " "); noteKinds[kind] {
			f.arg, rest = kind, strings.TrimSpace(title)
		}
	}
	f.title = rest
	return f, true
}

// reportFence notes a ::: line that is shown as text. The parser may look at
// a line more than once.
func (st *state) reportFence(offset int, src []byte, head string) {
	line := bytes.Count(src[:offset], []byte("\n")) + 1
	if st.seen[line] || len(st.seen) > 1000 {
		return
	}
	st.seen[line] = true
	if head != "" {
		st.unknown++
		name, _, _ := strings.Cut(head, " ")
		st.issues = append(st.issues, Issue{Line: line, Key: "markdown.unknown_block", Args: []any{"block", name}})
		return
	}
	if st.unknown > 0 {
		st.unknown--
		return
	}
	st.issues = append(st.issues, Issue{Line: line, Key: "markdown.unopened_block"})
}

func (fenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	m := fenceLine.FindSubmatch(line)
	if m == nil || len(m[1]) > 0 || fenceInside(node, pc) {
		return parser.Continue | parser.HasChildren
	}
	node.(*fence).closed = true
	reader.AdvanceToEOL()
	return parser.Close
}

// fenceInside tells whether another ::: block is open within node.
func fenceInside(node ast.Node, pc parser.Context) bool {
	blocks := pc.OpenedBlocks()
	for i := len(blocks) - 1; i >= 0 && blocks[i].Node != node; i-- {
		if _, ok := blocks[i].Node.(*fence); ok {
			return true
		}
	}
	return false
}

// Close takes the last line of a quotation out of its paragraph when it names
// the speaker.
func (fenceParser) Close(node ast.Node, reader text.Reader, _ parser.Context) {
	f := node.(*fence)
	last := f.LastChild()
	if f.name != "quotation" || last == nil || !ast.IsParagraph(last) {
		return
	}
	lines := last.Lines()
	n := lines.Len()
	seg := lines.At(n - 1)
	m := citeLine.FindSubmatchIndex(seg.Value(reader.Source()))
	if m == nil {
		return
	}
	c := &cite{}
	c.Lines().Append(text.NewSegment(seg.Start+m[2], seg.Stop))
	c.SetPos(seg.Start)
	lines.SetSliced(0, n-1)
	if n == 1 {
		f.RemoveChild(f, last)
	} else {
		end := lines.At(n - 2)
		lines.Set(n-2, end.TrimRightSpace(reader.Source()))
	}
	f.AppendChild(f, c)
}

func (fenceParser) CanInterruptParagraph() bool { return true }

func (fenceParser) CanAcceptIndentedLine() bool { return false }
