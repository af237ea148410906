package htmlcheck

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// nameOf is what a screen reader would call an element, near enough: its
// aria-label, what labels it, its text with the alternatives of its pictures,
// or its title.
func nameOf(n *html.Node) string {
	if label, _ := attr(n, "aria-label"); strings.TrimSpace(label) != "" {
		return label
	}
	if refs, ok := attr(n, "aria-labelledby"); ok {
		var parts []string
		for id := range strings.FieldsSeq(refs) {
			if labelling := byID(root(n), id); labelling != nil {
				parts = append(parts, TextOf(labelling))
			}
		}
		if name := strings.TrimSpace(strings.Join(parts, " ")); name != "" {
			return name
		}
	}
	name := TextOf(n)
	for _, picture := range Find(n, "img[alt]") {
		alt, _ := attr(picture, "alt")
		name += alt
	}
	for _, svgTitle := range Find(n, "svg > title") {
		name += TextOf(svgTitle)
	}
	if name = strings.TrimSpace(name); name != "" {
		return name
	}
	title, _ := attr(n, "title")
	return strings.TrimSpace(title)
}

func root(n *html.Node) *html.Node {
	for n.Parent != nil {
		n = n.Parent
	}
	return n
}

func byID(d *html.Node, id string) *html.Node {
	for _, n := range Find(d, "[id]") {
		if value, _ := attr(n, "id"); value == id {
			return n
		}
	}
	return nil
}

// labels wants each control to have a name that is not only its placeholder.
func labels(d *html.Node) []string {
	labelled := map[string]bool{}
	for _, label := range Find(d, "label[for]") {
		id, _ := attr(label, "for")
		labelled[id] = TextOf(label) != ""
	}
	var problems []string
	for _, control := range Find(d, "input, select, textarea") {
		kind, _ := attr(control, "type")
		switch kind {
		case "hidden", "submit", "reset", "button", "image":
			continue
		}
		id, _ := attr(control, "id")
		if id != "" && labelled[id] || wrapped(control) || ariaName(control) {
			continue
		}
		name, _ := attr(control, "name")
		problems = append(problems, fmt.Sprintf("%s %q has no label", control.Data, name))
	}
	return problems
}

func wrapped(control *html.Node) bool {
	for up := control.Parent; up != nil; up = up.Parent {
		if up.Data == "label" {
			return TextOf(up) != ""
		}
	}
	return false
}

func ariaName(n *html.Node) bool {
	label, _ := attr(n, "aria-label")
	_, by := attr(n, "aria-labelledby")
	return strings.TrimSpace(label) != "" || by && nameOf(n) != ""
}

func alternatives(d *html.Node) []string {
	var problems []string
	for _, picture := range Find(d, "img") {
		if _, ok := attr(picture, "alt"); !ok {
			src, _ := attr(picture, "src")
			problems = append(problems, "img "+src+" has no alt")
		}
	}
	return problems
}

// ids wants them unique, and whatever refers to one to find it.
func ids(d *html.Node) []string {
	var problems []string
	seen := map[string]bool{}
	for _, n := range Find(d, "[id]") {
		id, _ := attr(n, "id")
		if id == "" || strings.ContainsAny(id, " \t\n") {
			problems = append(problems, fmt.Sprintf("the id %q is not usable", id))
		}
		if seen[id] {
			problems = append(problems, fmt.Sprintf("the id %q stands twice", id))
		}
		seen[id] = true
	}
	for _, reference := range []string{"for", "aria-labelledby", "aria-describedby", "aria-controls"} {
		for _, n := range Find(d, "["+reference+"]") {
			value, _ := attr(n, reference)
			for id := range strings.FieldsSeq(value) {
				if !seen[id] {
					problems = append(problems, fmt.Sprintf("%s of %s names %q, which does not exist", reference, n.Data, id))
				}
			}
		}
	}
	return problems
}

func headingLevels(d *html.Node) []string {
	var problems []string
	before := 0
	for _, heading := range Find(d, "h1, h2, h3, h4, h5, h6") {
		level := int(heading.Data[1] - '0')
		if before > 0 && level > before+1 {
			problems = append(problems, fmt.Sprintf("h%d %q follows h%d", level, TextOf(heading), before))
		}
		if nameOf(heading) == "" {
			problems = append(problems, heading.Data+" is empty")
		}
		before = level
	}
	return problems
}

func links(d *html.Node) []string {
	var problems []string
	for _, a := range Find(d, "a[href]") {
		href, _ := attr(a, "href")
		if nameOf(a) == "" {
			problems = append(problems, "the link to "+href+" has no text")
		}
		if strings.TrimSpace(href) == "" || href == "#" {
			problems = append(problems, fmt.Sprintf("the link %q leads nowhere", TextOf(a)))
		}
	}
	return problems
}

func buttons(d *html.Node) []string {
	var problems []string
	for _, button := range Find(d, "button, summary") {
		if nameOf(button) == "" {
			problems = append(problems, button.Data+" has no text")
		}
	}
	return problems
}

func tables(d *html.Node) []string {
	var problems []string
	for _, table := range Find(d, "table") {
		if len(Find(table, "th")) == 0 {
			problems = append(problems, "a table has no heading cell")
		}
	}
	return problems
}
