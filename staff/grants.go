package staff

import (
	"cmp"
	"context"
	"encoding/json"
	"regexp"
	"slices"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Grant gives a Member a role within bounds. One that they hold already, within
// the same bounds, is given once.
func (r *Roster) Grant(ctx context.Context, actor content.Actor, id content.MemberID, g content.Grant) (*Member, error) {
	return r.on(ctx, actor, id, content.Ask{Documents: organizations([]content.Grant{g})}, func(w *work, m *Member) error {
		if err := w.notOneself(m); err != nil {
			return err
		}
		return w.grant(m, g)
	})
}

func (w *work) grant(m *Member, g content.Grant) error {
	g = tidy(g)
	if err := w.checkGrant(g); err != nil {
		return err
	}
	if slices.ContainsFunc(m.Grants, func(have content.Grant) bool { return equal(have, g) }) {
		return nil
	}
	m.Grants = append(m.Grants, g)
	w.record(content.EventMemberGranted, m, g.Role)
	w.within(g)
	return nil
}

// within tells the bounds of a Grant with the Event recorded last: who may do what was
// decided for whom, where and until when.
func (w *work) within(g content.Grant) { w.events[len(w.events)-1].Grant = &g }

// Revoke takes a Grant away that has exactly these bounds.
func (r *Roster) Revoke(ctx context.Context, actor content.Actor, id content.MemberID, g content.Grant) (*Member, error) {
	return r.on(ctx, actor, id, content.Ask{}, func(w *work, m *Member) error {
		if err := w.notOneself(m); err != nil {
			return err
		}
		return w.revoke(m, g)
	})
}

func (w *work) revoke(m *Member, g content.Grant) error {
	i := m.holding(g)
	if i < 0 {
		return fault.New(fault.Invalid, "issue.grant.not_held")
	}
	m.Grants = slices.Delete(m.Grants, i, i+1)
	w.record(content.EventMemberRevoked, m, g.Role)
	w.within(tidy(g))
	return nil
}

// Regrant puts a Grant in the place of another, in one Change: at no moment does
// the Member hold both or neither.
func (r *Roster) Regrant(ctx context.Context, actor content.Actor, id content.MemberID, old, g content.Grant) (*Member, error) {
	return r.on(ctx, actor, id, content.Ask{Documents: organizations([]content.Grant{g})}, func(w *work, m *Member) error {
		if err := w.notOneself(m); err != nil {
			return err
		}
		if equal(tidy(old), tidy(g)) && m.holding(old) >= 0 {
			return nil
		}
		if err := w.revoke(m, old); err != nil {
			return err
		}
		return w.grant(m, g)
	})
}

// GrantKey names a Grant among those of a Member. It changes with the Grant, so
// that nobody changes another one than they were shown.
func GrantKey(g content.Grant) string {
	b, err := json.Marshal(tidy(g))
	if err != nil {
		panic("staff: a Grant of plain fields cannot fail to encode: " + err.Error())
	}
	return string(content.Sum(b))[:grantKeyLength]
}

const grantKeyLength = 16

// Held gives the Grant of m that has a key, or fault.NotFound.
func (m *Member) Held(key string) (content.Grant, error) {
	i := slices.IndexFunc(m.Grants, func(g content.Grant) bool { return GrantKey(g) == key })
	if i < 0 {
		return content.Grant{}, fault.Absent("grant %q", key)
	}
	return m.Grants[i], nil
}

// holding gives where a Grant stands among those of m, or -1.
func (m *Member) holding(g content.Grant) int {
	return slices.IndexFunc(m.Grants, func(have content.Grant) bool { return equal(have, tidy(g)) })
}

// bounded are the roles that bounds make a difference to; the others are about
// the installation as a whole.
func bounded(r content.Role) bool {
	return r != content.RoleReader && r != content.RoleAuditor && r != content.RoleAdministrator
}

// checkGrant refuses what would never give anything, or more than it says.
func (w *work) checkGrant(g content.Grant) error {
	var wrong issues
	bounds := len(g.Organizations) + len(g.Locales) + len(g.Types)
	switch {
	case !slices.Contains(content.Roles(), g.Role):
		wrong.add("grant", "issue.grant.role")
	case bounds > 0 && !bounded(g.Role):
		wrong.add("grant", "issue.grant.unbounded")
	case g.Role == content.RoleApprover && len(g.Steps) == 0:
		wrong.add("grant", "issue.grant.steps")
	case g.Role != content.RoleApprover && len(g.Steps) > 0:
		wrong.add("grant", "issue.grant.no_steps")
	case !g.From.IsZero() && !g.Until.IsZero() && !g.From.Before(g.Until):
		wrong.add("grant", "issue.grant.order")
	case !g.Until.IsZero() && !w.now.Before(g.Until):
		wrong.add("grant", "issue.grant.over")
	}
	for _, id := range g.Organizations {
		if d := w.snap.Documents[id]; d == nil || d.Type != organizationType {
			wrong.add("grant", "issue.grant.organization", "organization", string(id))
		}
	}
	for _, l := range g.Locales {
		if !slices.Contains(i18n.Shipped(), l) {
			wrong.add("grant", "issue.grant.locale", "locale", string(l))
		}
	}
	for _, name := range g.Types {
		if w.types.Get(name) == nil {
			wrong.add("grant", "issue.grant.type", "type", name)
		}
	}
	for _, step := range g.Steps {
		if content.SealStep(step) || !stepForm.MatchString(step) {
			wrong.add("grant", "issue.grant.step", "name", step)
		}
	}
	return wrong.err()
}

// stepForm is what a step is called in a Type; the Type may come later than who
// fills its steps.
var stepForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// organizationType is the Type of Document that a Grant can be bound to.
const organizationType = "organization"

// organizations gives the Documents that Grants are bound to.
func organizations(grants []content.Grant) []content.ID {
	var all []content.ID
	for _, g := range grants {
		all = append(all, g.Organizations...)
	}
	return all
}

// tidy gives g in the one form in which it is kept and compared.
func tidy(g content.Grant) content.Grant {
	g.Organizations, g.Locales, g.Types, g.Steps = sorted(g.Organizations), sorted(g.Locales), sorted(g.Types), sorted(g.Steps)
	g.From, g.Until = content.Instant(g.From), content.Instant(g.Until)
	return g
}

func sorted[T cmp.Ordered](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// equal compares tidy Grants.
func equal(a, b content.Grant) bool {
	return a.Role == b.Role && slices.Equal(a.Organizations, b.Organizations) && slices.Equal(a.Locales, b.Locales) &&
		slices.Equal(a.Types, b.Types) && slices.Equal(a.Steps, b.Steps) && a.From.Equal(b.From) && a.Until.Equal(b.Until)
}
