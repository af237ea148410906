package site

import (
	"herald/content"
)

// edition answers with an Edition of the Document at path by its number. The
// newest has one address only, that of the Document; which is the newest
// changes, so the way there is not for ever.
func edition(v *visit, path string, n int) (answer, error) {
	f, err := v.reader.Find(v.ctx, v.locale, path)
	if err != nil {
		return answer{}, err
	}
	switch f.Kind {
	case content.FoundGone:
		return gone(v, f)
	case content.FoundMoved, content.FoundElsewhere:
		return moved(editionURL(f.Reading.Path(), n)), nil
	}
	live := f.Reading
	if live.Type.Hidden || n > live.Edition {
		return answer{}, absentEdition(&live, n)
	}
	if n == live.Edition {
		return found(live.Path()), nil
	}
	old, err := v.reader.Edition(v.ctx, live.ID, live.Locale, n)
	if err != nil {
		return answer{}, err
	}
	return v.older(&old, &live)
}

// older is the page of an Edition that another has taken the place of.
func (v *visit) older(old, live *content.Reading) (answer, error) {
	d, err := v.document(old)
	if err != nil {
		return answer{}, err
	}
	d.hidden()
	d.Structured = nil
	d.Canonical = v.site.URL(live.Path())
	d.Printed = v.site.URL(editionURL(live.Path(), old.Edition))
	line := v.words.T("banner.edition", "n", len(old.Editions), "total", len(live.Editions))
	d.Banners = append([]Banner{{
		Kind: "edition", Title: line,
		Text: v.words.T("banner.edition_old", "date", v.words.Date(old.Updated.In(v.zone()))),
		Link: &Link{URL: live.Path(), Text: v.words.T("banner.edition_current")},
	}}, d.Banners...)
	here := Link{URL: live.Path(), Text: live.Words.Title}
	d.Crumbs = append(d.Crumbs, here)
	d.WindowTitle = line + " – " + d.WindowTitle
	return v.documentPage(old, d)
}
