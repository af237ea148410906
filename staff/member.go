// Package staff owns who may act: Members with their Grants, passwords, second
// factors, sessions, and the ways in. It must know no HTTP, no cookie and no
// configuration, and must never decide what a Role may do (content.Can does) or
// how anything is stored: a store implements what staff asks for. Secrets are
// plain rows that never enter the log; Members are Records in it.
package staff

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Member is a staff account. It is never deleted: who has left is disabled, and
// keeps the name under which the timeline knows them.
type Member struct {
	ID content.MemberID `json:"id"`
	// Name is what colleagues read; Email is what the Member signs in with, in
	// the form that ParseEmail gives.
	Name  string `json:"name"`
	Email string `json:"email"`
	// Locale is the language of the Member's screens.
	Locale i18n.Locale `json:"locale"`
	// Mail is when e-mails about notices come.
	Mail    Mail            `json:"mail,omitempty"`
	Grants  []content.Grant `json:"grants,omitempty"`
	Created content.Mark    `json:"created"`
	// Disabled says since when, and by whom, the Member may not come in.
	Disabled *content.Mark `json:"disabled,omitempty"`
}

// Mail says when a Member wants e-mails about what waits for them.
type Mail string

// The times at which e-mails come: as soon as there is something, once in the
// morning, never.
const (
	MailAtOnce  Mail = ""
	MailMorning Mail = "morning"
	MailNever   Mail = "never"
)

// Mails lists every Mail.
func Mails() []Mail { return []Mail{MailAtOnce, MailMorning, MailNever} }

// Actor gives the Member as who asks; one who is disabled holds no Grant.
func (m *Member) Actor() content.Actor {
	a := content.Actor{ID: m.ID, Name: m.Name}
	if m.Disabled == nil {
		a.Grants = slices.Clone(m.Grants)
	}
	return a
}

// Holds reports whether the Member holds role now, within whatever bounds.
func (m *Member) Holds(role content.Role, now time.Time) bool {
	return m.Disabled == nil && slices.ContainsFunc(m.Grants, func(g content.Grant) bool {
		return g.Role == role && !now.Before(g.From) && (g.Until.IsZero() || now.Before(g.Until))
	})
}

// lasts reports whether the Member is an administrator now and stays one by
// himself: the one of whom there must always be somebody.
func (m *Member) lasts(now time.Time) bool {
	return m.Disabled == nil && slices.ContainsFunc(m.Grants, func(g content.Grant) bool {
		return g.Role == content.RoleAdministrator && !now.Before(g.From) && g.Until.IsZero()
	})
}

// weighty are the actions that call for a second factor.
var weighty = []content.Action{content.Approve, content.Publish, content.Schedule, content.PublishUrgently, content.ManageMembers, content.ManageSettings}

// weighs reports whether a Grant of the Member, now or later, lets them approve,
// publish or administer.
func (m *Member) weighs(now time.Time) bool {
	return slices.ContainsFunc(m.Grants, func(g content.Grant) bool {
		return (g.Until.IsZero() || now.Before(g.Until)) && slices.ContainsFunc(weighty, g.Role.Includes)
	})
}

// Record encodes m for the log.
func (m *Member) Record() content.Record {
	body, err := json.Marshal(m)
	if err != nil {
		panic("staff: a Member of plain fields cannot fail to encode: " + err.Error())
	}
	return content.Record{Kind: content.RecordMember, ID: content.ID(m.ID), Body: body}
}

// DecodeMember reads what Member.Record wrote.
func DecodeMember(body []byte) (*Member, error) {
	var m Member
	if err := json.Unmarshal(body, &m); err != nil {
		return nil, fmt.Errorf("member record: %w", err)
	}
	return &m, nil
}

// EmailClaim is the claim of a Member on the address they sign in with.
func EmailClaim(email string) content.Claim { return content.Claim("email " + email) }

// Claims gives what no other Member may take. Who is disabled keeps it.
func (m *Member) Claims() []content.Claim { return []content.Claim{EmailClaim(m.Email)} }

// Shelf is what is asked of a store about Members, as they are now.
type Shelf interface {
	// Members gives Members by id; absent ones are left out.
	Members(ctx context.Context, ids ...content.MemberID) (map[content.MemberID]*Member, error)
	// MemberByEmail gives the Member who claims an address, as ParseEmail gives
	// it, or fault.NotFound.
	MemberByEmail(ctx context.Context, email string) (*Member, error)
	// AllMembers gives every Member, the disabled included, by id.
	AllMembers(ctx context.Context) ([]*Member, error)
}

// Get gives one Member, or fault.NotFound.
func Get(ctx context.Context, s Shelf, id content.MemberID) (*Member, error) {
	found, err := s.Members(ctx, id)
	if err != nil {
		return nil, err
	}
	if m := found[id]; m != nil {
		return m, nil
	}
	return nil, absentMember(id)
}

func absentMember(id content.MemberID) error { return fault.Absent("member %q", id) }
