package admin

import (
	"github.com/gofiber/fiber/v2"
)

// previewPath is where a text is shown as readers would see it, and below it the
// files that it shows.
func previewPath(o *open) string {
	return Root + "/preview/" + string(o.d.ID) + "/" + string(o.t.Locale) + "/"
}

// preview shows the newest Edition of a text on the page of its Site. It is there
// for whoever may read the text, and for nobody else.
func preview(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	page, err := v.Preview(v.ctx, o.d, o.t.Locale, o.e.Number, previewPath(o)+"media")
	if err != nil {
		return err
	}
	v.c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return v.c.Send(page)
}

// previewFile gives a file that the text shows.
func previewFile(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	return v.File(v.c, o.d, o.t.Locale, o.e.Number)
}
