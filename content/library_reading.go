package content

import (
	"context"
	"slices"

	"herald/i18n"
)

// readings turns rows into Readings with one query for Records and one for
// texts. docs may hold Records that are loaded already.
func (r *reader) readings(ctx context.Context, rows []Row, docs map[ID]*Document) ([]Reading, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	if docs == nil {
		var ids []ID
		for _, row := range rows {
			ids = append(ids, row.Document)
		}
		var err error
		if docs, err = r.shelf.Documents(ctx, ids...); err != nil {
			return nil, err
		}
	}
	var hashes []Hash
	for _, row := range rows {
		hashes = append(hashes, row.Words, row.Facts)
	}
	bodies, err := r.shelf.Texts(ctx, hashes...)
	if err != nil {
		return nil, err
	}
	all := make([]Reading, 0, len(rows))
	for _, row := range rows {
		d := docs[row.Document]
		if d == nil || r.types.Get(row.Type) == nil {
			continue
		}
		w, err := DecodeWords(bodies[row.Words])
		if err != nil {
			return nil, err
		}
		f, err := DecodeFacts(bodies[row.Facts])
		if err != nil {
			return nil, err
		}
		all = append(all, r.reading(row, d, w, f))
	}
	return all, nil
}

func (r *reader) reading(row Row, d *Document, w Words, f Facts) Reading {
	typ := r.types.Get(row.Type)
	t := d.Translation(row.Locale)
	e := t.Edition(row.Edition)
	w.Fields, f.Fields = r.visible(typ, w.Fields), r.visible(typ, f.Fields)
	home := r.home(row)
	got := Reading{
		ID: d.ID, Type: typ, Site: home, Born: r.born(d, home), Locale: row.Locale, Source: d.Source,
		Edition: row.Edition, State: row.State, Words: w, Facts: f, Date: row.Date,
		First: t.FirstPublic(), Public: row.Public, Updated: e.PublishAt,
		Correction: e.Correction, Sealed: e.Seal(), Imported: e.Imported(), Derived: t.Derived,
		Owed: e.Owed, Ending: e.Ending, Current: true,
		Ended: !f.Until.IsZero() && !f.Until.After(r.now),
	}
	if e.Published != nil {
		got.Updated = e.Published.At
	}
	if got.First.IsZero() {
		got.First = got.Updated
	}
	got.Began = got.First
	for _, o := range d.Translations {
		if at := o.FirstPublic(); !at.IsZero() && at.Before(got.Began) {
			got.Began = at
		}
	}
	for _, o := range t.Editions {
		if o.Published != nil && o.Number <= row.Edition || o.Number == row.Edition {
			got.Editions = append(got.Editions, o.Number)
			if o.Correction {
				got.Mended = Mended{Edition: o.Number, At: o.PublishAt}
				if o.Published != nil {
					got.Mended.At = o.Published.At
				}
			}
		}
	}
	got.Unofficial = typ.Verbatim && !slices.Contains(f.AuthenticIn(d.Source), row.Locale)
	for _, red := range d.Redactions {
		if !red.Confirmed.At.IsZero() {
			got.Redacted = red.Confirmed.At
		}
	}
	if row.State == Unpublished {
		got.bury(typ)
	}
	return got
}

// born gives the origin of the first Site for readers such as those of home that
// d was public on: another may have a name that these must not learn.
func (r *reader) born(d *Document, home *Site) string {
	for _, f := range d.Former {
		if s := r.sites[f.Site]; s != nil && s.Audience == home.Audience {
			return s.Origin
		}
	}
	return home.Origin
}

// visible leaves out the fields that the Type does not have any more and those
// of an audience that the reader does not hold.
func (r *reader) visible(t *Type, all Fields) Fields {
	seen := func(f Field) bool { return f.Audience == "" || r.access.Holds(f.Audience) }
	var filter func(fields []Field, values Fields) Fields
	filter = func(fields []Field, values Fields) Fields {
		out := Fields{}
		for _, f := range fields {
			v, ok := values[f.Name]
			if !ok || !seen(f) {
				continue
			}
			kept := Value{Items: v.Items}
			for _, row := range v.Rows {
				kept.Rows = append(kept.Rows, filter(f.Fields, row))
			}
			out[f.Name] = kept
		}
		return out
	}
	return filter(t.Fields, all)
}

// bury leaves of an unpublished entry what its tombstone says: its number and
// day, and nothing that was written.
func (g *Reading) bury(t *Type) {
	kept := Fields{}
	for _, name := range []string{t.Number, t.Date} {
		if v, ok := g.Facts.Fields[name]; ok && name != "" {
			kept[name] = v
		}
	}
	g.Words, g.Facts = Words{Path: g.Words.Path}, Facts{Fields: kept}
}

