package search

import (
	"context"
	"fmt"

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

// walk implements holding.
func (p *readers) walk(ctx context.Context, do func([]content.ID, int) error) error {
	seen := map[content.ID]struct{}{}
	for _, q := range p.queries() {
		for {
			q.Now = p.x.o.Clock.Now()
			rows, err := p.x.src.Rows(ctx, q)
			if err != nil {
				return fmt.Errorf("rows: %w", err)
			}
			if len(rows) == 0 {
				break
			}
			if err := do(p.fresh(rows, seen), len(rows)); err != nil {
				return err
			}
			q.After = rows[len(rows)-1].Cursor(q.Sort)
		}
	}
	return nil
}

// fresh lists those Documents of rows that have a text for p and were not seen
// under another locale.
func (p *readers) fresh(rows []content.Row, seen map[content.ID]struct{}) []content.ID {
	var ids []content.ID
	for _, r := range rows {
		if _, before := seen[r.Document]; before || !p.holds(r) {
			continue
		}
		seen[r.Document] = struct{}{}
		ids = append(ids, r.Document)
	}
	return ids
}

// queries select the rows of every Site and locale of p.
func (p *readers) queries() []content.Query {
	var all []content.Query
	for _, name := range sortedNames(p.x.o.Sites) {
		if p.x.o.Sites[name].Audience != p.audience {
			continue
		}
		for _, l := range p.spoken(name) {
			all = append(all, content.Query{
				Sites: []string{name}, For: l, Audiences: []string{p.audience}, States: []content.State{content.Published},
				Now: p.x.o.Clock.Now(), Sort: content.ByPublic, Limit: page,
			})
		}
	}
	return all
}

// size implements holding.
func (p *readers) size(ctx context.Context) (int, error) {
	total := 0
	for _, q := range p.queries() {
		n, err := p.x.src.Count(ctx, q)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
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
