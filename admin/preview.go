package admin

import (
	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/fault"
)

// previewPath is where a text is shown as readers would see it, and below it the
// files that it shows.
func previewPath(o *open) string {
	return previews + string(o.d.ID) + "/" + string(o.t.Locale) + "/"
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

// previewFile gives a file that the text shows, or may show once what is being
// typed into it is saved: one that the member may see in any case.
func previewFile(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	err = v.File(v.c, o.d, o.t.Locale, o.e.Number)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	id := content.ID(v.c.Params("asset"))
	if _, unseen := v.seen(id); unseen != nil {
		return err
	}
	return v.Variant(v.c, id, v.c.Params("variant"), v.c.Params("file"))
}
