package office

import (
	"encoding/xml"
	"path"
	"strconv"
	"strings"
)

// inline reads what stands within a paragraph.
func (o *openDocument) inline(n *node, l *line, k look) {
	for _, c := range n.kids {
		if c.name == "" {
			o.say(l, c.text, k)
			continue
		}
		o.piece(c, l, k)
	}
}

// say adds words, or tells of those that are hidden. Line ends of the file are no
// more than spaces.
func (o *openDocument) say(l *line, text string, k look) {
	text = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(text)
	if k.hidden {
		if strings.TrimSpace(text) != "" {
			o.leave(LeftHidden, text)
		}
		return
	}
	l.say(text, k)
}

// piece reads one element within a paragraph.
func (o *openDocument) piece(n *node, l *line, k look) {
	switch n.name {
	case "text:span":
		o.inline(n, l, o.dressed(k, n.get("text:style-name")))
	case "text:a":
		if href, ok := address(n.get("xlink:href")); ok {
			k.href = href
		} else if !strings.HasPrefix(n.get("xlink:href"), "#") {
			o.leave(LeftLink, n.words())
		}
		o.inline(n, l, k)
	case "text:line-break":
		l.runs = append(l.runs, run{br: true})
	case "text:tab":
		l.say(" ", k)
	case "text:s":
		l.say(" ", k) // many spaces are one
	case "text:note":
		o.note(n, l)
	case "text:ruby":
		if base := n.child("text:ruby-base"); base != nil {
			o.inline(base, l, k)
		}
	case "text:hidden-text", "text:hidden-paragraph":
		o.leave(LeftHidden, n.words())
	case "office:annotation":
		o.leave(LeftComment, "")
	case "office:annotation-end", "text:soft-page-break", "text:change", "text:change-start", "text:change-end", "text:bookmark", "text:bookmark-start",
		"text:bookmark-end", "text:reference-mark", "text:toc-mark", "text:alphabetical-index-mark", "office:event-listeners":
	default:
		if strings.HasPrefix(n.name, "draw:") {
			o.drawn(n, l, n.get("text:anchor-type") != "as-char")
			return
		}
		// Fields show what they showed last.
		o.inline(n, l, k)
	}
}

// note reads a footnote or an endnote where its mark stands.
func (o *openDocument) note(n *node, l *line) {
	body := n.child("text:note-body")
	if body == nil {
		return
	}
	var blocks []block
	// Its number is given first: notes count in the order of their marks.
	o.noted++
	i := o.footnote(strconv.Itoa(o.noted), nil)
	o.all(body, &blocks)
	for j := range blocks {
		if blocks[j].kind == heading {
			blocks[j].kind = paragraph
		}
	}
	o.text.notes[i-1].blocks = blocks
	l.runs = append(l.runs, run{note: i})
}

// drawn reads a drawing: a picture is taken over where it stands, all else is left
// out and told.
func (o *openDocument) drawn(n *node, l *line, floats bool) {
	switch n.name {
	case "draw:a", "draw:g":
		for _, k := range n.kids {
			if strings.HasPrefix(k.name, "draw:") {
				o.drawn(k, l, floats || n.name == "draw:g")
			}
		}
		return
	case "draw:frame":
		o.frame(n, l, floats)
		return
	case "draw:control":
		o.leave(LeftObject, "")
		return
	}
	if words := n.words(); words != "" {
		o.leave(LeftTextBox, words)
		return
	}
	o.leave(LeftShape, "")
}

// frame reads a frame, which holds several forms of the same thing, the best first.
func (o *openDocument) frame(n *node, l *line, floats bool) {
	alt := cmpText(n.child("svg:desc").words(), n.child("svg:title").words())
	for _, k := range n.kids {
		switch k.name {
		case "draw:image":
			o.picture(n, l, alt, floats)
			return
		case "draw:text-box":
			o.box(k, l)
			return
		case "draw:object", "draw:object-ole":
			o.object(k, alt)
			return
		case "draw:plugin", "draw:applet", "draw:floating-frame", "table:table":
			o.leave(LeftObject, alt)
			return
		}
	}
}

// picture takes a picture over. Of several forms of one the first is taken that
// readers can be given.
func (o *openDocument) picture(frame *node, l *line, alt string, floats bool) {
	part := ""
	for _, image := range frame.kids {
		if image.name != "draw:image" {
			continue
		}
		href := image.get("xlink:href")
		if strings.Contains(href, ":") || strings.HasPrefix(href, "/") || strings.HasPrefix(href, "../") {
			o.leave(LeftPictureLink, alt)
			return
		}
		name := path.Clean(strings.TrimPrefix(href, "./"))
		if part == "" || o.has(name) && !o.shows(part) && o.shows(name) {
			part = name
		}
	}
	o.show(l, part, alt, floats)
}

// box reads a text box. One that holds a picture and words about it is what
// programs make of a picture with a caption.
func (o *openDocument) box(k *node, l *line) {
	if k.find("draw:image") == nil {
		o.leave(LeftTextBox, k.words())
		return
	}
	var blocks []block
	o.all(k, &blocks)
	for _, b := range blocks {
		var rest []run
		for _, r := range b.runs {
			if r.picture > 0 {
				l.floats = append(l.floats, block{kind: figure, picture: r.picture, alt: r.alt})
				continue
			}
			rest = append(rest, r)
		}
		if b.kind == paragraph || b.kind == caption {
			b.kind, b.runs = caption, rest
		}
		if b.kind != caption || shown(rest) {
			l.floats = append(l.floats, b)
		}
	}
}

// object tells of something that another program made.
func (o *openDocument) object(k *node, alt string) {
	name := path.Clean(strings.TrimPrefix(k.get("xlink:href"), "./"))
	kind := LeftObject
	if k.find("math:math") != nil {
		kind = LeftEquation
	} else if k.name == "draw:object" && safeName(name) {
		switch o.inner(name + "/content.xml") {
		case "math":
			kind = LeftEquation
		case "chart":
			kind = LeftChart
		}
	}
	o.leave(kind, alt)
}

// inner tells by its first elements what an object within the document is: "math",
// "chart", or "" for anything else.
func (o *openDocument) inner(part string) string {
	if !o.has(part) {
		return ""
	}
	r, err := o.open(part, mostPart)
	if err != nil {
		return ""
	}
	defer r.Close()
	s := o.scan(r)
	for range 2000 {
		t, err := s.next()
		if err != nil {
			return ""
		}
		if start, ok := t.(xml.StartElement); ok {
			switch named(start.Name) {
			case "math:math":
				return "math"
			case "office:chart":
				return "chart"
			}
		}
	}
	return ""
}
