package search

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/search/query"

	"herald/content"
	"herald/i18n"
	"herald/search/lang"
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
	v, err := a.view(ctx, p)
	if err != nil || v == nil {
		return nil, err
	}
	words, err := v.begun(ctx, a.q.Text)
	if err != nil || words == nil {
		return nil, err
	}
	result, err := v.gather(ctx, gathering{words: words, narrow: a.filters(string(a.q.Locale), ""), size: a.q.Limit})
	if err != nil {
		return nil, err
	}
	hits, err := a.hits(ctx, v, marking{words: words}, result.matches)
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

// naming are the fields that suggestions are found in.
var naming = []weight{{fieldTitle, 1}, {fieldNumber, 1}}

// typeService is the Type whose texts are suggested first among equals.
const typeService = "service"

// begun matches titles and numbers that have all words of text, the last of which
// may be only begun, in whatever letters it was typed. It is nil without a word.
func (v *view) begun(ctx context.Context, text string) (query.Query, error) {
	in := asked{language: lang.Of(v.p.language), weights: naming, spelled: true}
	cs := chunks(v.p.language, text)
	if len(cs) == 0 {
		return nil, nil
	}
	last := cs[len(cs)-1]
	end := last.typed[len(last.typed)-1]
	cs = cs[:len(cs)-1]
	if n := len(last.typed) - 1; n > 0 {
		cs = append(cs, chunk{typed: last.typed[:n], words: last.words[:n]})
	}
	var words query.Query
	err := v.lexicon(func(l *lexicon) error {
		left := mostLookups
		if err := l.read(ctx, in, cs, &left); err != nil {
			return err
		}
		ends, err := l.ends(in, end, left)
		if err != nil {
			return err
		}
		every := []query.Query{ends}
		for _, c := range cs {
			every = append(every, in.anywhere(c))
		}
		first := &either{}
		first.add(byPresence, silentShare, exactly(fieldType, typeService))
		words = query.NewBooleanQuery([]query.Query{query.NewConjunctionQuery(every)}, []query.Query{first}, nil)
		words, err = l.orNumbered(words, text)
		return err
	})
	return words, err
}

// orNumbered matches the same, and what has text, or what text begins, as its
// number.
func (l *lexicon) orNumbered(words query.Query, text string) (query.Query, error) {
	key := numberKey(text)
	if !strings.ContainsFunc(key, unicode.IsDigit) {
		return words, nil
	}
	e := &either{}
	e.add(asIs, 1, words)
	e.add(byPresence, ownBoost, exactly(fieldKey, key))
	numbers, err := l.beginning(fieldKey, key, mostBegun)
	for _, n := range numbers {
		e.add(byPresence, citedBoost, exactly(fieldKey, n))
	}
	return e, err
}

// mostBegun is how many words a long beginning can be of.
const mostBegun = 50

// ends matches what has a word that begins as typed, or a form of typed.
func (l *lexicon) ends(a asked, typed string, left int) (query.Query, error) {
	e := &either{}
	plain := a.language.Plain(typed)
	if err := l.begun(e, plain, 1); err != nil {
		return nil, err
	}
	e.add(byPresence, 0.5, exactly(fieldSpelledTitle, spelling(a.language, typed)))
	e.add(byPresence, 0.5, exactly(fieldTitle, keyOf(a.language, typed)))
	tried := map[string]bool{plain: true}
	for _, r := range a.language.Readings(typed) {
		plain := a.language.Plain(r)
		if plain == "" || tried[plain] || len(tried) > left || len(e.clauses) > mostBegun {
			continue
		}
		tried[plain] = true
		if err := l.begun(e, plain, readingShare); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// begun adds the titles and numbers with a word that begins with plain.
func (l *lexicon) begun(e *either, plain string, boost float64) error {
	if utf8.RuneCountInString(plain) <= longestPrefix {
		if boost < 1 {
			if ok, err := l.has(plain, []weight{{fieldBegins, 1}}); !ok || err != nil {
				return err
			}
		}
		e.add(byPresence, boost, exactly(fieldBegins, plain))
		return nil
	}
	terms, err := l.beginning(fieldSpelledTitle, plain, mostBegun)
	for _, t := range terms {
		e.add(byPresence, boost, exactly(fieldSpelledTitle, t))
	}
	if len(terms) == 0 && boost == 1 {
		e.add(byPresence, boost, exactly(fieldSpelledTitle, plain)) // nothing
	}
	return err
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
