package htmlcheck_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"herald/internal/htmlcheck"
)

// good is a page that breaks no rule; the tests spoil it in one place each.
const good = `<!doctype html><html lang="en"><head><title>Budget</title>
<link rel="canonical" href="https://town.example/en/budget"><link rel="stylesheet" href="/assets/style.css">
<script src="/assets/app.js" defer></script><script type="application/ld+json">{}</script></head>
<body><a href="#main">Skip</a><header><a href="/en/"><img src="/l.svg" alt="Home"></a></header>
<main id="main"><h1>Budget 2027</h1><h2>Income</h2><p class="lead big" data-n="1">Ten   million</p>
<form><label for="q">Search</label><input id="q" name="q"><label>Year <select name="y"></select></label>
<button>Go</button></form><img src="/a.jpg" srcset="/a.jpg 1x, /b.jpg 2x" alt="">
<table><tr><th>A</th></tr></table><ul class="list"><li><a href="/en/a">First</a></li><li><a href="https://other.example/">Second</a></li></ul>
</main></body></html>`

func document(t *testing.T, body string) *html.Node {
	t.Helper()
	return htmlcheck.Parse(t, []byte(body))
}

func TestGoodPagePasses(t *testing.T) {
	htmlcheck.Page(t, []byte(good))
	htmlcheck.Staff(t, []byte(strings.Replace(good, `rel="canonical"`, `rel="help"`, 1)))
	if problems := htmlcheck.Problems(document(t, strings.Replace(good,
		`<link rel="canonical" href="https://town.example/en/budget">`, `<meta name="robots" content="noindex">`, 1))); problems != nil {
		t.Errorf("a page not to be indexed needs no canonical address: %v", problems)
	}
}

func TestEveryRuleCanFail(t *testing.T) {
	for _, c := range []struct{ old, spoiled, want string }{
		{` lang="en"`, ``, "language"},
		{`<title>Budget</title>`, ``, "title"},
		{`<title>Budget</title>`, `<title> </title>`, "title"},
		{`<h2>Income</h2>`, `<h1>Income</h1>`, "main heading: there are 2"},
		{`<h1>Budget 2027</h1>`, ``, "main heading: there are 0"},
		{`<main id="main">`, `<div id="main">`, "landmarks"},
		{`<a href="#main">Skip</a>`, ``, "skip link: the first link"},
		{`href="#main"`, `href="#nowhere"`, "skip link: the skip link leads to #nowhere"},
		{`<label for="q">Search</label>`, ``, `labels: input "q"`},
		{`<label for="q">Search</label>`, `<label for="q"></label>`, `labels: input "q"`},
		{`<label>Year <select name="y"></select></label>`, `<select name="y"></select>`, `labels: select "y"`},
		{` alt=""`, ``, "alternative text: img /a.jpg"},
		{`<p class`, `<p style="color:red" class`, "inline: p has the attribute style"},
		{`<p class`, `<p onclick="x()" class`, "inline: p has the attribute onclick"},
		{`<table>`, `<style>p{}</style><table>`, "inline: inline style"},
		{`<table>`, `<script>x()</script><table>`, "inline: inline script"},
		{`href="/en/a"`, `href=" JavaScript:x()"`, "inline: a has a script in href"},
		{`src="/a.jpg"`, `src="https://cdn.example/a.jpg"`, "other hosts: img loads"},
		{`/b.jpg 2x`, `//cdn.example/b.jpg 2x`, "other hosts: img loads"},
		{`href="/assets/style.css"`, `href="http://cdn.example/s.css"`, "other hosts: link loads"},
		{`src="/assets/app.js"`, `src="data:text/javascript,1"`, "other hosts: script loads"},
		{`<p class`, `<p id="q" class`, `ids: the id "q" stands twice`},
		{`<p class`, `<p id="a b" class`, `ids: the id "a b" is not usable`},
		{`<p class`, `<p aria-describedby="gone" class`, "ids: aria-describedby"},
		{`<h2>Income</h2>`, `<h3>Income</h3>`, "heading levels: h3"},
		{`<h2>Income</h2>`, `<h2></h2>`, "heading levels: h2 is empty"},
		{`>First</a>`, `></a>`, "links: the link to /en/a has no text"},
		{`href="/en/a"`, `href="#"`, "leads nowhere"},
		{`alt="Home"`, `alt=""`, "links: the link to /en/ has no text"},
		{`rel="canonical"`, `rel="help"`, "canonical: there are 0"},
		{`href="https://town.example/en/budget"`, `href="/en/budget"`, "canonical: the canonical address"},
		{`<button>Go</button>`, `<button></button>`, "buttons: button has no text"},
		{`<th>A</th>`, `<td>A</td>`, "tables"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if !strings.Contains(good, c.old) {
				t.Fatalf("the good page has no %s", c.old)
			}
			problems := htmlcheck.Problems(document(t, strings.Replace(good, c.old, c.spoiled, 1)))
			if !slices.ContainsFunc(problems, func(p string) bool { return strings.Contains(p, c.want) }) {
				t.Errorf("got %q", problems)
			}
		})
	}
}

