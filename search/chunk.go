package search

import (
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/search/query"

	"herald/search/lang"
)

// chunk is one thing that a question asks for: a piece between spaces, or several
// of them that also stand for something else.
type chunk struct {
	// typed are its words in lower case, words the terms they are indexed under.
	typed, words []string
	// silent says that it says nothing where others stand beside it.
	silent bool
	// number is the piece as the number of an entry, if it has a digit.
	number string
	// instead are other wordings that count less.
	instead []wording
	// inner are the pieces that this one joins; only then it has no words.
	inner []chunk
	// marks are the numbers and days that it names.
	marks []string
}

// wording is another way to say a chunk.
type wording struct {
	words []string
	// spelling is the term for the one word as it is written, or "".
	spelling string
	share    float64
}

// chunks cuts cleaned text at spaces and analyses each piece. A piece of several
// words, "T1-204", is looked for as such; pieces that are a number or a day
// together also stand for it in whatever way it is written.
func chunks(language, text string) []chunk {
	l := lang.Of(language)
	var all []chunk
	add := func(c chunk) {
		if len(all) < mostChunks && !slices.ContainsFunc(all, c.same) {
			all = append(all, c)
		}
	}
	names := namedIn(l, text)
	for at := 0; at < len(text); {
		start, end := pieceAt(text, at)
		if at = end; start == end {
			break
		}
		for len(names) > 0 && names[0].end <= start {
			names = names[1:]
		}
		if len(names) == 0 || names[0].start >= end {
			c := chunkOf(l, text[start:end])
			// What only says that a number follows needs not stand there.
			c.silent = c.silent || len(names) > 0 && names[0].marked && strings.TrimSpace(text[end:names[0].start]) == ""
			if len(c.words) > 0 {
				add(c)
			}
			continue
		}
		for next := end; next < names[0].end; {
			if _, next = pieceAt(text, next); next > end {
				end = next
			}
		}
		at = end
		add(namedChunk(l, text[start:end], names[0].term))
	}
	return all
}

// pieceAt gives where the piece at or behind at stands, an empty one at the end.
func pieceAt(text string, at int) (start, end int) {
	for at < len(text) && text[at] == ' ' {
		at++
	}
	start = at
	for at < len(text) && text[at] != ' ' {
		at++
	}
	return start, at
}

// namedChunk is a chunk for the number or day that all pieces of text are
// together.
func namedChunk(l lang.Language, text, term string) chunk {
	var inner []chunk
	for _, piece := range strings.Fields(text) {
		if c := chunkOf(l, piece); len(c.words) > 0 {
			inner = append(inner, c)
		}
	}
	c := chunk{inner: inner}
	if len(inner) == 1 {
		c = inner[0]
		c.silent = false
	}
	c.marks = []string{term}
	return c
}

func chunkOf(l lang.Language, piece string) chunk {
	var c chunk
	for _, w := range typedWords(piece) {
		if key := keyOf(l, w); key != "" {
			c.typed, c.words = append(c.typed, w), append(c.words, key)
		}
	}
	c.silent = len(c.words) == 1 && l.Silent(c.typed[0])
	if len(c.words) > 0 && strings.ContainsFunc(piece, unicode.IsDigit) {
		c.number = numberKey(piece)
	}
	return c
}

func (c chunk) same(o chunk) bool {
	return slices.Equal(c.typed, o.typed) && slices.Equal(c.marks, o.marks) && slices.EqualFunc(c.inner, o.inner, chunk.same)
}

// spelling is the term for a chunk of one word as it was typed, or "".
func (c chunk) spelling(l lang.Language) string {
	if len(c.typed) != 1 {
		return ""
	}
	return spelling(l, c.typed[0])
}

// asked says of which fields a question is asked, and how much a word counts in
// each.
type asked struct {
	language lang.Language
	weights  []weight
	// spelled says that the order may depend on how a word is written, literal that
	// words are not read in other letters.
	spelled, literal bool
}

// said gives the chunks that have to match and those that only add to the order.
func said(cs []chunk) (needed, silent []chunk) {
	for _, c := range cs {
		if c.silent {
			silent = append(silent, c)
		} else {
			needed = append(needed, c)
		}
	}
	if len(needed) == 0 {
		return silent, nil
	}
	return needed, silent
}

// allOf matches what has every chunk somewhere, or is the entry whose number
// the whole text is.
func (a asked) allOf(cs []chunk, text string) query.Query {
	all := a.every(cs)
	if key := numberKey(text); len(cs) > 1 && strings.ContainsAny(key, "0123456789") {
		e := &either{}
		e.add(asIs, 1, all)
		e.add(byPresence, ownBoost, exactly(fieldKey, key))
		return e
	}
	return all
}

// every matches what has every chunk somewhere.
func (a asked) every(cs []chunk) query.Query {
	needed, silent := said(cs)
	var every, more []query.Query
	for _, c := range needed {
		every = append(every, a.anywhere(c))
	}
	for _, c := range silent {
		more = append(more, a.anywhere(c))
	}
	return together(every, more)
}

// together matches what every one of needed matches; more only adds to the score.
func together(needed, more []query.Query) query.Query {
	all := query.Query(query.NewConjunctionQuery(needed))
	if len(more) == 0 {
		return all
	}
	e := &either{}
	for _, q := range more {
		e.add(asIs, silentShare, q)
	}
	return query.NewBooleanQuery([]query.Query{all}, []query.Query{e}, nil)
}

// someOf matches what has at least half of the chunks.
func (a asked) someOf(cs []chunk, _ string) query.Query {
	needed, _ := said(cs)
	var some []query.Query
	for _, c := range needed {
		some = append(some, a.anywhere(c))
	}
	q := query.NewDisjunctionQuery(some)
	q.SetMin(float64((len(some) + 1) / 2))
	return q
}

// marking is what cs mark in what is shown: everything that says something.
func (a asked) marking(cs []chunk) marking {
	e, k := &either{}, marking{language: a.language}
	a.spelled = false // Bleve keeps no places of words as they are written
	needed, _ := said(cs)
	for _, c := range needed {
		e.add(asIs, 1, a.anywhere(c))
		k.named = append(k.named, c.marks...)
	}
	k.words = e
	return k
}

// anywhere matches the chunk in any field of text.
func (a asked) anywhere(c chunk) query.Query {
	e := &either{}
	if len(c.inner) > 0 {
		e.add(asIs, 1, a.every(c.inner))
	} else if len(c.words) > 0 {
		a.worded(e, wording{c.words, c.spelling(a.language), 1})
	}
	for _, w := range c.instead {
		a.worded(e, w)
	}
	if c.number != "" {
		e.add(byPresence, ownBoost, exactly(fieldKey, c.number))
	}
	for _, m := range c.marks {
		e.add(byPresence, ownBoost, exactly(fieldOwn, m))
		e.add(byPresence, citedBoost, exactly(fieldCited, m))
	}
	return e
}

// worded adds one wording in every field of text.
func (a asked) worded(e *either, w wording) {
	for _, f := range a.weights {
		if len(w.words) == 1 {
			e.add(byWord, w.share*f.boost, exactly(f.field, w.words[0]))
		} else {
			e.add(byPhrase, w.share*f.boost, query.NewPhraseQuery(w.words, f.field))
		}
	}
	if w.spelling != "" && a.spelled {
		e.add(byPresence, w.share*spelledTitleBoost, exactly(fieldSpelledTitle, w.spelling))
		e.add(byPresence, w.share*spelledBoost, exactly(fieldSpelled, w.spelling))
	}
}
