package htmlcheck

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Find returns the nodes below root that a selector matches, in document
// order. Selectors are lists (",") of compounds of tag, #id, .class, [attr] and
// [attr=value], joined by descendant (space) or child (">"). A selector that
// cannot be read panics: it is a mistake in the test.
func Find(root *html.Node, selector string) []*html.Node {
	return within([]*html.Node{root}, selector)
}

// step is one compound and how it hangs below the one before.
type step struct {
	tag, id string
	classes []string
	attrs   [][2]string // name and value; a name alone has the value anyValue
	child   bool
}

// anyValue stands for "whatever the value", which no written value can be.
const anyValue = "\x00"

var (
	compound  = regexp.MustCompile(`^(\*|[a-zA-Z][\w-]*)?((?:#[\w-]+|\.[\w-]+|\[[^\]]+\])*)$`)
	compPart  = regexp.MustCompile(`#[\w-]+|\.[\w-]+|\[[^\]]+\]`)
	tokenSpec = regexp.MustCompile(`(?:[^\s>\["]|\[[^\]]*\])+|>`)
)

func parseSelector(selector string) [][]step {
	var groups [][]step
	for _, group := range splitGroups(selector) {
		var steps []step
		child := false
		for _, token := range tokenSpec.FindAllString(group, -1) {
			if token == ">" {
				child = true
				continue
			}
			s := parseCompound(selector, token)
			s.child, child = child, false
			steps = append(steps, s)
		}
		if len(steps) == 0 || child {
			panic(fmt.Sprintf("selector %q cannot be read", selector))
		}
		groups = append(groups, steps)
	}
	return groups
}

// splitGroups splits at commas outside of brackets.
func splitGroups(selector string) []string {
	var groups []string
	depth, start := 0, 0
	for i, r := range selector {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		case ',':
			if depth == 0 {
				groups, start = append(groups, selector[start:i]), i+1
			}
		}
	}
	return append(groups, selector[start:])
}

func parseCompound(selector, token string) step {
	match := compound.FindStringSubmatch(token)
	if match == nil {
		panic(fmt.Sprintf("selector %q: %q cannot be read", selector, token))
	}
	s := step{tag: strings.ToLower(strings.TrimPrefix(match[1], "*"))}
	for _, part := range compPart.FindAllString(match[2], -1) {
		switch part[0] {
		case '#':
			s.id = part[1:]
		case '.':
			s.classes = append(s.classes, part[1:])
		case '[':
			name, value, ok := strings.Cut(part[1:len(part)-1], "=")
			if !ok {
				value = anyValue
			}
			s.attrs = append(s.attrs, [2]string{strings.ToLower(name), strings.Trim(value, `"'`)})
		}
	}
	return s
}

// within finds below each node of the scope, the node itself excluded.
func within(scope []*html.Node, selector string) []*html.Node {
	groups := parseSelector(selector)
	var found []*html.Node
	for _, root := range scope {
		walk(root, func(n *html.Node) bool {
			matches := func(steps []step) bool { return matchesAll(n, root, steps) }
			if n != root && slices.ContainsFunc(groups, matches) && !slices.Contains(found, n) {
				found = append(found, n)
			}
			return true
		})
	}
	return found
}

// matchesAll matches from the last compound up; everything must lie below root.
func matchesAll(n, root *html.Node, steps []step) bool {
	last := steps[len(steps)-1]
	if !last.matches(n) {
		return false
	}
	if len(steps) == 1 {
		return !last.child || n.Parent == root
	}
	for up := n.Parent; up != nil && up != root; up = up.Parent {
		if matchesAll(up, root, steps[:len(steps)-1]) {
			return true
		}
		if last.child {
			return false
		}
	}
	return false
}

func (s step) matches(n *html.Node) bool {
	if n.Type != html.ElementNode || s.tag != "" && n.Data != s.tag {
		return false
	}
	if id, _ := attr(n, "id"); s.id != "" && id != s.id {
		return false
	}
	class, _ := attr(n, "class")
	for _, want := range s.classes {
		if !slices.Contains(strings.Fields(class), want) {
			return false
		}
	}
	for _, want := range s.attrs {
		value, ok := attr(n, want[0])
		if !ok || want[1] != anyValue && value != want[1] {
			return false
		}
	}
	return true
}
