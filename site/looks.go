package site

import (
	"cmp"

	"herald/content"
	"herald/media"
)

// Looks are how a Site looks by its own words: its arms, its colour and the picture
// that stands for a page without one.
type Looks struct {
	// Sheet is the address of the style sheet with the colour, empty for that of the
	// theme.
	Sheet string
	// Arms is the address of the arms, ArmsKind of which kind they are.
	Arms, ArmsKind string
	// Share is the whole address of the picture that other sites show, ShareAlt what
	// is said of it.
	Share, ShareAlt string
}

// looks gives those of the theme, with what r, the Site's own words, says otherwise.
func (v *visit) looks(r *content.Reading) Looks {
	var l Looks
	// Both were looked up when the theme was loaded.
	l.Arms, _ = v.theme.Asset(v.theme.Manifest.Arms)
	l.ArmsKind = v.theme.Assets()[l.Arms].ContentType
	if share, err := v.theme.Asset(v.theme.Manifest.Share); err == nil {
		l.Share = v.site.URL(share)
	}
	if r == nil {
		return l
	}
	facts := r.Facts.Fields
	if v.config.Media != nil {
		v.load(idsOf(facts.Text("arms"), facts.Text("share_picture"))...)
	}
	if a, ok := v.theme.Accent(facts.Text("colour")); ok {
		l.Sheet = a.Path
	}
	if a, ok := v.asset(facts.Text("arms")); ok && a.Kind.Class() == media.Picture {
		if sizes := v.sizes.Of(shapeWhole); len(sizes) > 0 {
			// PNG rather than WebP: it is what stands in the tab of every browser.
			kind := media.PictureKinds(a.Kind)[1]
			l.Arms, l.ArmsKind = v.fileURL(r, a, media.Variant{Size: sizes[0], Focal: a.Focal, Kind: kind}), string(kind)
		}
	}
	if p, ok := v.shape(r, facts.Text("share_picture"), shapeShare); ok {
		l.Share, l.ShareAlt = v.whole(p.Src), p.Alt
	}
	return l
}

func idsOf(names ...string) (ids []content.ID) {
	for _, name := range names {
		if id := content.ID(name); id.Valid() {
			ids = append(ids, id)
		}
	}
	return ids
}

// wear puts the looks on a page.
func (b *Base) wear(l Looks) {
	b.Sheet, b.Arms, b.ArmsKind = l.Sheet, l.Arms, l.ArmsKind
	b.Share, b.ShareAlt = l.Share, cmp.Or(l.ShareAlt, b.Site.Name)
}
