package admin

import (
	"bytes"
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/internal/web"
	"herald/staff"
)

// visit is one request to the staff side.
type visit struct {
	*Admin
	c       *fiber.Ctx
	ctx     context.Context
	session *staff.Session
	actor   content.Actor
	locale  i18n.Locale
	words   *i18n.Printer
	now     time.Time
	// asking is what was typed into the form of a question that is shown again.
	asking asking
}

func (a *Admin) visit(c *fiber.Ctx, s *staff.Session) *visit {
	v := &visit{Admin: a, c: c, ctx: c.UserContext(), session: s, now: a.Clock.Now()}
	if c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead {
		v.ctx = content.Steady(v.ctx) // it writes nothing that it reads again
	}
	v.locale = i18n.Match(c.Get(fiber.HeaderAcceptLanguage), i18n.Shipped(), i18n.English)
	if s != nil {
		v.become(s)
	}
	v.words = a.Catalog.Printer(v.locale)
	return v
}

// become lets the visit go on as the member of s.
func (v *visit) become(s *staff.Session) {
	v.session, v.actor = s, s.Actor()
	v.speak(s.Member.Locale)
	v.tongues.note(v.c, v.locale)
}

// speak sets the language of the visit; the empty one changes nothing.
func (v *visit) speak(l i18n.Locale) {
	if l != "" {
		v.locale, v.words = l, v.Catalog.Printer(l)
	}
}

// T gives words in the member's language.
func (v *visit) T(key string, args ...any) string { return v.words.T(key, args...) }

// mayAny reports whether the policy allows the member one of the actions
// somewhere: what an address may be shown for.
func (v *visit) mayAny(actions ...content.Action) bool {
	for _, action := range actions {
		if content.MaySomewhere(v.actor, action, v.now) {
			return true
		}
	}
	return false
}

// toTheDoor sends somebody to what is still asked of them, and from there back.
func (v *visit) toTheDoor() error {
	switch {
	case v.session == nil && v.c.Method() == fiber.MethodGet:
		return v.to(Root + "/sign-in?next=" + url.QueryEscape(v.c.OriginalURL()))
	case v.session == nil && v.carried() != "":
		if err := v.genuine(); err != nil {
			return err
		}
		return v.signInForm(SignIn{Next: v.c.Path(), Carried: v.carried()}, fault.New(fault.Forbidden, "sign_in.ended"))
	case v.session == nil:
		return fault.New(fault.Forbidden, "sign_in.ended")
	case v.session.Stage == staff.StageEnrol:
		return v.to(Root + "/factor")
	case v.session.Stage == staff.StageCode:
		return v.to(Root + "/code")
	}
	return v.to(v.next())
}

// to answers a form, or a request that belongs elsewhere.
func (v *visit) to(path string) error { return v.c.Redirect(path, fiber.StatusSeeOther) }

// next is the own address that somebody wanted to go to before signing in.
func (v *visit) next() string {
	next := v.c.FormValue("next", v.c.Query("next"))
	return web.SafePath(next, Root+"/")
}

// field gives what was typed into a line of a form; a text keeps its line ends.
func (v *visit) field(name string) string { return web.CleanText(v.c.FormValue(name), 2000) }
func (v *visit) text(name string) string  { return v.c.FormValue(name) }

// id gives a parameter of the address that has to be an id.
func (v *visit) id(name string) (content.ID, error) {
	id := content.ID(v.c.Params(name))
	if !id.Valid() {
		return "", fault.Absent("%s %q", name, id)
	}
	return id, nil
}

// page answers with a screen.
func (v *visit) page(status int, name string, data any) error {
	var b bytes.Buffer
	if err := v.views.Render(&b, name, data); err != nil {
		return err
	}
	v.c.Status(status)
	// Never compressed: a page holds a secret beside words that others choose.
	v.c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return v.c.Send(b.Bytes())
}

// say puts an error into the member's words.
func (v *visit) say(err error) string {
	if f := faultOf(err); f != nil && f.Key != "" && v.words.Has(f.Key) {
		return v.words.T(f.Key, f.Args...)
	}
	return v.words.T("fault." + strings.ReplaceAll(fault.KindOf(err).String(), " ", "_"))
}

func escape(s string) string { return url.QueryEscape(s) }
