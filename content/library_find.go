package content

import (
	"context"
	"slices"

	"herald/i18n"
	"herald/internal/fault"
)

// Find looks path up in locale and then in the Site's other locales, in order.
func (r *reader) Find(ctx context.Context, locale i18n.Locale, path string) (Found, error) {
	held, err := r.shelf.Paths(ctx, r.site.Name, path)
	if err != nil {
		return Found{}, err
	}
	r.readPath(path, held)
	for _, l := range append([]i18n.Locale{locale}, r.site.Locales...) {
		for _, p := range held {
			if p.Locale != l || p.Since.After(r.now) {
				continue
			}
			found, err := r.answer(ctx, locale, path, p)
			if !fault.Is(err, fault.NotFound) {
				return found, err
			}
		}
	}
	return Found{}, fault.Absent("path %s/%s", locale, path)
}

// answer says how the holder p of path answers a reader of locale.
func (r *reader) answer(ctx context.Context, locale i18n.Locale, path string, p PathRow) (Found, error) {
	docs, err := r.shelf.Documents(ctx, p.Document)
	if err != nil {
		return Found{}, err
	}
	d := docs[p.Document]
	if d == nil {
		return Found{}, fault.Absent("document %s", p.Document)
	}
	r.readDocuments(r.query(""), d.ID)
	if p.Rehomed {
		return r.rehomed(d)
	}
	t := d.Translation(p.Locale)
	if e := t.LiveEdition(); e != nil && e.State == Unpublished && t.At(r.now) == nil {
		return r.gone(ctx, locale, d, t, e)
	}
	got, err := r.Get(ctx, d.ID, locale, p.Locale)
	if err != nil {
		return Found{}, err
	}
	found := Found{Reading: got, To: got.Path()}
	switch {
	case got.Locale == locale && got.Words.Path == path:
		found.Kind = FoundHere
	case got.Locale == locale:
		found.Kind = FoundMoved
	case got.Words.Path == path:
		found.Kind = FoundElsewhere
	default:
		found.Kind, found.To = FoundMoved, r.site.Path(locale, got.Words.Path)
	}
	return found, nil
}

// ByID leads to what is readable of id or of the Document that it was joined
// to. What was never public here is absent, like what does not exist.
func (r *reader) ByID(ctx context.Context, id ID, locale i18n.Locale) (Found, error) {
	got, err := r.Get(ctx, id, locale)
	if err == nil {
		return Found{Kind: FoundMoved, Reading: got, To: got.Path()}, nil
	}
	if !fault.Is(err, fault.NotFound) {
		return Found{}, err
	}
	docs, err := r.shelf.Documents(ctx, id)
	if err != nil {
		return Found{}, err
	}
	d := docs[id]
	switch {
	case d == nil:
		return Found{}, fault.Absent("document %s", id)
	case d.Joined != "" && d.Joined != id:
		return r.ByID(ctx, d.Joined, locale)
	case d.Site != r.site.Name:
		return r.rehomed(d)
	}
	for _, t := range r.inOrder(d, locale) {
		if e := t.LiveEdition(); e != nil && e.Published != nil {
			return r.gone(ctx, locale, d, t, e)
		}
	}
	return Found{}, fault.Absent("document %s", id)
}

// inOrder gives the Translations of d, the one in locale first and the others
// as the Site's locales stand.
func (r *reader) inOrder(d *Document, locale i18n.Locale) []*Translation {
	all := slices.Clone(d.Translations)
	rank := func(t *Translation) int {
		if t.Locale == locale {
			return -1
		}
		if i := slices.Index(r.site.Locales, t.Locale); i >= 0 {
			return i
		}
		return len(r.site.Locales)
	}
	slices.SortStableFunc(all, func(a, b *Translation) int { return rank(a) - rank(b) })
	return all
}

// gone answers for a Translation that was public and is not any more.
func (r *reader) gone(ctx context.Context, locale i18n.Locale, d *Document, t *Translation, e *Edition) (Found, error) {
	if len(r.audiences) == 0 {
		return Found{}, fault.Absent("document %s", d.ID)
	}
	found := Found{Kind: FoundGone, Ending: e.Ending}
	found.Reading = Reading{ID: d.ID, Type: r.types.Get(d.Type), Site: r.site, Locale: t.Locale, State: Unpublished, Ending: e.Ending}
	if e.Ending == nil {
		return found, nil
	}
	var err error
	if found.Reading.ReasonText, err = r.reasonText(ctx, e.Ending, locale); err != nil {
		return Found{}, err
	}
	switch to := e.Ending.Redirect; {
	case to.Path != "":
		found.To = to.Path
	case to.Document != "":
		if got, err := r.Get(ctx, to.Document, locale); err == nil {
			found.To = got.Path()
		}
	}
	return found, nil
}

// rehomed answers at the former home of a Document. Where it redirects is for
// whoever knows the other Site; here it is gone, with its new home named.
func (r *reader) rehomed(d *Document) (Found, error) {
	var last *Former
	for i := range d.Former {
		if d.Former[i].Site == r.site.Name {
			last = &d.Former[i] // it may have left more than once
		}
	}
	if last == nil || len(r.audiences) == 0 {
		return Found{}, fault.Absent("document %s", d.ID)
	}
	ending := &Ending{Mark: Mark{At: last.Until}, Reason: Reason{Key: "reason.gone.moved_site"}}
	if last.Redirect {
		ending.Redirect.Document = d.ID
	}
	return Found{Kind: FoundGone, Ending: ending, Reading: Reading{ID: d.ID, Type: r.types.Get(d.Type), Site: r.site, State: Unpublished, Ending: ending}}, nil
}
