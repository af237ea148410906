package markdown

import (
	"iter"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// Heading is one heading of a text: its level on the page (2 to 6), its id and
// its text.
type Heading struct {
	Level    int
	ID, Text string
}

// Outline returns the headings of source in order, with the ids that Render
// gives them on a Page under the same Options.
func Outline(source string, o Options) []Heading {
	var out []Heading
	for _, h := range headings(parse(cut(source)), o) {
		out = append(out, h)
	}
	return out
}

// headings yields every heading with its node.
func headings(t *tree, o Options) iter.Seq2[ast.Node, Heading] {
	return func(yield func(ast.Node, Heading) bool) {
		used := map[string]int{}
		count := 0
		_ = ast.Walk(t.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			h, ok := n.(*ast.Heading)
			if !ok || !entering {
				return ast.WalkContinue, nil
			}
			count++
			text := plainInline(h, t.src)
			id := unique(used, o.IDPrefix+slug(text, count, o.Slug))
			if !yield(h, Heading{Level: level(h), ID: id, Text: text}) {
				return ast.WalkStop, nil
			}
			return ast.WalkSkipChildren, nil
		})
	}
}

// slug is the id of the nth heading: what the site makes of its text, as far
// as it may stand in an id.
func slug(text string, nth int, make func(string) string) string {
	id := ""
	if make != nil {
		id = strings.Map(func(r rune) rune {
			if r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
				return r
			}
			return -1
		}, make(text))
	}
	// These ids belong to footnotes and tables.
	if id == "" || strings.HasPrefix(id, "fn-") || strings.HasPrefix(id, "fnref-") || strings.HasPrefix(id, "table-") {
		return "section-" + strconv.Itoa(nth)
	}
	return id
}

// unique returns id, with the next free number where it is taken.
func unique(used map[string]int, id string) string {
	used[id]++
	if used[id] == 1 {
		return id
	}
	for {
		next := id + "-" + strconv.Itoa(used[id])
		if used[next] == 0 {
			used[next] = 1
			return next
		}
		used[id]++
	}
}