// whole gives the Reading of one row with all that a page of its own shows:
// alternates, staleness, the typed reason, what follows.
func (r *reader) whole(ctx context.Context, row Row) (Reading, error) {
	docs, err := r.shelf.Documents(ctx, row.Document)
	if err != nil {
		return Reading{}, err
	}
	all, err := r.readings(ctx, []Row{row}, docs)
	if err != nil || len(all) == 0 {
		return Reading{}, err
	}
	got, d := all[0], docs[row.Document]
	if err := r.alternates(ctx, &got); err != nil {
		return Reading{}, err
	}
	for _, t := range d.Translations {
		if t.Follows != nil && t.At(r.now) == nil {
			got.Follows = append(got.Follows, Later{Locale: t.Locale, Due: t.Follows.Due})
		}
	}
	if err := r.stale(ctx, d, &got); err != nil {
		return Reading{}, err
	}
	got.ReasonText, err = r.reasonText(ctx, got.Ending, got.Locale)
	return got, err
}

// reasonText gives the typed reason once it is sealed in locale; until then the
// ready-made sentence stands alone.
func (r *reader) reasonText(ctx context.Context, e *Ending, locale i18n.Locale) (string, error) {
	if e == nil || e.Reason.Typed(locale) == "" {
		return "", nil
	}
	bodies, err := r.shelf.Texts(ctx, e.Reason.Text)
	if err != nil {
		return "", err
	}
	return DecodeReason(bodies[e.Reason.Text], locale)
}

func (r *reader) alternates(ctx context.Context, got *Reading) error {
	one := []Reading{*got}
	err := r.allAlternates(ctx, one)
	got.Alternates = one[0].Alternates
	return err
}

// allAlternates fills the Alternates of all with one query.
func (r *reader) allAlternates(ctx context.Context, all []Reading) error {
	if len(all) == 0 {
		return nil
	}
	q := r.wide("")
	for _, got := range all {
		q.Documents = append(q.Documents, got.ID)
	}
	rows, err := r.shelf.Rows(ctx, q)
	if err != nil {
		return err
	}
	paths := map[ID]map[i18n.Locale]string{}
	for _, row := range rows {
		if row.Locale != row.For {
			continue
		}
		if paths[row.Document] == nil {
			paths[row.Document] = map[i18n.Locale]string{}
		}
		paths[row.Document][row.Locale] = row.Path
	}
	for i := range all {
		got := &all[i]
		for _, l := range got.Site.Locales {
			if path, ok := paths[got.ID][l]; ok {
				got.Alternates = append(got.Alternates, Alternate{Locale: l, Path: got.Site.Path(l, path)})
			}
		}
	}
	return nil
}

// items turns the rows of a list into what f wants of them.
func (r *reader) items(ctx context.Context, rows []Row, f Filter) (items []Reading, err error) {
	if f.Bare {
		items = r.bare(rows)
	} else if items, err = r.readings(ctx, rows, nil); err != nil {
		return nil, err
	}
	if f.Alternates {
		err = r.allAlternates(ctx, items)
	}
	return items, err
}

// bare gives what rows alone say.
func (r *reader) bare(rows []Row) []Reading {
	all := make([]Reading, 0, len(rows))
	for _, row := range rows {
		typ := r.types.Get(row.Type)
		if typ == nil {
			continue
		}
		all = append(all, Reading{ID: row.Document, Type: typ, Site: r.home(row), Locale: row.Locale, Edition: row.Edition, Current: true,
			State: row.State, Date: row.Date, Public: row.Public, Words: Words{Path: row.Path},
			Ended: !row.Until.IsZero() && !row.Until.After(r.now)})
	}
	return all
}

// stale compares the text that a translation was made from with what is
// published of the source now. Drafts of the source never count.
func (r *reader) stale(ctx context.Context, d *Document, got *Reading) error {
	if got.Locale == d.Source {
		return nil
	}
	made := d.Translation(got.Locale).MadeFrom.Words
	source := d.SourceTranslation().At(r.now)
	if made == "" || source == nil || source.Words == made {
		return nil
	}
	bodies, err := r.shelf.Texts(ctx, made, source.Words)
	if err != nil {
		return err
	}
	then, err := DecodeWords(bodies[made])
	if err != nil {
		return err
	}
	now, err := DecodeWords(bodies[source.Words])
	if err != nil {
		return err
	}
	got.Stale = Compare(then, now)
	return nil
}

func (r *reader) words(ctx context.Context, rows []Row) (map[Hash]Words, error) {
	var hashes []Hash
	for _, row := range rows {
		hashes = append(hashes, row.Words)
	}
	if len(hashes) == 0 {
		return nil, nil
	}
	bodies, err := r.shelf.Texts(ctx, hashes...)
	if err != nil {
		return nil, err
	}
	words := make(map[Hash]Words, len(bodies))
	for h, body := range bodies {
		if words[h], err = DecodeWords(body); err != nil {
			return nil, err
		}
	}
	return words, nil
}
