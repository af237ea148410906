package office

import (
	"regexp"
	"strings"
)

// drawn reads a drawing, in the present form or the old one: a picture is taken
// over where it stands, all else is left out and told.
func (w *word) drawn(n *node, l *line) {
	if n.name != "w:drawing" {
		w.oldDrawing(n, l)
		return
	}
	frame, floats := n.child("wp:inline"), false
	if frame == nil {
		frame, floats = n.child("wp:anchor"), true
	}
	if frame == nil {
		return
	}
	about := frame.child("wp:docPr")
	alt := about.get("descr")
	if frame.find("c:chart") != nil || frame.find("dgm:relIds") != nil {
		w.leave(LeftChart, cmpText(about.get("title"), alt))
		return
	}
	boxed, blips := false, 0
	walk(frame, func(k *node) {
		switch k.name {
		case "a:blip":
			blips++
			w.show(l, k.get("r:embed"), k.get("r:link"), alt, floats)
		case "wps:txbx":
			boxed = true
			w.leave(LeftTextBox, k.words())
		}
	})
	if !boxed && blips == 0 {
		w.leave(LeftShape, alt)
	}
}

// oldDrawing reads a drawing in the form of earlier versions, and what other
// programs put into a text.
func (w *word) oldDrawing(n *node, l *line) {
	if ole := n.find("o:OLEObject"); ole != nil || n.name == "w:object" {
		kind := ""
		if ole != nil {
			kind = ole.get("ProgID")
		}
		if strings.HasPrefix(kind, "Equation") {
			w.leave(LeftEquation, "")
			return
		}
		w.leave(LeftObject, kind)
		return
	}
	found := false
	alt := ""
	walk(n, func(k *node) {
		switch k.name {
		case "v:shape", "v:rect":
			alt = cmpText(k.get("alt"), alt)
			found = found || k.get("o:hr") != "" // a line across is no loss
		case "v:imagedata":
			found = true
			w.show(l, k.get("r:id"), "", alt, false)
		case "v:textbox":
			found = true
			w.leave(LeftTextBox, k.words())
		}
	})
	if !found {
		w.leave(LeftShape, alt)
	}
}

func walk(n *node, visit func(*node)) {
	for _, k := range n.kids {
		visit(k)
		walk(k, visit)
	}
}

func cmpText(a, b string) string {
	if strings.TrimSpace(a) != "" {
		return a
	}
	return b
}

// show puts a picture into a line, or beside it where it floats.
func (w *word) show(l *line, embedded, linked, alt string, floats bool) {
	r, ok := w.rels[embedded]
	switch {
	case !ok && linked != "", ok && r.outside:
		w.leave(LeftPictureLink, alt)
	case ok:
		w.document.show(l, r.part, alt, floats)
	}
}

func (d *document) show(l *line, part, alt string, floats bool) {
	i, ok := d.picture(part)
	if !ok {
		return
	}
	alt = described(alt)
	if floats {
		l.floats = append(l.floats, block{kind: figure, picture: i + 1, alt: alt})
		return
	}
	l.runs = append(l.runs, run{picture: i + 1, alt: alt})
}

var fileName = regexp.MustCompile(`(?i)^(?:\S+\.(?:png|jpe?g|gif|webp|bmp|emf|wmf|tiff?|svg)|(?:image|img|picture|pict|photo|dsc|dscn|screenshot|graphics)[ _-]*\d*)$`)

// described gives the alt text of a picture: the name of a file describes nothing.
func described(alt string) string {
	alt = strings.Join(strings.Fields(clean(alt)), " ")
	if fileName.MatchString(alt) {
		return ""
	}
	return alt
}
