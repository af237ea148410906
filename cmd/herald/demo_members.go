package main

import (
	"context"
	"fmt"

	"herald/content"
	"herald/content/sample"
	"herald/i18n"
	"herald/internal/fault"
	"herald/staff"
)

// demoPassword is that of everybody in the demonstration. It is no secret, so a
// server without --demo lets nobody in with it.
const demoPassword = "boats on the river"

// hire adds the people of the sample municipality, and takes three of them for the
// work on its texts: what is published there has passed through two, as
// everywhere.
func (f *filling) hire(ctx context.Context) error {
	actor := atTheMachine(content.System("demo"))
	rules := f.house.config.Staff.rules()
	rules.NoSecondFactor = true
	f.house.roster = f.house.newRoster(f.house.store, rules)
	door := staff.NewDoor(f.house.roster)
	for _, m := range sample.Members() {
		added, err := f.house.roster.Add(ctx, actor, staff.Adding{Name: m.Name, Email: m.Email, Locale: i18n.Locale(m.Locale), Grants: []content.Grant{demoGrant(m)}})
		if err == nil {
			err = door.SetPassword(ctx, actor, added.ID, demoPassword)
		}
		if err != nil {
			return fmt.Errorf("member %s: %w", m.Name, err)
		}
		switch content.Role(m.Role) {
		case content.RolePressOfficer:
			f.press = added.Actor()
		case content.RoleLanguageEditor:
			f.editor = added.Actor()
		case content.RoleAuthor:
			if len(m.Locales) == 0 {
				f.author = added.Actor()
			}
		}
	}
	return nil
}

func demoGrant(m sample.Member) content.Grant {
	g := content.Grant{Role: content.Role(m.Role), Steps: m.Steps}
	for _, l := range m.Locales {
		g.Locales = append(g.Locales, i18n.Locale(l))
	}
	return g
}

// announceDemo says how to come in as everybody of the sample who is still there.
func (s *server) announceDemo(ctx context.Context) {
	var lines []string
	for _, m := range sample.Members() {
		is, err := s.house.roster.ByEmail(ctx, m.Email)
		if fault.Is(err, fault.NotFound) || err == nil && is.Disabled != nil {
			continue
		}
		if err != nil {
			s.log.Error("the sign-ins of the demonstration could not be read", "error", err)
			return
		}
		role := english().T("role." + m.Role)
		if len(m.Locales) > 0 {
			role += " (translator)"
		}
		lines = append(lines, fmt.Sprintf("  %-24s %-30s %s", role, m.Email, demoPassword))
	}
	if len(lines) == 0 {
		return
	}
	s.say("Sign in at %s with one of these, each an e-mail address and a password:", s.house.staffAddress("/admin/sign-in"))
	for _, line := range lines {
		s.say("%s", line)
	}
}
