package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Ref is one use of a document or an asset in a text. Kind is "doc" or
// "asset"; Alt is the alt text typed beside a picture, or the text of a link.
type Ref struct {
	Kind string
	ID   string
	Alt  string
	Line int
}

// Refs returns the documents and assets that source names, in order, once for
// every use.
func Refs(source string) []Ref {
	t := parse(cut(source))
	var out []Ref
	_ = ast.Walk(t.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		var dest string
		switch n := n.(type) {
		case *anchor:
			dest = n.dest
		case *image:
			dest = n.dest
		default:
			return ast.WalkContinue, nil
		}
		id, k := address(dest)
		ref := Ref{ID: id, Alt: plainInline(n, t.src), Line: t.lineAt(n.Pos())}
		switch {
		case k == assetRef:
			ref.Kind = "asset"
		case k == docRef && n.Kind() == kindAnchor:
			ref.Kind = "doc"
			ref.ID, _, _ = strings.Cut(id, "#")
		default:
			return ast.WalkContinue, nil
		}
		out = append(out, ref)
		return ast.WalkContinue, nil
	})
	return out
}
