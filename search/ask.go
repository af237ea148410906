package search

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/search/lang"
)

// mostElsewhere is how many Documents of other languages are named.
const mostElsewhere = 10

// asking is one question being answered.
type asking struct {
	x     *Index
	q     Query
	site  *content.Site
	tuned *tuned
	// words is what the reader's own language was asked for.
	words query.Query
	// literal says that words are not read in other letters.
	literal bool
	// head is the end of the log as the question found it, once it was looked up.
	head *content.Position
}

// of gives how questions are asked of a language's index.
func of(language string) asked {
	return asked{language: lang.Of(language), weights: weights, spelled: true}
}

// view gives p as the question sees it: every index at one end of the log.
func (a *asking) view(ctx context.Context, p *part) (*view, error) {
	if a.head == nil {
		head, err := a.x.head(ctx)
		if err != nil {
			return nil, err
		}
		a.head = &head
	}
	return p.view(ctx, *a.head)
}

// head gives the end of the log for a question.
func (x *Index) head(ctx context.Context) (content.Position, error) {
	ctx, run := aside(ctx)
	defer run()
	return x.src.Head(ctx)
}

// unanswered says what to tell of err: an index that breaks while it is asked
// is being rebuilt, and a question that takes too long is refused.
func (a *asking) unanswered(err error, out *Results) error {
	if errors.Is(err, errDamaged) || errors.Is(err, bleve.ErrorIndexClosed) {
		*out = Results{Typed: out.Typed, Text: out.Typed, CatchingUp: true}
		return nil
	}
	return fault.Wrap(fault.Unavailable, err, "search")
}

// here answers from the index of the reader's own language.
func (a *asking) here(ctx context.Context, p *part, out *Results) error {
	cs := chunks(p.language, a.q.Text)
	if len(cs) == 0 {
		return nil
	}
	v, err := a.view(ctx, p)
	if err != nil || v == nil {
		out.CatchingUp = true
		return err
	}
	if err := a.answer(ctx, v, cs, out); err != nil {
		return err
	}
	if out.Total == 0 || out.AnyWord {
		if err := a.relaid(ctx, v, out); err != nil {
			return err
		}
	}
	if out.Total < few || out.AnyWord {
		out.DidYouMean, err = a.mean(ctx, v, out)
	}
	return err
}

// answer fills out with what cs find.
func (a *asking) answer(ctx context.Context, v *view, cs []chunk, out *Results) error {
	in, pins := of(v.p.language), a.tuned.pinned(cs)
	in.literal = a.literal
	cs, err := v.understood(ctx, in, cs, a.tuned)
	if err != nil {
		return err
	}
	a.words = in.allOf(cs, a.q.Text)
	result, err := a.counted(ctx, v, out)
	if needed, _ := said(cs); err == nil && result.total == 0 && len(needed) > 1 {
		a.words = in.someOf(cs, a.q.Text)
		result, err = a.counted(ctx, v, out)
		out.AnyWord = err == nil && result.total > 0
	}
	if err != nil {
		return err
	}
	out.CatchingUp = !v.p.ready.Load() || !v.exact
	out.Total = result.total
	found, marks := len(result.matches), in.marking(cs)
	if out.Hits, err = a.hits(ctx, v, marks, result.matches); err != nil {
		return err
	}
	out.Total -= found - len(out.Hits)
	if !v.exact {
		out.Total = a.q.Offset + len(out.Hits)
	}
	return a.pin(ctx, v, pins, marks, out)
}

// relaid answers with what the question would have been on the keyboard of the language,
// where that finds something.
func (a *asking) relaid(ctx context.Context, v *view, out *Results) error {
	text, err := v.relaid(ctx, of(v.p.language), a.q.Text)
	if err != nil {
		return err
	}
	other := chunks(v.p.language, text)
	if len(other) == 0 {
		return nil
	}
	b := &asking{x: a.x, q: a.q, site: a.site, tuned: a.tuned, literal: true, head: a.head}
	b.q.Text = text
	found := Results{Typed: out.Typed, Text: text}
	if err := b.answer(ctx, v, other, &found); err != nil || found.Total == 0 || found.AnyWord && out.AnyWord {
		return err
	}
	*a, *out = *b, found
	return nil
}

// counted asks for the page and the counts.
func (a *asking) counted(ctx context.Context, v *view, out *Results) (gathered, error) {
	g := gathering{words: a.words, narrow: a.filters(string(a.q.Locale), ""), order: a.q.Sort, from: a.q.Offset, size: a.q.Limit}
	if v.exact {
		g.count = a.facets()
	}
	result, err := v.gather(ctx, g)
	if err == nil && v.exact {
		out.Facets = byName(result.counts)
	}
	return result, err
}

