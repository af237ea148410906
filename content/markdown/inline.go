package markdown

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// maxMarks bounds how many emphases stand in one another on the page.
const maxMarks = 8

// ownLine matches the beginning of a line that was typed as a line of its own:
// a number, a letter with a bracket, a bullet of a word processor, a ::: that
// is text. Joined to the line before, "1.1." would drown in the running text.
// A time or an amount ("8.30") is no such number.
var (
	ownLine = regexp.MustCompile(`^(?:\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+\s|\(\d{1,3}\)|\(?\p{L}\)|[-+*•◦▪●–—·]\s|:::|§+ ?\d|(?:Чл|Art)\. ?\d)`)
	amount  = regexp.MustCompile(`^\d{1,3}\.\d{2,3}\s`)
)

// keepsLine tells whether the line break between t and next is shown although
// nobody asked for it.
func keepsLine(t *ast.Text, src []byte) bool {
	if bytes.HasPrefix(t.Segment.Value(src), []byte(":::")) {
		return true
	}
	next, ok := t.NextSibling().(*ast.Text)
	if !ok {
		return false
	}
	line := next.Segment.Value(src)
	return ownLine.Match(line) && !amount.Match(line) && !dateLine(line)
}

// inlines writes the content of a block or of a mark. Neighbouring texts are
// joined first, so that an address with an underscore stays one address.
func (w *writer) inlines(parent ast.Node) {
	var run strings.Builder
	flush := func() {
		w.prose(run.String())
		run.Reset()
	}
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			flush()
			w.inline(c)
			continue
		}
		run.WriteString(literal(t.Segment.Value(w.t.src)))
		switch {
		case w.breaksAfter(t):
			flush()
			w.raw("<br>\n")
		case t.SoftLineBreak():
			run.WriteByte('\n')
		}
	}
	flush()
}

// breaksAfter tells whether a line break is shown after t.
func (w *writer) breaksAfter(t *ast.Text) bool {
	switch {
	case t.NextSibling() == nil:
		return false
	case t.HardLineBreak():
		return true
	}
	return t.SoftLineBreak() && (w.lines || keepsLine(t, w.t.src))
}

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Emphasis:
		w.emphasis(n)
	case *span:
		w.raw("<span", attr("lang", n.lang), ">")
		w.inlines(n)
		w.raw("</span>")
	case *anchor:
		w.anchor(n)
	case *image:
		w.picture(n)
	case *noteRef:
		w.noteRef(n)
	default:
		w.inlines(n)
	}
}

func (w *writer) emphasis(n *ast.Emphasis) {
	tag := "em"
	if n.Level >= 2 {
		tag = "strong"
	}
	if w.marks >= maxMarks {
		w.inlines(n)
		return
	}
	w.marks++
	w.raw("<", tag, ">")
	w.inlines(n)
	w.raw("</", tag, ">")
	w.marks--
}

// label returns the children of n as they stand in a link.
func (w *writer) label(n ast.Node) {
	was := w.inLink
	w.inLink = true
	w.inlines(n)
	w.inLink = was
}

func (w *writer) anchor(n *anchor) {
	href, a, ok := w.resolve(n)
	if !ok || w.inLink {
		w.unlinked(n)
		return
	}
	if n.lang != "" {
		a.lang = n.lang
	}
	if w.form == Print {
		text := plainInline(n, w.t.src)
		if text == "" {
			text = a.text
			w.text(text)
		}
		w.label(n)
		w.linkNote(href, text)
		w.raw(a.facts())
		return
	}
	w.raw("<a", attr("href", href), w.class(a.class), attr("rel", a.rel), attr("hreflang", a.lang), attr("lang", n.lang), ">")
	if plainInline(n, w.t.src) == "" {
		w.text(a.text)
	}
	w.label(n)
	w.raw("</a>")
	if a.facts() != "" {
		w.raw(w.facts(a.facts()))
	}
}

// unlinked writes the text of a link that leads nowhere.
func (w *writer) unlinked(n *anchor) {
	if w.form == Feed || w.inLink {
		w.inlines(n)
		return
	}
	w.raw(`<span`, attr("class", "unlinked"), attr("lang", n.lang), ">")
	w.inlines(n)
	w.raw("</span>")
}

func (w *writer) facts(s string) string {
	if w.form == Feed {
		return s
	}
	return `<span class="facts">` + s + `</span>`
}

func (w *writer) noteRef(n *noteRef) {
	number := strconv.Itoa(n.def.number)
	if w.form != Page || w.inLink {
		w.raw("<sup>", number, "</sup>")
		return
	}
	w.raw("<sup", attr("id", w.o.IDPrefix+refID(n.def.number, n.nth)), ` class="note-ref"><a`,
		attr("href", w.fragment("fn-"+number)), ` role="doc-noteref"`, attr("aria-label", w.word("md.footnote", "n", number)), ">", number, "</a></sup>")
}

// refID is the id of the nth mark of a footnote.
func refID(number, nth int) string {
	id := "fnref-" + strconv.Itoa(number)
	if nth > 1 {
		id += "-" + strconv.Itoa(nth)
	}
	return id
}
