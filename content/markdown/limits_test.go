package markdown

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// counter numbers the items of a list as a browser does.
type counter struct {
	ordered bool
	mark    string
	n       int
}

func newCounter(n *html.Node) *counter {
	c := &counter{ordered: n.Data == "ol", mark: ".", n: 0}
	for _, a := range n.Attr {
		switch {
		case a.Key == "start":
			c.n, _ = strconv.Atoi(a.Val)
			c.n--
		case a.Key == "class" && a.Val == "paren":
			c.mark = ")"
		}
	}
	return c
}

func (c *counter) next(li *html.Node) string {
	if !c.ordered {
		return "-"
	}
	c.n++
	for _, a := range li.Attr {
		if a.Key == "value" {
			c.n, _ = strconv.Atoi(a.Val)
		}
	}
	return strconv.Itoa(c.n) + c.mark
}

func TestTooLong(t *testing.T) {
	long := strings.Repeat("ą", MaxSource/2+1)
	if _, err := Render(long, Page, testOptions); !errors.Is(err, ErrTooLong) {
		t.Errorf("got %v", err)
	}
	if _, err := Render(long[:MaxSource], Page, testOptions); err != nil {
		t.Errorf("got %v", err)
	}
	if issues := Check(long); len(issues) != 1 || issues[0].Key != "markdown.too_long" {
		t.Errorf("got %v", issues)
	}
	if p := Plain(long); len(p) != MaxSource {
		t.Errorf("plain text of %d bytes", len(p))
	}
}

// TestPathological feeds the longest source there may be, made of what costs a
// Markdown parser most. A quadratic parser takes minutes over each, and the
// test does not come to its end.
func TestPathological(t *testing.T) {
	for _, unit := range []string{
		"[a](", "[a](b", "[", "![", "](", "]", "[]", "[^1]", "[^", "[x]{lang=", "*a ", "*a_ ", "**a *b ", "_a*", "***", "*_", "> ", ">", "- ", "1. ", "* ", "- a\n  ",
		"| a ", "|\n|-|\n", "a|b\n-|-\n", "::: note\n", ":::\n", "::: x\n", "::: contact\n", "<", "<a ", "&", "&amp;", "&#", "\\", "\\\\", "`", "``", "~", "#", "# a\n", "## a\n", "[^a]: b\n",
		"[^1]: x\n[^1]", "https://a", "a@", "a@b.c ", "http://a.b ", "+370 5 266 2000 ", "\t", " \n", "\n", "a\n", "Table: a\n", "1. a\n\n", "(", ")", "\"", "[a](b \"", "[a](b \"c\" ", "![a](asset:b \"", "é", "\x00", "\xff", "x ", "— ",
	} {
		t.Run(strconv.Quote(unit), func(t *testing.T) {
			size := MaxSource
			if testing.Short() {
				size /= 10
			}
			source := strings.Repeat(unit, size/len(unit))
			for _, s := range []string{source, "::: contact\n" + source[:len(source)-20]} {
				assertSafe(t, render(t, s, Page))
			}
			Blocks(source)
			Check(source)
		})
	}
}

// Deep nesting of several kinds in one another stays shallow on the page.
func TestNestingIsBounded(t *testing.T) {
	var b strings.Builder
	for i := range 500 {
		b.WriteString([]string{"> ", "- ", "1. ", "* "}[i%4])
	}
	assertAll(t, b.String()+"omega\n")
	lists := ""
	for i := range 300 {
		lists += strings.Repeat("  ", i) + "- a\n"
	}
	assertAll(t, lists)
	assertAll(t, strings.Repeat("::: note\n", 300)+"omega\n"+strings.Repeat(":::\n", 300))
	assertAll(t, strings.Repeat("**a ", 300)+strings.Repeat("b** ", 300))
}

func BenchmarkRender(b *testing.B) {
	source := strings.Repeat("## Heading\n\nA paragraph with *emphasis*, a [link](https://example.org) and **more** of it, as a press release has them.\n\n- one\n- two\n\n", 20)
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		if _, err := Render(source, Page, testOptions); err != nil {
			b.Fatal(err)
		}
	}
}