func TestNamesOfLinksAndControls(t *testing.T) {
	for _, part := range []string{
		`<a href="/x" aria-label="More"></a>`, `<a href="/x" aria-labelledby="main"></a>`,
		`<a href="/x"><svg><title>Up</title></svg></a>`, `<a href="/x" title="Up"></a>`,
		`<input name="z" aria-label="Z">`, `<input type="hidden" name="z">`, `<input type="submit">`,
		`<input name="z" aria-labelledby="main">`,
	} {
		if problems := htmlcheck.Problems(document(t, strings.Replace(good, `<table>`, part+`<table>`, 1))); problems != nil {
			t.Errorf("%s: %v", part, problems)
		}
	}
}

func TestSelectors(t *testing.T) {
	d := document(t, good)
	for selector, want := range map[string]int{
		"p": 1, "main > *": 7, "#main": 1, "main#main": 1, ".lead": 1, "p.lead.big": 1, "p.lead.small": 0,
		"[data-n]": 1, "[data-n=1]": 1, `p[data-n="1"]`: 1, "[data-n=2]": 0, "main a": 2, "main > a": 0,
		"ul.list > li > a": 2, "ul > a": 0, "body > main h1": 1, "h1, h2": 2, "html > main": 0,
		`link[href="https://town.example/en/budget"]`: 1, "main>h1": 1,
	} {
		if got := len(htmlcheck.Find(d, selector)); got != want {
			t.Errorf("%s found %d, want %d", selector, got, want)
		}
	}
	for _, selector := range []string{"", "p >", "p:first", "p..x"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q must panic", selector)
				}
			}()
			htmlcheck.Find(d, selector)
		}()
	}
}

func TestCombinators(t *testing.T) {
	scope := []*html.Node{document(t, good)}
	for name, check := range map[string]htmlcheck.Check{
		"In":       htmlcheck.In("main", htmlcheck.In("h1", htmlcheck.TextIs("Budget 2027")), htmlcheck.Count("img", 1)),
		"Text":     htmlcheck.In("p.lead", htmlcheck.Text("Ten million")),
		"any node": htmlcheck.In("li", htmlcheck.Text("Second")),
		"NoText":   htmlcheck.In("main", htmlcheck.NoText("Draft")),
		"Attr":     htmlcheck.In("p", htmlcheck.Attr("data-n", "1"), htmlcheck.HasAttr("class")),
		"Href":     htmlcheck.In("li > a", htmlcheck.Href("/en/a")),
		"Link":     htmlcheck.Link("First", "/en/a"),
		"Has":      htmlcheck.Has("table th"),
		"None":     htmlcheck.None("video"),
	} {
		if problems := check(scope); problems != nil {
			t.Errorf("%s: %v", name, problems)
		}
	}
	for want, check := range map[string]htmlcheck.Check{
		"video: not found":           htmlcheck.In("video"),
		"main: h1: want text":        htmlcheck.In("main", htmlcheck.In("h1", htmlcheck.TextIs("Budget"))),
		`got "Ten million"`:          htmlcheck.In("p.lead", htmlcheck.Text("Eleven")),
		`must not contain "Budget"`:  htmlcheck.In("main", htmlcheck.NoText("Budget")),
		`want data-n="2", got "1"`:   htmlcheck.In("p", htmlcheck.Attr("data-n", "2")),
		"want attribute data-x":      htmlcheck.In("p", htmlcheck.HasAttr("data-x")),
		`want href="/en/c"`:          htmlcheck.In("li > a", htmlcheck.Href("/en/c")),
		"only to [/en/a]":            htmlcheck.Link("First", "/en/b"),
		"li: found 2, want 3":        htmlcheck.Count("li", 3),
		"ul.list: found 1, want 0":   htmlcheck.None("ul.list"),
		"table td: not found":        htmlcheck.Has("table td"),
		`no link "Third" to /, only`: htmlcheck.Link("Third", "/"),
	} {
		problems := check(scope)
		if len(problems) != 1 || !strings.Contains(problems[0], want) {
			t.Errorf("got %q, want %q", problems, want)
		}
	}
}
