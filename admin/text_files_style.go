package admin

import (
	"github.com/gofiber/fiber/v2"

	"herald/content"
)

// hintsOfFiles are what to look at in what a text says about its files.
func (v *visit) hintsOfFiles(o *open, p *content.Placing) map[content.ID][]TextHint {
	all := map[content.ID][]TextHint{}
	h := v.hinting(o.typ, o.t.Locale, &p.Words, nil)
	for _, part := range wordsOf(o.typ, &p.Words) {
		if part.asset != "" {
			all[part.asset] = append(all[part.asset], h.lines(part)...)
		}
	}
	return all
}

// restyleFiles makes the one correction that a button named, in what is typed about
// the files. Nothing is saved by it, and nothing typed is lost.
func (v *visit) restyleFiles(o *open, p *content.Placing, wanted string, lost []LostWords) error {
	corrected := v.T("desk.style.gone")
	if v.hinting(o.typ, o.t.Locale, &p.Words, nil).correct(wanted) {
		corrected = v.T("desk.style.done")
	}
	page, err := v.textFiles(o, p)
	if err != nil {
		return err
	}
	page.Corrected, page.Lost = corrected, lost
	if base := v.field("base"); base != "" {
		page.Version = base
	}
	return v.page(fiber.StatusOK, "textfiles", page)
}