// elsewhere looks for the words in the other languages of the Site.
func (a *asking) elsewhere(ctx context.Context, out *Results) error {
	seen := map[content.ID]bool{}
	for _, l := range a.languages() {
		p := a.x.find(a.x.parts, a.site.Audience, l)
		if p == nil || len(out.Elsewhere) == mostElsewhere {
			continue
		}
		hits, err := a.other(ctx, p)
		if err != nil {
			return err
		}
		if hits, err = a.unfound(ctx, hits); err != nil {
			return err
		}
		for _, h := range hits {
			if !seen[h.ID] && len(out.Elsewhere) < mostElsewhere {
				seen[h.ID] = true
				out.Elsewhere = append(out.Elsewhere, h)
			}
		}
	}
	return nil
}

// languages lists the Site's other languages in its order.
func (a *asking) languages() []string {
	var all []string
	for _, l := range a.site.Locales {
		if name := languageOf(l); name != languageOf(a.q.Locale) && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

func (a *asking) other(ctx context.Context, p *part) ([]Hit, error) {
	cs := chunks(p.language, a.q.Text)
	if len(cs) == 0 {
		return nil, nil
	}
	v, err := a.view(ctx, p)
	if err != nil || v == nil {
		return nil, err
	}
	in := of(p.language)
	if may, err := v.mayHave(in, cs); !may || err != nil {
		return nil, err
	}
	result, err := v.gather(ctx, gathering{words: in.allOf(cs, a.q.Text), narrow: a.filters(primary, ""), order: a.q.Sort, size: mostElsewhere})
	if err != nil {
		return nil, err
	}
	return a.hits(ctx, v, in.marking(cs), result.matches)
}

// unfound drops from hits the Documents that match in the reader's own language.
func (a *asking) unfound(ctx context.Context, hits []Hit) ([]Hit, error) {
	p := a.x.find(a.x.parts, a.site.Audience, languageOf(a.q.Locale))
	if p == nil || a.words == nil || len(hits) == 0 {
		return hits, nil
	}
	v, err := a.view(ctx, p)
	if err != nil || v == nil {
		return hits, err
	}
	var ids []query.Query
	for _, h := range hits {
		ids = append(ids, exactly(fieldDocument, string(h.ID)))
	}
	narrow := append(a.filters(string(a.q.Locale), ""), query.NewDisjunctionQuery(ids))
	result, err := v.gather(ctx, gathering{words: a.words, narrow: narrow, size: len(hits)})
	if err != nil {
		return nil, err
	}
	found := map[content.ID]bool{}
	for _, m := range result.matches {
		found[documentOf(m.id)] = true
	}
	return slices.DeleteFunc(hits, func(h Hit) bool { return found[h.ID] }), nil
}

// hits fills in what is shown of matches, and leaves out what the store does not
// give this reader now.
func (a *asking) hits(ctx context.Context, v *view, marks marking, matches []match) ([]Hit, error) {
	if len(matches) == 0 {
		return nil, nil
	}
	shown, err := v.shown(ctx, marks, matches)
	if err != nil {
		return nil, err
	}
	current, err := a.current(ctx, matches)
	if err != nil {
		return nil, err
	}
	var all []Hit
	for _, m := range matches {
		h, ok := shown[m.id]
		words, readable := current[m.id]
		if !ok || !readable {
			continue
		}
		if h.Score = m.score; h.words != words {
			h.Title, h.Passage, h.File = nil, nil, ""
		}
		all = append(all, h)
	}
	return all, nil
}

// current gives the words that readers are shown now of each match.
func (a *asking) current(ctx context.Context, matches []match) (map[string]content.Hash, error) {
	var ids []content.ID
	for _, m := range matches {
		ids = append(ids, documentOf(m.id))
	}
	ctx, run := aside(ctx)
	defer run()
	rows, err := a.x.src.Rows(ctx, content.Query{
		Sites: []string{a.q.Site}, Documents: ids, Audiences: a.q.Access.Labels(),
		States: []content.State{content.Published}, Now: a.x.o.Clock.Now(),
	})
	if err != nil {
		return nil, err
	}
	all := map[string]content.Hash{}
	for _, r := range rows {
		if r.For == r.Locale {
			all[string(r.Document)+"/"+string(r.Locale)] = r.Words
		}
	}
	return all, nil
}

// localeOf gives the locale of an entry's id.
func localeOf(id string) i18n.Locale {
	_, locale, _ := strings.Cut(id, "/")
	return i18n.Locale(locale)
}
