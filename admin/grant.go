package admin

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/staff"
)

// GrantPage is where a role is given to somebody, changed or taken away.
type GrantPage struct {
	Base
	Whose *staff.Member
	// Path is where the form goes; Remove takes the role away, and is empty where
	// it is not given yet.
	Path, Remove, Back string
	Grant              GrantForm
	// Only are texts that would wait for nobody without the role.
	Only  []Gap
	Stale bool
	Wrong mistakes
}

func newGrantPage(v *visit) error {
	m, err := v.whose()
	if err != nil {
		return err
	}
	return v.grantPage(m, "", content.Grant{}, mistakes{}, fiber.StatusOK)
}

func changeGrantPage(v *visit) error {
	m, g, err := v.whoseGrant()
	if err != nil {
		return err
	}
	return v.grantPage(m, staff.GrantKey(g), g, mistakes{}, fiber.StatusOK)
}

func (v *visit) whoseGrant() (*staff.Member, content.Grant, error) {
	m, err := v.whose()
	if err != nil {
		return nil, content.Grant{}, err
	}
	g, err := m.Held(v.c.Params("grant"))
	return m, g, err
}

func (v *visit) grantPage(m *staff.Member, key string, g content.Grant, wrong mistakes, status int) (err error) {
	p := &GrantPage{Base: v.base(v.T("desk.members.give_role")), Whose: m, Back: memberURL(m.ID), Path: memberURL(m.ID) + "/grants",
		Stale: v.Door.Just(v.session) != nil, Wrong: wrong}
	if key != "" {
		p.Title, p.Path = v.T("desk.members.change_role"), p.Path+"/"+key
		p.Remove = p.Path + "/remove"
		if p.Only, err = v.onlyThrough(m, key); err != nil {
			return err
		}
	}
	if p.Grant, err = v.grantForm(g, wrong); err != nil {
		return err
	}
	return v.page(status, "member-grant", p)
}

// onlyThrough says what would wait for nobody if a role were gone, or over.
func (v *visit) onlyThrough(m *staff.Member, key string) ([]Gap, error) {
	rest := slices.DeleteFunc(slices.Clone(m.Grants), func(g content.Grant) bool { return staff.GrantKey(g) == key })
	return v.onlyBy(m.Actor(), func(r content.Reach) content.Reach { return r.With(m.ID, rest) })
}

// giveGrant gives one more role.
func giveGrant(v *visit) error {
	m, err := v.whose()
	if err != nil {
		return err
	}
	return v.grantDone(m, "", func(g content.Grant) error {
		_, err := v.Roster.Grant(v.ctx, v.actor, m.ID, g)
		return err
	})
}

// changeGrant puts another role, or other bounds, in the place of one.
func changeGrant(v *visit) error {
	m, old, err := v.whoseGrant()
	if err != nil {
		return err
	}
	return v.grantDone(m, staff.GrantKey(old), func(g content.Grant) error {
		_, err := v.Roster.Regrant(v.ctx, v.actor, m.ID, old, g)
		return err
	})
}

func (v *visit) grantDone(m *staff.Member, key string, verb func(content.Grant) error) error {
	g, err := v.typedGrant()
	if err == nil {
		err = v.sure()
	}
	if err == nil {
		err = verb(g)
	}
	if err == nil {
		return v.to(memberURL(m.ID) + "?done=grant")
	}
	wrong, ok := v.mistakes(err)
	if !ok {
		return err
	}
	return v.grantPage(m, key, g, wrong, statusOf(err))
}

// removeGrant takes a role away; within seconds it gives nothing any more.
func removeGrant(v *visit) error {
	m, g, err := v.whoseGrant()
	if err != nil {
		return err
	}
	if err = v.sure(); err == nil {
		_, err = v.Roster.Revoke(v.ctx, v.actor, m.ID, g)
	}
	return v.memberDone(m, nil, "revoked", err)
}
