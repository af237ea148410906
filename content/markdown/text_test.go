package markdown

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// typedNumber is a number at the beginning of a line, as lawyers number.
var typedNumber = regexp.MustCompile(`(?m)^[ \t]*(?:#+ )?(\d{1,4}(?:\.\d{1,3})*[.)]|\(\d{1,3}\)|Чл\. \d+)`)

// assertNumbers fails where a number typed at the beginning of a line does not
// begin a line of the plain text, in the same order.
func assertNumbers(t *testing.T, source string) {
	t.Helper()
	find := func(s string) (out []string) {
		for _, m := range typedNumber.FindAllStringSubmatch(s, -1) {
			out = append(out, m[1])
		}
		return out
	}
	if want, got := find(source), find(Plain(source)); !slices.Equal(want, got) {
		t.Errorf("numbers typed: %q\nshown: %q\nin %q", want, got, Plain(source))
	}
}

func TestTypedNumbersStay(t *testing.T) {
	for _, source := range []string{
		"1. A\n2. B\n3. C\n", "1. A\n\n1. B\n\n1. C\n", "7. A\n9. B\n", "3. A\n\n- b\n\n4. C\n", "1.1. A\n1.2. B\n\n1.1.1. C\n",
		"2.1.A\n\n2.2.  B\n", "1) a\n2) b\n\n5) c\n", "(1) a\n(2) b\n", "Чл. 34. А\nЧл. 35. Б\n", "01. A\n02. B\n", "0. A\n1. B\n",
		"22. november 2026 je petek.\n", "2. decembar\n\n3. децембар\n", "1. člen\n\n2. člen\n", "8. sednica\n", "22.11.2026 je bil petek.\n",
		"22. 11. 2026 je bil petek.\n", "2026. godine\n", "    1. A\n    2. B\n", "   5. A\n   6. B\n", "1. A\n   1. B\n   2. C\n2. D\n",
		"Text:\n2. A\n3. B\n", "1.\n2.\n", "10. A\n9. B\n8. C\n", "998. A\n999. B\n",
	} {
		assertNumbers(t, source)
		assertNumbers(t, Plain(source))
		assertShownNumbers(t, source)
	}
}

// assertShownNumbers counts as a browser does and compares with the plain
// text: the numbers of an <ol> are not in the HTML.
func assertShownNumbers(t *testing.T, source string) {
	t.Helper()
	for _, form := range []Form{Page, Feed, Print} {
		want := strings.Join(strings.Fields(strings.NewReplacer("* * *", "").Replace(Plain(source))), " ")
		if got := shown(t, render(t, source, form)); !strings.EqualFold(strings.Join(strings.Fields(got), " "), want) {
			t.Errorf("form %d shows %q, typed was %q", form, got, want)
		}
	}
}

// shown is the text of out with the numbers of its lists.
func shown(t *testing.T, out string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node, *counter)
	walk = func(n *html.Node, c *counter) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		switch n.Data {
		case "ol", "ul":
			c = newCounter(n)
		case "li":
			b.WriteString(" " + c.next(n) + " ")
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k, c)
		}
	}
	walk(doc, nil)
	return b.String()
}

func TestReal(t *testing.T) {
	const dir = "../../../shared/real"
	files, _ := filepath.Glob(dir + "/*/*/*.md")
	if len(files) == 0 {
		t.Skip("no real texts beside the repository: " + dir)
	}
	for _, name := range files {
		t.Run(strings.TrimPrefix(name, dir), func(t *testing.T) {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			_, body, ok := strings.Cut(strings.TrimPrefix(string(b), "+++\n"), "\n+++\n")
			if !ok {
				t.Fatal("no front matter")
			}
			assertAll(t, body)
			assertNumbers(t, body)
			assertShownNumbers(t, body)
			if want, got := letters(body), letters(Plain(body)); want != got {
				t.Errorf("text is lost: %d of %d letters", len(got), len(want))
			}
			if issues := Check(body); len(issues) > 0 {
				t.Errorf("a clean text has issues: %v", issues)
			}
		})
	}
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s)
}

func TestBlockHashes(t *testing.T) {
	a := "## Heading\n\nFirst  paragraph\nof two lines.\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| c | d |\n\n::: note\nx\n\ny\n:::\n"
	parts := strings.Split(strings.TrimSpace(a), "\n\n")
	parts = []string{parts[0], parts[1], parts[2], parts[3], parts[4] + "\n\n" + parts[5]}
	hashes := func(s string) (out []string) {
		for _, b := range Blocks(s) {
			out = append(out, b.Hash)
		}
		return out
	}
	before := hashes(a)
	if len(before) != 5 {
		t.Fatalf("%d blocks: %+v", len(before), Blocks(a))
	}
	slices.Reverse(parts)
	after := hashes(strings.Join(parts, "\n\n\n"))
	slices.Reverse(after)
	if !slices.Equal(before, after) {
		t.Errorf("moving changed hashes:\n%v\n%v", before, after)
	}
	if x, y := hashes("First paragraph\nof two lines.")[0], hashes("First   paragraph of\r\ntwo lines.\n")[0]; x != y {
		t.Error("wrapping changed a hash")
	}
	if x, y := hashes("e\u0301")[0], hashes("é")[0]; x != y {
		t.Error("the normal form changed a hash")
	}
	if x, y := hashes("one")[0], hashes("two")[0]; x == y {
		t.Error("two texts, one hash")
	}
}

func TestBlocksCoverSource(t *testing.T) {
	for _, source := range corpus(t) {
		tr := parse(source)
		last := 0
		for c := tr.doc.FirstChild(); c != nil; c = c.NextSibling() {
			start, stop := tr.extent(c)
			if c.PreviousSibling() != nil && start != last || stop < start {
				t.Errorf("block from %d to %d follows one to %d in %q", start, stop, last, source)
			}
			last = stop
		}
	}
}

func TestExcerpt(t *testing.T) {
	for _, c := range []struct {
		source, want string
		runes        int
	}{
		{"Short.", "Short.", 100},
		{"## Heading\n\nThe council met. It decided on the fountains of the town.", "The council met.", 30},
		{"The council met on 22. 11. and decided on the fountains of the town.", "The council met on 22. 11. and…", 33},
		{"- only\n- a list", "- only - a list", 100},
		{"Fountains[^1] again.\n\n[^1]: Note.", "Fountains again.", 100},
		{"ერთი ორი სამი ოთხი ხუთი", "ერთი ორი…", 10},
		{"abcdefghij", "abcd…", 5},
		{"", "", 10},
	} {
		if got := Excerpt(c.source, c.runes); got != c.want {
			t.Errorf("Excerpt(%q, %d) = %q, want %q", c.source, c.runes, got, c.want)
		}
	}
}

func TestRefs(t *testing.T) {
	got := Refs("[a](doc:x1#part)\n\n![alt **x**](asset:p1 \"c\")\n\n[file](asset:f1) [web](https://example.org) ![remote](https://example.org/x.png)\n")
	want := []Ref{{"doc", "x1", "a", 1}, {"asset", "p1", "alt x", 3}, {"asset", "f1", "file", 5}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestConcurrent(t *testing.T) {
	texts := corpus(t)
	want := make([]string, len(texts))
	for i, s := range texts {
		want[i] = render(t, s, Page)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, s := range texts {
				if got, err := Render(s, Page, testOptions); err != nil || string(got) != want[i] {
					t.Errorf("text %d differs: %v", i, err)
				}
			}
		})
	}
	wg.Wait()
}
