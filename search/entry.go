package search

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// entry is one readable text as it stands in the store: what is indexed, and
// what an index is compared with.
type entry struct {
	row          content.Row
	words, facts []byte
	// asked are the locales whose readers are given this text by its index.
	asked []string
}

// id names an entry within an index.
func (e *entry) id() string { return string(e.row.Document) + "/" + string(e.row.Locale) }

func documentOf(id string) content.ID {
	document, _, _ := strings.Cut(id, "/")
	return content.ID(document)
}

// print is the hash of everything that the entry is indexed from. It is over
// the texts and not their hashes, which a redaction does not change.
func (e *entry) print() string {
	r := e.row
	head := fmt.Sprintf("%s %s %s %s %s %d %q %q %q %v\n", r.Document, r.Site, r.Type, r.Audience, r.Locale,
		r.Edition, r.Date, r.Words, e.asked, r.Terms)
	return string(content.Sum(slices.Concat([]byte(head), e.words, []byte{0}, e.facts)))[:32]
}

// entries gives what the store holds now of documents for p, by id.
func (p *part) entries(ctx context.Context, documents []content.ID) (map[string]*entry, error) {
	out := map[string]*entry{}
	if len(documents) == 0 {
		return out, nil
	}
	rows, err := p.x.src.Rows(ctx, content.Query{
		Documents: documents, Audiences: []string{p.audience},
		States: []content.State{content.Published}, Now: p.x.o.Clock.Now(),
	})
	if err != nil {
		return nil, fmt.Errorf("rows: %w", err)
	}
	var hashes []content.Hash
	for _, r := range rows {
		if !p.holds(r) {
			continue
		}
		e := &entry{row: r}
		out[e.id()] = e
		hashes = append(hashes, r.Words, r.Facts)
	}
	if err := p.texts(ctx, out, hashes); err != nil {
		return nil, err
	}
	p.ask(out)
	return out, nil
}

// holds reports whether the text of r belongs into p: its own row, not one that
// lends it to the lists of another locale, and one with a page to lead to.
func (p *part) holds(r content.Row) bool {
	t, site := p.x.o.Types.Get(r.Type), p.x.o.Sites[r.Site]
	return t != nil && !t.Hidden && site != nil && site.Has(r.Locale) &&
		r.For == r.Locale && r.Audience == p.audience && languageOf(r.Locale) == p.language
}

func (p *part) texts(ctx context.Context, entries map[string]*entry, hashes []content.Hash) error {
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	if len(hashes) == 0 {
		return nil
	}
	bodies, err := p.x.src.Texts(ctx, hashes...)
	if fault.Is(err, fault.NotFound) && len(entries) > 1 {
		return p.textsEach(ctx, entries)
	}
	if fault.Is(err, fault.NotFound) {
		p.x.o.Logger.Error("a text is missing and cannot be found by search", "error", err)
		clear(entries)
		return nil
	}
	if err != nil {
		return fmt.Errorf("texts: %w", err)
	}
	for _, e := range entries {
		e.words, e.facts = bodies[e.row.Words], bodies[e.row.Facts]
	}
	return nil
}

// textsEach reads the texts of every entry by itself, so that one that the store
// has lost takes only its own entry out of the index.
func (p *part) textsEach(ctx context.Context, entries map[string]*entry) error {
	for id, e := range entries {
		alone := map[string]*entry{id: e}
		if err := p.texts(ctx, alone, []content.Hash{e.row.Words, e.row.Facts}); err != nil {
			return err
		}
		if len(alone) == 0 {
			delete(entries, id)
		}
	}
	return nil
}

// ask decides, for every locale of the language, which text of a Document its
// readers are given: the one in their locale, else the first in the Site's
// order. So a question finds a Document once, whatever scripts it is written in.
func (p *part) ask(entries map[string]*entry) {
	for _, e := range entries {
		e.asked = nil
	}
	for _, e := range entries {
		first := true
		for _, l := range p.locales(e.row.Site) {
			other, written := entries[string(e.row.Document)+"/"+string(l)]
			switch {
			case written && other == e:
				e.asked = append(e.asked, string(l))
				if first {
					e.asked = append(e.asked, primary)
				}
			case written:
			case p.stands(entries, e, l):
				e.asked = append(e.asked, string(l))
			}
			first = first && !written
		}
	}
}

// stands reports whether e stands in for the missing text in locale l.
func (p *part) stands(entries map[string]*entry, e *entry, l i18n.Locale) bool {
	for _, other := range p.locales(e.row.Site) {
		if entries[string(e.row.Document)+"/"+string(other)] != nil {
			return other == e.row.Locale && other != l
		}
	}
	return false
}

// locales are those of the index's language on a Site, in its order.
func (p *part) locales(site string) []i18n.Locale {
	var all []i18n.Locale
	for _, l := range p.x.o.Sites[site].Locales {
		if languageOf(l) == p.language {
			all = append(all, l)
		}
	}
	return all
}
