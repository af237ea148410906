package arch_test

import (
	"fmt"
	"strings"
	"testing"

	"herald/internal/arch"
)

// pack is a made-up package of the module.
func pack(path string, imports ...string) arch.Package {
	return arch.Package{ImportPath: "herald/" + path, GoFiles: []string{"x.go"}, Imports: imports}
}

// expect wants exactly one broken rule, or none where want is empty.
func expect(t *testing.T, got []string, want string) {
	t.Helper()
	if want == "" {
		if len(got) != 0 {
			t.Errorf("got %q, want nothing", got)
		}
		return
	}
	if len(got) != 1 || !strings.Contains(got[0], want) {
		t.Errorf("got %q, want one containing %q", got, want)
	}
}

func TestDirections(t *testing.T) {
	for name, c := range map[string]struct {
		p    arch.Package
		want string
	}{
		"leaf":           {pack("i18n", "strings", "golang.org/x/text/language"), ""},
		"leaf breaks":    {pack("i18n", "herald/content"), "nothing of the module"},
		"allowed":        {pack("content", "herald/i18n", "herald/internal/fault"), ""},
		"upwards":        {pack("content", "herald/site"), "content imports site"},
		"any store":      {pack("store/mongo", "herald/content", "herald/staff"), ""},
		"store to store": {pack("store/mongo", "herald/store/sqlite"), "store/mongo imports store/sqlite"},
		"roof":           {pack("cmd/herald", "herald/site", "herald/store/sqlite", "herald/internal/web"), ""},
		"roof and tests": {pack("cmd/herald", "herald/internal/htmlcheck"), "only tests may import"},
		"test helper":    {pack("site", "herald/internal/htmlcheck"), "only tests may import"},
		"edge to edge":   {pack("admin", "herald/site"), "admin imports site"},
		"homeless":       {pack("util"), "no place in the house"},
		"foreign":        {arch.Package{ImportPath: "other/x", GoFiles: []string{"x.go"}, Imports: []string{"herald/site"}}, ""},
		"tests alone":    {arch.Package{ImportPath: "herald/anything"}, ""},
	} {
		t.Run(name, func(t *testing.T) { expect(t, arch.Directions([]arch.Package{c.p}), c.want) })
	}
}

func TestWallsSeeThroughThirdPackages(t *testing.T) {
	broken := arch.Walls([]arch.Package{
		pack("site", "herald/media"), pack("media", "herald/helper"), pack("helper", "herald/staff"), pack("staff"),
	})
	expect(t, broken, "site reaches staff by site -> media -> helper -> staff")
	expect(t, arch.Walls([]arch.Package{pack("content", "herald/store/sqlite")}), "content reaches store/sqlite")
	expect(t, arch.Walls([]arch.Package{pack("site", "herald/content"), pack("content", "herald/i18n")}), "")
}

func TestHomes(t *testing.T) {
	expect(t, arch.Homes([]arch.Package{pack("content", "github.com/gofiber/fiber/v2")}), "whose home is internal/web, site, admin, cmd")
	expect(t, arch.Homes([]arch.Package{pack("site/feeds", "github.com/gorilla/feeds")}), "")
	expect(t, arch.Homes([]arch.Package{pack("site", "github.com/gorilla/feeds")}), "whose home is site/feeds")
	expect(t, arch.Homes([]arch.Package{pack("sitemap", "github.com/gofiber/fiber/v2")}), "sitemap imports")
}

func parse(t *testing.T, path, text string) []arch.Source {
	t.Helper()
	source, err := arch.Parse(path, text)
	if err != nil {
		t.Fatal(err)
	}
	return []arch.Source{source}
}

func TestSizes(t *testing.T) {
	lines := func(n int) string { return strings.Repeat("\n", n) }
	expect(t, arch.Sizes(parse(t, "a.go", "package a"+lines(500))), "")
	expect(t, arch.Sizes(parse(t, "a.go", "package a"+lines(501))), "a.go has 501 lines")
	expect(t, arch.Sizes(parse(t, "a.go", "package a\nfunc f() {"+lines(99)+"}")), "")
	expect(t, arch.Sizes(parse(t, "a_test.go", "package a\nfunc f() {"+lines(100)+"}")), "f has 101 lines")
	methods := ""
	for i := range 12 {
		methods += fmt.Sprintf("M%d()\n", i)
	}
	expect(t, arch.Sizes(parse(t, "a.go", "package a\ntype I interface {\n"+methods+"}")), "")
	expect(t, arch.Sizes(parse(t, "a.go", "package a\ntype I interface {\n"+methods+"N()\n}")), "I has 13 methods")
	embedded := "package a\ntype I interface {\n" + methods + "}\ntype J interface {\nI\nN()\n}"
	expect(t, arch.Sizes(parse(t, "a.go", embedded)), "J has 13 methods")
	expect(t, arch.Sizes(parse(t, "a.go", "package a\ntype I interface {\n"+methods+"}\ntype J interface {\nI\nK\n}\ntype K interface { N() }")), "")
}

func TestMedian(t *testing.T) {
	sources := []arch.Source{{Lines: 10}, {Lines: 900}, {Lines: 20}}
	if got := arch.Median(sources); got != 20 {
		t.Errorf("median %d, want 20", got)
	}
	if arch.Median(nil) != 0 {
		t.Error("nothing has the median 0")
	}
}

func TestPackageDocs(t *testing.T) {
	for text, want := range map[string]string{
		"// Package a owns x. It must not know y.\npackage a": "",
		"// Package a owns x.\npackage a":                     "what the package must not do",
		"package a":                                           "must open with",
		"// Some words, which must not be.\npackage a":        "must open with",
		"// Herald serves a municipality.\npackage main":      "",
		"package main":                                        `must open with "Herald "`,
	} {
		expect(t, arch.PackageDocs(parse(t, "a/a.go", text)), want)
	}
	expect(t, arch.PackageDocs(parse(t, "a/a_test.go", "package a")), "")
}

func TestExportedDocs(t *testing.T) {
	for text, want := range map[string]string{
		"func F() {}":                                     "F is exported",
		"// F is.\nfunc F() {}":                           "",
		"func f() {}":                                     "",
		"type t int\nfunc (t) String() {}":                "",
		"// T is.\ntype T int\nfunc (*T) M(){}":           "M is exported",
		"// T is.\ntype T[K any] int\nfunc (*T[K]) M(){}": "M is exported",
		"type T int":                                      "T is exported",
		"// They are.\nconst (\nA = 1\nB = 2\n)":          "",
		"const (\nA = 1 // A is.\nb = 2\n)":               "",
		"var V = 1":                                       "V is exported",
		"// Some.\ntype (\nA int\n// B is.\nB int\n)":     "A is exported",
	} {
		t.Run(text, func(t *testing.T) { expect(t, arch.ExportedDocs(parse(t, "a.go", "package a\n"+text)), want) })
	}
	expect(t, arch.ExportedDocs(parse(t, "a_test.go", "package a\nfunc F() {}")), "")
}
