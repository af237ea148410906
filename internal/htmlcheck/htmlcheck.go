// Package htmlcheck owns what tests say about HTML: small checks that are
// combined, a few CSS selectors, and one list of what holds on every public
// page. It must never be imported outside of tests.
//
//	htmlcheck.Expect(t, body,
//		htmlcheck.In("main > h1", htmlcheck.Text("Budget 2027")),
//		htmlcheck.Count("ul.results > li", 20),
//		htmlcheck.Link("Next", "/en/decisions/?after=20"))
package htmlcheck

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Check looks at the nodes in scope and returns what is wrong with them.
type Check func(scope []*html.Node) []string

// Parse parses a whole document.
func Parse(t testing.TB, body []byte) *html.Node {
	t.Helper()
	document, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("not HTML: %v", err)
	}
	return document
}

// Expect reports everything the checks find wrong with a document.
func Expect(t testing.TB, body []byte, checks ...Check) {
	t.Helper()
	scope := []*html.Node{Parse(t, body)}
	for _, check := range checks {
		for _, problem := range check(scope) {
			t.Error(problem)
		}
	}
}

// In runs checks on what the selector finds, which must be at least one node.
func In(selector string, checks ...Check) Check {
	return func(scope []*html.Node) []string {
		found := within(scope, selector)
		if len(found) == 0 {
			return []string{selector + ": not found"}
		}
		var problems []string
		for _, check := range checks {
			for _, problem := range check(found) {
				problems = append(problems, selector+": "+problem)
			}
		}
		return problems
	}
}

// Has wants the selector to find something.
func Has(selector string) Check { return In(selector) }

// None wants the selector to find nothing.
func None(selector string) Check { return Count(selector, 0) }

// Count wants the selector to find exactly n nodes.
func Count(selector string, n int) Check {
	return func(scope []*html.Node) []string {
		if found := len(within(scope, selector)); found != n {
			return []string{fmt.Sprintf("%s: found %d, want %d", selector, found, n)}
		}
		return nil
	}
}

// Text wants the text of some node in scope to contain want; runs of white
// space count as one space.
func Text(want string) Check {
	return some("text containing "+quote(want), func(n *html.Node) (string, bool) {
		text := TextOf(n)
		return text, strings.Contains(text, want)
	})
}

// TextIs wants the whole text of some node in scope to be want.
func TextIs(want string) Check {
	return some("text "+quote(want), func(n *html.Node) (string, bool) {
		text := TextOf(n)
		return text, text == want
	})
}

// NoText wants no node in scope to contain the text.
func NoText(unwanted string) Check {
	return func(scope []*html.Node) []string {
		for _, n := range scope {
			if text := TextOf(n); strings.Contains(text, unwanted) {
				return []string{"must not contain " + quote(unwanted)}
			}
		}
		return nil
	}
}

// Attr wants some node in scope to have the attribute with that value.
func Attr(name, want string) Check {
	return some(name+"="+quote(want), func(n *html.Node) (string, bool) {
		value, ok := attr(n, name)
		return value, ok && value == want
	})
}

// HasAttr wants some node in scope to have the attribute.
func HasAttr(name string) Check {
	return some("attribute "+name, func(n *html.Node) (string, bool) {
		value, ok := attr(n, name)
		return value, ok
	})
}

// Href wants some node in scope to lead to want.
func Href(want string) Check { return Attr("href", want) }

// Link wants a link with exactly that text to lead to href.
func Link(text, href string) Check {
	return func(scope []*html.Node) []string {
		var others []string
		for _, a := range within(scope, "a[href]") {
			if TextOf(a) != text {
				continue
			}
			value, _ := attr(a, "href")
			if value == href {
				return nil
			}
			others = append(others, value)
		}
		return []string{fmt.Sprintf("no link %s to %s, only to %v", quote(text), href, others)}
	}
}

// some wants one node in scope to satisfy ok, which also says what it saw.
func some(want string, ok func(*html.Node) (string, bool)) Check {
	return func(scope []*html.Node) []string {
		var saw []string
		for _, n := range scope {
			text, good := ok(n)
			if good {
				return nil
			}
			saw = append(saw, quote(text))
		}
		return []string{"want " + want + ", got " + strings.Join(saw, ", ")}
	}
}

// TextOf is the visible text below n with white space collapsed.
func TextOf(n *html.Node) string {
	var b strings.Builder
	walk(n, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && slices.Contains([]string{"br", "p", "li", "div", "td", "th", "tr", "dt", "dd"}, n.Data) {
			b.WriteByte(' ')
		}
		return n.Type != html.ElementNode || n.Data != "script" && n.Data != "style" && n.Data != "template"
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// walk calls see for n and, as long as that returns true, for what is below.
func walk(n *html.Node, see func(*html.Node) bool) {
	if !see(n) {
		return
	}
	for child := range n.ChildNodes() {
		walk(child, see)
	}
}

// AttrOf gives the value of an attribute of n, or "".
func AttrOf(n *html.Node, name string) string {
	value, _ := attr(n, name)
	return value
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// quote shortens long texts: a failure should fit a screen.
func quote(s string) string {
	if runes := []rune(s); len(runes) > 200 {
		s = string(runes[:200]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
