package admin

import (
	"github.com/gofiber/fiber/v2"

	"herald/i18n"
	"herald/internal/web"
	"herald/staff"
)

// Account is where a member looks after their own.
type Account struct {
	Base
	Locales  []Choice
	Sessions []*staff.Session
	Standing staff.Standing
	// Mails says when e-mails come; nothing where none are set up.
	Mails []Choice
	Wrong mistakes
}

func accountPage(v *visit) error { return v.accountForm(mistakes{}, fiber.StatusOK) }

func (v *visit) accountForm(wrong mistakes, status int) error {
	a := &Account{Base: v.base(v.T("desk.account.title")), Locales: locales(string(v.locale)), Wrong: wrong}
	if v.Post.State().SetUp {
		a.Mails = v.mailChoices(v.session.Member.Mail)
	}
	var err error
	if a.Sessions, err = v.Door.Sessions(v.ctx, v.session); err != nil {
		return err
	}
	if a.Standing, err = v.Roster.Standing(v.ctx, v.session.Member.ID); err != nil {
		return err
	}
	return v.page(status, "account", a)
}

// accountDone answers a form of the account: back to it, with what was done, or
// with what is wrong.
func (v *visit) accountDone(done string, err error) error {
	if err == nil {
		return v.to(Root + "/account?done=" + done)
	}
	if f := faultOf(err); f != nil && f.Key == "sign_in.confirm" {
		return v.afterConfirming(err)
	}
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	return v.accountForm(m, web.Status(err))
}

func setLocale(v *visit) error {
	_, err := v.Roster.SetLocale(v.ctx, v.actor, i18n.Locale(v.field("locale")))
	return v.accountDone("locale", err)
}

func changePassword(v *visit) error {
	s, err := v.Door.ChangePassword(v.ctx, v.session, v.text("old"), v.text("password"))
	if err == nil {
		keep(v.c, s)
	}
	return v.accountDone("password", err)
}

func newCodes(v *visit) error {
	codes, err := v.Door.RecoveryCodes(v.ctx, v.session)
	if err != nil {
		return v.accountDone("", err)
	}
	return v.showCodes(nil, codes)
}

func removeFactor(v *visit) error {
	s, err := v.Door.RemoveFactor(v.ctx, v.session)
	if err == nil {
		keep(v.c, s)
	}
	return v.accountDone("factor", err)
}

func endSession(v *visit) error {
	id, err := v.id("session")
	if err != nil {
		return err
	}
	return v.accountDone("session", v.Door.End(v.ctx, v.session, id))
}

func endOthers(v *visit) error {
	return v.accountDone("session", v.Door.EndOthers(v.ctx, v.session))
}
