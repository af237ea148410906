package admin

import (
	"github.com/gofiber/fiber/v2"

	"herald/i18n"
	"herald/internal/fault"
	"herald/internal/web"
)

// siteType is the Type of a Site's own words: its arms, its colour and what else is on
// every page.
const siteType = "site"

// LookPage shows how the Site will look, page beside page, before anybody else sees it.
type LookPage struct {
	Base
	// Back leads to the text, Lang is its language.
	Back string
	Lang i18n.Locale
	// Views are the frames.
	Views []LookView
}

// LookView is one page in one width.
type LookView struct {
	Title, URL string
	Phone      bool
}

func lookPage(v *visit) error {
	o, err := v.openLook()
	if err != nil {
		return err
	}
	at := previewPath(o)
	p := &LookPage{Base: v.base(v.T("desk.look.title")), Back: documentURL(o.d.ID, o.t.Locale), Lang: o.t.Locale,
		Views: []LookView{{Title: v.T("desk.look.home"), URL: at + "home"}}}
	_, err = v.Look(v.ctx, o.d, o.t.Locale, o.e.Number, at+"media")
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	if err == nil {
		p.Views = append(p.Views, LookView{Title: v.T("desk.look.release"), URL: at + "release"})
	}
	p.Views = append(p.Views, LookView{Title: v.T("desk.look.phone"), URL: at + "home", Phone: true})
	v.c.Set(fiber.HeaderContentSecurityPolicy, web.Policy{Framing: true}.CSP())
	return v.page(fiber.StatusOK, "look", p)
}

// openLook opens the words of a Site; of other texts there is nothing to look at.
func (v *visit) openLook() (*open, error) {
	o, err := v.openText()
	if err == nil && o.typ.Name != siteType {
		err = fault.Absent("looks of a %s", o.typ.Name)
	}
	return o, err
}

// lookHome and lookRelease are the pages in the frames. They are the only ones of the
// desk that may stand in one, and only in one of ours.
func lookHome(v *visit) error {
	o, err := v.openLook()
	if err != nil {
		return err
	}
	page, err := v.Preview(v.ctx, o.d, o.t.Locale, o.e.Number, previewPath(o)+"media")
	return v.framed(page, err)
}

func lookRelease(v *visit) error {
	o, err := v.openLook()
	if err != nil {
		return err
	}
	page, err := v.Look(v.ctx, o.d, o.t.Locale, o.e.Number, previewPath(o)+"media")
	return v.framed(page, err)
}

func (v *visit) framed(page []byte, err error) error {
	if err != nil {
		return err
	}
	v.c.Set(fiber.HeaderContentSecurityPolicy, web.Policy{Framed: true}.CSP())
	v.c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return v.c.Send(page)
}
