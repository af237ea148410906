package admin

import (
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
)

// CopyOut is a page with the words of a text, ready to be taken elsewhere.
type CopyOut struct {
	Base
	// Path is the address of the text, Text its title.
	Path, Text     string
	Kind, Language string
	Lang           i18n.Locale
	// NotYet says that readers have not got the text, or that it can still change, Staff that its address opens
	// for staff alone.
	NotYet string
	Staff  bool
	// Ready are the words to be taken.
	Ready []ReadyText
	// Subject and Mailto are those of a letter; Mailto is "" where it would be too
	// long, Short says that it leaves words out.
	Subject, Mailto string
	Short           bool
	// Letter is what the letter looks like with headings and links.
	Letter   *LetterLook
	Pictures []SentPicture
}

// ReadyText is one ready text. Limit is what it was made to fit, 0 for any length.
type ReadyText struct {
	ID, Label, Text string
	Count, Limit    int
	// Rows is how high its box stands.
	Rows int
}

// LetterLook is a letter with its marks.
type LetterLook struct {
	Before, Title, Summary  string
	Body                    template.HTML
	PicturesLabel, AskLabel string
	OnlineLabel, Address    string
	Organization            string
	Pictures                []SentPicture
	Contacts                []string
}

// copyPage opens the text of an address for a page with its words. There is no letter
// while the words can still change; the page says so.
func (v *visit) copyPage(title string) (*CopyOut, *open, *letter, error) {
	o, err := v.openText()
	if err != nil {
		return nil, nil, nil, err
	}
	p := &CopyOut{Base: v.base(title), Path: documentURL(o.d.ID, o.t.Locale), Text: v.titled(o.words), Kind: v.kind(o.typ.Name), Language: v.words.LanguageName(o.t.Locale),
		Lang: o.t.Locale}
	e, ok := v.sending(o)
	if !ok {
		p.NotYet = v.T("desk.copy.not_ready")
		return p, o, nil, nil
	}
	l, err := v.letter(o, e)
	if err != nil {
		return nil, nil, nil, err
	}
	p.Text, p.NotYet, p.Staff, p.Pictures = v.titled(l.words), l.warning(v.words, v.zone()), l.site.Audience != content.Public, l.pictures
	return p, o, l, nil
}

// longestMailto is how long an address may be that starts a letter: programs for
// mail cut longer ones.
const longestMailto = 1900

func mailPage(v *visit) error {
	p, o, l, err := v.copyPage(v.T("desk.copy.mail"))
	if err != nil {
		return err
	}
	if l == nil {
		return v.page(fiber.StatusOK, "copy", p)
	}
	look := &LetterLook{Before: l.warning(l.say, v.zone()), Title: l.words.Title, Summary: l.words.Summary, PicturesLabel: l.say.T("desk.copy.pictures"),
		AskLabel: l.say.T("desk.copy.contacts"), OnlineLabel: l.say.T("desk.copy.online"), Address: l.address(o), Organization: l.organization, Contacts: l.contacts}
	if look.Body, err = l.whole(o.t.Locale); err != nil {
		return err
	}
	for _, picture := range l.pictures {
		if picture.Public != "" {
			look.Pictures = append(look.Pictures, picture)
		}
	}
	p.Letter, p.Subject = look, l.words.Title
	whole := look.plain(l.plainBody())
	p.Ready = []ReadyText{readyText("mail", v.T("desk.copy.mail_text"), whole, 0)}
	// What is too long leaves out the body, and then all but where to read it.
	least := LetterLook{Before: look.Before, OnlineLabel: look.OnlineLabel, Address: look.Address}
	for _, body := range []string{whole, look.plain(""), least.plain("")} {
		if p.Mailto = mailto(p.Subject, body); p.Mailto != "" {
			p.Short = body != whole
			break
		}
	}
	return v.page(fiber.StatusOK, "copy", p)
}

func mailto(subject, body string) string {
	write := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	to := "mailto:?subject=" + write(subject) + "&body=" + write(strings.ReplaceAll(body, "\n", "\r\n"))
	if len(to) > longestMailto {
		return ""
	}
	return to
}

func readyText(id, label, text string, limit int) ReadyText {
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		lines += 1 + utf8.RuneCountInString(line)/70
	}
	return ReadyText{ID: id, Label: label, Text: text, Count: utf8.RuneCountInString(text), Limit: limit, Rows: min(max(lines+1, 3), 24)}
}

func socialPage(v *visit) error {
	p, o, l, err := v.copyPage(v.T("desk.copy.social"))
	if err != nil {
		return err
	}
	if l == nil {
		return v.page(fiber.StatusOK, "copy", p)
	}
	for _, limit := range socialLimits {
		text := fitting(l.words.Title, l.words.Summary, l.address(o), limit)
		if n := len(p.Ready); n > 0 && p.Ready[n-1].Text == text {
			continue // it was not cut: a longer one says the same
		}
		p.Ready = append(p.Ready, readyText("social-"+strconv.Itoa(limit), v.T("desk.copy.up_to", "limit", limit), text, limit))
	}
	return v.page(fiber.StatusOK, "copy", p)
}
