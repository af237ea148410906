package markdown

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// The test keeps its own list of what may appear, apart from the policy: two
// lists that agree are worth more than one.
var safeElements = map[string]string{
	"html": "", "head": "", "body": "", // added by the parser
	"p": "class", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "strong": "", "em": "",
	"ul": "", "ol": "start class", "li": "value id", "br": "", "hr": "", "sup": "id class",
	"figure": "class lang", "figcaption": "", "blockquote": "", "table": "", "caption": "id", "thead": "", "tbody": "", "tr": "",
	"th": "scope class align", "td": "class align", "section": "class role aria-label", "picture": "", "source": "type srcset sizes",
	"div":  "class lang role tabindex aria-label aria-labelledby",
	"span": "class lang", "img": "src srcset sizes alt width height loading decoding",
	"a": "href class rel hreflang lang role aria-label",
}

var safeSchemes = map[string]bool{"": true, "http": true, "https": true, "mailto": true, "tel": true}

// assertSafe parses out as a browser does and fails on anything unexpected.
func assertSafe(t *testing.T, out string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(out))
	if err != nil {
		t.Fatalf("output does not parse: %v", err)
	}
	ids := map[string]bool{}
	var walk func(*html.Node, int)
	walk = func(n *html.Node, depth int) {
		if depth > 400 {
			t.Fatal("output nests deeper than 400 elements")
		}
		switch n.Type {
		case html.ElementNode:
			assertElement(t, n, ids)
		case html.CommentNode, html.DoctypeNode:
			t.Errorf("comment or doctype in output: %q", n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
	}
	walk(doc, 0)
}

func assertElement(t *testing.T, n *html.Node, ids map[string]bool) {
	t.Helper()
	allowed, ok := safeElements[n.Data]
	if !ok || n.Namespace != "" {
		t.Fatalf("element <%s> is not on the list", n.Data)
	}
	names := strings.Fields(allowed)
	for _, a := range n.Attr {
		if !contains(names, a.Key) {
			t.Errorf("<%s %s=%q> is not on the list", n.Data, a.Key, a.Val)
		}
		switch a.Key {
		case "href", "src":
			u, err := url.Parse(a.Val)
			if err != nil || !safeSchemes[u.Scheme] || strings.HasPrefix(a.Val, "//") || strings.ContainsAny(a.Val, "\\\n\t ") {
				t.Errorf("<%s %s=%q> is not a safe address", n.Data, a.Key, a.Val)
			}
			if n.Data == "img" && !strings.HasPrefix(a.Val, "/media/") && !strings.HasPrefix(a.Val, testOptions.Base+"/media/") {
				t.Errorf("picture from elsewhere: %q", a.Val)
			}
		case "id":
			if ids[a.Val] {
				t.Errorf("id %q is used twice", a.Val)
			}
			ids[a.Val] = true
		}
	}
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

var testWords = map[string]string{
	"md.footnotes": "Footnotes", "md.footnote": "Footnote {n}", "md.back": "Back to the text", "md.back_to": "Back to the text {n}", "md.links": "Links",
	"md.note.info": "Information", "md.note.warning": "Warning", "md.note.important": "Important",
	"md.files": "Files", "md.gallery": "Pictures", "md.video": "Video", "md.table": "Table {n}",
}

// testOptions resolves every id but "missing".
var testOptions = Options{
	Lang: "en", IDPrefix: "b-", Base: "https://town.example",
	Slug: func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "-")) },
	Doc: func(id string) (Link, bool) {
		return Link{URL: "/en/decisions/" + id, Title: "Decision " + id, Lang: "lt"}, id != "missing"
	},
	Picture: func(id string) (Picture, bool) {
		return Picture{
			Src: "/media/" + id + "/m/square.jpg", SrcSet: "/media/" + id + "/s/square.jpg 400w, /media/" + id + "/m/square.jpg 800w",
			Sizes: "(min-width: 40em) 50vw, 100vw", WebP: "/media/" + id + "/m/square.webp 800w",
			Alt: "The square", Credit: "Photo: town archive", Width: 800, Height: 600,
		}, id != "missing"
	},
	File: func(id string) (File, bool) {
		return File{URL: "/media/" + id + "/f/budget.pdf", Name: "budget.pdf", Kind: "PDF", Size: "1.2 MB"}, id != "missing"
	},
	Words: func(key string, args ...any) string {
		if len(args) == 0 {
			return testWords[key]
		}
		return strings.ReplaceAll(testWords[key], "{"+fmt.Sprint(args[0])+"}", fmt.Sprint(args[1]))
	},
}

func render(t *testing.T, source string, form Form) string {
	t.Helper()
	out, err := Render(source, form, testOptions)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// assertAll renders source in every form twice: safe, the same both times, and
// nothing left for the sanitiser to do.
func assertAll(t *testing.T, source string) {
	t.Helper()
	for _, form := range []Form{Page, Feed, Print} {
		out := render(t, source, form)
		assertSafe(t, out)
		if again := render(t, source, form); again != out {
			t.Errorf("form %d is rendered differently the second time", form)
		}
		w := newWriter(parse(source), form, testOptions)
		w.document()
		if raw := w.b.String(); raw != out {
			t.Errorf("form %d: the sanitiser had something to do:\n%s\nbecame\n%s", form, raw, out)
		}
	}
}
