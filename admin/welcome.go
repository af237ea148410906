package admin

import (
	"github.com/gofiber/fiber/v2"

	"herald/i18n"
	"herald/internal/fault"
	"herald/internal/web"
	"herald/staff"
)

// Welcome is where a one-time link leads: to a first password, or to a new one.
// That of the first administrator leads to SetUp.
type Welcome struct {
	Base
	Invitation *staff.Invitation
	Wrong      mistakes
}

// Choice is one of several values to choose from.
type Choice struct {
	Value, Text string
	Chosen      bool
	// Lang is the language of Text where it is not that of the screen.
	Lang i18n.Locale
}

func welcomePage(v *visit) error {
	if v.openly() {
		return fault.New(fault.Forbidden, "desk.sign_in.plain")
	}
	in, err := v.Door.Open(v.ctx, v.c.Params("token"))
	if err != nil {
		return err
	}
	if in.Purpose == staff.ForSetUp {
		return v.setUpForm(&SetUp{Invitation: in}, string(v.locale), mistakes{}, fiber.StatusOK)
	}
	return v.welcomeForm(in, mistakes{}, fiber.StatusOK)
}

func (v *visit) welcomeForm(in *staff.Invitation, wrong mistakes, status int) error {
	if v.session == nil {
		v.locale = in.Member.Locale
		v.words = v.Catalog.Printer(v.locale)
	}
	return v.page(status, "welcome", &Welcome{Base: v.base(v.T("desk.welcome.title")), Invitation: in, Wrong: wrong})
}

func locales(chosen string) []Choice {
	var all []Choice
	for _, l := range i18n.Shipped() {
		all = append(all, Choice{Value: string(l), Text: l.Endonym(), Chosen: string(l) == chosen})
	}
	return all
}

func redeem(v *visit) error {
	if v.openly() {
		return fault.New(fault.Forbidden, "desk.sign_in.plain")
	}
	token := v.c.Params("token")
	in, err := v.Door.Open(v.ctx, token)
	if err != nil {
		return err
	}
	if in.Purpose == staff.ForSetUp {
		return setUp(v, token, in)
	}
	s, err := v.Door.Redeem(v.ctx, token, v.text("password"), where(v.c))
	if err == nil {
		return v.enter(s)
	}
	wrong, ok := v.mistakes(err)
	if !ok {
		return err
	}
	return v.welcomeForm(in, wrong, web.Status(err))
}
