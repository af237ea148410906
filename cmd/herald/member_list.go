package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/staff"
)

// memberListCommand lists everybody.
type memberListCommand struct {
	JSON bool `help:"Print JSON."`
}

// listed is a Member as the list shows them.
type listed struct {
	ID            content.MemberID `json:"id"`
	Name          string           `json:"name"`
	Email         string           `json:"email"`
	Locale        i18n.Locale      `json:"locale"`
	Grants        []content.Grant  `json:"grants"`
	Disabled      bool             `json:"disabled"`
	Password      bool             `json:"password"`
	SecondFactor  bool             `json:"second_factor"`
	RecoveryCodes int              `json:"recovery_codes"`
}

// Run prints the list. It shows no secret.
func (c *memberListCommand) Run(ctx context.Context, p *program) error {
	h, err := p.existing(ctx, true)
	return withOffice(h, err, func(o *office) error {
		all, err := o.list(ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			out := json.NewEncoder(p.out)
			out.SetIndent("", "  ")
			return out.Encode(all)
		}
		return o.table(ctx, p, all)
	})
}

func (o *office) list(ctx context.Context) ([]listed, error) {
	members, err := o.roster.All(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(members, func(a, b *staff.Member) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	all := []listed{}
	for _, m := range members {
		s, err := o.roster.Standing(ctx, m.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, listed{ID: m.ID, Name: m.Name, Email: m.Email, Locale: m.Locale, Grants: append([]content.Grant{}, m.Grants...),
			Disabled: m.Disabled != nil, Password: s.Password, SecondFactor: s.Factor, RecoveryCodes: s.Codes})
	}
	return all, nil
}

func (o *office) table(ctx context.Context, p *program, all []listed) error {
	w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tE-MAIL\tSTATE\tROLES")
	for _, m := range all {
		roles := make([]string, len(m.Grants))
		for i, g := range m.Grants {
			roles[i] = o.grantText(ctx, g)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", m.Name, m.Email, m.state(), strings.Join(roles, "; "))
	}
	return w.Flush()
}

func (m listed) state() string {
	switch {
	case m.Disabled:
		return "disabled"
	case !m.Password:
		return "invited"
	case !m.SecondFactor:
		return "password"
	}
	return "password and code"
}

// grantText gives a Grant as the flags of herald member role would name it.
func (o *office) grantText(ctx context.Context, g content.Grant) string {
	said := []string{string(g.Role)}
	add := func(flag string, values []string) {
		for _, v := range values {
			said = append(said, "--"+flag+" "+v)
		}
	}
	add("organization", plain(g.Organizations))
	add("locale", plain(g.Locales))
	add("type", g.Types)
	add("step", g.Steps)
	zone := o.sites[o.siteNames()[0]].Zone
	if !g.From.IsZero() {
		add("from", []string{momentText(g.From, zone, false)})
	}
	if !g.Until.IsZero() {
		add("until", []string{momentText(g.Until, zone, true)})
	}
	return strings.Join(said, " ")
}

func plain[S ~string](list []S) []string {
	all := make([]string, len(list))
	for i, v := range list {
		all[i] = string(v)
	}
	return all
}

// momentText gives an instant in the form that moment reads: as a day, if it is
// the beginning, or the end, of one.
func momentText(at time.Time, zone *time.Location, end bool) string {
	local := at.In(zone)
	if local.Hour() != 0 || local.Minute() != 0 || local.Second() != 0 || local.Nanosecond() != 0 {
		return at.UTC().Format(time.RFC3339)
	}
	if end {
		local = local.AddDate(0, 0, -1)
	}
	return local.Format(time.DateOnly)
}
