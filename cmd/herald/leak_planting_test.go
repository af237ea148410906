package main

import (
	"fmt"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
)

// planted is a Document of the matrix.
type planted struct {
	typ   *content.Type
	site  string
	state string
	id    content.ID
	// name is its folder name, locales the languages it is written in, the
	// source first.
	name     string
	locales  []i18n.Locale
	versions map[i18n.Locale]content.Version
	// record is the Document as the log has it at the moment of looking.
	record *content.Document
	// round counts the texts after the first, which tell readers of a change.
	round int
	// pictures are those of its facts.
	pictures []content.ID
	// reasons are the canaries in what was typed about its end.
	reasons []*canary
	// moving says that followers have not been given its newest Change.
	moving bool
}

func (p *planted) String() string { return p.site + "/" + p.typ.Name + "/" + p.state }

// planting writes the words or facts of one text, a canary in each place.
type planting struct {
	*matrix
	doc            *planted
	locale         i18n.Locale
	secret         string
	flock, derived *flock
}

func (m *matrix) planting(p *planted, locale i18n.Locale, secret string) *planting {
	return &planting{matrix: m, doc: p, locale: locale, secret: secret, flock: &flock{}, derived: &flock{}}
}

// words writes a text of p in locale. secret says why it will never be public.
func (m *matrix) words(p *planted, locale i18n.Locale, secret string) content.Words {
	f := m.planting(p, locale, secret)
	w := content.Words{Title: "T " + f.put("title", content.KindText)}
	if p.typ.Summary != content.Absent {
		w.Summary = "S " + f.put("summary", content.KindText)
	}
	if p.typ.Body != content.Absent {
		w.Body = f.body()
	}
	if !p.typ.Hidden && !p.typ.Single {
		w.Path = f.put("path", content.KindText)
		if slug := p.typ.Slugs[locale]; slug != "" {
			w.Path = slug + "/" + w.Path
		}
	}
	w.Fields = f.fields("", p.typ.Fields, func(field content.Field) bool { return field.Words })
	said := content.AssetWords{File: f.put("asset file", content.KindAsset) + ".jpg"}
	unshown := "unshown "
	if w.Body != "" {
		said.Asset, unshown = content.ID(f.file("body", true)), ""
		w.Body += fmt.Sprintf("\n![](asset:%s)\n", said.Asset)
	}
	said.Alt, said.Caption = "A "+f.put(unshown+"alt", content.KindText), "C "+f.put(unshown+"caption", content.KindText)
	said.Credit = f.put(unshown+"credit", content.KindText)
	w.Assets = []content.AssetWords{said}
	for _, id := range p.pictures {
		w.Assets = append(w.Assets, content.AssetWords{Asset: id, Decorative: true})
	}
	if p.round > 0 {
		w.ChangeNote.Text = "N " + f.put("note", content.KindText)
	}
	m.flocks[w.Encode().Hash] = f.flock
	if locale == "sr" {
		m.flocks[inLatin(w).Encode().Hash] = f.derived
	}
	return w
}

// body is text with canaries in a paragraph, a heading, a table and a link, and
// with links to texts that readers must not learn of.
func (f *planting) body() string {
	var b strings.Builder
	fmt.Fprintf(&b, "B %s.\n\n## H %s\n\n", f.put("body", content.KindProse), f.put("heading", content.KindProse))
	fmt.Fprintf(&b, "| a | b |\n| --- | --- |\n| 1 | %s |\n\n", f.put("table", content.KindProse))
	fmt.Fprintf(&b, "[%s](https://example.org/)\n", f.put("link text", content.KindProse))
	for _, other := range f.docs {
		telling := slices.Contains([]string{current, superseded, nextDraft}, f.doc.state)
		named := slices.Contains([]string{scheduled, draft, gone, withdrawn, current}, other.state)
		if telling && named && other != f.doc && other.typ == f.doc.typ && other.id != "" {
			fmt.Fprintf(&b, "\n[see](doc:%s)\n", other.id)
		}
	}
	return b.String()
}

// fields fills every field of a Type that wanted takes, by its kind alone, so
// that a field added to a Type has its canary at once.
func (f *planting) fields(prefix string, fields []content.Field, wanted func(content.Field) bool) content.Fields {
	all := content.Fields{}
	for _, field := range fields {
		if !wanted(field) {
			continue
		}
		before := f.secret
		if field.Audience == content.Staff && f.secret == "" && f.site(f.doc.site).Audience == content.Public {
			f.secret = "a field for staff"
		}
		if v := f.value(prefix, field); !v.Empty() {
			all[field.Name] = v
		}
		f.secret = before
	}
	return all
}

