package search

import (
	"context"

	"github.com/blevesearch/bleve/v2/mapping"

	"herald/content"
	"herald/i18n"
)

// readers is what the Sites of one audience give their readers in one language.
type readers struct {
	x                  *Index
	audience, language string
}

// fields implements holding.
func (p *readers) fields() mapping.IndexMapping {
	return mappingOf(p.language, termNames(p.x.o.Types, p.audience))
}

// latest implements holding.
func (p *readers) latest() string { return fieldFirst }

// locales implements holding.
func (p *readers) locales() []i18n.Locale {
	var all []i18n.Locale
	for name, s := range p.x.o.Sites {
		if s.Audience == p.audience {
			all = append(all, p.spoken(name)...)
		}
	}
	return unique(all)
}

// walk implements holding. It lists every text of the Sites by where it stands:
// rows are given to each locale that a text is lent to. What of them readers are
// given is for entries to say.
func (p *readers) walk(ctx context.Context, do func([]content.ID, int) error) error {
	return p.x.standing(ctx, p.board(), do)
}

// board selects the texts of every Site and locale of p.
func (p *readers) board() content.BoardQuery {
	q := content.BoardQuery{Within: everywhere, Locales: p.locales()}
	for _, name := range sortedNames(p.x.o.Sites) {
		if p.x.o.Sites[name].Audience == p.audience {
			q.Sites = append(q.Sites, name)
		}
	}
	return q
}

// size implements holding.
func (p *readers) size(ctx context.Context) (int, error) {
	return p.x.src.BoardCount(ctx, p.board())
}

// spoken are those of the index's language on a Site, in its order.
func (p *readers) spoken(site string) []i18n.Locale {
	var all []i18n.Locale
	for _, l := range p.x.o.Sites[site].Locales {
		if languageOf(l) == p.language {
			all = append(all, l)
		}
	}
	return all
}
