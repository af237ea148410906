package content

import (
	"context"

	"herald/i18n"
)

func (r *reader) Links(ctx context.Context, ids []ID, locales ...i18n.Locale) (map[ID]Reading, error) {
	all := make(map[ID]Reading, len(ids))
	return all, r.link(ctx, all, union(nil, ids), locales)
}

// link puts into all what Links gives of ids. What a Document was joined to stands in
// its place.
func (r *reader) link(ctx context.Context, all map[ID]Reading, ids []ID, locales []i18n.Locale) error {
	if len(ids) == 0 {
		return nil
	}
	q := r.wide("")
	r.readDocuments(q, ids...)
	q.Documents = ids
	rows, err := r.shelf.Rows(ctx, q)
	if err != nil {
		return err
	}
	of := map[ID][]Row{}
	for _, row := range rows {
		of[row.Document] = append(of[row.Document], row)
	}
	var chosen []Row
	var absent []ID
	for _, id := range ids {
		if row := r.best(of[id], locales); row != nil {
			chosen = append(chosen, *row)
		} else {
			absent = append(absent, id)
		}
	}
	readings, err := r.readings(ctx, chosen, nil)
	if err != nil {
		return err
	}
	for _, got := range readings {
		// Few were ever withdrawn with a sentence of their own.
		if got.ReasonText, err = r.reasonText(ctx, got.Ending, got.Locale); err != nil {
			return err
		}
		all[got.ID] = got
	}
	return r.linkJoined(ctx, all, absent, locales)
}

// linkJoined puts into all, for those of ids that were joined to other Documents, what
// Links gives of those. A Document is never joined to one that was joined itself to it.
func (r *reader) linkJoined(ctx context.Context, all map[ID]Reading, ids []ID, locales []i18n.Locale) error {
	if len(ids) == 0 {
		return nil
	}
	docs, err := r.shelf.Documents(ctx, ids...)
	if err != nil {
		return err
	}
	for _, id := range ids {
		d := docs[id]
		if d == nil || d.Joined == "" || d.Joined == id {
			continue
		}
		if err := r.link(ctx, all, []ID{d.Joined}, locales); err != nil {
			return err
		}
		if got, ok := all[d.Joined]; ok {
			all[id] = got
		}
	}
	return nil
}

func (r *reader) Refs(ctx context.Context, ids []ID, locale i18n.Locale, limit int) (map[ID][]Reading, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	q := r.wide(locale)
	q.States, q.Sort, q.Limit = []State{Published}, ByPublic, limit*len(ids)
	q.Terms = map[string][]string{TermRef: {}}
	var tags []string
	asked := map[ID]bool{}
	for _, id := range ids {
		asked[id] = true
		q.Terms[TermRef] = append(q.Terms[TermRef], string(id))
		tags = append(tags, RefTag(id))
	}
	r.read(q, tags...)
	rows, err := r.shelf.Rows(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(ids) > 1 && len(rows) == q.Limit {
		// So many name one of them that others may have been left out.
		return r.refsOneByOne(ctx, ids, locale, limit)
	}
	readings, err := r.readings(ctx, rows, nil)
	if err != nil {
		return nil, err
	}
	named := make(map[ID][]ID, len(rows))
	for _, row := range rows {
		for _, term := range row.Terms {
			if term.Name == TermRef && asked[ID(term.Value)] {
				named[row.Document] = union(named[row.Document], []ID{ID(term.Value)})
			}
		}
	}
	all := make(map[ID][]Reading, len(ids))
	for _, got := range readings {
		for _, id := range named[got.ID] {
			if len(all[id]) < limit {
				all[id] = append(all[id], got)
			}
		}
	}
	return all, nil
}

func (r *reader) refsOneByOne(ctx context.Context, ids []ID, locale i18n.Locale, limit int) (map[ID][]Reading, error) {
	all := make(map[ID][]Reading, len(ids))
	for _, id := range ids {
		one, err := r.Refs(ctx, []ID{id}, locale, limit)
		if err != nil {
			return nil, err
		}
		all[id] = one[id]
	}
	return all, nil
}
