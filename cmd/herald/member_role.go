package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
)

// memberRoleCommand gives and takes roles.
type memberRoleCommand struct {
	Email  string     `arg:"" help:"E-mail address of the member."`
	Role   string     `arg:"" help:"Role: reader, author, press_officer, language_editor, approver, registrar, auditor or administrator."`
	Take   bool       `help:"Take the role away. Without bounds it is the only one of that name that they hold."`
	Bounds boundFlags `embed:""`
}

// boundFlags are the bounds of a Grant.
type boundFlags struct {
	Organization []string `help:"Only for these organizations: ids or folder names." placeholder:"NAME"`
	Locale       []string `help:"Only in these languages." placeholder:"LOCALE"`
	Type         []string `help:"Only for these kinds of content." placeholder:"TYPE"`
	Step         []string `help:"The approvals that an approver gives." placeholder:"STEP"`
	From         string   `help:"Only from this day, or instant, on." placeholder:"2026-12-01"`
	Until        string   `help:"Only to the end of this day, or until this instant." placeholder:"2026-12-31"`
}

// Run gives or takes the role.
func (c *memberRoleCommand) Run(ctx context.Context, p *program) error {
	h, err := p.existing(ctx, false)
	return withOffice(h, err, func(o *office) error {
		m, err := o.who(ctx, c.Email)
		if err != nil {
			return err
		}
		g, err := c.Bounds.grant(ctx, o.house, c.Role)
		if err != nil {
			return err
		}
		if !c.Take {
			if _, err := o.roster.Grant(ctx, o.actor, m.ID, g); err != nil {
				return err
			}
			p.say("%s is %s now.", m.Email, o.grantText(ctx, g))
			return nil
		}
		if !c.Bounds.any() {
			if g, err = only(m.Grants, g.Role); err != nil {
				return fmt.Errorf("%s: %w", m.Email, err)
			}
		}
		if _, err := o.roster.Revoke(ctx, o.actor, m.ID, g); err != nil {
			return err
		}
		p.say("%s is no longer %s.", m.Email, o.grantText(ctx, g))
		return nil
	})
}

// only gives the one Grant of a role.
func only(grants []content.Grant, role content.Role) (content.Grant, error) {
	var found []content.Grant
	for _, g := range grants {
		if g.Role == role {
			found = append(found, g)
		}
	}
	switch len(found) {
	case 0:
		return content.Grant{}, fmt.Errorf("has no role %s", role)
	case 1:
		return found[0], nil
	}
	return content.Grant{}, fmt.Errorf("has the role %s %d times: name the bounds of the one to take, as herald member list shows them", role, len(found))
}

func (b boundFlags) any() bool {
	return len(b.Organization)+len(b.Locale)+len(b.Type)+len(b.Step) > 0 || b.From != "" || b.Until != ""
}

// grant gives the Grant of role that the flags mean.
func (b boundFlags) grant(ctx context.Context, h *house, role string) (content.Grant, error) {
	g := content.Grant{Role: content.Role(role), Types: b.Type, Steps: b.Step}
	if !slices.Contains(content.Roles(), g.Role) {
		return g, fmt.Errorf("there is no role %q: it is one of %s", role, roleNames())
	}
	for _, l := range b.Locale {
		g.Locales = append(g.Locales, i18n.Locale(l))
	}
	for _, name := range b.Organization {
		id, err := h.organization(ctx, name)
		if err != nil {
			return g, err
		}
		g.Organizations = append(g.Organizations, id)
	}
	var problems [2]error
	g.From, problems[0] = h.moment("--from", b.From, false)
	g.Until, problems[1] = h.moment("--until", b.Until, true)
	return g, errors.Join(problems[:]...)
}

func roleNames() string {
	var all []string
	for _, r := range content.Roles() {
		all = append(all, string(r))
	}
	return strings.Join(all, ", ")
}

// organization finds an organization by its id or by the name of its folder.
func (h *house) organization(ctx context.Context, name string) (content.ID, error) {
	ask := content.Ask{Documents: []content.ID{content.ID(name)}}
	for _, site := range h.siteNames() {
		ask.Claims = append(ask.Claims, content.NameClaim(site, "organization", name))
	}
	snap, err := h.store.Load(ctx, ask)
	if err != nil {
		return "", err
	}
	if snap.Documents[content.ID(name)] != nil {
		return content.ID(name), nil
	}
	for _, claim := range ask.Claims {
		if holders := snap.Claimed[claim]; len(holders) > 0 {
			return holders[0], nil
		}
	}
	return "", fmt.Errorf("--organization: there is no organization %q", name)
}

// moment reads a day by the clocks of the first Site, or an instant. The end of a
// day is the beginning of the next.
func (h *house) moment(flag, s string, end bool) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, s, h.sites[h.siteNames()[0]].Zone)
	if err != nil {
		return time.Time{}, fmt.Errorf("%s: %q is neither a day such as 2026-12-31 nor an instant such as 2026-12-31T18:00:00Z", flag, s)
	}
	if end {
		day = day.AddDate(0, 0, 1)
	}
	return day, nil
}
