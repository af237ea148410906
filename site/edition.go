package site

import (
	"time"

	"herald/content"
)

// edition answers with an Edition of the Document at path by its number. An only
// Edition has one address, that of the Document: there is nothing that it could be
// compared with. Another may come, so the way there is not for ever.
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
	if n == live.Edition && len(live.Editions) < 2 {
		return found(live.Path()), nil
	}
	one, err := v.reader.Edition(v.ctx, live.ID, live.Locale, n)
	if err != nil {
		return answer{}, err
	}
	return v.numbered(&one, &live)
}

// numbered is the page of one Edition by its number, with what it changed. The
// newest has one as well: it is where its change is read, and leads search engines
// to the address of the Document.
func (v *visit) numbered(one, live *content.Reading) (answer, error) {
	d, err := v.document(one)
	if err != nil {
		return answer{}, err
	}
	d.hidden()
	d.Structured = nil
	d.Canonical = v.site.URL(live.Path())
	d.Printed = v.site.URL(editionURL(live.Path(), one.Edition))
	if d.Difference, err = v.difference(one); err != nil {
		return answer{}, err
	}
	line := v.words.T("banner.edition", "n", len(one.Editions), "total", len(live.Editions))
	b := Banner{Kind: "edition", Title: line, Text: v.words.T("difference.current"),
		Link: &Link{URL: live.Path(), Text: v.words.T("banner.edition_current")}}
	if !one.Current {
		b.Text = v.words.T("banner.edition_old", "date", v.words.Date(one.Updated.In(v.zone())))
	}
	if d.Difference != nil {
		b.Link, b.More = &Link{URL: "#_difference", Text: v.words.T("difference.see")}, b.Link
	}
	if d.Change != nil {
		d.Change.See = nil // it stands on this page
	}
	d.Banners = append([]Banner{b}, d.Banners...)
	d.Crumbs = append(d.Crumbs, Link{URL: live.Path(), Text: live.Words.Title})
	d.WindowTitle = line + " – " + d.WindowTitle
	return v.documentPage(one, d)
}

// correctionStands is how long a correction stands on top of the page: who has
// read the mistake must not miss that it was one.
const correctionStands = 30 * 24 * time.Hour

// correction is the banner of the newest correction, while it stands. What came
// after it takes nothing back.
func (v *visit) correction(r *content.Reading) (Banner, bool) {
	until := r.Mended.At.Add(correctionStands)
	if !r.Current || r.Mended.Edition == 0 || !until.After(v.reader.Now()) {
		return Banner{}, false
	}
	v.until(until)
	b := Banner{Kind: "correction", Title: v.words.T("difference.corrected", "date", v.words.Date(r.Mended.At.In(v.zone())))}
	if r.Mended.Edition == r.Edition {
		b.Text = v.note(r.Words.ChangeNote)
	}
	b.Link = v.changed(r, r.Mended.Edition)
	return b, true
}

// changed leads to what an Edition of r changed. A preview leads nowhere: readers
// do not have that Edition yet.
func (v *visit) changed(r *content.Reading, n int) *Link {
	if len(r.Editions) < 2 || n == r.Editions[0] || v.foreseen.is(r) {
		return nil
	}
	return &Link{URL: editionURL(r.Path(), n) + "#_difference", Text: v.words.T("difference.see")}
}
