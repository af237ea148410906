package admin

import (
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/web"
	"herald/staff"
)

// The cookies of a member's browser. Over https their names have the prefix that
// keeps other hosts and paths from setting them.
const (
	sessionCookie = "herald"
	deviceCookie  = "herald-device"
	hostPrefix    = "__Host-"
	// deviceLife is how long a browser is remembered to have signed in before.
	deviceLife = 180 * 24 * time.Hour
)

func cookieName(c *fiber.Ctx, name string) string {
	if web.Secure(c) {
		return hostPrefix + name
	}
	return name
}

func setCookie(c *fiber.Ctx, name, value string, life time.Duration) {
	cookie := &fiber.Cookie{Name: cookieName(c, name), Value: value, Path: "/", HTTPOnly: true, Secure: web.Secure(c), SameSite: fiber.CookieSameSiteLaxMode}
	switch {
	case value == "":
		cookie.Expires = time.Unix(1, 0)
	case life > 0:
		cookie.MaxAge = int(life / time.Second)
	default:
		cookie.SessionOnly = true
	}
	c.Cookie(cookie)
}

func where(c *fiber.Ctx) staff.Where {
	address := web.ClientIP(c)
	if !address.IsValid() {
		address = netip.IPv4Unspecified()
	}
	return staff.Where{Address: address, Browser: web.CleanText(c.Get(fiber.HeaderUserAgent), 256)}
}

// session gives the session of a request, or nil where there is none.
func (a *Admin) session(c *fiber.Ctx) (*staff.Session, error) {
	return a.sessionBy(c, func(token string) (*staff.Session, error) { return a.Door.Session(c.UserContext(), token, where(c)) })
}

// sessionBy gives the session that find finds by the token of a request.
func (a *Admin) sessionBy(c *fiber.Ctx, find func(token string) (*staff.Session, error)) (*staff.Session, error) {
	token := c.Cookies(cookieName(c, sessionCookie))
	if token == "" {
		return nil, nil
	}
	s, err := find(token)
	if fault.Is(err, fault.Forbidden) || fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	keep(c, s)
	return s, nil
}

// glance gives the session of a request without using it.
func (a *Admin) glance(c *fiber.Ctx) (*staff.Session, error) {
	return a.sessionBy(c, func(token string) (*staff.Session, error) { return a.Door.Glance(c.UserContext(), token) })
}

// keep gives the browser what it is to hold from now on.
func keep(c *fiber.Ctx, s *staff.Session) {
	if s.Token != "" {
		setCookie(c, sessionCookie, s.Token, 0)
	}
	if s.Device != "" {
		setCookie(c, deviceCookie, s.Device, deviceLife)
	}
}

// Guard says what the reader of a staff Site may see, and sends whoever has not
// signed in to the door.
func (a *Admin) Guard(c *fiber.Ctx) (content.Access, string, error) {
	s, err := a.session(c)
	if err != nil {
		return "", "", err
	}
	if s == nil || s.Stage != staff.StageIn {
		return "", Root + "/sign-in?next=" + url.QueryEscape(c.OriginalURL()), nil
	}
	return s.Access(a.Clock.Now()), "", nil
}

// handler lets r answer: who comes is looked at first, then where a form comes
// from, and only then the page.
func (a *Admin) handler(r route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		private(c)
		find := a.session
		if r.who == quietly {
			find = a.glance
		}
		s, err := find(c)
		if err != nil {
			return err
		}
		v := a.visit(c, s)
		if !r.fits(s) {
			return v.toTheDoor()
		}
		if len(r.may) > 0 && !v.mayAny(r.may...) {
			return fault.New(fault.Forbidden, "denied.role")
		}
		if r.method == fiber.MethodPost {
			if err := v.genuine(); err != nil {
				return err
			}
		}
		return r.page(v)
	}
}

// private keeps every answer of the staff side out of every cache and frame, and
// its address out of what other hosts are told.
func private(c *fiber.Ctx) {
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	referrer := "same-origin"
	if strings.HasPrefix(c.Path(), previews) {
		// The address of a link is a secret: not even our own pages are told of it.
		referrer = "no-referrer"
	}
	c.Set(fiber.HeaderReferrerPolicy, referrer)
	c.Set("X-Robots-Tag", "noindex, nofollow")
}

// formField is the name of the field that proves that a form is ours.
const formField = "_form"

// genuine refuses a form that another site has a browser send. Browsers say
// where a form comes from; a form of somebody who has signed in proves it with a
// token as well.
func (v *visit) genuine() error {
	refused := fault.New(fault.Forbidden, "denied.form")
	if site := v.c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return refused
	}
	if origin := v.c.Get(fiber.HeaderOrigin); origin != "" && !v.ownOrigin(origin) {
		return refused
	}
	kind := strings.ToLower(v.c.Get(fiber.HeaderContentType))
	if !strings.HasPrefix(kind, fiber.MIMEApplicationForm) && !strings.HasPrefix(kind, fiber.MIMEMultipartForm) {
		return refused
	}
	if v.session != nil && !v.session.CheckForm(v.c.FormValue(formField)) {
		return refused
	}
	return nil
}

func (v *visit) ownOrigin(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, string(v.c.Context().Host()))
}
