package main

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"herald/content"
)

// writes takes a text its whole way through the forms of the desk, each page made by one
// node and its form taken in by the other: begun, written, submitted, corrected, returned,
// submitted again, approved and published. Readers of both nodes find it then, and nobody before.
func (p *pair) writes() {
	author, editor, officer := p.browser(), p.browser(), p.browser()
	author.signIn(p.a, "ona@town.example")
	editor.signIn(p.b, "lina@town.example")
	officer.signIn(p.a, "petras@town.example")

	begun := author.fills(p.a, p.b, "/admin/documents/new", "/admin/documents/new", url.Values{"type": {"news"}, "language": {"en"}, "title": {"Storks ar back"}})
	at := strings.TrimSuffix(begun, "/edit")
	if at == begun {
		p.Fatalf("a new text leads to %s", begun)
	}
	author.fills(p.b, p.a, at+"/edit", at+"/edit", url.Values{"summary": {"On the town hall."}, "body": {"The first pair came on Friday."}})
	author.fills(p.a, p.b, at+"/do/submit", at+"/submit", nil)
	editor.fills(p.b, p.a, at+"/edit", at+"/edit", url.Values{"title": {"Storks are back"}})
	editor.fills(p.a, p.b, at, at+"/return", url.Values{"reason": {"Which Friday?"}})
	author.wants(author.ask(p.a, at, nil), http.StatusOK, "Which Friday?")
	author.fills(p.a, p.b, at+"/edit", at+"/edit", url.Values{"body": {"The first pair came on the 27th of March."}})
	author.fills(p.b, p.a, at+"/do/submit", at+"/submit", nil)
	for _, s := range []*serving{p.a, p.b} {
		p.reader.wants(p.reader.ask(s, "/p/"+idIn(at), nil), http.StatusNotFound, "")
	}
	editor.fills(p.a, p.b, at, at+"/approve", nil)
	officer.fills(p.b, p.a, at+"/do/publish", at+"/publish", nil)
	officer.wants(officer.ask(p.b, at, nil), http.StatusOK, "Storks are back")
	for _, s := range []*serving{p.a, p.b} {
		p.eventually("it is listed", p.listed(s, "Storks are back"))
		p.eventually("it is found", p.found(s, "storks"))
	}
	p.reader.alike(p.a, p.b, "/p/"+idIn(at), "/en/news/", "/en/news/feed.rss")
	if n := p.events(content.ID(idIn(at)), content.EventPublished); n != 1 {
		p.Errorf("published %d times", n)
	}
}

// idIn gives the Document of an address at the desk.
func idIn(address string) string { return strings.Split(address, "/")[3] }

// fills reads a page from one node, fills the form on it that leads to action with what it
// has and with more, and sends it to another. It gives where that leads to.
func (b *browser) fills(from, to *serving, page, action string, more url.Values) string {
	b.Helper()
	form := formOf(b.get(from, page).body, action)
	if form == nil {
		b.Fatalf("%s has no form that leads to %s", page, action)
	}
	for name, values := range more {
		form[name] = values
	}
	a := b.ask(to, action, form)
	if a.status != http.StatusSeeOther {
		b.Fatalf("%s is answered %d: %s\n%s", action, a.status, first(a.body), lastOf(to.log.String()))
	}
	return a.header.Get("Location")
}

// formOf gives what a browser would send of the form on a page that leads to action, or nil
// where there is none.
func formOf(page, action string) url.Values {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil
	}
	for n := range root.Descendants() {
		to, _, _ := strings.Cut(attribute(n, "action"), "#")
		if n.Data == "form" && to == action && attribute(n, "method") == "post" {
			return sent(n)
		}
	}
	return nil
}

func sent(form *html.Node) url.Values {
	all := url.Values{}
	for n := range form.Descendants() {
		name := attribute(n, "name")
		switch {
		case n.Type != html.ElementNode || name == "":
		case n.Data == "textarea":
			all.Add(name, textOf(n))
		case n.Data == "select":
			if value, ok := chosen(n); ok {
				all.Add(name, value)
			}
		case n.Data == "input":
			kind := attribute(n, "type")
			if kind != "file" && kind != "submit" && (kind != "radio" && kind != "checkbox" || has(n, "checked")) {
				all.Add(name, attribute(n, "value"))
			}
		}
	}
	return all
}

// chosen gives the selected option, or the first.
func chosen(list *html.Node) (value string, ok bool) {
	for n := range list.Descendants() {
		if n.Data == "option" && (!ok || has(n, "selected")) {
			value, ok = attribute(n, "value"), true
		}
	}
	return value, ok
}

func textOf(n *html.Node) string {
	text := ""
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			text += c.Data
		}
	}
	return text
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
