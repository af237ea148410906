package main

import (
	"context"
	"html/template"
	"path/filepath"
	"strings"

	"herald/content"
	"herald/i18n"
	"herald/search"
	"herald/site"
)

// searchDir holds the search index, below the data folder.
const searchDir = "search"

// suggestions is how many titles are offered while somebody types.
const suggestions = 8

// searcher lets one Site ask the index.
type searcher struct {
	index *search.Index
	site  string
}

// Search implements site.Searcher.
func (s searcher) Search(ctx context.Context, access content.Access, q site.Query) (site.Results, error) {
	ask := search.Query{Site: s.site, Locale: q.Locale, Access: access, Text: q.Text, Topic: q.Topic, Organization: q.Organization,
		From: q.From, To: q.To, Terms: q.Terms, Facets: q.Facets, Offset: (q.Page - 1) * q.Size, Limit: q.Size}
	if q.Type != "" {
		ask.Types = []string{q.Type}
	}
	if q.Newest {
		ask.Sort = search.ByDate
	}
	found, err := s.index.Search(ctx, ask)
	if err != nil {
		return site.Results{}, err
	}
	return site.Results{
		Typed: found.Typed, Text: found.Text, Total: found.Total, Facets: found.Facets, DidYouMean: found.DidYouMean, AnyWord: found.AnyWord,
		Behind: found.CatchingUp, Pinned: hits(found.Pinned), Hits: hits(found.Hits), Elsewhere: hits(found.Elsewhere),
	}, nil
}

func hits(found []search.Hit) []site.Hit {
	all := make([]site.Hit, len(found))
	for i, h := range found {
		all[i] = site.Hit{ID: h.ID, Locale: h.Locale, Title: marked(h.Title), Snippet: marked(h.Passage), File: h.File}
	}
	return all
}

// Suggest implements site.Searcher.
func (s searcher) Suggest(ctx context.Context, access content.Access, locale i18n.Locale, typed string) ([]site.Suggestion, error) {
	found, err := s.index.Suggest(ctx, s.site, locale, access, typed, suggestions)
	all := make([]site.Suggestion, len(found))
	for i, f := range found {
		all[i] = site.Suggestion{Text: f.Text, ID: f.ID, Locale: f.Locale, Number: f.Number}
	}
	return all, err
}

// marked writes a passage with its matched words in <mark>, everything escaped.
func marked(passage []search.Segment) template.HTML {
	var b strings.Builder
	for _, part := range passage {
		text := template.HTMLEscapeString(part.Text)
		if part.Marked {
			text = "<mark>" + text + "</mark>"
		}
		b.WriteString(text)
	}
	return template.HTML(b.String())
}

// finder lets the desk ask its own indexes.
type finder struct{ s *server }

// Search implements admin.Finder.
func (f finder) Search(ctx context.Context, q search.DeskQuery) (search.DeskResults, error) {
	return f.s.index.Desk().Search(ctx, q)
}

// Numbered implements admin.Finder.
func (f finder) Numbered(ctx context.Context, actor content.Actor, text string) ([]content.Standing, error) {
	return f.s.index.Desk().Numbered(ctx, actor, text)
}

// openIndex opens the index for a command that runs while no server does; the
// caller holds the lock.
func (h *house) openIndex() (*search.Index, error) {
	if err := h.openExtracts(); err != nil {
		return nil, err
	}
	return search.Open(filepath.Join(h.dir, searchDir), h.store, h.searchOptions())
}
