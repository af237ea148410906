package admin

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/internal/fault"
	"herald/internal/web"
	"herald/staff"
)

// SignIn is the door.
type SignIn struct {
	Base
	Email, Next, Problem string
	// Carried is what was being typed when a session ended, packed.
	Carried string
	// Code asks for a code beside the password: tries have run out.
	Code bool
	// Plain says that the browser came without https from another machine, where a
	// password would travel openly: nothing is asked for.
	Plain bool
}

func signInPage(v *visit) error {
	if v.session != nil {
		return v.toTheDoor()
	}
	return v.signInForm(SignIn{Next: v.next()}, nil)
}

func (v *visit) signInForm(s SignIn, refused error) error {
	s.Base = v.base(v.T("desk.sign_in.title"))
	s.Plain = v.openly()
	status := fiber.StatusOK
	if refused != nil {
		status, s.Problem = web.Status(refused), v.say(refused)
		s.Code = s.Code || fault.Is(refused, fault.TooMany)
	}
	return v.page(status, "sign-in", &s)
}

// openly reports whether what is typed would travel openly over a network.
func (v *visit) openly() bool {
	host := web.Host(v.c)
	return !web.Secure(v.c) && host != "localhost" && host != "127.0.0.1" && host != "::1" && !strings.HasSuffix(host, ".localhost")
}

func signIn(v *visit) error {
	in := SignIn{Email: v.field("email"), Next: v.next(), Carried: v.text("carried"), Code: v.field("code") != ""}
	if v.openly() {
		return v.signInForm(in, fault.New(fault.Forbidden, "desk.sign_in.plain"))
	}
	s, err := v.Door.SignIn(v.ctx, staff.Attempt{Email: in.Email, Password: v.text("password"), Code: v.field("code"),
		Device: v.c.Cookies(cookieName(v.c, deviceCookie)), Where: where(v.c)})
	if err != nil {
		if fault.KindOf(err) == fault.Internal {
			return err
		}
		return v.signInForm(in, err)
	}
	return v.enter(s)
}

// enter lets a session that has come further go on to what is next.
func (v *visit) enter(s *staff.Session) error {
	keep(v.c, s)
	next, carried := "?next="+escape(v.next()), v.text("carried")
	switch s.Stage {
	case staff.StageCode:
		if carried != "" {
			v.become(s)
			return v.page(fiber.StatusOK, "code", &Code{Base: v.base(v.T("desk.code.title")), Next: v.next(), Carried: carried})
		}
		return v.to(Root + "/code" + next)
	case staff.StageEnrol:
		return v.to(Root + "/factor" + next)
	}
	if carried != "" {
		v.become(s)
		return v.to(v.carryIn(carried, v.next()))
	}
	return v.to(v.next())
}

func signOut(v *visit) error {
	if err := v.Door.SignOut(v.ctx, v.session); err != nil {
		return err
	}
	setCookie(v.c, sessionCookie, "", 0)
	return v.to(Root + "/sign-in")
}

// Code asks for the second factor.
type Code struct {
	Base
	Next, Problem, Carried string
}

func codePage(v *visit) error {
	if v.session.Stage != staff.StageCode {
		return v.toTheDoor()
	}
	return v.page(fiber.StatusOK, "code", &Code{Base: v.base(v.T("desk.code.title")), Next: v.next()})
}

func code(v *visit) error {
	s, err := v.Door.Code(v.ctx, v.session, v.field("code"))
	if err == nil {
		return v.enter(s)
	}
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	return v.page(web.Status(err), "code", &Code{Base: v.base(v.T("desk.code.title")), Next: v.next(), Problem: m.first("code"), Carried: v.text("carried")})
}

// Factor sets up an authenticator app.
type Factor struct {
	Base
	Next, Problem string
	// Secret is what the picture says, to be typed where there is no camera.
	Secret string
	// Demanded says that nothing else is to be had before.
	Demanded bool
}

func factorPage(v *visit) error { return v.factorForm("", fiber.StatusOK) }

func (v *visit) factorForm(problem string, status int) error {
	if v.session.Stage == staff.StageCode {
		return v.toTheDoor()
	}
	e, err := v.Door.BeginFactor(v.ctx, v.session)
	if err != nil {
		return v.afterConfirming(err)
	}
	keep(v.c, v.session)
	return v.page(status, "factor", &Factor{Base: v.base(v.T("desk.factor.title")), Next: v.next(), Problem: problem,
		Secret: e.Secret, Demanded: v.session.Stage == staff.StageEnrol})
}

// factorPicture is the secret as a picture that the app reads.
func factorPicture(v *visit) error {
	e, err := v.Door.BeginFactor(v.ctx, v.session)
	if err != nil {
		return err
	}
	picture, err := e.PNG(240)
	if err != nil {
		return err
	}
	v.c.Set(fiber.HeaderContentType, "image/png")
	return v.c.Send(picture)
}

// Codes shows recovery codes, which is possible once.
type Codes struct {
	Base
	Codes []string
	Next  string
}

func confirmFactor(v *visit) error {
	s, codes, err := v.Door.ConfirmFactor(v.ctx, v.session, v.field("code"))
	if err == nil {
		return v.showCodes(s, codes)
	}
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	return v.factorForm(m.first("code"), web.Status(err))
}

func (v *visit) showCodes(s *staff.Session, codes []string) error {
	if s != nil {
		keep(v.c, s)
		v.session = s
	}
	return v.page(fiber.StatusOK, "codes", &Codes{Base: v.base(v.T("desk.codes.title")), Codes: codes, Next: v.next()})
}

// Confirm asks for the password again before something that matters.
type Confirm struct {
	Base
	Next, Problem string
}

func confirmPage(v *visit) error {
	return v.page(fiber.StatusOK, "confirm", &Confirm{Base: v.base(v.T("desk.confirm.title")), Next: v.next()})
}

func confirm(v *visit) error {
	s, err := v.Door.Confirm(v.ctx, v.session, v.text("password"))
	if err == nil {
		keep(v.c, s)
		return v.to(v.next())
	}
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	return v.page(web.Status(err), "confirm", &Confirm{Base: v.base(v.T("desk.confirm.title")), Next: v.next(), Problem: m.first("password")})
}

// afterConfirming sends who has to give the password again there, and back.
func (v *visit) afterConfirming(err error) error {
	f := faultOf(err)
	if f == nil || f.Key != "sign_in.confirm" {
		return err
	}
	back := v.c.Path()
	if v.c.Method() != fiber.MethodGet {
		back = Root + "/account"
	}
	return v.to(Root + "/confirm?next=" + escape(back))
}
