package admin

import (
	"strings"

	"herald/content"
	"herald/i18n"
)

// contacts finds out whom to ask about a text: the people that it names itself, else
// what its organization tells the public.
func (v *visit) contacts(o *open, l *letter) error {
	for _, row := range l.words.Fields["contacts"].Rows {
		l.contacts = append(l.contacts, contactLines(row.Text("name"), row.Text("role"), row.Text("phone"), row.Text("email"))...)
	}
	if contact := l.words.Fields.Text("contact"); contact != "" && len(l.contacts) == 0 {
		l.contacts = []string{contact}
	}
	words, facts, err := v.toldReaders(l.facts.Organization, o.t.Locale, l.site)
	if err != nil || words.Title == "" {
		return err
	}
	l.organization = words.Title
	if len(l.contacts) == 0 {
		l.contacts = contactLines("", words.Fields.Text("address"), facts.Fields.Text("phone"), facts.Fields.Text("email"))
	}
	return nil
}

// contactLines sets a person on one line and the ways to reach them on the next.
func contactLines(name, role, phone, email string) []string {
	var lines []string
	for _, pair := range [][2]string{{name, role}, {phone, email}} {
		var parts []string
		for _, s := range pair {
			if s = strings.TrimSpace(s); s != "" {
				parts = append(parts, s)
			}
		}
		if len(parts) > 0 {
			lines = append(lines, strings.Join(parts, ", "))
		}
	}
	return lines
}

// toldReaders gives what a Document tells the readers of a Site, in a language or else
// in its own; nothing where they may not read it.
func (v *visit) toldReaders(id content.ID, locale i18n.Locale, site *content.Site) (w content.Words, f content.Facts, err error) {
	if !id.Valid() {
		return w, f, nil
	}
	found, err := v.Store.Documents(v.ctx, id)
	if err != nil {
		return w, f, err
	}
	d := found[id]
	if d == nil || v.Sites[d.Site] == nil || v.Sites[d.Site].Audience != content.Public && v.Sites[d.Site].Audience != site.Audience {
		return w, f, nil
	}
	for _, l := range []i18n.Locale{locale, d.Source} {
		t := d.Translation(l)
		if t == nil {
			continue
		}
		e := t.At(v.now)
		if e == nil || e.State != content.Published {
			continue
		}
		bodies, err := v.Store.Texts(v.ctx, e.Words, e.Facts)
		if err != nil {
			return w, f, err
		}
		if w, err = content.DecodeWords(bodies[e.Words]); err != nil {
			return w, f, err
		}
		f, err = content.DecodeFacts(bodies[e.Facts])
		return w, f, err
	}
	return w, f, nil
}
