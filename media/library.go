package media

import (
	"context"

	"herald/content"
)

// Named is an Asset with the name that its file came under.
type Named struct {
	*Asset
	Name string
}

// Library gives Assets with their names, to whoever has found out that a reader
// may see them.
type Library struct {
	Shelf Shelf
	Texts content.Texts
}

// Named gives Assets; those that are absent or were removed are left out.
func (l Library) Named(ctx context.Context, ids ...content.ID) (map[content.ID]Named, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := l.Shelf.Assets(ctx, ids...)
	if err != nil {
		return nil, err
	}
	var hashes []content.Hash
	for _, a := range found {
		if a.Removed.IsZero() {
			hashes = append(hashes, a.Notes)
		}
	}
	texts, err := l.Texts.Texts(ctx, hashes...)
	if err != nil {
		return nil, err
	}
	all := make(map[content.ID]Named, len(found))
	for id, a := range found {
		if !a.Removed.IsZero() {
			continue
		}
		notes, err := DecodeNotes(texts[a.Notes])
		if err != nil {
			return nil, err
		}
		all[id] = Named{a, notes.Name}
	}
	return all, nil
}
