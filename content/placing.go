package content

import (
	"slices"
	"strings"

	"herald/content/markdown"
)

// Placing is the words and facts of a text while files are put into it, moved and
// taken out. It changes what it was made of nowhere else.
type Placing struct {
	Type  *Type
	Words Words
	Facts Facts
}

// NewPlacing starts from words and facts, which stay as they are.
func NewPlacing(t *Type, w Words, f Facts) *Placing {
	w.Fields, w.Assets, f.Fields = w.Fields.Clone(), slices.Clone(w.Assets), f.Fields.Clone()
	return &Placing{Type: t, Words: w, Facts: f}
}

// Slots gives the fields that a file can be put into, in the order of the form.
func (t *Type) Slots() []Field {
	return slices.DeleteFunc(slices.Clone(t.Fields), func(f Field) bool { return f.Kind != KindAsset })
}

// In gives the files that stand in a field.
func (p *Placing) In(field Field) []ID {
	var all []ID
	for _, item := range (*p.values(field))[field.Name].Items {
		all = append(all, ID(item))
	}
	return all
}

// InBody reports whether the body shows an Asset.
func (p *Placing) InBody(id ID) bool {
	return slices.Contains(AssetsOf(&Type{}, Words{Body: p.Words.Body}, Facts{}, Staff), id)
}

func (p *Placing) values(field Field) *Fields {
	if field.Words {
		return &p.Words.Fields
	}
	return &p.Facts.Fields
}

func (p *Placing) set(field Field, ids []ID) {
	values := p.values(field)
	if *values == nil {
		*values = Fields{}
	}
	var v Value
	for _, id := range ids {
		v.Items = append(v.Items, string(id))
	}
	(*values)[field.Name] = v
}

// Put adds an Asset to a field: behind what is there where it holds several, else
// in its place.
func (p *Placing) Put(field Field, id ID) {
	ids := slices.DeleteFunc(p.In(field), func(o ID) bool { return o == id })
	if !field.Many {
		ids = nil
	}
	p.set(field, append(ids, id))
}

// Take takes an Asset out of a field, and with it what was said of it if the text
// shows it nowhere else.
func (p *Placing) Take(field Field, id ID) {
	p.set(field, slices.DeleteFunc(p.In(field), func(o ID) bool { return o == id }))
	if !slices.Contains(AssetsOf(p.Type, p.Words, p.Facts, Staff), id) {
		p.Words.Assets = slices.DeleteFunc(p.Words.Assets, func(a AssetWords) bool { return a.Asset == id })
	}
}

// Move moves an Asset by places within a field: back where by is below 0.
func (p *Placing) Move(field Field, id ID, by int) {
	ids := p.In(field)
	at := slices.Index(ids, id)
	to := at + by
	if at < 0 || to < 0 || to >= len(ids) {
		return
	}
	ids[at], ids[to] = ids[to], ids[at]
	p.set(field, ids)
}

// Append puts an Asset behind the last paragraph of the body: a picture shown
// there, any other file offered under its name.
func (p *Placing) Append(id ID, name string, shown bool) {
	p.Words.Body = strings.TrimRight(p.Words.Body, "\n") + "\n\n" + Embed(id, name, shown)
	p.Words.Body = strings.TrimLeft(p.Words.Body, "\n")
}

// Embed gives the Markdown that shows a file where it stands, or offers it under
// its name.
func Embed(id ID, name string, shown bool) string {
	if shown {
		return "![](asset:" + string(id) + ")"
	}
	name = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`).Replace(name)
	return "[" + name + "](asset:" + string(id) + ")"
}

// Say keeps what the text says about an Asset, in the place of what it said.
func (p *Placing) Say(said AssetWords) {
	i := slices.IndexFunc(p.Words.Assets, func(a AssetWords) bool { return a.Asset == said.Asset })
	if i < 0 {
		p.Words.Assets = append(p.Words.Assets, said)
		return
	}
	p.Words.Assets[i] = said
}

// Decorate keeps which pictures need no description: of those that were called
// decoration, the ones that the body shows and does not describe.
func (p *Placing) Decorate(decorative []ID) *Placing {
	if len(decorative) == 0 {
		return p
	}
	for _, ref := range markdown.Refs(p.Words.Body) {
		id := ID(ref.ID)
		if ref.Kind != "asset" || strings.TrimSpace(ref.Alt) != "" || !slices.Contains(decorative, id) {
			continue
		}
		said := AssetWords{Asset: id}
		if was := p.Words.WordsOf(id); was != nil {
			said = *was
		}
		said.Decorative = true
		p.Say(said)
	}
	return p
}
