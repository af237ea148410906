package office

import "strings"

// line is a paragraph while it is read.
type line struct {
	runs []run
	// floats are pictures that stand beside the paragraph and not within it.
	floats []block
}

func (l *line) say(s string, k look) {
	if s = clean(s); s != "" {
		l.runs = append(l.runs, run{text: s, bold: k.bold, italic: k.italic, href: k.href})
	}
}

// field is a field of Word: what it is told to show, and whether what it shows has
// begun.
type field struct {
	told  string
	shows bool
	href  string
}

// inline reads what stands within a paragraph.
func (w *word) inline(n *node, l *line, k look) {
	if n == nil {
		return
	}
	for _, c := range n.kids {
		switch c.name {
		case "w:r":
			w.run(c, l, k)
		case "w:hyperlink":
			w.inline(c, l, w.link(c, k))
		case "w:ins", "w:moveTo":
			w.leave(LeftTracked, c.words())
			w.inline(c, l, k)
		case "w:del", "w:moveFrom":
			w.leave(LeftTracked, deleted(c))
		case "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:sdtContent":
			w.inline(c, l, k)
		case "w:sdt":
			w.inline(c.child("w:sdtContent"), l, k)
		case "w:fldSimple":
			inner := k
			if href := w.target(c.get("w:instr"), c); href != "" {
				inner.href = href
			}
			w.inline(c, l, inner)
		case "m:oMath", "m:oMathPara":
			w.leave(LeftEquation, c.words())
		case "mc:AlternateContent":
			w.inline(choice(c), l, k)
		case "w:drawing", "w:pict", "w:object":
			w.drawn(c, l)
		}
	}
}

// deleted gives the words that a tracked deletion takes away.
func deleted(n *node) string {
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		b.WriteString(n.text)
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(n)
	return b.String()
}

// link gives a look with the address of a link. One within the document leads
// nowhere any more; its words stay.
func (w *word) link(n *node, k look) look {
	r, ok := w.rels[n.get("r:id")]
	if !ok {
		return k
	}
	if href, good := address(r.target); good && r.outside {
		k.href = href
	} else {
		w.leave(LeftLink, n.words())
	}
	return k
}

// target gives the address that a field leads to, "" for one that is no link.
func (w *word) target(told string, about *node) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(told), "HYPERLINK")
	if !ok {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if rest == "" || rest[0] != '"' {
		return "" // a place within the document
	}
	to, _, _ := strings.Cut(rest[1:], `"`)
	href, good := address(to)
	if !good {
		words := to
		if about != nil {
			words = about.words()
		}
		w.leave(LeftLink, words)
	}
	return href
}

// silent reports whether what is read is what a field is told, and not what it
// shows.
func (w *word) silent() bool {
	for _, f := range w.fields {
		if !f.shows {
			return true
		}
	}
	return false
}

// run reads a stretch of one look.
func (w *word) run(n *node, l *line, k look) {
	p := n.child("w:rPr")
	if id := p.child("w:rStyle").get("w:val"); id != "" {
		s := w.style(id).look
		k.bold, k.italic, k.hidden = k.bold || s.bold, k.italic || s.italic, k.hidden || s.hidden
	}
	k = dressed(k, p)
	for i := len(w.fields) - 1; i >= 0 && k.href == ""; i-- {
		k.href = w.fields[i].href
	}
	if k.hidden {
		if words := n.words(); words != "" {
			w.leave(LeftHidden, words)
		}
		return
	}
	for _, c := range n.kids {
		w.piece(c, l, k)
	}
}

// piece reads one thing within a run.
func (w *word) piece(n *node, l *line, k look) {
	switch n.name {
	case "w:fldChar":
		w.fieldMark(n.get("w:fldCharType"))
		return
	case "w:instrText":
		if f := len(w.fields); f > 0 {
			w.fields[f-1].told += plainText(n)
		}
		return
	case "w:commentReference":
		w.leave(LeftComment, "")
		return
	}
	if w.silent() {
		return
	}
	switch n.name {
	case "w:t":
		l.say(plainText(n), k)
	case "w:tab", "w:ptab":
		l.say(" ", k)
	case "w:noBreakHyphen":
		l.say("\u2011", k)
	case "w:br":
		if t := n.get("w:type"); t != "page" && t != "column" {
			l.runs = append(l.runs, run{br: true})
		}
	case "w:cr":
		l.runs = append(l.runs, run{br: true})
	case "w:footnoteReference":
		w.refer(l, "f"+n.get("w:id"))
	case "w:endnoteReference":
		w.refer(l, "e"+n.get("w:id"))
	case "mc:AlternateContent":
		if c := choice(n); c != nil {
			for _, k2 := range c.kids {
				w.piece(k2, l, k)
			}
		}
	case "w:drawing", "w:pict", "w:object":
		w.drawn(n, l)
	}
}

func (w *word) fieldMark(kind string) {
	last := len(w.fields) - 1
	switch {
	case kind == "begin" && last < 50:
		w.fields = append(w.fields, field{})
	case kind == "separate" && last >= 0:
		w.fields[last].shows = true
		w.fields[last].href = w.target(w.fields[last].told, nil)
	case kind == "end" && last >= 0:
		w.fields = w.fields[:last]
	}
}

// plainText gives the text right within n, with its spaces.
func plainText(n *node) string {
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(k.text)
	}
	return b.String()
}

// refer puts the mark of a note where it stands. Notes are numbered in the order
// of their first marks.
func (w *word) refer(l *line, id string) {
	blocks, ok := w.notes[id]
	if !ok {
		return
	}
	l.runs = append(l.runs, run{note: w.document.footnote(id, blocks)})
}

// footnote gives the number of a note, from 1, and keeps it when it is new.
func (d *document) footnote(id string, blocks []block) int {
	if n := d.notes[id]; n > 0 {
		return n
	}
	d.text.notes = append(d.text.notes, note{blocks})
	d.notes[id] = len(d.text.notes)
	return d.notes[id]
}
