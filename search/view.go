package search

import (
	"context"
	"errors"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"herald/content"
)

// view is one generation as a question sees it.
type view struct {
	p *part
	g *generation
	// changed are Documents that the log has changed since g took it in: what g
	// says of them is not true any more. exact is false where there are too many
	// to name; then only what was verified is shown, and nothing is counted.
	changed []content.ID
	exact   bool
	// memory says that g is no files but what was made for one question.
	memory bool
}

// view gives p as it can be asked where head is the end of the log, or nil while there
// is nothing to ask.
func (p *part) view(ctx context.Context, head content.Position) (*view, error) {
	g := p.live.Load()
	if g == nil {
		return nil, nil
	}
	changed, exact, err := p.x.ahead.since(ctx, p.x.src, content.Position(g.taken.Load()), head)
	if err != nil {
		return nil, err
	}
	return &view{p: p, g: g, changed: changed, exact: exact}, nil
}

// search asks the generation. One that fails for damage is reported to those
// who mend it.
func (v *view) search(ctx context.Context, r *bleve.SearchRequest) (result *bleve.SearchResult, err error) {
	err = guard(func() error {
		result, err = v.g.bleve.SearchInContext(ctx, r)
		return err
	})
	if ctx.Err() != nil {
		return result, err
	}
	return result, v.failed(err)
}

// failed reports a generation that fails for damage to those who mend it.
func (v *view) failed(err error) error {
	switch {
	case err == nil, errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled), errors.Is(err, bleve.ErrorIndexClosed), v.memory:
		return err
	case v.p.live.Load() == v.g:
		v.p.fail(err)
	}
	return errors.Join(errDamaged, err)
}

// shown gives, for each match, what is shown of it with the words marked that it
// has.
func (v *view) shown(ctx context.Context, k marking, matches []match) (map[string]Hit, error) {
	ids := make([]string, len(matches))
	for i, m := range matches {
		ids[i] = m.id
	}
	// Places are asked for the few that are shown only: they cost more than all
	// the rest of a question.
	r := bleve.NewSearchRequestOptions(query.NewBooleanQuery([]query.Query{query.NewDocIDQuery(ids)}, []query.Query{k.words}, nil), len(ids), 0, false)
	r.IncludeLocations = true
	r.Fields = []string{fieldType, fieldDate, fieldWords, fieldNumber, fieldTitle, fieldLead, fieldOther, fieldBody, fieldFiles}
	result, err := v.search(ctx, r)
	if err != nil {
		return nil, err
	}
	all := make(map[string]Hit, len(result.Hits))
	for _, m := range result.Hits {
		h := Hit{
			ID: documentOf(m.ID), Locale: localeOf(m.ID),
			Type: stored(m, fieldType), Date: stored(m, fieldDate),
			words: content.Hash(stored(m, fieldWords)), number: stored(m, fieldNumber),
			Title: mark(stored(m, fieldTitle), k.places(m, fieldTitle)),
		}
		h.File, h.Passage = v.inFile(ctx, k, m)
		if h.Passage == nil {
			h.Passage = k.passage(m)
		}
		all[m.ID] = h
	}
	return all, nil
}

func stored(m *search.DocumentMatch, field string) string {
	s, _ := m.Fields[field].(string)
	return s
}
