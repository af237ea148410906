package search

import (
	"context"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"herald/content"
	"herald/i18n"
)

// The bounds of a question.
const (
	// LongestText is how many characters of what a reader typed are read.
	LongestText = 256
	// LargestLimit and LargestOffset bound paging.
	LargestLimit, LargestOffset = 100, 10_000

	deadline   = 500 * time.Millisecond
	mostChunks = 24
)

// Order is how results are sorted.
type Order string

// The orders.
const (
	ByRelevance Order = "relevance"
	ByDate      Order = "date"
)

// Query is a question of a reader of one Site.
type Query struct {
	Site   string
	Locale i18n.Locale
	Access content.Access
	// Text is what the reader typed. It is never anything but words.
	Text         string
	Types        []string
	Topic        content.ID
	Organization content.ID
	// Year, From and To bound the entry's day, both ends included.
	Year, From, To string
	// Terms filter by facet fields.
	Terms  map[string]string
	Sort   Order
	Offset int
	Limit  int
	// Facets name what is counted besides type, topic, organization and year. Each
	// is counted with every filter but its own.
	Facets []string
}

// The names under which Results count what every question counts.
const (
	FacetType         = "type"
	FacetTopic        = content.TermTopic
	FacetOrganization = content.TermOrganization
	FacetYear         = content.TermYear
)

// Results answer a Query.
type Results struct {
	// Typed is Query.Text as it was read, Text what was looked for. They differ
	// where Typed was found nowhere and was meant for another keyboard layout.
	Typed, Text string
	// DidYouMean is a better spelling of Text that finds something for this
	// reader now, or "".
	DidYouMean string
	// Pinned are what editors put first for this question, in their order: on the
	// first page only, and not where results are sorted by date. They count in
	// Total and are not among Hits again, so that a page may hold fewer than Limit.
	Pinned []Hit
	// Total is how many Documents match. Facets count them by value, the most
	// frequent first.
	Total  int
	Facets map[string][]content.Facet
	Hits   []Hit
	// Elsewhere are Documents that match in other languages of the Site and not
	// in this one, on the first page only.
	Elsewhere []Hit
	// AnyWord says that no text has all words, and these have some of them.
	AnyWord bool
	// CatchingUp says that there may be more: the index is being built, or is
	// behind. Total and Facets are then not to be relied on.
	CatchingUp bool
}

// Hit is a Document that matches.
type Hit struct {
	ID     content.ID
	Locale i18n.Locale
	Type   string
	Date   string
	Score  float64
	// Title is the whole title, Passage the best part of the text, both with
	// the matched words marked. They are empty where the text has moved on since
	// it was indexed.
	Title, Passage []Segment
	// File is the name of the attachment in which the words stand, "" where they
	// stand in the text itself.
	File   string
	words  content.Hash
	number string
}

// Segment is a piece of plain text, to be escaped by whoever shows it.
type Segment struct {
	Text   string
	Marked bool
}

// clean reads what a reader typed as plain text: at most LongestText characters,
// without those that cannot be seen or that turn the direction of writing.
func clean(text string) string {
	var b strings.Builder
	n := 0
	for _, r := range norm.NFC.String(text) {
		if n == LongestText {
			break
		}
		switch {
		case r == unicode.ReplacementChar, unicode.Is(unicode.C, r) && !unicode.Is(unicode.Cc, r), !unicode.IsGraphic(r) && !unicode.Is(unicode.Cc, r):
			continue
		case unicode.IsSpace(r), unicode.Is(unicode.Cc, r):
			r = ' '
		}
		b.WriteRune(r)
		n++
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// bounded brings q to what can be answered.
func (q Query) bounded() Query {
	q.Text = clean(q.Text)
	q.Offset = min(max(q.Offset, 0), LargestOffset)
	if q.Limit <= 0 {
		q.Limit = 20
	}
	q.Limit = min(q.Limit, LargestLimit)
	return q
}

// Search answers q. A question without a word has no results. It returns
// fault.Unavailable when no answer was found in time.
func (x *Index) Search(ctx context.Context, q Query) (Results, error) {
	ctx, cancel := x.within(ctx, deadline)
	defer cancel()
	q = q.bounded()
	out := Results{Typed: q.Text, Text: q.Text}
	site := x.o.Sites[q.Site]
	if site == nil || !q.Access.Holds(site.Audience) {
		return out, nil
	}
	a := &asking{x: x, q: q, site: site, tuned: x.tuning(ctx, q.Site, q.Locale)}
	if p := x.find(x.parts, site.Audience, languageOf(q.Locale)); p != nil {
		if err := a.here(ctx, p, &out); err != nil {
			return out, a.unanswered(err, &out)
		}
	}
	if q.Offset == 0 {
		if err := a.elsewhere(ctx, &out); err != nil {
			// What was asked for is there; the rest came too late.
			out.Elsewhere = nil
		}
	}
	return out, nil
}
