package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
)

var duty = regexp.MustCompile(`(?i)\b(must not|must never|never|must \w+ (no|nothing)|knows? (no|nothing)|not know)\b`)

// PackageDocs reports packages that do not open with a sentence on what they
// own and one on what they must not do. Packages of tests alone are exempt.
func PackageDocs(sources []Source) []string {
	type folder struct{ name, doc string }
	folders, order := map[string]*folder{}, []string(nil)
	for _, s := range sources {
		if s.isTest() {
			continue
		}
		dir := filepath.Dir(s.Path)
		if folders[dir] == nil {
			folders[dir], order = &folder{name: s.File.Name.Name}, append(order, dir)
		}
		if s.File.Doc != nil {
			folders[dir].doc += s.File.Doc.Text()
		}
	}
	var broken []string
	for _, dir := range order {
		f := folders[dir]
		opening := "Package " + f.name + " "
		if f.name == "main" {
			opening = "Herald "
		}
		doc := strings.Join(strings.Fields(f.doc), " ")
		switch {
		case !strings.HasPrefix(doc, opening):
			broken = append(broken, fmt.Sprintf("%s: the package comment must open with %q and what it owns", dir, opening))
		case f.name != "main" && !duty.MatchString(doc):
			broken = append(broken, fmt.Sprintf("%s: the package comment must say what the package must not do", dir))
		}
	}
	return broken
}

// ExportedDocs reports exported names without comment. A group of constants or
// variables may be explained by one comment.
func ExportedDocs(sources []Source) []string {
	var broken []string
	for _, s := range sources {
		if s.isTest() {
			continue
		}
		complain := func(at token.Pos, name string) {
			broken = append(broken, fmt.Sprintf("%s:%d: %s is exported and not explained", s.Path, s.line(at), name))
		}
		for _, declaration := range s.File.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc.Text() == "" && exportedReceiver(d) {
					complain(d.Pos(), d.Name.Name)
				}
			case *ast.GenDecl:
				undocumented(d, complain)
			}
		}
	}
	return broken
}

func undocumented(d *ast.GenDecl, complain func(token.Pos, string)) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if spec.Name.IsExported() && spec.Doc.Text() == "" && (d.Doc.Text() == "" || len(d.Specs) > 1) && spec.Comment.Text() == "" {
				complain(spec.Pos(), spec.Name.Name)
			}
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				if name.IsExported() && spec.Doc.Text() == "" && d.Doc.Text() == "" && spec.Comment.Text() == "" {
					complain(name.Pos(), name.Name)
				}
			}
		}
	}
}

// exportedReceiver says whether a function is reachable from outside: it has
// no receiver or one of an exported type.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return true
		}
	}
}
