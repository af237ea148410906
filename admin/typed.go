package admin

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"herald/content"
)

// typedPreview shows what stands in the form as readers would see it. Nothing of
// it is kept: the text is laid over the Document for this one answer.
func typedPreview(v *visit) error {
	w, err := v.openTyped()
	if err != nil {
		return err
	}
	d, edition, texts := foreseen(w)
	page, err := v.Preview(v.ctx, d, w.t.Locale, edition, previewPath(w.open)+"media", texts...)
	if err != nil {
		return err
	}
	v.c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return v.c.Send(page)
}

// openTyped loads the text of an address with what was typed into its form.
func (v *visit) openTyped() (*writing, error) {
	w, why, err := v.openWriting()
	if err != nil {
		return nil, err
	}
	if why != nil {
		return nil, why
	}
	return w, v.take(w)
}

// foreseen is the Document with one more Edition, made of what was typed, and the
// texts of that.
func foreseen(w *writing) (*content.Document, int, []content.Text) {
	words, facts := w.words.Encode(), w.facts.Encode()
	d, t := *w.d, *w.t
	e := content.Edition{Number: len(t.Editions) + 1, State: content.Draft, Words: words.Hash, Facts: facts.Hash}
	t.Editions = append(slices.Clone(t.Editions), &e)
	t.Next = e.Number
	d.Translations = slices.Clone(d.Translations)
	d.Put(&t)
	return &d, e.Number, []content.Text{words, facts}
}
