package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The ceilings that keep every part readable in one sitting.
const (
	FileCeiling      = 500
	FunctionCeiling  = 100
	InterfaceCeiling = 12
	MedianCeiling    = 150
)

// Source is one parsed Go file.
type Source struct {
	// Path is relative to the module.
	Path  string
	Lines int
	File  *ast.File
	set   *token.FileSet
}

// Sources parses every Go file below dir, tests included.
func Sources(dir string) ([]Source, error) {
	var sources []Source
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name := entry.Name(); path != dir && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata") {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		source, err := Parse(filepath.ToSlash(relative), string(text))
		if err != nil {
			return err
		}
		sources = append(sources, source)
		return nil
	})
	return sources, err
}

// Parse makes a Source of a text.
func Parse(path, text string) (Source, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, text, parser.ParseComments)
	return Source{Path: path, Lines: strings.Count(text, "\n"), File: file, set: set}, err
}

func (s Source) isTest() bool { return strings.HasSuffix(s.Path, "_test.go") }

func (s Source) line(p token.Pos) int { return s.set.Position(p).Line }

// Sizes reports files, functions and interfaces above their ceilings.
func Sizes(sources []Source) []string {
	var broken []string
	interfaces := declaredInterfaces(sources)
	for _, s := range sources {
		if s.Lines > FileCeiling {
			broken = append(broken, fmt.Sprintf("%s has %d lines; a file has at most %d", s.Path, s.Lines, FileCeiling))
		}
		ast.Inspect(s.File, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if lines := s.line(n.End()) - s.line(n.Pos()) + 1; lines > FunctionCeiling {
					broken = append(broken, fmt.Sprintf("%s:%d: %s has %d lines; a function has at most %d", s.Path, s.line(n.Pos()), n.Name.Name, lines, FunctionCeiling))
				}
			case *ast.TypeSpec:
				contract, ok := n.Type.(*ast.InterfaceType)
				if !ok {
					return true
				}
				if methods := countMethods(filepath.Dir(s.Path), contract, interfaces); methods > InterfaceCeiling {
					broken = append(broken, fmt.Sprintf("%s:%d: %s has %d methods; an interface has at most %d", s.Path, s.line(n.Pos()), n.Name.Name, methods, InterfaceCeiling))
				}
			}
			return true
		})
	}
	return broken
}

// declaredInterfaces are all interfaces by folder and name.
func declaredInterfaces(sources []Source) map[string]*ast.InterfaceType {
	found := map[string]*ast.InterfaceType{}
	for _, s := range sources {
		ast.Inspect(s.File, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if contract, ok := spec.Type.(*ast.InterfaceType); ok {
					found[filepath.Dir(s.Path)+"."+spec.Name.Name] = contract
				}
			}
			return true
		})
	}
	return found
}

// countMethods counts those of interfaces embedded from the same package too.
// An interface that only joins others counts as nothing: its parts are what
// users ask for, and each part has the ceiling itself.
func countMethods(folder string, contract *ast.InterfaceType, known map[string]*ast.InterfaceType) int {
	joins := !slices.ContainsFunc(contract.Methods.List, func(f *ast.Field) bool { return len(f.Names) > 0 })
	if joins && len(contract.Methods.List) > 1 {
		return 0
	}
	n := 0
	for _, field := range contract.Methods.List {
		if len(field.Names) > 0 {
			n += len(field.Names)
			continue
		}
		if name, ok := field.Type.(*ast.Ident); ok && known[folder+"."+name.Name] != nil {
			n += countMethods(folder, known[folder+"."+name.Name], known)
		}
	}
	return n
}

// Median is the number of lines of the file in the middle.
func Median(sources []Source) int {
	if len(sources) == 0 {
		return 0
	}
	lines := make([]int, len(sources))
	for i, s := range sources {
		lines[i] = s.Lines
	}
	slices.Sort(lines)
	return lines[len(lines)/2]
}
