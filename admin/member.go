package admin

import (
	"context"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/web"
	"herald/staff"
)

// MemberPage is an account as an administrator sees it.
type MemberPage struct {
	Base
	Whose    *staff.Member
	Path     string
	Standing staff.Standing
	// State says whether they can come in.
	State string
	Seen  time.Time
	// Name and Email are as they were typed.
	Name, Email string
	Locales     []Choice
	Grants      []GrantLine
	// Own says that it is the account of whoever looks: rights are for others to
	// give.
	Own bool
	// Stale says that the password has to be given again before anything can be
	// changed, Confirm leads there and back.
	Stale   bool
	Confirm string
	// Trail leads to what was done to the account, for those who may read it.
	Trail string
	// Refused says that the mail server did not take the last e-mail to them.
	Refused string
	// Only are texts that would wait for nobody if the account were closed.
	Only []Gap
	// HandOver leads to what they have, for others to go on with.
	HandOver string
	Wrong    mistakes
}

// GrantLine is one role that somebody holds, in words.
type GrantLine struct {
	URL, Text string
	// Over says that its time has passed, Later that it has not begun.
	Over, Later bool
}

func memberPage(v *visit) error {
	m, err := v.whose()
	if err != nil {
		return err
	}
	return v.memberForm(m, staff.Amending{Name: m.Name, Email: m.Email, Locale: m.Locale}, mistakes{}, fiber.StatusOK)
}

// whose gives the account that an address names.
func (v *visit) whose() (*staff.Member, error) {
	id, err := v.id("member")
	if err != nil {
		return nil, err
	}
	return v.Roster.Member(v.ctx, content.MemberID(id))
}

func (v *visit) memberForm(m *staff.Member, typed staff.Amending, wrong mistakes, status int) (err error) {
	p := &MemberPage{Base: v.base(m.Name), Whose: m, Path: memberURL(m.ID), Name: typed.Name, Email: typed.Email, Locales: locales(string(typed.Locale)),
		Own: m.ID == v.actor.ID, Stale: v.Door.Just(v.session) != nil, Wrong: wrong}
	p.Confirm = Root + "/confirm?next=" + url.QueryEscape(p.Path)
	if v.mayAny(content.ReadAudit) {
		p.Trail = Root + "/audit?account=" + string(m.ID)
	}
	if p.Standing, err = v.Roster.Standing(v.ctx, m.ID); err != nil {
		return err
	}
	if p.Refused, err = v.refused(m.ID); err != nil {
		return err
	}
	p.State = v.T("desk.members.state." + v.standingName(m, p.Standing))
	if p.Seen, err = v.lastSeen(m.ID, p.Standing); err != nil {
		return err
	}
	p.HandOver = p.Path + "/hand-over"
	if p.Only, err = v.onlyBy(m.Actor(), func(r content.Reach) content.Reach { return r.Without(m.ID) }); err != nil {
		return err
	}
	orgs, err := v.organizations()
	if err != nil {
		return err
	}
	for _, g := range m.Grants {
		p.Grants = append(p.Grants, GrantLine{URL: p.Path + "/grants/" + staff.GrantKey(g), Text: v.grantText(g, orgs),
			Over: !g.Until.IsZero() && !v.now.Before(g.Until), Later: v.now.Before(g.From)})
	}
	return v.page(status, "member", p)
}

// memberDone answers a form of an account: back to it with what was done, or
// with what is wrong.
func (v *visit) memberDone(m *staff.Member, typed *staff.Amending, done string, err error) error {
	path := memberURL(m.ID)
	if err == nil {
		return v.to(path + "?done=" + done)
	}
	if confirming(err) {
		return v.to(Root + "/confirm?next=" + escape(path))
	}
	wrong, ok := v.mistakes(err)
	if !ok {
		return err
	}
	if typed == nil {
		typed = &staff.Amending{Name: m.Name, Email: m.Email, Locale: m.Locale}
	}
	return v.memberForm(m, *typed, wrong, statusOf(err))
}

func statusOf(err error) int { return web.Status(err) }

func localeOf(s string) i18n.Locale { return i18n.Locale(s) }

