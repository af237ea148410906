package site

import (
	"slices"
	"strings"

	"herald/content"
	"herald/content/difference"
	"herald/content/markdown"
)

// Difference is what an Edition says differently from the one before it.
type Difference struct {
	// Against names the Edition before, and leads to it.
	Against Link
	// Parts are the texts that differ, Facts the details.
	Parts []DifferentPart
	Facts []DifferentFact
}

// DifferentPart is a text that differs: the title, the summary, the body, a field
// that is text itself, what is said about a picture.
type DifferentPart struct {
	Label  string
	Blocks []difference.Block
}

// DifferentFact is a detail with what it was and what it is; empty is nothing.
type DifferentFact struct{ Label, Before, After string }

// unfolded is how many paragraphs are shown around a change.
const unfolded = 1

// difference compares r with the Edition that was public before it. It is nil for
// the first one. Both are read as any reader may read them: no other word can
// stand in what they differ in.
func (v *visit) difference(r *content.Reading) (*Difference, error) {
	n := len(r.Editions)
	if n < 2 {
		return nil, nil
	}
	before, err := v.reader.Edition(v.ctx, r.ID, r.Locale, r.Editions[n-2])
	if err != nil {
		return nil, err
	}
	v.assetsOf(&before)
	d := &Difference{Against: Link{
		URL:  editionURL(r.Path(), before.Edition),
		Text: v.words.T("difference.compared", "n", n-1, "date", v.words.Date(before.Updated.In(v.zone()))),
	}}
	d.part(v.words.T("part.title"), before.Words.Title, r.Words.Title)
	d.part(v.words.T("part.summary"), before.Words.Summary, r.Words.Summary)
	d.part(v.words.T("part.body"), markdown.Plain(before.Words.Body), markdown.Plain(r.Words.Body))
	v.differentFields(d, &before, r)
	v.differentPictures(d, before.Words.Assets, r.Words.Assets)
	d.fact(v.words.T("part.organization"), v.named(before.Facts.Organization), v.named(r.Facts.Organization))
	d.fact(v.words.T("part.topics"), v.named(before.Facts.Topics...), v.named(r.Facts.Topics...))
	return d, nil
}

// part adds a text, if it differs, with what is far from any change left out.
func (d *Difference) part(label, before, after string) {
	blocks := difference.Of(difference.Lines(before), difference.Lines(after))
	if difference.Differ(blocks) {
		d.Parts = append(d.Parts, DifferentPart{Label: label, Blocks: difference.Fold(blocks, unfolded)})
	}
}

func (d *Difference) fact(label, before, after string) {
	if before != after {
		d.Facts = append(d.Facts, DifferentFact{label, before, after})
	}
}

// differentFields compares the fields of the Type: what is text itself as a text,
// everything else as it is shown.
func (v *visit) differentFields(d *Difference, before, after *content.Reading) {
	was, is := fieldsOf(before), fieldsOf(after)
	for _, f := range after.Type.Fields {
		label := v.fieldLabel(after.Type, f.Name)
		if f.Kind == content.KindProse {
			d.part(label, plainOf(was[f.Name]), plainOf(is[f.Name]))
			continue
		}
		old, _ := v.show(before, f, was[f.Name], f.Name)
		now, _ := v.show(after, f, is[f.Name], f.Name)
		if f.Kind == content.KindGroup {
			d.part(label, old.told(), now.told())
			continue
		}
		d.fact(label, old.told(), now.told())
	}
}

func plainOf(value content.Value) string {
	var all []string
	for _, item := range value.Items {
		all = append(all, markdown.Plain(item))
	}
	return strings.Join(all, "\n")
}

// told writes a field as text: its values in one line, or each row of a group.
func (s *Shown) told() string {
	if len(s.Rows) == 0 {
		return joined(s.Values)
	}
	lines := make([]string, len(s.Rows))
	for i, row := range s.Rows {
		var cells []string
		for _, cell := range row {
			if text := joined(cell.Values); text != "" {
				cells = append(cells, cell.Label+": "+text)
			}
		}
		lines[i] = strings.Join(cells, "; ")
	}
	return strings.Join(lines, "\n")
}

func joined(values []ShownValue) string {
	texts := make([]string, len(values))
	for i, value := range values {
		texts[i] = value.Text
	}
	return strings.Join(texts, ", ")
}

// differentPictures compares what is said about the files that both show.
func (v *visit) differentPictures(d *Difference, before, after []content.AssetWords) {
	for _, now := range after {
		i := slices.IndexFunc(before, func(a content.AssetWords) bool { return a.Asset == now.Asset && a.File == now.File })
		if i < 0 {
			continue
		}
		was := before[i]
		d.part(v.words.T("part.alt"), was.Alt, now.Alt)
		d.part(v.words.T("part.caption"), was.Caption, now.Caption)
		d.part(v.words.T("part.credit"), was.Credit, now.Credit)
	}
}

// named gives the titles of Documents that can be read here.
func (v *visit) named(ids ...content.ID) string {
	var names []string
	for _, id := range ids {
		if link, ok := v.ref("doc:" + string(id)); id != "" && ok {
			names = append(names, link.Text)
		}
	}
	return strings.Join(names, ", ")
}
