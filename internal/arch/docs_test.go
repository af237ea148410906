package arch_test

import (
	"fmt"
	"go/ast"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"herald/internal/arch"
)

// readmeCeiling is what a newcomer reads in one sitting.
const readmeCeiling = 150

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTheReadmeIsShort(t *testing.T) {
	if n := strings.Count(read(t, "README.md"), "\n"); n > readmeCeiling {
		t.Errorf("README.md has %d lines; it has at most %d: move what is not for newcomers to docs/", n, readmeCeiling)
	}
}

func TestEveryPackageHasItsPlaceInTheArchitecture(t *testing.T) {
	packages, err := arch.Load(root)
	if err != nil {
		t.Fatal(err)
	}
	text := read(t, "docs/architecture.md")
	for _, p := range packages {
		if name := strings.TrimPrefix(p.ImportPath, arch.Module+"/"); !strings.Contains(text, "`"+name+"`") {
			t.Errorf("docs/architecture.md does not say what `%s` is for", name)
		}
	}
}

// pages lists README.md and everything in docs.
func pages(t *testing.T) []string {
	t.Helper()
	all := []string{"README.md"}
	err := filepath.WalkDir(filepath.Join(root, "docs"), func(path string, _ fs.DirEntry, err error) error {
		if rest, inside := strings.CutPrefix(filepath.ToSlash(path), filepath.ToSlash(root)+"/"); inside && filepath.Ext(path) == ".md" {
			all = append(all, rest)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var (
	fence   = regexp.MustCompile("(?ms)^```[^\n]*\n(.*?)^```")
	span    = regexp.MustCompile("`([^`\n]+)`")
	link    = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	heads   = regexp.MustCompile(`(?m)^#+ +(.+?) *$`)
	foreign = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:`)
)

// TestEveryLinkLeadsSomewhere follows every relative link to its file and, where
// one is named, to its heading.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	for _, page := range pages(t) {
		prose := span.ReplaceAllString(fence.ReplaceAllString(read(t, page), ""), "code")
		for _, m := range link.FindAllStringSubmatch(prose, -1) {
			if foreign.MatchString(m[1]) {
				continue
			}
			file, heading, _ := strings.Cut(m[1], "#")
			to := page
			if file != "" {
				to = filepath.ToSlash(filepath.Join(filepath.Dir(page), file))
			}
			if _, err := os.Stat(filepath.Join(root, to)); err != nil {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			} else if heading != "" && !slices.Contains(headings(read(t, to)), heading) {
				t.Errorf("%s links to %s, but %s has no such heading", page, m[1], to)
			}
		}
	}
}

// headings gives the names under which a page's headings are linked to.
func headings(text string) []string {
	var all []string
	for _, m := range heads.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		all = append(all, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-', r == '_', unicode.IsLetter(r), unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, m[1]))
	}
	return all
}

// code gives the code of a page, blocks and spans, one piece a line.
func code(text string) []string {
	var all []string
	for _, m := range fence.FindAllStringSubmatch(text, -1) {
		all = append(all, strings.Split(m[1], "\n")...)
	}
	for _, m := range span.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		all = append(all, m[1])
	}
	return all
}

var (
	making  = regexp.MustCompile(`^make ([a-z-]+)`)
	tests   = regexp.MustCompile(`go test.* (\./[^ ]+)`)
	calling = regexp.MustCompile(`^(?:\./)?herald ([a-z]+)(?: ([a-z]+))?`)
	flags   = regexp.MustCompile(`--([a-z-]+)`)
	place   = regexp.MustCompile(`^(?:cmd|content|docs|i18n|internal|search|site|store|themes)(?:/[A-Za-z0-9_.-]+)*$`)
)

// TestWhatTheReadmeNamesIsThere looks for every make target, command, flag,
// package and path that README.md and docs/operating.md name in code.
func TestWhatTheReadmeNamesIsThere(t *testing.T) {
	targets := read(t, "Makefile")
	commands, known := grammar(t)
	for _, page := range []string{"README.md", "docs/operating.md"} {
		for _, piece := range code(read(t, page)) {
			if m := making.FindStringSubmatch(piece); m != nil && !strings.Contains(targets, "\n"+m[1]+":") {
				t.Errorf("%s names make %s, which the Makefile does not have", page, m[1])
			}
			if m := calling.FindStringSubmatch(piece); m != nil && !commands[m[1]] && !commands[m[1]+" "+m[2]] {
				t.Errorf("%s names %q, which herald does not know", page, m[0])
			}
			for _, m := range flags.FindAllStringSubmatch(piece, -1) {
				if !known[m[1]] && m[1] != "help" {
					t.Errorf("%s names --%s in %q, which no command has", page, m[1], piece)
				}
			}
			for _, m := range tests.FindAllStringSubmatch(piece, -1) {
				exists(t, page, strings.TrimSuffix(strings.TrimPrefix(m[1], "./"), "/..."))
			}
			if place.MatchString(piece) {
				exists(t, page, piece)
			}
		}
	}
}

func exists(t *testing.T, page, path string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(path))); err != nil {
		t.Errorf("%s names %s, which is not there", page, path)
	}
}

// grammar reads commands and flags out of the structs of cmd/herald: the binary
// need not be built to know them.
func grammar(t *testing.T) (commands, flags map[string]bool) {
	t.Helper()
	sources, err := arch.Sources(filepath.Join(root, "cmd"))
	if err != nil {
		t.Fatal(err)
	}
	structs := map[string]*ast.StructType{}
	for _, s := range sources {
		ast.Inspect(s.File, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if fields, ok := spec.Type.(*ast.StructType); ok {
					structs[spec.Name.Name] = fields
				}
			}
			return true
		})
	}
	if structs["cli"] == nil {
		t.Fatal("cmd/herald has no struct cli: teach this test the new grammar")
	}
	commands, flags = map[string]bool{}, map[string]bool{}
	var walk func(of *ast.StructType, within string)
	walk = func(of *ast.StructType, within string) {
		for _, f := range of.Fields.List {
			if f.Tag == nil || len(f.Names) != 1 {
				continue
			}
			tag := reflect.StructTag(strings.Trim(f.Tag.Value, "`"))
			name := kebab(f.Names[0].Name)
			if own := tag.Get("name"); own != "" {
				name = own
			}
			_, command := tag.Lookup("cmd")
			_, argument := tag.Lookup("arg")
			_, embedded := tag.Lookup("embed")
			switch {
			case embedded:
				walk(structs[fmt.Sprint(f.Type)], within)
			case command:
				commands[strings.TrimSpace(within+" "+name)] = true
				if inner := structs[fmt.Sprint(f.Type)]; inner != nil {
					walk(inner, name)
				}
			case !argument:
				flags[name] = true
			}
		}
	}
	walk(structs["cli"], "")
	return commands, flags
}

var humps = regexp.MustCompile(`([a-z])([A-Z])|([A-Z])([A-Z][a-z])`)

// kebab names a flag as the command line does: TLSCert is tls-cert.
func kebab(name string) string {
	return strings.ToLower(humps.ReplaceAllString(name, "$1$3-$2$4"))
}
