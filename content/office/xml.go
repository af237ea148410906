package office

import (
	"context"
	"encoding/xml"
	"io"
	"strings"

	"herald/internal/fault"
)

// Bounds of the XML of a document: of a whole document, and of what is held in
// memory at once, which is one block of it.
const (
	mostTokens = 6_000_000
	mostDepth  = 200
	mostNodes  = 250_000
	mostBlock  = 8 << 20
)

// node is an element in memory. Names have the prefixes of spaces, whatever the
// document calls them; a node without a name is text.
type node struct {
	name  string
	attrs []xml.Attr
	kids  []*node
	text  string
}

// spaces are the namespaces that are read, by how they end: the strict form of a
// standard has others than the usual one.
var spaces = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":              "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                          "w",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                     "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                                 "a",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing":    "wp",
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":                "wp",
	"http://schemas.openxmlformats.org/drawingml/2006/chart":                    "c",
	"http://purl.oclc.org/ooxml/drawingml/chart":                                "c",
	"http://schemas.microsoft.com/office/drawing/2014/chartex":                  "c",
	"http://schemas.openxmlformats.org/drawingml/2006/diagram":                  "dgm",
	"http://purl.oclc.org/ooxml/drawingml/diagram":                              "dgm",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":       "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                   "r",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":                "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                            "m",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":               "mc",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingShape":         "wps",
	"urn:schemas-microsoft-com:vml":                                             "v",
	"urn:schemas-microsoft-com:office:office":                                   "o",
	"urn:oasis:names:tc:opendocument:xmlns:office:1.0":                          "office",
	"urn:oasis:names:tc:opendocument:xmlns:text:1.0":                            "text",
	"urn:oasis:names:tc:opendocument:xmlns:style:1.0":                           "style",
	"urn:oasis:names:tc:opendocument:xmlns:table:1.0":                           "table",
	"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0":                         "draw",
	"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0":                  "svg",
	"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0":               "fo",
	"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0":                        "manifest",
	"urn:oasis:names:tc:opendocument:xmlns:form:1.0":                            "form",
	"http://www.w3.org/1999/xlink":                                              "xlink",
	"http://www.w3.org/1998/Math/MathML":                                        "math",
	"http://schemas.openxmlformats.org/package/2006/relationships":              "rel",
	"http://schemas.openxmlformats.org/package/2006/content-types":              "ct",
	"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ext",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties":   "core",
	"http://www.w3.org/XML/1998/namespace":                                      "xml",
}

func named(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	if short, ok := spaces[n.Space]; ok {
		return short + ":" + n.Local
	}
	return "?:" + n.Local
}

// get gives the value of an attribute, "" without it.
func (n *node) get(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if named(a.Name) == name {
			return a.Value
		}
	}
	return ""
}

// child gives the first child of a name below n, step by step; nil without one.
func (n *node) child(path ...string) *node {
	for _, name := range path {
		var found *node
		if n != nil {
			for _, k := range n.kids {
				if k.name == name {
					found = k
					break
				}
			}
		}
		n = found
	}
	return n
}

// find gives the first node of a name anywhere below n.
func (n *node) find(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
		if found := k.find(name); found != nil {
			return found
		}
	}
	return nil
}

// words gives all text below n.
func (n *node) words() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	n.gather(&b)
	return strings.Join(strings.Fields(b.String()), " ")
}

func (n *node) gather(b *strings.Builder) {
	b.WriteString(n.text)
	for _, k := range n.kids {
		if k.name == "w:p" || k.name == "text:p" || k.name == "a:p" {
			b.WriteByte(' ')
		}
		if k.name != "w:instrText" && k.name != "w:delText" {
			k.gather(b)
		}
	}
}

// scan reads the XML of one part token by token. It expands nothing: a part that
// declares a document type is refused, since no word processor writes one.
type scan struct {
	ctx    context.Context
	x      *xml.Decoder
	tokens *int
	depth  int
}

func (d *document) scan(r io.Reader) *scan {
	return &scan{ctx: d.ctx, x: xml.NewDecoder(r), tokens: &d.tokens}
}

// next gives a token; io.EOF at the end of the part.
func (s *scan) next() (xml.Token, error) {
	if *s.tokens++; *s.tokens > mostTokens {
		return nil, swells()
	}
	if *s.tokens%1024 == 0 && s.ctx.Err() != nil {
		return nil, fault.New(fault.Invalid, "desk.bring.too_long")
	}
	t, err := s.x.Token()
	if err != nil {
		if err == io.EOF {
			return nil, err
		}
		if fault.Is(err, fault.Invalid) {
			return nil, err
		}
		return nil, broken("XML: %w", err)
	}
	switch t := t.(type) {
	case xml.StartElement:
		if s.depth++; s.depth > mostDepth {
			return nil, swells()
		}
	case xml.EndElement:
		s.depth--
	case xml.Directive:
		return nil, broken("a document type: %.40q", string(t))
	}
	return t, nil
}

// tree reads the element that has just begun, as far as it fits into memory.
func (s *scan) tree(start xml.StartElement) (*node, error) {
	nodes, size := 0, 0
	top := &node{name: named(start.Name), attrs: start.Copy().Attr}
	stack := []*node{top}
	for len(stack) > 0 {
		t, err := s.next()
		if err == io.EOF {
			err = broken("a part that ends within an element")
		}
		if err != nil {
			return nil, err
		}
		at := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			n := &node{name: named(t.Name), attrs: t.Copy().Attr}
			at.kids = append(at.kids, n)
			stack = append(stack, n)
			for _, a := range t.Attr {
				size += len(a.Value)
			}
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			size += len(t)
			at.say(string(t))
		}
		if nodes++; nodes > mostNodes || size > mostBlock {
			return nil, swells()
		}
	}
	return top, nil
}

// say adds text to n, but for the space that only sets elements apart.
func (n *node) say(s string) {
	if strings.TrimSpace(s) == "" && !strings.HasPrefix(n.name, "text:") && n.name != "w:t" {
		return
	}
	n.kids = append(n.kids, &node{text: s})
}

// each reads a part and gives every child of the elements called parent, one after
// another; what is outside of those is passed.
func (s *scan) each(parents []string, visit func(*node) error) error {
	for {
		t, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := t.(xml.StartElement)
		if !ok || !contains(parents, named(start.Name)) {
			continue
		}
		if err := s.within(start, visit); err != nil {
			return err
		}
	}
}

// within gives the children of the element that has just begun.
func (s *scan) within(_ xml.StartElement, visit func(*node) error) error {
	for {
		t, err := s.next()
		if err == io.EOF {
			return broken("a part that ends within an element")
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			n, err := s.tree(t)
			if err != nil {
				return err
			}
			if err := visit(n); err != nil {
				return err
			}
		}
	}
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}
