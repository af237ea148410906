package site

import (
	"context"
	"html/template"

	"herald/content"
	"herald/i18n"
)

// Searcher finds Documents by words. It answers for the audience of access
// alone; what it names is read again before it is shown.
type Searcher interface {
	// Search gives one page of what q finds.
	Search(ctx context.Context, access content.Access, q Query) (Results, error)
	// Suggest gives titles that go on from what was typed.
	Suggest(ctx context.Context, access content.Access, locale i18n.Locale, typed string) ([]string, error)
}

// Query is one question to a Searcher.
type Query struct {
	Locale i18n.Locale
	Text   string
	// Type, Topic, Organization and the days From and To narrow it; all may be
	// empty.
	Type                string
	Topic, Organization content.ID
	From, To            string
	// Page counts from 1; Size is how many hits it holds.
	Page, Size int
}

// Results is one page of what was found.
type Results struct {
	Total int
	Hits  []Hit
	// Elsewhere are Documents that match in other languages only.
	Elsewhere []Hit
	// Facets count what was found by type, topic, organization and year, the most
	// frequent first; nil says that it was not counted.
	Facets map[string][]content.Facet
	// DidYouMean is a better spelling that would find something, or "".
	DidYouMean string
	// Behind says that the newest texts may be missing.
	Behind bool
}

// Hit is one Document that was found.
type Hit struct {
	ID     content.ID
	Locale i18n.Locale
	// Title and Snippet are the title and a piece of the text, escaped, with the
	// matched words in <mark>; either may be empty.
	Title, Snippet template.HTML
}
