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
	// Suggest gives texts that go on from what was typed, the best first.
	Suggest(ctx context.Context, access content.Access, locale i18n.Locale, typed string) ([]Suggestion, error)
}

// Query is one question to a Searcher.
type Query struct {
	Locale i18n.Locale
	Text   string
	// Type, Topic, Organization and the days From and To narrow it, and Terms by
	// facet fields of Type; all may be empty.
	Type                string
	Topic, Organization content.ID
	From, To            string
	Terms               map[string]string
	// Facets name the facet fields that are counted besides what always is.
	Facets []string
	// Newest puts what was found in the order of its days; else the best is first.
	Newest bool
	// Page counts from 1; Size is how many hits it holds.
	Page, Size int
}

// Results is one page of what was found.
type Results struct {
	// Typed is the question as it was read, Text what was looked for. They differ
	// where the keys of another keyboard layout were meant.
	Typed, Text string
	// Total is how many Documents match.
	Total int
	Hits  []Hit
	// Pinned are what editors put first for this question, on the first page only.
	// They are not among Hits, and may be more than those that match.
	Pinned []Hit
	// Elsewhere are Documents that match in other languages only.
	Elsewhere []Hit
	// Facets count what was found by type, topic, organization, year and what the
	// Query names, each with every filter but its own, the most frequent first; nil
	// says that it was not counted.
	Facets map[string][]content.Facet
	// DidYouMean is a better spelling that would find something, or "".
	DidYouMean string
	// AnyWord says that no text has all words, and these have some of them.
	AnyWord bool
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
	// File names the attachment in which the words stand, or is empty.
	File string
}

// Suggestion is a text whose page may be what somebody is about to ask for.
type Suggestion struct {
	// Text is its title, after its number where a number was typed.
	Text   string
	ID     content.ID
	Locale i18n.Locale
	// Number is that of an entry of a register, or empty.
	Number string
}
