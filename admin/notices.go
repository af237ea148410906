package admin

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/staff"
	"herald/staff/notice"
	"herald/staff/post"
)

// Notices is what a member was told, what they have not seen before all.
type Notices struct {
	Base
	Fresh, Earlier []NoticeLine
	// Until is the instant up to which the list was made: what comes later stays
	// unread when everything is marked as read.
	Until string
}

// NoticeLine is one thing that a member was told, with the text that it is about.
type NoticeLine struct {
	Line
	// Name is that of its kind.
	Name                string
	Sentence, Step, Due string
	// Settled says that it is not true any more, Unsure that nobody knows whether the
	// e-mail about it went out.
	Settled, Unsure bool
}

// settledLength is how many are shown of what was seen or settled.
const settledLength = 50

func noticesPage(v *visit) error {
	items, err := v.Post.List(v.ctx, v.session.Member, settledLength)
	if err != nil {
		return err
	}
	lines, err := v.noticeLines(items)
	if err != nil {
		return err
	}
	p := &Notices{Base: v.base(v.T("desk.notices.title")), Until: v.now.UTC().Format(time.RFC3339Nano)}
	for i, item := range items {
		if item.Open() {
			p.Fresh = append(p.Fresh, lines[i])
		} else {
			p.Earlier = append(p.Earlier, lines[i])
		}
	}
	return v.page(fiber.StatusOK, "notices", p)
}

// noticeLines puts what was told into words, with one query for the titles and one
// for the names.
func (v *visit) noticeLines(items []post.Item) ([]NoticeLine, error) {
	var hashes []content.Hash
	var members []content.MemberID
	for _, i := range items {
		hashes, members = append(hashes, i.Text.Translation.Newest().Words), append(members, i.By)
	}
	bodies, err := v.Store.Texts(v.ctx, hashes...)
	if err != nil {
		return nil, err
	}
	names, err := v.names(members...)
	if err != nil {
		return nil, err
	}
	lines := make([]NoticeLine, len(items))
	for n, i := range items {
		e := i.Text.Translation.Newest()
		words, err := content.DecodeWords(bodies[e.Words])
		if err != nil {
			return nil, err
		}
		l := NoticeLine{Name: string(i.Kind), Sentence: post.Sentence(v.words, i.Notice), Settled: !i.Settled.IsZero(), Unsure: i.Mail == notice.MailUnsure && i.Open(),
			Line: Line{URL: documentURL(i.Document, i.Locale), Title: v.titled(words), Lang: i.Locale, Language: v.words.LanguageName(i.Locale),
				Kind: v.kind(i.Text.Type.Name), StateName: string(e.State), When: i.At, Who: names[i.By]}}
		if i.Step != "" {
			l.Step = v.step(i.Step)
		}
		if !i.Due.IsZero() {
			l.Due = v.T("desk.notices.due", "date", i.Due.In(v.zone()))
		}
		lines[n] = l
	}
	return lines, nil
}

// readNotices marks as read what the list has shown.
func readNotices(v *visit) error {
	until, err := time.Parse(time.RFC3339Nano, v.field("until"))
	if err != nil || until.After(v.now) {
		until = v.now
	}
	if err := v.Post.ReadAll(v.ctx, v.actor.ID, until); err != nil {
		return err
	}
	return v.to(Root + "/notices")
}

// countNotices tells a page that is open how many are unread now. Asking is no use
// of the session: a window that was left open must not keep somebody signed in.
func countNotices(v *visit) error {
	n, err := v.Post.Unread(v.ctx, v.actor.ID)
	if err != nil {
		return err
	}
	return v.c.JSON(fiber.Map{"unread": n})
}

// unread counts what the member has not seen. A page is not kept from being shown
// because that cannot be told.
func (v *visit) unread() int {
	n, err := v.Post.Unread(v.ctx, v.session.Member.ID)
	if err != nil {
		v.log.Error("counting what a member has not seen failed", "error", err)
	}
	return n
}

// sawText takes down that the member has a text before them. A page that is loaded
// ahead has been seen by nobody.
func (v *visit) sawText(o *open) error {
	if v.c.Get("Purpose") == "prefetch" || strings.HasPrefix(v.c.Get("Sec-Purpose"), "prefetch") {
		return nil
	}
	return v.Post.ReadAbout(v.ctx, v.actor.ID, o.d.ID, o.t.Locale)
}

// mailChoices offers when e-mails come.
func (v *visit) mailChoices(chosen staff.Mail) []Choice {
	words := map[staff.Mail]string{staff.MailAtOnce: v.T("desk.notices.mail.now"), staff.MailMorning: v.T("desk.notices.mail.morning"),
		staff.MailNever: v.T("desk.notices.mail.never")}
	var all []Choice
	for _, m := range staff.Mails() {
		all = append(all, Choice{Value: string(m), Text: words[m], Chosen: m == chosen})
	}
	return all
}

func setMail(v *visit) error {
	_, err := v.Roster.SetMail(v.ctx, v.actor, staff.Mail(v.field("mail")))
	return v.accountDone("mail", err)
}

// refused says that the mail server did not take the last e-mail to a member, or "".
func (v *visit) refused(id content.MemberID) (string, error) {
	l, refused, err := v.Post.Refused(v.ctx, id)
	if err != nil || !refused {
		return "", err
	}
	return v.T("desk.notices.refused", "why", l.Why), nil
}
