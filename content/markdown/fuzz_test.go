package markdown

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzRender(f *testing.F) {
	for _, s := range corpus(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 20_000 {
			t.Skip()
		}
		assertAll(t, source)
		for _, s := range []string{Plain(source), Excerpt(source, 100)} {
			if !utf8.ValidString(s) {
				t.Errorf("not UTF-8: %q", s)
			}
		}
		lines := strings.Count(string(clean(source)), "\n")
		last := 0
		for _, b := range Blocks(source) {
			if b.Line < last || b.Line > lines || len(b.Hash) != 64 {
				t.Errorf("block out of order: %+v after line %d of %d", b, last, lines)
			}
			last = b.Line
		}
		page := render(t, source, Page)
		for _, h := range Outline(source, testOptions) {
			if !strings.Contains(page, `id="`+h.ID+`"`) {
				t.Errorf("outline names %q, the page does not", h.ID)
			}
		}
		for _, i := range Check(source) {
			if i.Line < 1 || i.Line > lines || !strings.HasPrefix(i.Key, "markdown.") {
				t.Errorf("issue out of range: %+v", i)
			}
		}
		Refs(source)
		// Without marks that hold an address or a name every letter and every
		// number is shown.
		if want, got := letters(source), letters(Plain(source)); want != got && !strings.ContainsAny(source, "[:&\\") && utf8.ValidString(source) {
			t.Errorf("typed %q, shown %q", want, got)
		}
		// Whatever stands before, nothing swallows the rest of a text.
		if !strings.Contains(Plain(source+"\n\nomega"), "omega") {
			t.Errorf("the last paragraph is lost")
		}
	})
}

// corpus is every input of the golden files and every attack.
func corpus(tb testing.TB) []string {
	tb.Helper()
	var out []string
	files, err := filepath.Glob("testdata/*.golden")
	if err != nil {
		tb.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		input, _, _ := strings.Cut(string(b), separator)
		out = append(out, input)
	}
	return append(out, attacks(tb)...)
}

// attacks are the payloads of testdata/xss.txt, separated by lines of "%%".
func attacks(tb testing.TB) []string {
	tb.Helper()
	b, err := os.ReadFile("testdata/xss.txt")
	if err != nil {
		tb.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n%%\n")
}

func TestAttacks(t *testing.T) {
	list := attacks(t)
	if len(list) < 100 {
		t.Fatalf("only %d attacks", len(list))
	}
	for _, source := range list {
		t.Run("", func(t *testing.T) {
			assertAll(t, source)
			// Wherever it stands: in a list, a quotation, a cell, a heading, a block.
			flat := strings.Join(strings.Fields(source), " ")
			for _, around := range []string{"- %", "> %", "## %", "| a | b |\n|---|---|\n| % | x |\n\nTable: %", "::: note warning %\n%\n:::", "::: contact\n%\n:::",
				"[%](https://example.org)", "![%](asset:a1 \"%\")", "[%]{lang=de}", "x[^1]\n\n[^1]: %", "**%**", "::: quotation\nx\n— %\n:::"} {
				assertAll(t, strings.ReplaceAll(around, "%", flat))
			}
		})
	}
}

// What the site hands in is not trusted either: a broken resolver must not
// open the page.
func TestHostileResolvers(t *testing.T) {
	evil := `"><script>alert(1)</script><a href="javascript:alert(1)`
	o := testOptions
	o.IDPrefix = `x" onload="alert(1)`
	o.Slug = func(string) string { return evil }
	o.Doc = func(string) (Link, bool) { return Link{URL: "javascript:alert(1)", Title: evil, Lang: evil}, true }
	o.File = func(string) (File, bool) {
		return File{URL: "data:text/html," + evil, Name: evil, Kind: evil, Size: evil}, true
	}
	o.Picture = func(string) (Picture, bool) {
		return Picture{Src: "/media/a/x.jpg", SrcSet: evil, Sizes: evil, WebP: "javascript:alert(1) 1x", Alt: evil, Caption: evil, Credit: evil}, true
	}
	o.Words = func(string, ...any) string { return evil }
	source := "## A\n\n[d](doc:a) [f](asset:f)[^1] ![](asset:p)\n\n![](asset:p)\n\n::: note\nx\n:::\n\n::: gallery\n![](asset:p)\n:::\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: n\n"
	for _, form := range []Form{Page, Feed, Print} {
		out, err := Render(source, form, o)
		if err != nil {
			t.Fatal(err)
		}
		assertSafe(t, string(out))
	}
}
