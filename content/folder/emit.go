package folder

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"herald/content"
)

// emitter writes front matter: keys with a value only, in the order that the
// package documentation gives.
type emitter struct{ bytes.Buffer }

func (e *emitter) put(name, value string) {
	if value != "" {
		e.WriteString(tomlKey(name) + " = " + value + "\n")
	}
}

// text writes a text; an empty one is no value.
func (e *emitter) text(name, s string) {
	if s != "" {
		e.put(name, tomlString(s))
	}
}

func (e *emitter) flag(name string, on bool) {
	if on {
		e.put(name, "true")
	}
}

func (e *emitter) instant(name string, t time.Time) {
	if !t.IsZero() {
		e.put(name, instantText(t))
	}
}

// list writes texts as a list, an empty one not at all.
func (e *emitter) list(name string, items []string) {
	quoted := make([]string, len(items))
	for i, s := range items {
		quoted[i] = tomlString(s)
	}
	e.put(name, tomlList(quoted))
}

// header begins a table, with an empty line before it.
func (e *emitter) header(line string) {
	if e.Len() > 0 {
		e.WriteByte('\n')
	}
	e.WriteString(line + "\n")
}

// page gives the bytes of one locale's file.
func (w *Writer) page(d *Document, t Translation) []byte {
	t.Words = normalWords(t.Words)
	source := t.Locale == d.Source || len(d.Translations) == 1
	e := &emitter{}
	e.text("title", t.Words.Title)
	e.text("summary", t.Words.Summary)
	e.flag("source", source && len(d.Translations) > 1)
	e.flag("derived", t.Derived)
	facts := content.Facts{}
	if source {
		facts = normalFacts(d.Facts)
		w.identity(e, d)
	}
	e.text("path", t.Words.Path)
	e.list("former", t.Words.FormerPaths)
	e.facts(facts)
	e.instant("published", t.Published)
	e.note(t.Words.ChangeNote)
	e.fields(d.typ, t.Words.Fields, facts.Fields)
	for _, a := range t.Words.Assets {
		e.asset(a)
	}
	out := fence + "\n" + e.String() + fence + "\n"
	if t.Words.Body != "" {
		out += "\n" + t.Words.Body + "\n"
	}
	return []byte(out)
}

func (w *Writer) identity(e *emitter, d *Document) {
	e.text("id", string(d.ID))
	if d.Name != d.Folder {
		e.put("name", tomlString(d.Name))
	}
	if d.Site != w.Site {
		e.text("site", d.Site)
	}
}

func (e *emitter) facts(f content.Facts) {
	e.text("organization", documentText(f.Organization))
	topics := make([]string, len(f.Topics))
	for i, t := range f.Topics {
		topics[i] = documentText(t)
	}
	e.list("topics", topics)
	e.text("parent", documentText(f.Parent))
	if f.Order != 0 {
		e.put("order", strconv.Itoa(f.Order))
	}
	e.instant("until", f.Until)
	authentic := make([]string, len(f.Authentic))
	for i, l := range f.Authentic {
		authentic[i] = string(l)
	}
	e.list("authentic", authentic)
}

// documentText writes a reference: by id, or by name while it is unresolved.
func documentText(id content.ID) string {
	if id.Valid() {
		return "doc:" + string(id)
	}
	return string(id)
}

func (e *emitter) note(n content.Note) {
	if n.Key == "" {
		e.text("change_note", n.Text)
		return
	}
	inner := "key = " + tomlString(n.Key)
	if n.Text != "" {
		inner += ", text = " + quoteBasic(n.Text)
	}
	e.put("change_note", "{ "+inner+" }")
}

func (e *emitter) asset(a content.AssetWords) {
	e.header("[[asset]]")
	e.text("file", a.File)
	e.text("id", string(a.Asset))
	e.text("alt", a.Alt)
	e.flag("decorative", a.Decorative)
	e.text("caption", a.Caption)
	e.text("credit", a.Credit)
	e.text("captions", string(a.Captions))
}

// fields writes [fields] in the order of the Type, single values before rows,
// and then what the Type does not have.
func (e *emitter) fields(t *content.Type, words, facts content.Fields) {
	words, facts = maps.Clone(words), maps.Clone(facts)
	known := content.Fields{}
	for _, f := range t.Fields {
		from := facts
		if f.Words {
			from = words
		}
		v, ok := from[f.Name]
		// What no longer fits the kind is kept like the value of a lost field.
		if fits := (f.Kind == content.KindGroup) == (len(v.Rows) > 0); ok && fits {
			known[f.Name] = v
			delete(from, f.Name)
		}
	}
	e.table("fields", t.Fields, known)
	e.table("retired", nil, words)
	e.table("retired_facts", nil, facts)
}

// table writes values below [name]: first those of fields, in their order, then
// the others by name.
func (e *emitter) table(name string, fields []content.Field, values content.Fields) {
	begun := false
	for _, f := range fieldOrder(fields, values) {
		v := values[f.Name]
		if len(v.Rows) > 0 {
			continue
		}
		if !begun {
			begun = true
			e.header("[" + name + "]")
		}
		e.put(f.Name, fieldText(f, v))
	}
	for _, f := range fieldOrder(fields, values) {
		for _, row := range values[f.Name].Rows {
			e.header("[[" + name + "." + tomlKey(f.Name) + "]]")
			e.row(f, row)
		}
	}
}

func (e *emitter) row(f content.Field, row content.Fields) {
	var lost []string
	for _, sub := range fieldOrder(f.Fields, row) {
		text := fieldText(sub, row[sub.Name])
		if sub.Kind == "" && f.Kind != "" {
			lost = append(lost, tomlKey(sub.Name)+" = "+text)
			continue
		}
		e.put(sub.Name, text)
	}
	if len(lost) > 0 {
		e.put("retired", "{ "+strings.Join(lost, ", ")+" }")
	}
}

// fieldOrder gives the fields that have a value; one without a kind is none of
// fields.
func fieldOrder(fields []content.Field, values content.Fields) []content.Field {
	var all []content.Field
	known := map[string]bool{}
	for _, f := range fields {
		if known[f.Name] = true; !values[f.Name].Empty() {
			all = append(all, f)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !known[name] && !values[name].Empty() {
			all = append(all, content.Field{Name: name})
		}
	}
	return all
}

func fieldText(f content.Field, v content.Value) string {
	items := make([]string, len(v.Items))
	for i, s := range v.Items {
		items[i] = itemText(f.Kind, s)
	}
	if len(items) == 1 {
		return items[0]
	}
	return tomlList(items)
}
