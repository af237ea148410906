package i18n_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// house is the root of the module, where all that speaks is found.
const house = ".."

// eachFile calls f with the path below the root and the text of every file that
// has the ending. Tests and their data say nothing to a reader.
func eachFile(t *testing.T, below, ending string, f func(path, text string)) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(house, below), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() && (name == "testdata" || name == "node_modules" || name == ".git") {
			return fs.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(path, ending) || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err == nil {
			f(strings.TrimPrefix(filepath.ToSlash(path), house+"/"), string(text))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// eachGoFile parses the code of the module below a folder.
func eachGoFile(t *testing.T, below string, f func(path string, file *ast.File)) {
	t.Helper()
	eachFile(t, below, ".go", func(path, text string) {
		file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		f(path, file)
	})
}

// literal gives the text of a string in Go, or "".
func literal(n ast.Node) string {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(lit.Value)
	return s
}

var inTemplate = regexp.MustCompile(`"([a-z][a-z0-9_]*(?:\.[A-Za-z0-9_-]+)+)"`)

// spoken maps every text of the code and the templates to a file that has it.
func spoken(t *testing.T) map[string]string {
	all := map[string]string{}
	eachGoFile(t, ".", func(path string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if s := literal(n); s != "" {
				all[s] = path
			}
			return true
		})
	})
	for _, templates := range []string{"themes", "admin/views"} {
		eachFile(t, templates, ".html", func(path, text string) {
			for _, m := range inTemplate.FindAllStringSubmatch(text, -1) {
				all[m[1]] = path
			}
		})
	}
	return all
}

// constants lists the values of the constants of a type of the code.
func constants(folder, typ string) func(*testing.T) []string {
	return func(t *testing.T) []string {
		var all []string
		eachGoFile(t, folder, func(path string, file *ast.File) {
			if filepath.ToSlash(filepath.Dir(path)) != folder {
				return
			}
			ast.Inspect(file, func(n ast.Node) bool {
				spec, ok := n.(*ast.ValueSpec)
				if !ok || len(spec.Values) != 1 {
					return true
				}
				if name, ok := spec.Type.(*ast.Ident); ok && name.Name == typ && literal(spec.Values[0]) != "" {
					all = append(all, literal(spec.Values[0]))
				}
				return true
			})
		})
		return all
	}
}

// captured lists what a pattern finds in a file of the module.
func captured(path, pattern string) func(*testing.T) []string {
	return func(t *testing.T) []string {
		text, err := os.ReadFile(filepath.Join(house, path))
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(text), -1) {
			all = append(all, strings.Join(m[1:], ""))
		}
		return all
	}
}

// shape is what of a Type has words.
type shape struct {
	Name   string
	Fields []part
}

type part struct {
	Name, Inverse string
	Choices       []string
	Fields        []part
}

// declared lists what the shipped Types ask words for: type, field, choice or inverse.
func declared(what string) func(*testing.T) []string {
	return func(t *testing.T) []string {
		var all []string
		var walk func(path string, fields []part)
		walk = func(path string, fields []part) {
			for _, f := range fields {
				at := path + "." + f.Name
				switch what {
				case "field":
					all = append(all, at)
				case "inverse":
					all = append(all, f.Inverse)
				case "choice":
					for _, c := range f.Choices {
						all = append(all, at+"."+c)
					}
				}
				walk(at, f.Fields)
			}
		}
		eachFile(t, "content/types", ".toml", func(path, text string) {
			var s shape
			if err := toml.Unmarshal([]byte(text), &s); err != nil || s.Name == "" {
				t.Fatalf("%s: %v", path, err)
			}
			if what == "type" {
				all = append(all, s.Name)
			}
			walk(s.Name, s.Fields)
		})
		return slices.DeleteFunc(all, func(s string) bool { return s == "" })
	}
}
