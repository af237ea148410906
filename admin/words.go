package admin

import (
	"slices"
	"strconv"

	"herald/content"
)

// wordsPart is one stretch of the words of a text, as somebody typed it.
type wordsPart struct {
	// name tells it from the others: the form field that it is typed into, with the
	// place among several.
	name string
	// key is what it is called, in the catalogue for what every text has; field is
	// the name of the field of the Type.
	key, field string
	// asset is the file that it is said about.
	asset content.ID
	// marked says that it is Markdown.
	marked bool
	text   *string
}

// wordsOf gives every stretch of words that the house style is about, in the order
// in which they are typed. What they point at is w itself.
func wordsOf(typ *content.Type, w *content.Words) []wordsPart {
	all := []wordsPart{{name: "title", key: "title", text: &w.Title}, {name: "summary", key: "summary", text: &w.Summary}, {name: "body", key: "body", marked: true, text: &w.Body}}
	if typ != nil {
		for _, f := range typ.Fields {
			if f.Words {
				all = append(all, fieldParts("field:"+f.Name, f.Name, f, w.Fields[f.Name])...)
			}
		}
	}
	for i := range w.Assets {
		said := &w.Assets[i]
		if !said.Asset.Valid() {
			continue
		}
		all = append(all, wordsPart{name: "alt-" + string(said.Asset), key: "alt", asset: said.Asset, text: &said.Alt},
			wordsPart{name: "caption-" + string(said.Asset), key: "caption", asset: said.Asset, text: &said.Caption})
	}
	return slices.DeleteFunc(all, func(p wordsPart) bool { return *p.text == "" })
}

// fieldParts gives the words in a field; a group holds those of its rows.
func fieldParts(name, called string, f content.Field, value content.Value) []wordsPart {
	var all []wordsPart
	switch f.Kind {
	case content.KindGroup:
		for i, row := range value.Rows {
			for _, column := range f.Fields {
				all = append(all, fieldParts(name+"."+strconv.Itoa(i)+"."+column.Name, called+"."+column.Name, column, row[column.Name])...)
			}
		}
	case content.KindText, content.KindProse:
		for i := range value.Items {
			p := wordsPart{name: name, field: called, marked: f.Kind == content.KindProse, text: &value.Items[i]}
			if i > 0 {
				p.name += "#" + strconv.Itoa(i)
			}
			all = append(all, p)
		}
	}
	return all
}

// partLabel is what a stretch of words is called.
func (v *visit) partLabel(typ *content.Type, p wordsPart) string {
	if p.field != "" {
		return v.fieldLabel(typ, p.field)
	}
	return v.T("part." + p.key)
}
