package search

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"herald/content"
	"herald/i18n"
)

// Suggestion is a text that goes on from what was typed.
type Suggestion struct {
	// Text is the title, after the number where a number was asked for.
	Text   string
	ID     content.ID
	Locale i18n.Locale
	// Type is the name of its Type, Number that of an entry of a register, or "".
	Type, Number string
}

// Suggest gives up to limit texts whose title or number has every word of prefix,
// the last of which may be only begun. No two have the same Text. While nothing
// can be asked there are none.
func (x *Index) Suggest(ctx context.Context, site string, locale i18n.Locale, access content.Access, prefix string, limit int) ([]Suggestion, error) {
	ctx, cancel := x.within(ctx, deadline)
	defer cancel()
	s := x.o.Sites[site]
	if s == nil || !access.Holds(s.Audience) {
		return nil, nil
	}
	a := &asking{x: x, q: Query{Site: site, Locale: locale, Access: access, Text: prefix, Limit: limit}.bounded(), site: s}
	p := x.find(x.parts, s.Audience, languageOf(locale))
	if p == nil {
		return nil, nil
	}
	all, err := a.suggest(ctx, p)
	if err != nil {
		return nil, a.unanswered(err, &Results{})
	}
	return all, nil
}

func (a *asking) suggest(ctx context.Context, p *part) ([]Suggestion, error) {
	words := begun(chunks(p.language, a.q.Text))
	if words == nil {
		return nil, nil
	}
	v, err := p.view(ctx)
	if err != nil || v == nil {
		return nil, err
	}
	r := bleve.NewSearchRequestOptions(v.only(words, a.filters(string(a.q.Locale))), a.q.Limit, 0, false)
	r.SortBy([]string{"-_score", "-" + fieldFirst, "_id"})
	result, err := v.search(ctx, r)
	if err != nil {
		return nil, err
	}
	hits, err := a.hits(ctx, v, words, result.Hits)
	if err != nil {
		return nil, err
	}
	var all []Suggestion
	for _, h := range hits {
		s := h.suggestion(a.q.Text)
		if s.Text != "" && !slices.ContainsFunc(all, func(o Suggestion) bool { return o.Text == s.Text }) {
			all = append(all, s)
		}
	}
	return all, nil
}

// begun matches titles and numbers that have all words, the last of which may
// be only begun.
func begun(cs []chunk) query.Query {
	if len(cs) == 0 {
		return nil
	}
	var every []query.Query
	for i, c := range cs {
		words := c.words
		if i == len(cs)-1 {
			last := []rune(words[len(words)-1])
			every = append(every, exactly(fieldBegins, string(last[:min(len(last), longestPrefix)])))
			words = words[:len(words)-1]
		}
		if len(words) > 0 {
			part := chunk{words: words}
			every = append(every, query.NewDisjunctionQuery([]query.Query{part.in(fieldTitle, 2), part.in(fieldNumber, 1)}))
		}
	}
	return query.NewConjunctionQuery(every)
}

// suggestion is h as it is offered for text.
func (h Hit) suggestion(text string) Suggestion {
	var b strings.Builder
	for _, s := range h.Title {
		b.WriteString(s.Text)
	}
	title := b.String()
	if title != "" && h.number != "" && strings.ContainsFunc(text, unicode.IsDigit) && !strings.Contains(title, h.number) {
		title = h.number + " " + title
	}
	return Suggestion{Text: title, ID: h.ID, Locale: h.Locale, Type: h.Type, Number: h.number}
}
