package post

import (
	"context"
	"strings"

	"herald/content"
	"herald/i18n"
	"herald/staff"
	"herald/staff/mail"
	"herald/staff/notice"
)

// listed bounds how many Notices one e-mail names.
const listed = 40

// write puts a Letter into the words of its Member.
func (r *round) write(l notice.Letter, m *staff.Member, said contents) (mail.Message, error) {
	p := r.Catalog.Printer(m.Locale)
	subject := Sentence(p, said.items[0].Notice)
	if n := len(said.items); n > 1 {
		subject = p.T("letter.subject", "count", n)
	}
	var b strings.Builder
	if err := r.list(&b, p, said.items); err != nil {
		return mail.Message{}, err
	}
	if len(said.again) > 0 {
		b.WriteString(p.T("letter.unsure") + "\n\n")
		if err := r.list(&b, p, said.again); err != nil {
			return mail.Message{}, err
		}
	}
	b.WriteString("--\n" + p.T("letter.settings") + "\n" + r.Link("/admin/account") + "\n")
	return mail.Message{ID: l.ID + "@" + r.Domain, To: m.Email, Subject: subject, Text: b.String(), At: r.now, Language: string(m.Locale)}, nil
}

func (r *round) list(b *strings.Builder, p *i18n.Printer, items []Item) error {
	for i, item := range items {
		if i == listed {
			b.WriteString(p.T("letter.more", "count", len(items)-listed) + "\n" + r.Link("/admin/notices") + "\n\n")
			break
		}
		title, err := r.openTitle(r.ctx, item.Text)
		if err != nil {
			return err
		}
		about := []string{typeName(p, item.Text.Type), p.LanguageName(item.Locale)}
		if title != "" {
			about = append(about, title)
		}
		lines := []string{Sentence(p, item.Notice), strings.Join(about, " · ")}
		if !item.Due.IsZero() {
			lines = append(lines, p.T("desk.notices.due", "date", item.Due.In(r.zone())))
		}
		lines = append(lines, r.Link("/admin/documents/"+string(item.Document)+"/"+string(item.Locale)))
		b.WriteString(strings.Join(lines, "\n") + "\n\n")
	}
	return nil
}

// Sentence says what a Notice is about.
func Sentence(p *i18n.Printer, n notice.Notice) string {
	return p.T("desk.notices.kind." + string(n.Kind))
}

func typeName(p *i18n.Printer, t *content.Type) string {
	if key := "type." + t.Name + ".one"; p.Has(key) {
		return p.T(key)
	}
	return t.Name
}

// openTitle gives the title under which everybody can read the text now, or "". An
// e-mail is read on telephones in trams and forwarded: nothing goes into it that is
// not public, no word of a draft, of what waits for its time, or of the intranet.
func (o *Office) openTitle(ctx context.Context, t *notice.Text) (string, error) {
	site := o.Sites[t.Document.Site]
	source := t.Document.SourceTranslation()
	live := t.Translation.LiveEdition()
	if site == nil || site.Audience != content.Public || source == nil || live == nil || live.State != content.Published ||
		source.LiveEdition() == nil || !source.LiveEdition().State.Readable() || t.Document.Joined != "" {
		return "", nil
	}
	bodies, err := o.Store.Texts(ctx, live.Words)
	if err != nil {
		return "", err
	}
	words, err := content.DecodeWords(bodies[live.Words])
	if err != nil {
		return "", err
	}
	return mail.OneLine(words.Title), nil
}
