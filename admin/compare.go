package admin

import (
	"slices"
	"strings"

	"herald/content"
	"herald/content/difference"
)

// Comparison is what one text says differently from another.
type Comparison struct {
	Parts []ComparedPart
	Facts []ComparedFact

	// only leaves out everything that is the same.
	only bool
}

// ComparedPart is a text that differs, under its label.
type ComparedPart struct {
	Label  string
	Blocks []difference.Block
}

// ComparedFact is a detail with what it was and what it is; empty is nothing.
type ComparedFact struct{ Label, Before, After string }

// version is what a comparison is made of: words and facts as they were kept.
type version struct {
	words content.Words
	facts content.Facts
}

// versions reads the texts of words and facts; where facts are not asked for, those
// of o stand in.
func (v *visit) version(o *open, words, facts content.Hash) (version, error) {
	got := version{facts: o.facts}
	hashes := []content.Hash{words}
	if facts != "" {
		hashes = append(hashes, facts)
	}
	bodies, err := v.Store.Texts(v.ctx, hashes...)
	if err != nil {
		return got, err
	}
	if got.words, err = content.DecodeWords(bodies[words]); err != nil || facts == "" {
		return got, err
	}
	got.facts, err = content.DecodeFacts(bodies[facts])
	return got, err
}

// compare says what o, as it stands, says differently from what it was. Texts are
// compared as they are written, marks and links included: here everything counts.
func (v *visit) compare(o *open, was version, titles map[content.ID]string) *Comparison {
	return v.compareInto(&Comparison{}, o, was, titles)
}

func (v *visit) compareInto(c *Comparison, o *open, was version, titles map[content.ID]string) *Comparison {
	part := func(key, before, after string) { c.part(v.T("part."+key), before, after) }
	part("title", was.words.Title, o.words.Title)
	part("summary", was.words.Summary, o.words.Summary)
	part("body", was.words.Body, o.words.Body)
	v.compareFields(c, o, was, titles)
	for _, now := range o.words.Assets {
		i := slices.IndexFunc(was.words.Assets, func(a content.AssetWords) bool { return a.Asset == now.Asset && a.File == now.File })
		var old content.AssetWords
		if i >= 0 {
			old = was.words.Assets[i]
		}
		part("alt", old.Alt, now.Alt)
		part("caption", old.Caption, now.Caption)
		part("credit", old.Credit, now.Credit)
	}
	part("change_note", v.note(was.words.ChangeNote), v.note(o.words.ChangeNote))
	c.fact(v.T("part.path"), was.words.Path, o.words.Path)
	named := func(ids ...content.ID) string {
		var all []string
		for _, id := range ids {
			if titles[id] != "" {
				all = append(all, titles[id])
			}
		}
		return strings.Join(all, ", ")
	}
	c.fact(v.T("part.organization"), named(was.facts.Organization), named(o.facts.Organization))
	c.fact(v.T("part.topics"), named(was.facts.Topics...), named(o.facts.Topics...))
	return c
}

// compareFields compares the fields: what is text itself as a text, every other as
// it was typed.
func (v *visit) compareFields(c *Comparison, o *open, was version, titles map[content.ID]string) {
	for _, f := range o.typ.Fields {
		old, now := was.facts.Fields[f.Name], o.facts.Fields[f.Name]
		if f.Words {
			old, now = was.words.Fields[f.Name], o.words.Fields[f.Name]
		}
		label := v.fieldLabel(o.typ, f.Name)
		switch f.Kind {
		case content.KindProse:
			c.part(label, strings.Join(old.Items, "\n\n"), strings.Join(now.Items, "\n\n"))
		case content.KindAsset:
			c.fact(label, strings.Join(old.Items, ", "), strings.Join(now.Items, ", "))
		case content.KindGroup:
			c.part(label, rowsOf(old), rowsOf(now))
		default:
			c.fact(label, strings.Join(v.valueTexts(o.typ, f, old, titles), ", "), strings.Join(v.valueTexts(o.typ, f, now, titles), ", "))
		}
	}
}

// rowsOf writes each row of a group as a paragraph.
func rowsOf(value content.Value) string {
	var all []string
	for _, row := range value.Rows {
		var cells []string
		for name, cell := range row {
			cells = append(cells, name+": "+strings.Join(cell.Items, ", "))
		}
		slices.Sort(cells)
		all = append(all, strings.Join(cells, "; "))
	}
	return strings.Join(all, "\n\n")
}

// around is how many paragraphs are shown before and after a change.
const around = 1

func (c *Comparison) part(label, before, after string) {
	blocks := difference.Of(difference.Markdown(before), difference.Markdown(after))
	if !difference.Differ(blocks) {
		return
	}
	if c.only {
		blocks = difference.Only(blocks)
	} else {
		blocks = difference.Fold(blocks, around)
	}
	c.Parts = append(c.Parts, ComparedPart{label, blocks})
}

func (c *Comparison) fact(label, before, after string) {
	if before != after {
		c.Facts = append(c.Facts, ComparedFact{label, before, after})
	}
}

// note is a public sentence: the ready-made one in the member's language, or what
// was typed.
func (v *visit) note(n content.Note) string {
	for _, key := range []string{n.Key, "change." + n.Key} {
		if n.Key != "" && v.words.Has(key) {
			return v.T(key)
		}
	}
	return n.Text
}
