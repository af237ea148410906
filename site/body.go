package site

import (
	"html/template"
	"strings"

	"herald/content"
	"herald/content/markdown"
	"herald/i18n"
)

// render gives a text of r as it stands on a page. A text that is too long to
// render is an error of whoever let it in; the reader gets the rest.
func (v *visit) render(r *content.Reading, source, prefix string) template.HTML {
	if strings.TrimSpace(source) == "" {
		return ""
	}
	html, err := markdown.Render(source, markdown.Page, v.options(r, prefix))
	if err != nil {
		v.log.Error("text not rendered", "document", string(r.ID), "locale", string(r.Locale), "error", err)
		return ""
	}
	return html
}

// outline lists the headings of a text for the contents of its page.
func (v *visit) outline(r *content.Reading) []markdown.Heading {
	var top []markdown.Heading
	for _, h := range markdown.Outline(r.Words.Body, v.options(r, "")) {
		if h.Level == 2 {
			top = append(top, h)
		}
	}
	return top
}

// options are the surroundings in which the texts of r are rendered.
func (v *visit) options(r *content.Reading, prefix string) markdown.Options {
	return markdown.Options{
		Lang: string(r.Locale), IDPrefix: prefix, Base: r.Site.Origin,
		Slug: r.Locale.Slug, Numbered: r.Type.Schema == "Legislation" && prefix == "",
		Doc:     func(id string) (markdown.Link, bool) { return v.docLink(r, id) },
		Picture: func(name string) (markdown.Picture, bool) { return v.picture(r, name) },
		File:    func(name string) (markdown.File, bool) { return v.file(r, name) },
		Words:   func(key string, args ...any) string { return v.textWord(r.Locale, key, args...) },
	}
}

// textWord is a word of the interface inside a text, in the language of the
// text.
func (v *visit) textWord(locale i18n.Locale, key string, args ...any) string {
	words := v.printer(locale)
	if !words.Has(key) {
		return ""
	}
	return words.T(key, args...)
}

// docLink resolves doc:ID in the locale of the text that names it. A text that
// is at home on another Site says its paths there.
func (v *visit) docLink(from *content.Reading, id string) (markdown.Link, bool) {
	locale := from.Locale
	ref, err := content.ParseRef("doc:" + id)
	if err != nil {
		return markdown.Link{}, false
	}
	r, ok := v.linked(ref.Document, locale)
	if !ok || r.Type.Hidden {
		url, ok := v.elsewhere(ref.Document, locale)
		return markdown.Link{URL: url}, ok
	}
	link := markdown.Link{URL: r.URL(from.Site), Title: r.Words.Title}
	if ref.Edition > 0 && ref.Edition < r.Edition {
		link.URL = editionURL(link.URL, ref.Edition)
	}
	if r.Locale != locale {
		link.Lang = string(r.Locale)
	}
	return link, true
}
