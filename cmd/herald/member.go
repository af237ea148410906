package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/staff"
)

// memberCommand groups what is done about staff accounts at the machine. A server
// that runs meanwhile follows at once.
type memberCommand struct {
	Add     memberAddCommand     `cmd:"" help:"Add somebody; prints the link by which they choose a password."`
	List    memberListCommand    `cmd:"" help:"List everybody."`
	Role    memberRoleCommand    `cmd:"" help:"Give somebody a role, or take it away."`
	Disable memberDisableCommand `cmd:"" help:"Keep somebody out from now on."`
	Enable  memberEnableCommand  `cmd:"" help:"Let somebody in again."`
	Reset   memberResetCommand   `cmd:"" help:"Take somebody's password away; prints the link by which they choose another."`
}

// office is an installation with its accounts, and who works on them.
type office struct {
	*house
	actor content.Actor
}

// withOffice runs do and closes everything behind it.
func withOffice(h *house, err error, do func(*office) error) error {
	defer func() { _ = h.Close() }()
	if err != nil {
		return err
	}
	rules, err := h.staffRules(context.Background(), false)
	if err != nil {
		return err
	}
	h.roster = h.newRoster(h.store, rules)
	return do(&office{house: h, actor: atTheMachine(actor())})
}

// who finds the Member with an address.
func (o *office) who(ctx context.Context, email string) (*staff.Member, error) {
	m, err := o.roster.ByEmail(ctx, email)
	if fault.Is(err, fault.NotFound) {
		return nil, fmt.Errorf("there is no member with the address %s", email)
	}
	return m, err
}

// memberAddCommand adds a Member.
type memberAddCommand struct {
	Email         string      `arg:"" help:"E-mail address to sign in with."`
	Name          string      `required:"" help:"Name that colleagues read." placeholder:"NAME"`
	Screens       i18n.Locale `help:"Language of their screens; otherwise the first one of the first site." placeholder:"LOCALE"`
	Role          string      `help:"Role to begin with." placeholder:"ROLE"`
	Bounds        boundFlags  `embed:""`
	PasswordStdin bool        `help:"Read a password from the terminal or from standard input, instead of printing a link."`
}

// Run adds the Member and says how they come in.
func (c *memberAddCommand) Run(ctx context.Context, p *program) error {
	h, err := p.open(ctx)
	return withOffice(h, err, func(o *office) error {
		a := staff.Adding{Name: c.Name, Email: c.Email, Locale: c.Screens}
		if a.Locale == "" {
			a.Locale = o.screens()
		}
		if c.Role == "" && c.Bounds.any() {
			return errors.New("bounds need a role: --role")
		}
		if c.Role != "" {
			g, err := c.Bounds.grant(ctx, o.house, c.Role)
			if err != nil {
				return err
			}
			a.Grants = []content.Grant{g}
		}
		return c.add(ctx, p, o, a)
	})
}

func (c *memberAddCommand) add(ctx context.Context, p *program, o *office, a staff.Adding) error {
	door := staff.NewDoor(o.roster)
	password, err := p.passwordIf(c.PasswordStdin)
	if err == nil && c.PasswordStdin {
		err = door.Check(&staff.Member{Name: a.Name, Email: a.Email, Grants: a.Grants}, false, password)
	}
	if err != nil {
		return err
	}
	m, err := o.roster.Add(ctx, o.actor, a)
	if err != nil {
		return err
	}
	if c.PasswordStdin {
		if err := door.SetPassword(ctx, o.actor, m.ID, password); err != nil {
			return err
		}
		p.say("Added %s.", m.Email)
		return nil
	}
	token, err := o.roster.Invite(ctx, o.actor, m.ID)
	if err != nil {
		return err
	}
	p.say("Added %s. Within %s they choose a password at", m.Email, o.config.Staff.Welcome)
	p.say("%s", o.staffAddress(staff.LinkPath(token)))
	return nil
}

// memberDisableCommand keeps a Member out.
type memberDisableCommand struct {
	Email string `arg:"" help:"E-mail address of the member."`
}

// Run disables the account. What they did stays under their name.
func (c *memberDisableCommand) Run(ctx context.Context, p *program) error {
	h, err := p.existing(ctx, false)
	return withOffice(h, err, func(o *office) error {
		m, err := o.who(ctx, c.Email)
		if err == nil {
			_, err = o.roster.Disable(ctx, o.actor, m.ID)
		}
		if err == nil {
			p.say("Disabled %s.", m.Email)
		}
		return err
	})
}

// memberEnableCommand lets a Member in again.
type memberEnableCommand struct {
	Email string `arg:"" help:"E-mail address of the member."`
}

// Run enables the account, with the roles it had.
func (c *memberEnableCommand) Run(ctx context.Context, p *program) error {
	h, err := p.existing(ctx, false)
	return withOffice(h, err, func(o *office) error {
		m, err := o.who(ctx, c.Email)
		if err == nil {
			_, err = o.roster.Enable(ctx, o.actor, m.ID)
		}
		if err == nil {
			p.say("Enabled %s.", m.Email)
		}
		return err
	})
}

// memberResetCommand takes a password away.
type memberResetCommand struct {
	Email         string `arg:"" help:"E-mail address of the member."`
	SecondFactor  bool   `help:"Take the second factor away, too, as for a lost phone."`
	PasswordStdin bool   `help:"Read a new password from the terminal or from standard input, instead of printing a link."`
}

// Run signs the Member out everywhere and says how they come in.
func (c *memberResetCommand) Run(ctx context.Context, p *program) error {
	h, err := p.existing(ctx, false)
	return withOffice(h, err, func(o *office) error {
		m, err := o.who(ctx, c.Email)
		if err != nil {
			return err
		}
		if c.PasswordStdin {
			return c.set(ctx, p, o, m)
		}
		token, err := o.roster.Reset(ctx, o.actor, m.ID, c.SecondFactor)
		if err != nil {
			return err
		}
		p.say("Reset %s. Within %s they choose a password at", m.Email, o.config.Staff.Reset)
		p.say("%s", o.staffAddress(staff.LinkPath(token)))
		return nil
	})
}

// set puts a typed password in the place of the old one. A bad one changes
// nothing.
func (c *memberResetCommand) set(ctx context.Context, p *program, o *office, m *staff.Member) error {
	password, err := p.passwordIf(true)
	if err != nil {
		return err
	}
	has, err := o.roster.Standing(ctx, m.ID)
	if err != nil {
		return err
	}
	door := staff.NewDoor(o.roster)
	if err := door.Check(m, has.Factor && !c.SecondFactor, password); err != nil {
		return err
	}
	if _, err := o.roster.Reset(ctx, o.actor, m.ID, c.SecondFactor); err != nil {
		return err
	}
	if err := door.SetPassword(ctx, o.actor, m.ID, password); err != nil {
		return err
	}
	p.say("Reset %s.", m.Email)
	return nil
}

// passwordIf reads a password where one is wanted: from a terminal without
// showing it, from anything else the first line.
func (p *program) passwordIf(wanted bool) (string, error) {
	if !wanted {
		return "", nil
	}
	if f, ok := p.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(p.err, "Password: ")
		typed, err := term.ReadPassword(int(f.Fd()))
		p.note("")
		return string(typed), err
	}
	line, err := bufio.NewReader(io.LimitReader(p.in, 64<<10)).ReadString('\n')
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		if err == nil || errors.Is(err, io.EOF) {
			err = errors.New("there is no password on standard input")
		}
		return "", err
	}
	return line, nil
}
