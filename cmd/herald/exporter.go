package main

import (
	"cmp"
	"context"
	"path"
	"slices"

	"herald/content"
	"herald/content/folder"
)

// exporter writes the Documents of a store in an order that depends on nothing
// but themselves. It holds a line about each, never all their texts.
type exporter struct {
	house  *house
	writer *folder.Writer
	tell   content.Progress

	documents, texts, written, withdrawn, gone int
}

// entry is the line about a Document.
type entry struct {
	typ, name, site string
	id              content.ID
}

func (e *exporter) run(ctx context.Context) error {
	ids, err := e.ids(ctx)
	if err != nil {
		return err
	}
	var entries []entry
	err = e.each(ctx, ids, func(d *folder.Document) error {
		entries = append(entries, entry{d.Type, d.Folder, d.Site, d.ID})
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.typ, b.typ), cmp.Compare(a.name, b.name), cmp.Compare(a.site, b.site), cmp.Compare(a.id, b.id))
	})
	ids = ids[:0]
	for _, n := range entries {
		ids = append(ids, n.id)
	}
	e.texts, e.withdrawn, e.gone = 0, 0, 0
	return e.each(ctx, ids, func(d *folder.Document) error {
		e.documents++
		e.tell(e.documents, len(ids))
		all, err := e.files(ctx, d)
		if err != nil {
			return err
		}
		e.written += len(all)
		return e.writer.Write(*d, e.open(ctx, all))
	})
}

// ids gives every Document there is, in the order of the log.
func (e *exporter) ids(ctx context.Context) (ids []content.ID, err error) {
	seen := map[content.ID]bool{}
	for at := content.Position(0); ; {
		changes, err := e.house.store.Changes(ctx, at, 256)
		if err != nil || len(changes) == 0 {
			return ids, err
		}
		for _, c := range changes {
			for _, r := range c.Records {
				if r.Kind == content.RecordDocument && !seen[r.ID] {
					seen[r.ID] = true
					ids = append(ids, r.ID)
				}
			}
		}
		at = changes[len(changes)-1].Position
	}
}

// each visits those Documents that have anything to write.
func (e *exporter) each(ctx context.Context, ids []content.ID, visit func(*folder.Document) error) error {
	for part := range slices.Chunk(ids, batch) {
		documents, err := e.house.store.Documents(ctx, part...)
		if err != nil {
			return err
		}
		for _, id := range part {
			d, err := e.document(ctx, documents[id])
			if err != nil {
				return err
			}
			if len(d.Translations) > 0 {
				if err := visit(d); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// document gives the folder of d: facts of its source, and the words of each
// text that is written.
func (e *exporter) document(ctx context.Context, d *content.Document) (*folder.Document, error) {
	out := &folder.Document{Site: d.Site, Type: d.Type, ID: d.ID, Source: d.Source}
	chosen := map[string]*content.Edition{}
	hashes := []content.Hash{d.Facts()}
	for _, t := range d.Translations {
		if edition := e.choose(t); edition != nil {
			chosen[string(t.Locale)] = edition
			hashes = append(hashes, edition.Words)
		}
	}
	bodies, err := e.house.store.Texts(ctx, hashes...)
	if err != nil {
		return nil, err
	}
	if out.Facts, err = content.DecodeFacts(bodies[d.Facts()]); err != nil {
		return nil, err
	}
	for _, t := range d.Translations {
		edition := chosen[string(t.Locale)]
		if edition == nil {
			continue
		}
		words, err := content.DecodeWords(bodies[edition.Words])
		if err != nil {
			return nil, err
		}
		one := folder.Translation{Locale: t.Locale, Words: words}
		if edition.Number == t.Live {
			one.Published = t.LastMajor(edition.Number)
		}
		out.Translations = append(out.Translations, one)
	}
	e.texts += len(out.Translations)
	out.Name = out.Facts.Name
	out.Folder = folderName(out)
	return out, nil
}

// choose gives the Edition of a text that is written: the live one, or the draft
// where nothing is live. What is derived is made again by rule; what was taken
// off the site must not come back by an import.
func (e *exporter) choose(t *content.Translation) *content.Edition {
	live, next := t.LiveEdition(), t.NextEdition()
	switch {
	case t.Derived:
		return nil
	case live != nil && live.State.Readable():
		if live.State == content.Withdrawn {
			e.withdrawn++
		}
		return live
	case next != nil && next.State != content.Discarded:
		return next
	case live != nil:
		e.gone++
	}
	return nil
}

// folderName is the Document's name, else the end of its source's address.
func folderName(d *folder.Document) string {
	if d.Name != "" {
		return d.Name
	}
	if t := d.Translation(d.Source); t != nil && t.Words.Path != "" {
		return path.Base(t.Words.Path)
	}
	return string(d.ID)
}
