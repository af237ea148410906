package admin

import (
	"html/template"
	"slices"
	"strconv"
	"time"

	"herald/content"
	"herald/content/markdown"
)

// TextBlock is a block of a text as it will be read, with what colleagues said
// about it.
type TextBlock struct {
	// N counts from 1; it is 0 for what is no block, as the list of notes.
	N    int
	HTML template.HTML
	Said []Said
	// Asked are questions of translators about it.
	Asked []Inquiry
}

// Said is a comment: on the whole text, or on a passage of it.
type Said struct {
	Text, Passage, Who string
	When               time.Time
	// Changed says that the text does not hold the passage any more.
	Changed bool

	block int
}

// Remarks are the comments that stand at no block, and the form for a new one.
type Remarks struct {
	Said []Said
	// Act is the form; nil where the member may not comment.
	Act *Act
	// Passage is what the comment will be about, Block where that stands; Mistake is
	// what is wrong with it. Chosen says that it is one of the blocks.
	Passage, Mistake string
	Block            int
	Chosen           bool
	// All is how many comments there are.
	All int
}

// remark is the comment that was typed.
func (v *visit) remark() content.Remark {
	block, err := strconv.Atoi(v.field("block"))
	if err != nil {
		block = 0
	}
	return content.Remark{Text: v.reason(), Passage: v.field("passage"), Block: block}
}

// said gives the comments of the trail, the oldest first.
func (v *visit) said(o *open) ([]Said, error) {
	trail, err := v.Store.Trail(v.ctx, content.TrailQuery{Document: o.d.ID, Locale: o.t.Locale, Kinds: []content.EventKind{content.EventCommented}, Newest: true, Limit: historyLength})
	if err != nil {
		return nil, err
	}
	slices.Reverse(trail)
	bodies, names, err := v.toldIn(trail)
	if err != nil {
		return nil, err
	}
	all := make([]Said, 0, len(trail))
	for _, e := range trail {
		r, err := content.DecodeRemark(bodies[e.Note])
		if err != nil {
			return nil, err
		}
		all = append(all, Said{Text: r.Text, Passage: r.Passage, Who: names[e.By], When: e.At, block: r.Block,
			Changed: r.Passage != "" && !o.words.Holds(r.Passage)})
	}
	return all, nil
}

// annotated gives the text block by block with the comments on each, and those that
// stand at none.
func (v *visit) annotated(o *open, p *Text) ([]TextBlock, *Remarks, error) {
	pieces, err := markdown.Pieces(o.words.Body, markdown.Page, markdown.Options{Lang: string(o.t.Locale), Slug: o.t.Locale.Slug, IDPrefix: "text-"})
	if err != nil {
		return nil, nil, err
	}
	p.pieces = pieces
	all, err := v.said(o)
	if err != nil {
		return nil, nil, err
	}
	blocks := make([]TextBlock, len(pieces))
	for i, p := range pieces {
		blocks[i].HTML = p.HTML
		if p.Hash != "" && p.HTML != "" {
			blocks[i].N = i + 1
		}
	}
	rest := &Remarks{All: len(all)}
	for _, s := range all {
		if i := at(pieces, s); i >= 0 && !s.Changed {
			blocks[i].Said = append(blocks[i].Said, s)
			continue
		}
		rest.Said = append(rest.Said, s)
	}
	v.choose(rest, pieces)
	return blocks, rest, nil
}

// at gives which block a comment stands at: the one it was left at if that still
// says so, else the first that does; -1 is none.
func at(pieces []markdown.Piece, s Said) int {
	if s.Passage == "" {
		return -1
	}
	r := content.Remark{Passage: s.Passage}
	holds := func(p markdown.Piece) bool { return p.HTML != "" && r.In(p.Text) }
	if i := s.block - 1; i >= 0 && i < len(pieces) && holds(pieces[i]) {
		return i
	}
	return slices.IndexFunc(pieces, holds)
}

// choose fills the form with the block that was chosen by its link, or with what was
// typed.
func (v *visit) choose(r *Remarks, pieces []markdown.Piece) {
	r.Passage, r.Block = v.field("passage"), v.remark().Block
	n, err := strconv.Atoi(v.c.Query("on"))
	if r.Passage == "" && err == nil && n > 0 && n <= len(pieces) {
		r.Passage, r.Block = content.Remark{Passage: pieces[n-1].Text}.Normal().Passage, n
	}
	r.Chosen = r.Block > 0 && r.Passage != ""
}

// commenting takes the form for a comment out of the acts: it stands with the
// comments.
func (p *Text) commenting() {
	i := slices.IndexFunc(p.Acts, func(a Act) bool { return a.Name == string(content.Comment) })
	if i < 0 {
		return
	}
	act := p.Acts[i]
	p.Acts = slices.Delete(slices.Clone(p.Acts), i, i+1)
	p.Remarks.Act, p.Remarks.Mistake = &act, p.Wrong.Of("passage")
}
