package site

import (
	"html/template"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// SiteWords are the Site's own words, from its one Document of Type site.
type SiteWords struct {
	Name, Motto, Summary string
	Contact              Contact
	Hours                []string
	// Footer and Banner are rendered text.
	Footer, Banner template.HTML
	// Links are the pages every footer names: contact, privacy, accessibility.
	Links []Link

	looks Looks
}

// siteWords reads the Site's words. A Site that has none yet has a name all
// the same.
func (v *visit) siteWords() (SiteWords, error) {
	w := SiteWords{Name: v.words.T("site.name"), looks: v.looks(nil)}
	r, err := v.reader.Single(v.ctx, "site", v.locale)
	if fault.Is(err, fault.NotFound) {
		return w, nil
	}
	if err != nil {
		return w, err
	}
	v.meetIn(&r)
	field := fieldsOf(&r)
	w.looks = v.looks(&r)
	w.Name, w.Motto, w.Summary = r.Words.Title, field.Text("motto"), r.Words.Summary
	w.Contact = contactOf(field)
	w.Hours = field["hours"].Items
	w.Footer = v.render(&r, field.Text("footer"), "foot-")
	w.Banner = v.render(&r, field.Text("banner"), "banner-")
	for _, page := range []struct{ field, key string }{
		{"contact_page", "nav.contact"}, {"privacy_page", "nav.privacy"}, {"accessibility_page", "nav.accessibility"},
	} {
		if link, ok := v.ref(field.Text(page.field)); ok {
			link.Text = v.words.T(page.key)
			w.Links = append(w.Links, link)
		}
	}
	return w, nil
}

// fieldsOf gives the fields of r, words and facts together: no name is both.
func fieldsOf(r *content.Reading) content.Fields {
	all := make(content.Fields, len(r.Words.Fields)+len(r.Facts.Fields))
	for name, value := range r.Facts.Fields {
		all[name] = value
	}
	for name, value := range r.Words.Fields {
		all[name] = value
	}
	return all
}

// mainMenu are the listings that stand in the menu beside the page tree, in
// order. The others are in the site map.
var mainMenu = []string{"service", "act", "press_release", "news", "event"}

// menu is the top of the page tree and the chief listings.
func (v *visit) menu(here string) ([]MenuItem, error) {
	tree, err := v.reader.Tree(v.ctx, v.locale)
	if err != nil {
		return nil, err
	}
	var items []MenuItem
	for _, branch := range tree {
		item := MenuItem{Link: Link{URL: branch.Path, Text: branch.Title, Lang: branch.Locale}}
		item.Current, item.Within = branch.Path == here, holds(branch.Children, here)
		items = append(items, item)
	}
	for _, name := range mainMenu {
		t := v.types.Get(name)
		if t == nil || !v.lists(t) {
			continue
		}
		url := v.listingURL(t, v.locale)
		items = append(items, MenuItem{
			Link:    Link{URL: url, Text: v.many(t), Lang: v.locale},
			Current: url == here, Within: strings.HasPrefix(here, url) && url != here,
		})
	}
	return items, nil
}

func holds(branches []*content.Branch, path string) bool {
	return slices.ContainsFunc(branches, func(b *content.Branch) bool {
		return b.Path == path || holds(b.Children, path)
	})
}

// lists reports whether the Site has a listing of t: a Type without a seal step
// never has Documents on a public Site.
func (s *Site) lists(t *content.Type) bool {
	return t.Listed && (s.staff() || slices.ContainsFunc(t.Steps, content.SealStep))
}

// listingURL is the address of the listing of t in locale, or "".
func (s *Site) listingURL(t *content.Type, locale i18n.Locale) string {
	if slug := t.Slugs[locale]; slug != "" {
		return s.site.Path(locale, slug+"/")
	}
	return ""
}

// many names Documents of t; one names a single Document.
func (v *visit) many(t *content.Type) string { return v.typeWord(t, "many") }
func (v *visit) one(t *content.Type) string  { return v.typeWord(t, "one") }

// typeWord is a word for t. A municipality's own Type for which nobody wrote
// words is called by its name.
func (v *visit) typeWord(t *content.Type, form string) string {
	if key := "type." + t.Name + "." + form; v.words.Has(key) {
		return v.words.T(key)
	}
	return humanise(t.Name)
}

// humanise makes a readable label of a name in TOML.
func humanise(name string) string {
	words := strings.ReplaceAll(name, "_", " ")
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// Notice is one line of the strip of urgent notices.
type Notice struct {
	Link
	Place, When string
}

// stripLength bounds the strip: whoever shouts everything is not heard.
const stripLength = 3

// strip lists the urgent notices that stand above every page until they end.
func (v *visit) strip() ([]Notice, error) {
	t := v.types.Get("notice")
	if t == nil {
		return nil, nil
	}
	list, err := v.reader.List(v.ctx, content.Filter{Locale: v.locale, Types: []string{t.Name}, Limit: 200})
	if err != nil {
		return nil, err
	}
	var strip []Notice
	for i := range list.Items {
		r := &list.Items[i]
		if r.Facts.Fields.Text("level") != "urgent" || r.State != content.Published || len(strip) == stripLength {
			continue
		}
		strip = append(strip, Notice{Link: v.link(r), Place: r.Words.Fields.Text("place"), When: v.period(r)})
	}
	return strip, nil
}
