package htmlcheck

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Page reports what is wrong with a page that holds on every public page:
// language, title, one main heading, landmarks, labels, alternatives, nothing
// inline, nothing from elsewhere, sound ids, headings and links.
func Page(t testing.TB, body []byte) {
	t.Helper()
	for _, problem := range Problems(Parse(t, body)) {
		t.Error(problem)
	}
}

// Staff is Page for the staff side, whose pages have no canonical address.
func Staff(t testing.TB, body []byte) {
	t.Helper()
	for _, rule := range rules {
		if rule.name == "canonical" {
			continue
		}
		for _, problem := range rule.broken(Parse(t, body)) {
			t.Error(rule.name + ": " + problem)
		}
	}
}

// rule is one thing that holds on every page.
type rule struct {
	name   string
	broken func(document *html.Node) []string
}

var rules = []rule{
	{"language", language},
	{"title", title},
	{"main heading", mainHeading},
	{"landmarks", landmarks},
	{"skip link", skipLink},
	{"labels", labels},
	{"alternative text", alternatives},
	{"inline", inline},
	{"other hosts", otherHosts},
	{"ids", ids},
	{"heading levels", headingLevels},
	{"links", links},
	{"canonical", canonical},
	{"buttons", buttons},
	{"tables", tables},
}

// Problems applies every rule of Page to a document.
func Problems(document *html.Node) []string {
	var problems []string
	for _, r := range rules {
		for _, problem := range r.broken(document) {
			problems = append(problems, r.name+": "+problem)
		}
	}
	return problems
}

func language(d *html.Node) []string {
	for _, root := range Find(d, "html") {
		if lang, _ := attr(root, "lang"); strings.TrimSpace(lang) != "" {
			return nil
		}
	}
	return []string{"html has no lang"}
}

func title(d *html.Node) []string {
	titles := Find(d, "head > title")
	if len(titles) != 1 || TextOf(titles[0]) == "" {
		return []string{"there must be one title that is not empty"}
	}
	return nil
}

func mainHeading(d *html.Node) []string {
	headings := Find(d, "h1")
	if len(headings) != 1 {
		return []string{fmt.Sprintf("there are %d h1, want one", len(headings))}
	}
	if nameOf(headings[0]) == "" {
		return []string{"the h1 is empty"}
	}
	return nil
}

func landmarks(d *html.Node) []string {
	if n := len(Find(d, "main")); n != 1 {
		return []string{fmt.Sprintf("there are %d main landmarks, want one", n)}
	}
	return nil
}

// skipLink wants the first link of the page to lead to the content.
func skipLink(d *html.Node) []string {
	first := Find(d, "body a[href]")
	if len(first) == 0 {
		return []string{"there is no link at all"}
	}
	href, _ := attr(first[0], "href")
	id, own := strings.CutPrefix(href, "#")
	if !own || id == "" {
		return []string{"the first link is " + href + ", not a skip link"}
	}
	for _, n := range Find(d, "[id]") {
		if value, _ := attr(n, "id"); value == id {
			return nil
		}
	}
	return []string{"the skip link leads to #" + id + ", which does not exist"}
}

func inline(d *html.Node) []string {
	var problems []string
	walk(d, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		kind, _ := attr(n, "type")
		_, src := attr(n, "src")
		if n.Data == "style" || n.Data == "script" && !src && kind != "application/ld+json" && kind != "application/json" {
			problems = append(problems, "inline "+n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				problems = append(problems, fmt.Sprintf("%s has the attribute %s", n.Data, a.Key))
			}
			if strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
				problems = append(problems, fmt.Sprintf("%s has a script in %s", n.Data, a.Key))
			}
		}
		return true
	})
	return problems
}

// loaded are the attributes from which a browser loads by itself.
var loaded = map[string][]string{
	"script": {"src"}, "img": {"src", "srcset"}, "source": {"src", "srcset"}, "video": {"src", "poster"},
	"audio": {"src"}, "track": {"src"}, "iframe": {"src"}, "embed": {"src"}, "object": {"data"}, "input": {"src"},
}

func otherHosts(d *html.Node) []string {
	var problems []string
	refuse := func(n *html.Node, address string) {
		u, err := url.Parse(strings.TrimSpace(address))
		if err != nil || u.Host != "" || u.Scheme != "" {
			problems = append(problems, fmt.Sprintf("%s loads %s", n.Data, address))
		}
	}
	walk(d, func(n *html.Node) bool {
		for _, name := range loaded[n.Data] {
			value, ok := attr(n, name)
			if !ok {
				continue
			}
			if name != "srcset" {
				refuse(n, value)
				continue
			}
			for candidate := range strings.SplitSeq(value, ",") {
				if fields := strings.Fields(candidate); len(fields) > 0 {
					refuse(n, fields[0])
				}
			}
		}
		if rel, _ := attr(n, "rel"); n.Data == "link" && slices.ContainsFunc(strings.Fields(rel), loads) {
			value, _ := attr(n, "href")
			refuse(n, value)
		}
		return true
	})
	return problems
}

// loads says whether a browser fetches a link with that relation.
func loads(rel string) bool {
	return slices.Contains([]string{"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload",
		"modulepreload", "prefetch", "preconnect", "dns-prefetch"}, strings.ToLower(rel))
}

func canonical(d *html.Node) []string {
	for _, robots := range Find(d, "meta[name=robots]") {
		if content, _ := attr(robots, "content"); strings.Contains(content, "noindex") {
			return nil
		}
	}
	links := Find(d, "link[rel=canonical]")
	if len(links) != 1 {
		return []string{fmt.Sprintf("there are %d canonical links, want one", len(links))}
	}
	href, _ := attr(links[0], "href")
	if u, err := url.Parse(href); err != nil || !u.IsAbs() || u.Host == "" {
		return []string{fmt.Sprintf("the canonical address %q is not absolute", href)}
	}
	return nil
}
