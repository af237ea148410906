package content

import (
	"context"
	"slices"
	"time"

	"herald/i18n"
	"herald/internal/fault"
)

// foreseen is a shelf on which one Edition is live. Only that one row, address and
// Record are other than on the shelf below it.
type foreseen struct {
	Shelf
	d     *Document
	row   Row
	texts map[Hash][]byte
}

// foresee lays the Edition over the shelf of r.
func (r *reader) foresee(ctx context.Context, d *Document, locale i18n.Locale, n int, texts Texts) (*foreseen, error) {
	typ := r.types.Get(d.Type)
	if typ == nil || d.Site != r.site.Name || !r.site.Has(locale) || d.Translation(locale).Edition(n) == nil {
		return nil, fault.Absent("edition %d of %s in %s on site %s", n, d.ID, locale, r.site.Name)
	}
	f := &foreseen{Shelf: r.shelf, d: d.foresee(locale, n, r.now)}
	t := f.d.Translation(locale)
	e := t.LiveEdition()
	var err error
	if f.texts, err = texts.Texts(ctx, e.Words, e.Facts); err != nil {
		return nil, err
	}
	j := &projecting{Projector: Projector{Types: r.types, Sites: r.sites}, d: f.d, typ: typ, site: r.site, words: map[Hash]Words{}, facts: map[Hash]Facts{}}
	for _, need := range []Needed{{Hash: e.Words}, {Hash: e.Facts, Facts: true}} {
		if err := j.decode(need, f.texts[need.Hash]); err != nil {
			return nil, err
		}
	}
	f.row = j.row(locale, t, e, e.Facts)
	return f, nil
}

// foresee gives d as it would be with Edition n of a Translation live. d itself
// stays as it is.
func (d *Document) foresee(locale i18n.Locale, n int, now time.Time) *Document {
	will, t := *d, *d.Translation(locale)
	e := *t.Edition(n)
	e.State, e.Ending = Published, nil
	if e.Published == nil {
		e.Published = &Publication{Mark: Mark{At: now}}
	}
	t.Editions = slices.Clone(t.Editions)
	t.Editions[n-1], t.Live, t.Next = &e, n, 0
	will.Translations = slices.Clone(d.Translations)
	will.Put(&t)
	return &will
}

func (f *foreseen) Documents(ctx context.Context, ids ...ID) (map[ID]*Document, error) {
	docs, err := f.Shelf.Documents(ctx, ids...)
	if err == nil && slices.Contains(ids, f.d.ID) {
		docs[f.d.ID] = f.d
	}
	return docs, err
}

// Rows gives, of the Document alone, its row in the place of the one that its
// Translation has on the shelf, to whoever may read the Site.
func (f *foreseen) Rows(ctx context.Context, q Query) ([]Row, error) {
	rows, err := f.Shelf.Rows(ctx, q)
	if err != nil || !slices.Contains(q.Documents, f.d.ID) {
		return rows, err
	}
	rows = slices.DeleteFunc(rows, func(row Row) bool { return row.Document == f.d.ID && row.Locale == f.row.Locale })
	if slices.Contains(q.Audiences, f.row.Audience) && slices.Contains(q.Sites, f.row.Site) {
		rows = append(rows, f.row)
	}
	return rows, nil
}

// Paths lets the address of the Edition lead to it.
func (f *foreseen) Paths(ctx context.Context, site, path string) ([]PathRow, error) {
	held, err := f.Shelf.Paths(ctx, site, path)
	if err != nil || path == "" || path != f.row.Path || site != f.row.Site {
		return held, err
	}
	held = slices.DeleteFunc(held, func(p PathRow) bool { return p.Locale == f.row.Locale })
	return append(held, PathRow{Site: site, Locale: f.row.Locale, Path: path, Document: f.d.ID}), nil
}

// Texts gives the texts of the Edition, which need not be on the shelf yet.
func (f *foreseen) Texts(ctx context.Context, hashes ...Hash) (map[Hash][]byte, error) {
	var others []Hash
	for _, h := range hashes {
		if f.texts[h] == nil {
			others = append(others, h)
		}
	}
	bodies := map[Hash][]byte{}
	if len(others) > 0 {
		found, err := f.Shelf.Texts(ctx, others...)
		if err != nil {
			return nil, err
		}
		bodies = found
	}
	for _, h := range hashes {
		if body := f.texts[h]; body != nil {
			bodies[h] = body
		}
	}
	return bodies, nil
}
