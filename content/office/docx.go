package office

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// word reads the parts of a DOCX that hold text.
type word struct {
	*document
	rels    map[string]relation
	styles  map[string]wordStyle
	numbers *numbering
	// notes are the footnotes and endnotes by their ids.
	notes map[string][]block
	// fields are those that have begun and not ended.
	fields []field
	// carried are the runs of a paragraph whose end was deleted.
	carried []run
}

// readDOCX reads a document of Word, or of whatever else writes its format.
func readDOCX(d *document) error {
	w := &word{document: d, notes: map[string][]block{}}
	var err error
	if w.rels, err = d.relations(d.main); err != nil {
		return err
	}
	if err = w.readStyles(); err != nil {
		return err
	}
	if err = w.readNumbers(); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(w.rels)) {
		if err = w.beside(w.rels[id]); err != nil {
			return err
		}
	}
	err = d.part(d.main, []string{"w:body"}, func(n *node) error {
		w.block(n, &d.text.blocks)
		return nil
	})
	if shown(w.carried) {
		d.text.blocks = append(d.text.blocks, block{runs: w.carried})
	}
	return err
}

// beside reads the parts that stand beside the text: its notes, and the headers and
// footers, which are left out.
func (w *word) beside(r relation) error {
	if r.outside || r.part == "" {
		return nil
	}
	switch r.kind[strings.LastIndexByte(r.kind, '/')+1:] {
	case "footnotes":
		return w.readNotes(r.part, "w:footnotes", "f")
	case "endnotes":
		return w.readNotes(r.part, "w:endnotes", "e")
	case "header", "footer":
		var said []string
		err := w.part(r.part, []string{"w:hdr", "w:ftr"}, func(n *node) error {
			said = append(said, n.words())
			return nil
		})
		w.header(strings.Join(said, " "))
		return err
	}
	return nil
}

// readNotes reads the notes of a part; sort tells footnotes from endnotes, which
// have the same ids.
func (w *word) readNotes(part, parent, sort string) error {
	rels, err := w.relations(part)
	if err != nil {
		return err
	}
	inner := &word{document: w.document, rels: rels, styles: w.styles, numbers: w.numbers}
	return w.part(part, []string{parent}, func(n *node) error {
		if n.get("w:type") == "separator" || n.get("w:type") == "continuationSeparator" {
			return nil
		}
		var blocks []block
		for _, k := range n.kids {
			inner.block(k, &blocks)
		}
		for i := range blocks {
			if blocks[i].kind == heading {
				blocks[i].kind = paragraph
			}
		}
		w.notes[sort+n.get("w:id")] = blocks
		return nil
	})
}

// block reads what stands on the level of paragraphs.
func (w *word) block(n *node, out *[]block) {
	switch n.name {
	case "w:p":
		w.paragraph(n, out)
	case "w:tbl":
		w.table(n, out)
	case "w:sdt":
		if gallery := n.child("w:sdtPr", "w:docPartObj", "w:docPartGallery").get("w:val"); strings.EqualFold(gallery, "Table of Contents") {
			w.leave(LeftContents, n.words())
			return
		}
		w.all(n.child("w:sdtContent"), out)
	case "w:ins", "w:moveTo":
		w.leave(LeftTracked, n.words())
		w.all(n, out)
	case "w:del", "w:moveFrom":
		w.leave(LeftTracked, n.words())
	case "w:customXml", "w:smartTag":
		w.all(n, out)
	case "mc:AlternateContent":
		w.all(choice(n), out)
	case "w:altChunk", "w:subDoc":
		w.leave(LeftObject, "")
	case "m:oMathPara", "m:oMath":
		w.leave(LeftEquation, n.words())
	}
}

func (w *word) all(n *node, out *[]block) {
	if n != nil {
		for _, k := range n.kids {
			w.block(k, out)
		}
	}
}

// choice gives the one of several forms of the same thing that is read.
func choice(n *node) *node {
	if c := n.child("mc:Choice"); c != nil {
		return c
	}
	return n.child("mc:Fallback")
}

var headingName, contentsName = regexp.MustCompile(`(?i)^heading ([1-9])$`), regexp.MustCompile(`(?i)^(?:toc [1-9]|toc heading|table of figures|contents [1-9])$`)

// paragraph reads a paragraph: a heading, an item, a quotation, a picture, or just
// words.
func (w *word) paragraph(n *node, out *[]block) {
	p := n.child("w:pPr")
	style := w.style(p.child("w:pStyle").get("w:val"))
	if contentsName.MatchString(style.name) {
		w.leave(LeftContents, n.words())
		return
	}
	b := block{}
	level := w.level(p, style)
	number, numbered := w.number(p, style)
	switch {
	case level >= 0:
		b.kind, b.level = heading, level
	case numbered && number.sign != "":
		b.kind, b.level, b.sign = item, number.level, number.sign
	case style.says("quote", "intense quote", "quotations", "block text"):
		b.kind = quote
	case style.says("caption", "image caption", "table caption", "table", "figure", "illustration"):
		b.kind = caption
	}
	line := &line{runs: w.carried}
	w.carried = nil
	w.inline(n, line, style.plain(b.kind))
	*out = append(*out, line.floats...)
	mark := p.child("w:rPr")
	if mark.child("w:ins") != nil || mark.child("w:del") != nil || mark.child("w:moveFrom") != nil {
		w.leave(LeftTracked, n.words())
	}
	if mark.child("w:del") != nil || mark.child("w:moveFrom") != nil {
		w.carried = line.runs
		return
	}
	b.runs = line.runs
	if level >= 0 && numbered && number.sign != "-" && number.sign != "" {
		b.runs = append([]run{{text: number.sign + " "}}, b.runs...)
	}
	put(b, line.runs, out)
}

// put adds a paragraph. One that holds nothing but pictures is those pictures.
func put(b block, own []run, out *[]block) {
	words, pictures := false, []run(nil)
	for _, r := range own {
		switch {
		case r.picture > 0:
			pictures = append(pictures, r)
		case r.visible():
			words = true
		}
	}
	if !words {
		for _, r := range pictures {
			*out = append(*out, block{kind: figure, picture: r.picture, alt: r.alt})
		}
		return
	}
	*out = append(*out, b)
}

// level gives the level of a heading, 0 for a title, -1 for what is none.
func (w *word) level(p *node, style wordStyle) int {
	if style.says("title") {
		return 0
	}
	if m := headingName.FindStringSubmatch(style.name); m != nil {
		return int(m[1][0] - '0')
	}
	if s := p.child("w:outlineLvl").get("w:val"); s != "" {
		return outline(s)
	}
	return style.outline
}

// outline gives the level of a heading for that of an outline, which counts from 0
// and calls 9 no heading.
func outline(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n >= 0 && n < 9 {
		return n + 1
	}
	return -1
}