// confirming reports whether an error only asks for the password.
func confirming(err error) bool {
	f := faultOf(err)
	return f != nil && f.Key == "sign_in.confirm"
}

// sure lets what matters through in a session in which the password was given
// just now, or with a form that brings it along.
func (v *visit) sure() error {
	err := v.Door.Just(v.session)
	if err == nil || v.text("confirm") == "" {
		return err
	}
	s, err := v.Door.Confirm(v.ctx, v.session, v.text("confirm"))
	if err != nil {
		return err
	}
	keep(v.c, s)
	v.session = s
	return nil
}

func amendMember(v *visit) error {
	m, err := v.whose()
	if err != nil {
		return err
	}
	typed := staff.Amending{Name: v.field("name"), Email: v.field("email"), Locale: localeOf(v.field("locale"))}
	if err = v.sure(); err == nil {
		_, err = v.Roster.Amend(v.ctx, v.actor, m.ID, typed)
	}
	return v.memberDone(m, &typed, "member", err)
}

// memberVerb is a page that does one thing to the account of an address.
func memberVerb(done string, verb func(*visit, content.MemberID) error) func(*visit) error {
	return func(v *visit) error {
		m, err := v.whose()
		if err != nil {
			return err
		}
		if err = v.sure(); err == nil {
			err = verb(v, m.ID)
		}
		return v.memberDone(m, nil, done, err)
	}
}

var (
	disableMember = memberVerb("disabled", func(v *visit, id content.MemberID) error {
		_, err := v.Roster.Disable(v.ctx, v.actor, id)
		return err
	})
	enableMember = memberVerb("enabled", func(v *visit, id content.MemberID) error {
		_, err := v.Roster.Enable(v.ctx, v.actor, id)
		return err
	})
	endMemberSessions = memberVerb("sessions", func(v *visit, id content.MemberID) error {
		return v.Roster.EndSessions(v.ctx, v.actor, id)
	})
)

// MemberLink shows a one-time link, which is possible once.
type MemberLink struct {
	Base
	Whose    *staff.Member
	Link     string
	Standing staff.Standing
	Path     string
	// Reset says that it takes the place of a password that holds no longer.
	Reset bool
}

// newLink makes a link for somebody who has none, or whose password is lost.
func newLink(v *visit) error {
	m, err := v.whose()
	if err != nil {
		return err
	}
	if err := v.sure(); err != nil {
		return v.memberDone(m, nil, "", err)
	}
	standing, err := v.Roster.Standing(v.ctx, m.ID)
	if err != nil {
		return err
	}
	invite := v.Roster.Invite
	if standing.Password {
		factor := v.field("factor") != ""
		invite = func(ctx context.Context, actor content.Actor, id content.MemberID) (string, error) {
			return v.Roster.Reset(ctx, actor, id, factor)
		}
	}
	return v.memberRefused(m, v.showLink(m, invite))
}

// memberRefused shows the account again with why nothing was done, if anything
// refused it.
func (v *visit) memberRefused(m *staff.Member, err error) error {
	if err == nil {
		return nil
	}
	return v.memberDone(m, nil, "", err)
}

// showLink shows the link that invite makes.
func (v *visit) showLink(m *staff.Member, invite func(context.Context, content.Actor, content.MemberID) (string, error)) error {
	before, err := v.Roster.Standing(v.ctx, m.ID)
	if err != nil {
		return err
	}
	token, err := invite(v.ctx, v.actor, m.ID)
	if err != nil {
		return err
	}
	p := &MemberLink{Base: v.base(v.T("desk.members.link_title")), Whose: m, Path: memberURL(m.ID), Reset: before.Password, Link: v.whole(staff.LinkPath(token))}
	if p.Standing, err = v.Roster.Standing(v.ctx, m.ID); err != nil {
		return err
	}
	return v.page(fiber.StatusOK, "member-link", p)
}

// whole gives the whole address of a path of the staff side, on the host that
// the member came to: it is one of ours, or nothing had answered.
func (v *visit) whole(path string) string {
	scheme := "http"
	if web.Secure(v.c) {
		scheme = "https"
	}
	return scheme + "://" + string(v.c.Context().Host()) + path
}
