package i18n_test

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"

	"herald/i18n"
)

// use is one place where a key is spoken, with the names of what it is given.
type use struct {
	path, key string
	names     []string
}

// uses lists the places of the code that speak a key with placeholders. What is
// handed on in a variable cannot be seen and is not among them.
func uses(t *testing.T) []use {
	var all []use
	eachGoFile(t, ".", func(path string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				for i, arg := range n.Args {
					if key := literal(arg); key != "" && !n.Ellipsis.IsValid() {
						all = append(all, use{path, key, names(n.Args[i+1:])})
					}
				}
			case *ast.CompositeLit:
				if key, args, ok := keyAndArgs(n); ok {
					all = append(all, use{path, key, names(args)})
				}
			}
			return true
		})
	})
	eachFile(t, "themes", ".html", func(path, text string) {
		for _, m := range regexp.MustCompile(`\.T "([a-z0-9_.]+)"([^}]*)`).FindAllStringSubmatch(text, -1) {
			u := use{path: path, key: m[1]}
			for _, arg := range regexp.MustCompile(`"([a-z_]+)"`).FindAllStringSubmatch(m[2], -1) {
				u.names = append(u.names, arg[1])
			}
			all = append(all, u)
		}
	})
	return all
}

// names are the texts at every other place: names and values alternate.
func names(args []ast.Expr) []string {
	var all []string
	for i := 0; i < len(args); i += 2 {
		all = append(all, literal(args[i]))
	}
	return all
}

// keyAndArgs reads the fields Key and Args of an Issue or a Fault.
func keyAndArgs(lit *ast.CompositeLit) (key string, args []ast.Expr, ok bool) {
	for _, element := range lit.Elts {
		field, isField := element.(*ast.KeyValueExpr)
		if !isField {
			continue
		}
		name, _ := field.Key.(*ast.Ident)
		switch {
		case name == nil:
		case name.Name == "Key":
			key = literal(field.Value)
		case name.Name == "Args":
			values, isList := field.Value.(*ast.CompositeLit)
			if !isList {
				return "", nil, false
			}
			args = values.Elts
		}
	}
	return key, args, key != ""
}

// A placeholder that nobody fills shows as ⟦name⟧.
func TestEveryPlaceholderIsFilled(t *testing.T) {
	seen := 0
	for _, u := range uses(t) {
		for _, p := range placeholders(i18n.English, u.key) {
			seen++
			if !slices.Contains(u.names, strings.Trim(p, "{}")) {
				t.Errorf("%s speaks %s without %s; it gives %q", u.path, u.key, p, u.names)
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d placeholders were found in the code", seen)
	}
}