func (f *planting) value(prefix string, field content.Field) content.Value {
	part := "field " + prefix + field.Name
	switch field.Kind {
	case content.KindText:
		switch {
		case f.doc.typ.Name == "listing" && field.Name == "of":
			return content.One(listingOf[f.doc.state])
		case field.Name == "email":
			return content.One(f.put(part, content.KindText) + "@example.org")
		}
		return content.One("F " + f.put(part, content.KindText))
	case content.KindProse:
		return content.One("P " + f.put(part, content.KindProse))
	case content.KindLink:
		return content.One("https://example.org/" + f.put(part, content.KindLink))
	case content.KindAsset:
		return content.One(f.file(part, slices.Contains(lookedAt, field.Name)))
	case content.KindNumber:
		return content.One("12")
	case content.KindMoney:
		return content.One("12.00 EUR")
	case content.KindDay:
		return content.One("2026-05-03")
	case content.KindInstant:
		return content.One("2027-03-01T10:00:00Z")
	case content.KindCountry:
		return content.One("SI")
	case content.KindChoice:
		return content.Value{Items: f.choices(field)}
	case content.KindRef:
		return content.Value{Items: f.refs(field)}
	case content.KindGroup:
		row := f.fields(prefix+field.Name+".", field.Fields, func(content.Field) bool { return true })
		return content.Value{Rows: []content.Fields{row}}
	}
	return content.Value{}
}

// listingOf names the list that the Document of Type listing in a state is about.
var listingOf = map[string]string{current: "news", draft: "act", scheduled: "event", superseded: "notice"}

func (f *planting) choices(field content.Field) []string {
	switch {
	case field.Many:
		return field.Choices
	case field.Name == "level":
		return []string{"urgent"}
	}
	return field.Choices[:1]
}

// refs names Documents in every state: a public text must not betray what it
// names, and a hidden text must not show on the page of what it names.
func (f *planting) refs(field content.Field) []string {
	states := []string{scheduled, current, draft, gone}
	if !f.doc.public() {
		states = []string{current}
	}
	var all []string
	for _, state := range states {
		for _, other := range f.docs {
			fits := len(field.To) == 0 && other.typ.Name == "news" || len(field.To) > 0 && other.typ.Name == field.To[0]
			if fits && other != f.doc && other.id != "" && other.state == state && other.site == f.doc.site {
				all = append(all, content.Ref{Document: other.id}.String())
			}
		}
	}
	if !field.Many && len(all) > 1 {
		all = all[:1]
	}
	return all
}

// facts writes what is the same in every language.
func (m *matrix) facts(p *planted) content.Facts {
	f := m.planting(p, "", "")
	p.pictures = nil
	facts := content.Facts{Name: p.name}
	facts.Fields = f.fields("", p.typ.Fields, func(field content.Field) bool { return !field.Words })
	if o := m.find(p.site, "organization", current); o != nil && o != p && drawn(p.name)%3 > 0 {
		facts.Organization = o.id
	}
	for _, state := range []string{current, scheduled} {
		if t := m.find(p.site, "topic", state); t != nil && t != p {
			facts.Topics = append(facts.Topics, t.id)
		}
	}
	if above := m.find(p.site, "page", current); p.typ.Tree && above != p {
		facts.Parent = above.id
	}
	if p.state == over {
		facts.Until = ended
	}
	m.flocks[facts.Encode().Hash] = f.flock
	return facts
}

// find gives the Document of a Type in a state, if it has been made.
func (m *matrix) find(site, typ, state string) *planted {
	for _, p := range m.docs {
		if p.site == site && p.typ.Name == typ && p.state == state && p.id != "" {
			return p
		}
	}
	return nil
}

// inLatin derives a Serbian text by what the design says of it: every word in
// Latin letters, addresses as they are.
func inLatin(w content.Words) content.Words {
	latin := i18n.SerbianLatin
	w.Title, w.Summary, w.Body, w.ChangeNote.Text = latin(w.Title), latin(w.Summary), latin(w.Body), latin(w.ChangeNote.Text)
	w.Fields = w.Fields.Clone()
	var each func(content.Fields)
	each = func(fields content.Fields) {
		for _, v := range fields {
			for i := range v.Items {
				v.Items[i] = latin(v.Items[i])
			}
			for _, row := range v.Rows {
				each(row)
			}
		}
	}
	each(w.Fields)
	w.Assets = append([]content.AssetWords{}, w.Assets...)
	for i := range w.Assets {
		a := &w.Assets[i]
		a.Alt, a.Caption, a.Credit = latin(a.Alt), latin(a.Caption), latin(a.Credit)
	}
	return w
}
