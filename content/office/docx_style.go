package office

import (
	"slices"
	"strings"
)

// look is how words look, as far as a text of Herald can say it.
type look struct {
	bold, italic, hidden bool
	href                 string
}

// wordStyle is a style with what it takes from the styles that it is based on.
type wordStyle struct {
	look
	// name is what the style is called in every language of the program.
	name    string
	based   string
	outline int
	numID   string
	level   string
}

func (s wordStyle) says(names ...string) bool {
	return slices.Contains(names, strings.ToLower(s.name))
}

// plain is the look that a style of paragraphs gives its words. What makes a
// heading, a quotation or a caption stand out is for the page to decide.
func (l look) plain(kind blockKind) look {
	if kind == heading || kind == quote || kind == caption {
		return look{hidden: l.hidden}
	}
	return l
}

// readStyles reads the styles of paragraphs and letters.
func (w *word) readStyles() error {
	raw := map[string]*node{}
	for _, r := range w.rels {
		if !strings.HasSuffix(r.kind, "/styles") || r.outside {
			continue
		}
		err := w.part(r.part, []string{"w:styles"}, func(n *node) error {
			if n.name == "w:style" {
				raw[n.get("w:styleId")] = n
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	w.styles = make(map[string]wordStyle, len(raw))
	for id, n := range raw {
		w.styles[id] = inherited(raw, n, 0)
	}
	return nil
}

// mostInherited is how many styles may be based on one another.
const mostInherited = 12

func inherited(raw map[string]*node, n *node, depth int) wordStyle {
	s := wordStyle{outline: -1}
	based := n.child("w:basedOn").get("w:val")
	if parent := raw[based]; parent != nil && depth < mostInherited {
		s = inherited(raw, parent, depth+1)
		// A style of one's own that is based on a heading is a heading.
		if !headingName.MatchString(s.name) && !s.says("title", "quote", "intense quote", "quotations", "caption") {
			s.name = ""
		}
	}
	if name := n.child("w:name").get("w:val"); s.name == "" || headingName.MatchString(name) || contentsName.MatchString(name) {
		s.name = name
	}
	s.based = based
	if v := n.child("w:pPr", "w:outlineLvl").get("w:val"); v != "" {
		s.outline = outline(v)
	}
	if num := n.child("w:pPr", "w:numPr"); num != nil {
		if id := num.child("w:numId").get("w:val"); id != "" {
			s.numID = id
		}
		s.level = num.child("w:ilvl").get("w:val")
	}
	s.look = dressed(s.look, n.child("w:rPr"))
	return s
}

func (w *word) style(id string) wordStyle {
	if s, ok := w.styles[id]; ok {
		return s
	}
	return wordStyle{outline: -1, name: id}
}

// dressed gives a look with what the properties of a run or a style say.
func dressed(l look, p *node) look {
	for _, set := range []struct {
		name string
		to   *bool
	}{{"w:b", &l.bold}, {"w:i", &l.italic}, {"w:vanish", &l.hidden}} {
		if n := p.child(set.name); n != nil {
			v := n.get("w:val")
			*set.to = v != "0" && v != "false" && v != "off"
		}
	}
	return l
}
