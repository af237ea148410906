package admin

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/staff"
)

// Members is the list of everybody who has an account.
type Members struct {
	Base
	// Query is what names and addresses have to contain.
	Query string
	Total int
	Lines []MemberLine
	// Reach are the languages with who checks them, Gaps the texts that wait for
	// nobody.
	Reach []ReachLine
	Gaps  []Gap
}

// MemberLine is one account in the list.
type MemberLine struct {
	URL, Name, Email string
	Roles            []string
	// State is the word for whether they can come in, StateName its key.
	State, StateName string
	// Seen is when they were last there; zero is never.
	Seen time.Time
}

func membersPage(v *visit) error {
	p := &Members{Base: v.base(v.T("desk.nav.members")), Query: v.field("q")}
	all, err := v.Roster.All(v.ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b *staff.Member) int {
		return cmp.Or(bytes.Compare(v.locale.CollationKey(a.Name), v.locale.CollationKey(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	orgs, err := v.organizations()
	if err != nil {
		return err
	}
	for _, m := range all {
		if !found(m, p.Query) {
			continue
		}
		line, err := v.memberLine(m, orgs)
		if err != nil {
			return err
		}
		p.Lines = append(p.Lines, line)
	}
	p.Total = len(p.Lines)
	if p.Reach, err = v.reachTable(all, orgs); err != nil {
		return err
	}
	if p.Gaps, err = v.homeGaps(); err != nil {
		return err
	}
	for i := range p.Gaps {
		p.Gaps[i].URL = ""
	}
	return v.page(fiber.StatusOK, "members", p)
}

// found reports whether an account is one of those that are looked for.
func found(m *staff.Member, query string) bool {
	q := strings.ToLower(query)
	return strings.Contains(strings.ToLower(m.Name), q) || strings.Contains(m.Email, q)
}

func (v *visit) memberLine(m *staff.Member, orgs []Choice) (MemberLine, error) {
	l := MemberLine{URL: memberURL(m.ID), Name: m.Name, Email: m.Email}
	standing, err := v.Roster.Standing(v.ctx, m.ID)
	if err != nil {
		return l, err
	}
	l.StateName = v.standingName(m, standing)
	l.State = v.T("desk.members.state." + l.StateName)
	for _, g := range m.Grants {
		l.Roles = append(l.Roles, v.grantText(g, orgs))
	}
	l.Seen, err = v.lastSeen(m.ID, standing)
	return l, err
}

// standingName names whether somebody can come in, and if not why: a key of
// desk.members.state.
func (v *visit) standingName(m *staff.Member, s staff.Standing) string {
	switch {
	case m.Disabled != nil:
		return "disabled"
	case !s.Password && v.Clock.Now().Before(s.Link):
		return "invited"
	case !s.Password:
		return "shut"
	case s.Sessions > 0:
		return "here"
	}
	return "active"
}

// lastSeen gives when somebody was last there: now, or when they last signed in.
func (v *visit) lastSeen(id content.MemberID, s staff.Standing) (time.Time, error) {
	if !s.Seen.IsZero() {
		return s.Seen, nil
	}
	last, err := v.Store.Trail(v.ctx, content.TrailQuery{By: id, Kinds: []content.EventKind{content.EventSignedIn}, Newest: true, Limit: 1})
	if err != nil || len(last) == 0 {
		return time.Time{}, err
	}
	return last[0].At, nil
}

func memberURL(id content.MemberID) string { return Root + "/members/" + string(id) }

// MemberNew is the form of a new account.
type MemberNew struct {
	Base
	Name, Email string
	Locales     []Choice
	Grant       GrantForm
	Stale       bool
	Wrong       mistakes
}

func newMemberPage(v *visit) error {
	return v.newMemberForm(&MemberNew{}, string(v.locale), content.Grant{}, mistakes{}, fiber.StatusOK)
}

func (v *visit) newMemberForm(p *MemberNew, locale string, g content.Grant, wrong mistakes, status int) (err error) {
	p.Base, p.Locales, p.Stale, p.Wrong = v.base(v.T("desk.members.add")), locales(locale), v.Door.Just(v.session) != nil, wrong
	if p.Grant, err = v.grantForm(g, wrong); err != nil {
		return err
	}
	p.Grant.Optional = true
	return v.page(status, "member-new", p)
}

// addMember makes the account, and shows the link by which its owner comes in:
// this once, for nobody keeps it.
func addMember(v *visit) error {
	p := &MemberNew{Name: v.field("name"), Email: v.field("email")}
	a := staff.Adding{Name: p.Name, Email: p.Email, Locale: localeOf(v.field("locale"))}
	g, err := v.typedGrant()
	if g.Role != "" {
		a.Grants = []content.Grant{g}
	}
	var m *staff.Member
	if err == nil {
		err = v.sure()
	}
	if err == nil {
		m, err = v.Roster.Add(v.ctx, v.actor, a)
	}
	if err == nil {
		return v.showLink(m, v.Roster.Invite)
	}
	wrong, ok := v.mistakes(err)
	if !ok {
		return err
	}
	return v.newMemberForm(p, string(a.Locale), g, wrong, statusOf(err))
}
