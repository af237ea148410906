package markdown

import (
	"bytes"
	"regexp"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Issue is something a writer should look at: a catalogue key with what its
// message needs, names and values in turn, and the line it concerns, from 1.
type Issue struct {
	Line int
	Key  string
	Args []any
	// Better could stand in the place of source[From:To]; it is "" where only the
	// writer knows.
	From, To int
	Better   string
}

// maxIssues bounds the list: nobody reads the two hundred and first.
const maxIssues = 200

var (
	rawHTML     = regexp.MustCompile(`<(?:/?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>\n]*)?>|!--)`)
	missingNote = regexp.MustCompile(`\[\^([^\s\[\]]{1,60})\]`)
)

// Check returns what a writer should look at, in the order of the lines. The
// text renders all the same: what is wrong is shown as it was typed.
func Check(source string) []Issue {
	t := parse(cut(source))
	c := &checker{t: t, issues: t.issues, level: 1, raw: rawOffsets(cut(source), t.src)}
	if len(source) > MaxSource {
		c.add(0, "markdown.too_long")
	}
	_ = ast.Walk(t.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			c.node(n)
		}
		return ast.WalkContinue, nil
	})
	c.notes()
	c.lines()
	sort.SliceStable(c.issues, func(i, j int) bool { return c.issues[i].Line < c.issues[j].Line })
	return c.issues[:min(len(c.issues), maxIssues)]
}

type checker struct {
	t      *tree
	issues []Issue
	level  int // of the heading before
	raw    func(int) int
}

func (c *checker) add(offset int, key string, args ...any) {
	if len(c.issues) < 10*maxIssues {
		c.issues = append(c.issues, Issue{Line: c.t.lineAt(offset), Key: key, Args: args})
	}
}

func (c *checker) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		c.heading(n)
	case *anchor:
		c.anchor(n)
	case *image:
		if _, k := address(n.dest); k != assetRef {
			c.add(n.Pos(), "markdown.bad_picture", "address", n.dest)
		}
	case *fence:
		c.fence(n)
	case *table:
		c.table(n)
	case *ast.Paragraph:
		lines := n.Lines()
		if lines.Len() == 1 && captionOf(lines.At(0), c.t.src) != nil {
			c.add(n.Pos(), "markdown.caption_without_table")
		}
	}
}

func (c *checker) heading(n *ast.Heading) {
	if n.Level == 1 {
		c.add(n.Pos(), "markdown.heading_one")
		c.marks(n, 2)
	}
	if plainInline(n, c.t.src) == "" {
		c.add(n.Pos(), "markdown.heading_empty")
	}
	if level(n) > c.level+1 {
		c.add(n.Pos(), "markdown.heading_order", "before", c.level, "level", level(n))
		c.marks(n, c.level+1)
	}
	c.level = level(n)
}

// marks says of the Issue added last that the heading has so many marks instead.
func (c *checker) marks(n *ast.Heading, wanted int) {
	from := n.Pos()
	for from > 0 && c.t.src[from-1] != '\n' {
		from--
	}
	at := bytes.IndexByte(c.t.src[from:], '#')
	if at < 0 || len(c.issues) == 0 {
		return
	}
	from += at
	to := from + len(c.t.src[from:]) - len(bytes.TrimLeft(c.t.src[from:], "#"))
	if to-from == n.Level {
		last := &c.issues[len(c.issues)-1]
		last.From, last.To, last.Better = c.raw(from), c.raw(to), strings.Repeat("#", wanted)
	}
}

func (c *checker) anchor(n *anchor) {
	_, k := address(n.dest)
	switch {
	case k == badAddress:
		c.add(n.Pos(), "markdown.bad_link", "address", n.dest)
	case k != docRef && k != assetRef && plainInline(n, c.t.src) == "":
		c.add(n.Pos(), "markdown.empty_link", "address", n.dest)
	}
}

// fence reports a ::: block nobody closed and one without what it is for.
func (c *checker) fence(n *fence) {
	if !n.closed {
		c.add(n.Pos(), "markdown.unclosed_block", "block", n.name)
	}
	lacking := false
	switch n.name {
	case "gallery":
		lacking = !holds(n, func(n ast.Node) bool { return n.Kind() == kindImage })
	case "files", "video":
		lacking = !holds(n, func(n ast.Node) bool { return n.Kind() == kindAnchor })
	case "quotation", "note", "contact":
		lacking = n.FirstChild() == nil
	}
	if lacking {
		c.add(n.Pos(), "markdown.empty_block", "block", n.name)
	}
}

// holds tells whether a node within n is wanted.
func holds(n ast.Node, wanted func(ast.Node) bool) bool {
	found := false
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if found = found || entering && wanted(n); found {
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return found
}

// table reports rows that do not have as many cells as the head.
func (c *checker) table(n *table) {
	columns := 0
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		switch {
		case r.Kind() != kindRow:
		case columns == 0:
			columns = r.ChildCount()
		case r.ChildCount() != columns:
			c.add(r.Pos(), "markdown.table_cells", "head", columns, "row", r.ChildCount())
		}
	}
}

// notes reports footnotes without a mark. Of two with one name the second has
// none either.
func (c *checker) notes() {
	for _, def := range c.t.notes {
		if def.refs == 0 {
			c.add(def.Pos(), "markdown.footnote_unused", "name", def.label)
		}
	}
}

// lines reports what is seen best in the source: marks of another Markdown
// that Herald shows as text.
func (c *checker) lines() {
	known := map[string]bool{}
	for _, def := range c.t.notes {
		known[def.label] = true
	}
	for i, start := range c.t.starts {
		line := c.t.src[start:]
		if j := bytes.IndexByte(line, '\n'); j >= 0 {
			line = line[:j]
		}
		if m := rawHTML.Find(line); m != nil {
			c.addLine(i+1, "markdown.raw_html", "tag", string(m))
		}
		if trimmed := bytes.TrimSpace(line); bytes.HasPrefix(trimmed, []byte("```")) || bytes.HasPrefix(trimmed, []byte("~~~")) {
			c.addLine(i+1, "markdown.no_code")
		}
		for _, m := range missingNote.FindAllSubmatch(line, -1) {
			if !known[string(m[1])] {
				c.addLine(i+1, "markdown.footnote_missing", "name", string(m[1]))
			}
		}
	}
	_ = ast.Walk(c.t.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering && bytes.Contains(t.Segment.Value(c.t.src), []byte("](")) {
			c.add(t.Segment.Start, "markdown.broken_link")
		}
		return ast.WalkContinue, nil
	})
}

func (c *checker) addLine(line int, key string, args ...any) {
	if len(c.issues) < 10*maxIssues {
		c.issues = append(c.issues, Issue{Line: line, Key: key, Args: args})
	}
}
