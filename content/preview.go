package content

import (
	"context"
	"errors"

	"herald/i18n"
)

// Preview answers as if Edition n of d in locale were live on the Site that the Reader is of,
// and gives the Reading of it. It is for the desk, which has asked before whether
// whoever looks may read that text; d and the texts of the Edition come from
// there, and so may hold what was typed and not saved yet.
//
// The one Translation is all that is different: lists, other languages and other
// Documents stay what readers of the Site see, with the same Access and the same
// audience. No other text that is not public can be read through it, not even an
// older Edition of d. A Reader that records is refused: what is made of a preview
// must never be kept for readers.
func Preview(ctx context.Context, of Reader, d *Document, locale i18n.Locale, n int, texts Texts) (Reader, Reading, error) {
	under, ok := of.(*reader)
	if !ok || under.trace != nil {
		return nil, Reading{}, errors.New("content: a preview needs a reader of a library that records nothing")
	}
	shown, err := under.foresee(ctx, d, locale, n, texts)
	if err != nil {
		return nil, Reading{}, err
	}
	over, l := *under, *under.library
	l.shelf, over.library = shown, &l
	p := &preview{Reader: under, over: &over, row: shown.row}
	got, err := p.Get(ctx, d.ID, locale)
	return p, got, err
}

// preview is a Reader over which one Edition is laid.
type preview struct {
	Reader
	// over reads the shelf with the Edition in it. It is asked about single
	// Documents only: what it knows of lists is what Reader knows.
	over *reader
	row  Row
}

func (p *preview) Get(ctx context.Context, id ID, locales ...i18n.Locale) (Reading, error) {
	return p.over.Get(ctx, id, locales...)
}

func (p *preview) Links(ctx context.Context, ids []ID, locales ...i18n.Locale) (map[ID]Reading, error) {
	return p.over.Links(ctx, ids, locales...)
}

func (p *preview) ByID(ctx context.Context, id ID, locale i18n.Locale) (Found, error) {
	return p.over.ByID(ctx, id, locale)
}

func (p *preview) Find(ctx context.Context, locale i18n.Locale, path string) (Found, error) {
	return p.over.Find(ctx, locale, path)
}

// Edition gives the Edition shown. Older ones are read where readers read them,
// so that what was unpublished does not come back with a new Edition.
func (p *preview) Edition(ctx context.Context, id ID, locale i18n.Locale, n int) (Reading, error) {
	if id == p.row.Document && locale == p.row.Locale && n == p.row.Edition {
		return p.over.Get(ctx, id, locale)
	}
	return p.Reader.Edition(ctx, id, locale, n)
}

func (p *preview) Single(ctx context.Context, typ string, locale i18n.Locale) (Reading, error) {
	if t := p.over.types.Get(typ); t != nil && t.Single && typ == p.row.Type {
		return p.over.Get(ctx, p.row.Document, locale)
	}
	return p.Reader.Single(ctx, typ, locale)
}
