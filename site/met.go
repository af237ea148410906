package site

import (
	"slices"
	"strings"

	"herald/content"
	"herald/content/markdown"
	"herald/i18n"
	"herald/internal/fault"
)

// met are the Documents that a page has asked for so far, to link to them: what cannot
// be read here is nil. Met together they cost as many questions as one.
type met map[metKey]*content.Reading

type metKey struct {
	id     content.ID
	locale i18n.Locale
}

// meet reads Documents that are going to be linked to in a locale.
func (v *visit) meet(locale i18n.Locale, ids ...content.ID) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id content.ID) bool {
		_, known := v.met[metKey{id, locale}]
		return known || !id.Valid()
	})
	if len(ids) == 0 {
		return
	}
	found, err := v.reader.Links(v.ctx, ids, locale)
	if fault.Is(err, fault.NotFound) && len(ids) > 1 {
		// One that is damaged must not take the others with it.
		for _, id := range ids {
			v.meet(locale, id)
		}
		return
	}
	if err != nil && !fault.Is(err, fault.NotFound) {
		v.fail(err)
		return
	}
	if v.met == nil {
		v.met = met{}
	}
	for _, id := range ids {
		v.met[metKey{id, locale}] = nil
		if r, ok := found[id]; ok {
			v.met[metKey{id, locale}] = &r
		}
	}
}

// meetIn reads what readings link to: in their fields, and in their bodies.
func (v *visit) meetIn(readings ...*content.Reading) {
	var named []content.ID
	linked := map[i18n.Locale][]content.ID{}
	for _, r := range readings {
		named = append(named, content.RefsOf(r.Type, r.Words, r.Facts)...)
		if !strings.Contains(r.Words.Body, "doc:") {
			continue
		}
		for _, ref := range markdown.Refs(r.Words.Body) {
			if ref.Kind == "doc" {
				linked[r.Locale] = append(linked[r.Locale], content.ID(ref.ID))
			}
		}
	}
	v.meet(v.locale, named...)
	for locale, ids := range linked {
		v.meet(locale, ids...)
	}
}

// linked is a Document as it is linked to in a locale, if it can be read here.
func (v *visit) linked(id content.ID, locale i18n.Locale) (content.Reading, bool) {
	v.meet(locale, id)
	if r := v.met[metKey{id, locale}]; r != nil {
		return *r, true
	}
	return content.Reading{}, false
}

// fail keeps the first reason why the page being made is not whole.
func (v *visit) fail(err error) {
	if v.failed == nil {
		v.failed = err
	}
}
