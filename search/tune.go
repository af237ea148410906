package search

import (
	"context"
	"slices"

	"herald/content"
	"herald/i18n"
	"herald/search/lang"
)

// Tuning is what editors have said of one Site's searches in one locale. The
// zero value says nothing.
type Tuning struct {
	// Synonyms are groups of words or phrases that mean the same.
	Synonyms [][]string
	Pins     []Pin
}

// Pin puts Documents first, in this order, for a question. It is compared by the
// keys of its words, in any order, so that it holds for every inflected form.
type Pin struct {
	Question  string
	Documents []content.ID
}

// The bounds of what a tuning can add to one question.
const (
	mostGroups = 8
	mostMeant  = 16
	mostPinned = 10
)

// tuned is a Tuning as questions are compared with it.
type tuned struct {
	from   Tuning
	groups [][][]string
	pins   []pinned
}

// pinned are Documents and the terms of the question that they are put first for.
type pinned struct {
	words     []string
	documents []content.ID
}

// said gives what editors have said for a question.
func (x *Index) said(ctx context.Context, site string, locale i18n.Locale) Tuning {
	ctx, run := aside(ctx)
	defer run()
	return x.o.Tune(ctx, site, locale)
}

// tuning gives what editors have said where the question is asked. What it is
// compared by is worked out once for as long as they say the same.
func (x *Index) tuning(ctx context.Context, site string, locale i18n.Locale) *tuned {
	if x.o.Tune == nil {
		return &tuned{}
	}
	said := x.said(ctx, site, locale)
	key := site + " " + string(locale)
	if old, ok := x.tuned.Load(key); ok && old.(*tuned).from.equal(said) {
		return old.(*tuned)
	}
	t := compile(lang.Of(languageOf(locale)), said)
	x.tuned.Store(key, t)
	return t
}

func (t Tuning) equal(o Tuning) bool {
	return slices.EqualFunc(t.Synonyms, o.Synonyms, slices.Equal[[]string]) &&
		slices.EqualFunc(t.Pins, o.Pins, func(a, b Pin) bool {
			return a.Question == b.Question && slices.Equal(a.Documents, b.Documents)
		})
}

func compile(l lang.Language, said Tuning) *tuned {
	t := &tuned{}
	// What editors hand over is theirs to change.
	for _, g := range said.Synonyms {
		t.from.Synonyms = append(t.from.Synonyms, slices.Clone(g))
		t.groups = append(t.groups, keysOf(l, g))
	}
	for _, p := range said.Pins {
		p.Documents = slices.Clone(p.Documents)
		t.from.Pins = append(t.from.Pins, p)
		t.pins = append(t.pins, pinned{sortedWords(chunks(l.Code, clean(p.Question))), p.Documents})
	}
	return t
}

// keysOf gives the terms of each phrase; one without a word has none.
func keysOf(l lang.Language, phrases []string) [][]string {
	var all [][]string
	for _, p := range phrases {
		var keys []string
		for _, c := range chunks(l.Code, clean(p)) {
			keys = append(keys, c.words...)
		}
		if len(keys) > 0 {
			all = append(all, keys)
		}
	}
	return all
}

// synonymous joins every stretch of cs that a group has a word for into a chunk
// that the others of its group match too.
func (t *tuned) synonymous(cs []chunk) []chunk {
	cs = slices.Clone(cs)
	joined := 0
	for _, members := range t.groups {
		if joined == mostGroups {
			break
		}
		if at, n, ok := stretch(cs, members); ok {
			joined++
			cs = slices.Replace(cs, at, at+n, meant(cs[at:at+n], members))
		}
	}
	return cs
}

// stretch gives where in cs the words of one of members stand, the longest first.
func stretch(cs []chunk, members [][]string) (at, n int, ok bool) {
	for _, m := range members {
		for i := range cs {
			if length := begins(cs[i:], m); length > n {
				at, n, ok = i, length, true
			}
		}
	}
	return at, n, ok
}

// begins gives how many of cs have all of words and no more, or 0.
func begins(cs []chunk, words []string) int {
	for i, c := range cs {
		if len(c.words) == 0 || len(c.words) > len(words) || !slices.Equal(c.words, words[:len(c.words)]) {
			return 0
		}
		if words = words[len(c.words):]; len(words) == 0 {
			return i + 1
		}
	}
	return 0
}

// meant is a chunk for what inner says, or any other of members.
func meant(inner []chunk, members [][]string) chunk {
	c := chunk{inner: slices.Clone(inner)}
	for _, m := range members[:min(len(members), mostMeant)] {
		if begins(inner, m) != len(inner) {
			c.instead = append(c.instead, wording{words: m, share: synonymShare})
		}
	}
	return c
}

// pinned gives the Documents that editors put first for the question of cs.
func (t *tuned) pinned(cs []chunk) []content.ID {
	asked := sortedWords(cs)
	var all []content.ID
	for _, p := range t.pins {
		if len(asked) == 0 || !slices.Equal(p.words, asked) {
			continue
		}
		for _, id := range p.documents {
			if !slices.Contains(all, id) && len(all) < mostPinned {
				all = append(all, id)
			}
		}
	}
	return all
}

// sortedWords are the different terms of the chunks that have to match.
func sortedWords(cs []chunk) []string {
	needed, _ := said(cs)
	var all []string
	for _, c := range needed {
		all = append(append(all, c.words...), sortedWords(c.inner)...)
	}
	return unique(all)
}

// pin puts what editors put first for this question apart from the other hits, as
// far as this reader may see it now.
func (a *asking) pin(ctx context.Context, v *view, ids []content.ID, marks marking, out *Results) error {
	if len(ids) == 0 || a.q.Sort == ByDate {
		return nil
	}
	these := oneOf(fieldDocument, texts(ids))
	narrow := a.filters(string(a.q.Locale), "")
	result, err := v.gather(ctx, gathering{words: these, narrow: narrow, size: mostPinned})
	if err != nil {
		return err
	}
	all, err := a.hits(ctx, v, marks, result.matches)
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b Hit) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	matching, err := v.gather(ctx, gathering{words: a.words, narrow: append(narrow, these)})
	if err != nil {
		return err
	}
	out.Total += max(len(all)-matching.total, 0)
	out.Hits = slices.DeleteFunc(out.Hits, func(h Hit) bool {
		return slices.ContainsFunc(all, func(p Hit) bool { return p.ID == h.ID })
	})
	if !v.exact {
		out.Total = a.q.Offset + len(out.Hits) + len(all)
	}
	if a.q.Offset == 0 {
		out.Pinned = all
	}
	return nil
}
