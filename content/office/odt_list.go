package office

import (
	"strconv"
	"strings"
)

// deepest is how deep items are set in; what stands deeper stands there too.
const deepest = 8

// openList is a list while it is read.
type openList struct {
	style  string
	counts []int
}

// list reads a list. One within another has its style, unless it names its own, and
// counts by its own level.
func (o *openDocument) list(n *node, outer *openList, level int, out *[]block) {
	l := &openList{style: n.get("text:style-name")}
	if outer != nil {
		l.counts = outer.counts
		if l.style == "" {
			l.style = outer.style
		}
	}
	if l.style == "" {
		l.style = o.styleOfList(n)
	}
	if goesOn := n.get("text:continue-numbering") == "true" || n.get("text:continue-list") != ""; outer == nil && goesOn {
		l.counts = append([]int(nil), o.counts[l.style]...)
	}
	for n := len(l.counts) + 1; n <= level; n++ {
		kind, _, _ := o.listLevel(l.style, n)
		l.counts = append(l.counts, kind.start-1)
	}
	for _, item := range n.kids {
		if item.name == "text:list-item" || item.name == "text:list-header" {
			o.item(item, l, level, out)
		}
	}
	if outer != nil {
		// The next item of its own begins the levels below it anew.
		outer.counts = l.counts
		return
	}
	o.counts[l.style] = l.counts
}

// styleOfList gives the list style that the paragraphs of a list bring.
func (o *openDocument) styleOfList(n *node) string {
	style := ""
	walk(n, func(k *node) {
		if style == "" && k.name == "text:p" {
			style = o.style("paragraph", k.get("text:style-name")).list
		}
	})
	return style
}

func (o *openDocument) item(n *node, l *openList, level int, out *[]block) {
	mark := ""
	if n.name == "text:list-item" && !holdsOnly(n, "text:list") {
		if start, err := strconv.Atoi(n.get("text:start-value")); err == nil {
			l.counts[level-1] = start - 1
		}
		l.counts[level-1]++
		l.counts = l.counts[:level]
		mark = o.sign(l, level)
	}
	for _, k := range n.kids {
		if k.name == "text:list" {
			o.list(k, l, level+1, out)
			continue
		}
		var blocks []block
		o.block(k, &blocks)
		for _, b := range blocks {
			if b.kind == paragraph && mark != "" {
				b.kind, b.level, b.sign = item, min(level, deepest), mark
				mark = "" // further paragraphs go on with the item
			} else if b.kind == paragraph && len(*out) > 0 && (*out)[len(*out)-1].kind == item {
				b.kind, b.level = item, (*out)[len(*out)-1].level
			}
			*out = append(*out, b)
		}
	}
}

// holdsOnly reports whether an item holds nothing but lists: it has no sign of its
// own then.
func holdsOnly(n *node, name string) bool {
	for _, k := range n.kids {
		if k.name != name && k.name != "text:soft-page-break" {
			return false
		}
	}
	return len(n.kids) > 0
}

// sign gives the bullet or number of an item, "" where its level shows none.
func (o *openDocument) sign(l *openList, level int) string {
	kind, prefix, shows := o.listLevel(l.style, level)
	switch kind.format {
	case "":
		return "-"
	case "none":
		return ""
	}
	var numbers []string
	for i := level - shows + 1; i <= level; i++ {
		above, _, _ := o.listLevel(l.style, i)
		if f := cmpFormat(above.format); above.format != "" && above.format != "none" {
			numbers = append(numbers, count(f, max(l.counts[i-1], 1)))
		}
	}
	s := strings.TrimSpace(prefix + strings.Join(numbers, ".") + kind.text)
	if s == count(kind.format, l.counts[level-1]) {
		s += "."
	}
	return s
}
