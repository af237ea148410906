package office

import (
	"slices"
	"strconv"
	"strings"
)

// openStyle is a style with what it takes from its parents.
type openStyle struct {
	look
	// names are those of the style and of all that it is made from.
	names   []string
	outline int
	list    string
}

func (s openStyle) says(names ...string) bool {
	return slices.ContainsFunc(s.names, func(own string) bool { return slices.Contains(names, own) })
}

// style gives a style of a family.
func (o *openDocument) style(family, name string) openStyle {
	key := family + " " + name
	if s, ok := o.looks[key]; ok {
		return s
	}
	s := o.inherited(family, name, 0)
	o.looks[key] = s
	return s
}

func (o *openDocument) inherited(family, name string, depth int) openStyle {
	n := o.styles[family+" "+name]
	if name == "" {
		return openStyle{}
	}
	plain := strings.ToLower(strings.ReplaceAll(name, "_20_", " "))
	if n == nil || depth > mostInherited {
		return openStyle{names: []string{plain}}
	}
	var s openStyle
	if parent := n.get("style:parent-style-name"); parent != "" {
		s = o.inherited(family, parent, depth+1)
	}
	s.names = append(slices.Clone(s.names), plain)
	if shown := n.get("style:display-name"); shown != "" {
		s.names = append(s.names, strings.ToLower(shown))
	}
	// Converters write headings as paragraphs that only look like them.
	if m := headingName.FindStringSubmatch(s.names[len(s.names)-1]); m != nil {
		s.outline = int(m[1][0] - '0')
	}
	if level, err := strconv.Atoi(n.get("style:default-outline-level")); err == nil {
		s.outline = level
	}
	if list := n.get("style:list-style-name"); list != "" {
		s.list = list
	}
	p := n.child("style:text-properties")
	if v := p.get("fo:font-weight"); v != "" {
		weight, err := strconv.Atoi(v)
		s.bold = v == "bold" || err == nil && weight >= 600
	}
	if v := p.get("fo:font-style"); v != "" {
		s.italic = v == "italic" || v == "oblique"
	}
	if v := p.get("text:display"); v != "" {
		s.hidden = v == "none"
	}
	return s
}

// dressed gives a look with what a style of letters says.
func (o *openDocument) dressed(k look, name string) look {
	if name == "" {
		return k
	}
	p := o.style("text", name)
	n := o.styles["text "+name]
	has := func(property string) bool { return n.child("style:text-properties").get(property) != "" }
	if p.bold || has("fo:font-weight") {
		k.bold = p.bold
	}
	if p.italic || has("fo:font-style") {
		k.italic = p.italic
	}
	k.hidden = k.hidden || p.hidden
	return k
}

// level gives what a list style says of a level, from 1.
func (o *openDocument) listLevel(style string, level int) (numberLevel, string, int) {
	n := o.lists[style]
	if n == nil {
		return numberLevel{start: 1}, "", 1
	}
	for _, k := range n.kids {
		if k.get("text:level") != strconv.Itoa(level) {
			continue
		}
		if k.name != "text:list-level-style-number" {
			return numberLevel{start: 1}, "", 1
		}
		l := numberLevel{format: openFormats[k.get("style:num-format")], text: k.get("style:num-suffix"), start: 1}
		if l.format == "" {
			l.format = "none"
		}
		if start, err := strconv.Atoi(k.get("text:start-value")); err == nil {
			l.start = start
		}
		shows, err := strconv.Atoi(k.get("text:display-levels"))
		if err != nil || shows < 1 {
			shows = 1
		}
		return l, k.get("style:num-prefix"), min(shows, level)
	}
	return numberLevel{start: 1}, "", 1
}

var openFormats = map[string]string{"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
