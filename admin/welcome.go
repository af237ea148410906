package admin

import (
	"github.com/gofiber/fiber/v2"

	"herald/i18n"
	"herald/internal/web"
	"herald/staff"
)

// Welcome is where a one-time link leads: to a first password, to a new one, or
// to the first administrator.
type Welcome struct {
	Base
	Invitation *staff.Invitation
	// SetUp says that the first administrator is being made.
	SetUp               bool
	Name, Email, Chosen string
	Locales             []Choice
	Wrong               mistakes
}

// Choice is one of several values to choose from.
type Choice struct {
	Value, Text string
	Chosen      bool
	// Lang is the language of Text where it is not that of the screen.
	Lang i18n.Locale
}

func welcomePage(v *visit) error {
	in, err := v.Door.Open(v.ctx, v.c.Params("token"))
	if err != nil {
		return err
	}
	return v.welcomeForm(in, Welcome{}, fiber.StatusOK)
}

func (v *visit) welcomeForm(in *staff.Invitation, w Welcome, status int) error {
	if in.Member != nil && v.session == nil {
		v.locale = in.Member.Locale
		v.words = v.Catalog.Printer(v.locale)
	}
	w.Base = v.base(v.T("desk.welcome.title"))
	w.Invitation, w.SetUp = in, in.Purpose == staff.ForSetUp
	if w.Chosen == "" {
		w.Chosen = string(v.locale)
	}
	w.Locales = locales(w.Chosen)
	return v.page(status, "welcome", &w)
}

func locales(chosen string) []Choice {
	var all []Choice
	for _, l := range i18n.Shipped() {
		all = append(all, Choice{Value: string(l), Text: l.Endonym(), Chosen: string(l) == chosen})
	}
	return all
}

func redeem(v *visit) error {
	token := v.c.Params("token")
	in, err := v.Door.Open(v.ctx, token)
	if err != nil {
		return err
	}
	w := Welcome{Name: v.field("name"), Email: v.field("email"), Chosen: v.field("locale")}
	password := v.text("password")
	var s *staff.Session
	if in.Purpose == staff.ForSetUp {
		s, err = v.Door.Found(v.ctx, token, staff.Founder{Name: w.Name, Email: w.Email, Locale: i18n.Locale(w.Chosen), Password: password}, where(v.c))
	} else {
		s, err = v.Door.Redeem(v.ctx, token, password, where(v.c))
	}
	if err == nil {
		return v.enter(s)
	}
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	w.Wrong = m
	return v.welcomeForm(in, w, web.Status(err))
}
