package search

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
)

// reading is one readable text as it stands in the store, the entry of a Site's
// index.
type reading struct {
	row          content.Row
	words, facts []byte
	// asked are the locales whose readers are given this text by its index.
	asked []string
	files attachments
}

// attached implements entry.
func (e *reading) attached() *attachments { return &e.files }

// weight implements entry.
func (e *reading) weight() int {
	return characters(e.words) + characters(e.facts) + e.files.weight()
}

// early implements entry.
func (e *reading) early() bool { return !e.row.Begin.IsZero() }

// id names an entry within an index.
func (e *reading) id() string { return string(e.row.Document) + "/" + string(e.row.Locale) }

func documentOf(id string) content.ID {
	document, _, _ := strings.Cut(id, "/")
	return content.ID(document)
}

// print is the hash of everything that the entry is indexed from. It is over
// the texts and not their hashes, which a redaction does not change.
func (e *reading) print() string {
	r := e.row
	head := fmt.Sprintf("%s %s %s %s %s %d %q %q %q %v\n", r.Document, r.Site, r.Type, r.Audience, r.Locale,
		r.Edition, r.Date, r.Words, e.asked, r.Terms)
	return string(content.Sum(slices.Concat([]byte(head), e.words, []byte{0}, e.facts)))[:32] + e.files.print()
}

// entries gives what the store holds now of documents for p, by id.
func (p *readers) entries(ctx context.Context, documents []content.ID) (map[string]entry, error) {
	rows, err := p.x.src.Rows(ctx, content.Query{
		Documents: documents, Audiences: []string{p.audience},
		States: []content.State{content.Published}, Now: p.x.o.Clock.Now(),
	})
	if err != nil {
		return nil, fmt.Errorf("rows: %w", err)
	}
	found, needs := map[string]*reading{}, map[string][]content.Hash{}
	for _, r := range rows {
		if p.holds(r) {
			e := &reading{row: r}
			found[e.id()], needs[e.id()] = e, []content.Hash{r.Words, r.Facts}
		}
	}
	bodies, err := p.x.bodies(ctx, needs)
	if err != nil {
		return nil, err
	}
	for id, e := range found {
		if needs[id] == nil {
			delete(found, id)
			continue
		}
		e.words, e.facts = bodies[e.row.Words], bodies[e.row.Facts]
	}
	p.ask(found)
	if err := p.x.attach(ctx, p.showing(found)); err != nil {
		return nil, err
	}
	all := make(map[string]entry, len(found))
	for id, e := range found {
		all[id] = e
	}
	return all, nil
}

// showing says which files the readers of p are given with entries. Most texts have
// none, as their rows say; one that cannot be read is told of where it is indexed.
func (p *readers) showing(entries map[string]*reading) []showing {
	var all []showing
	for _, e := range entries {
		if !slices.ContainsFunc(e.row.Terms, func(t content.Term) bool { return t.Name == content.TermAsset }) {
			continue
		}
		words, err := content.DecodeWords(e.words)
		if err != nil {
			continue
		}
		facts, err := content.DecodeFacts(e.facts)
		if err != nil {
			continue
		}
		// The terms of a row also name the files of former Editions.
		ids := content.AssetsOf(p.x.o.Types.Get(e.row.Type), words, facts, p.audience)
		all = append(all, showing{ids, words, &e.files})
	}
	return all
}

// holds reports whether the text of r belongs into p: its own row, not one that
// lends it to the lists of another locale, and one with a page to lead to.
func (p *readers) holds(r content.Row) bool {
	t, site := p.x.o.Types.Get(r.Type), p.x.o.Sites[r.Site]
	return t != nil && !t.Hidden && site != nil && site.Has(r.Locale) &&
		r.For == r.Locale && r.Audience == p.audience && languageOf(r.Locale) == p.language
}

// ask decides, for every locale of the language, which text of a Document its
// readers are given: the one in their locale, else the first in the Site's
// order. So a question finds a Document once, whatever scripts it is written in.
func (p *readers) ask(entries map[string]*reading) {
	for _, e := range entries {
		e.asked = nil
	}
	for _, e := range entries {
		first := true
		for _, l := range p.spoken(e.row.Site) {
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
func (p *readers) stands(entries map[string]*reading, e *reading, l i18n.Locale) bool {
	for _, other := range p.spoken(e.row.Site) {
		if entries[string(e.row.Document)+"/"+string(other)] != nil {
			return other == e.row.Locale && other != l
		}
	}
	return false
}
