package search

import (
	"context"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// evaluation answers a question segment by segment and word by word: all texts that
// have a word, then all that have the next. Bleve goes text by text through all words
// at once, which costs several times as much where a question is of frequent words. It
// finds the same texts with the same scores; whatever is not made of words and exact
// values is left to Bleve.
type evaluation struct {
	ctx     context.Context
	l       *lexicon
	mapping mapping.IndexMapping
	// total is how many texts the index has.
	total uint64
	// terms, eithers and others are what was looked up once for all segments.
	terms   map[*query.TermQuery]*postings
	eithers map[*either][]float64
	others  map[other]*foreign
	// at is the segment that is being looked through, it has texts texts.
	at    int
	part  *scorch.SegmentSnapshot
	texts int
	// reused is what the last word was read with.
	reused segment.PostingsIterator
}

func (l *lexicon) evaluation(ctx context.Context, m mapping.IndexMapping) (*evaluation, error) {
	total, err := l.reader.DocCount()
	return &evaluation{ctx: ctx, l: l, mapping: m, total: total, terms: map[*query.TermQuery]*postings{}, eithers: map[*either][]float64{},
		others: map[other]*foreign{}}, err
}

// enter goes to a segment.
func (e *evaluation) enter(at int) {
	e.at, e.part = at, e.l.parts[at]
	e.texts = int(e.part.FullSize())
}

// match gives the texts of the segment that q matches. Whoever asks frees them.
func (e *evaluation) match(q query.Query, score bool) (*scored, error) {
	if err := e.ctx.Err(); err != nil {
		return nil, err
	}
	switch q := q.(type) {
	case *either:
		return e.either(q, score)
	case *query.TermQuery:
		return e.exact(q, score)
	case *query.ConjunctionQuery:
		if len(q.Conjuncts) > 0 {
			return e.every(q.Conjuncts, score)
		}
	case *query.DisjunctionQuery:
		if len(q.Disjuncts) > 0 {
			return e.some(q, score)
		}
	case *query.BooleanQuery:
		if q.Must != nil && q.Should != nil && q.MustNot == nil && q.Filter == nil {
			return e.more(q, score)
		}
	}
	return e.foreign(q, score)
}

// every gives what all of qs match.
func (e *evaluation) every(qs []query.Query, score bool) (*scored, error) {
	all, err := e.match(qs[0], score)
	for _, q := range qs[1:] {
		if err != nil || all.texts.count() == 0 {
			break
		}
		err = e.also(q, score, all.and)
	}
	return all, err
}

// also hands over what q matches.
func (e *evaluation) also(q query.Query, score bool, do func(*scored)) error {
	found, err := e.match(q, score)
	if err == nil {
		do(found)
		found.free()
	}
	return err
}

// more gives what the texts that q must have match. What it should have only adds to the
// score.
func (e *evaluation) more(q *query.BooleanQuery, score bool) (*scored, error) {
	all, err := e.match(q.Must, score)
	if err == nil && score {
		err = e.also(q.Should, true, func(f *scored) {
			f.within(all.texts)
			all.plus(f, 1)
		})
	}
	return all, err
}

// some gives what enough of the clauses of q match: the sum of what they count for, by
// the share of them that match, as Bleve has it.
func (e *evaluation) some(q *query.DisjunctionQuery, score bool) (*scored, error) {
	if len(q.Disjuncts) == 1 {
		return e.match(q.Disjuncts[0], score)
	}
	all, least := noTexts(e.texts, score), max(int(q.Min), 1)
	var met []uint32
	if score || least > 1 {
		met = make([]uint32, e.texts)
	}
	for _, clause := range q.Disjuncts {
		err := e.also(clause, score, func(found *scored) {
			all.plus(found, 1)
			if met != nil {
				for n := range found.texts.all() {
					met[n]++
				}
			}
		})
		if err != nil {
			return all, err
		}
	}
	for n := range all.texts.all() {
		switch {
		case met == nil:
			return all, nil
		case int(met[n]) < least:
			all.remove(n)
		case score:
			all.score[n] *= float64(met[n]) / float64(len(q.Disjuncts))
		}
	}
	return all, nil
}

// either gives what any clause of q matches.
func (e *evaluation) either(q *either, score bool) (*scored, error) {
	factors, err := e.factors(q, score)
	if err != nil {
		return nil, err
	}
	all := noTexts(e.texts, score)
	for i, c := range q.clauses {
		term, isTerm := c.query.(*query.TermQuery)
		switch {
		case isTerm && c.how == byWord && score:
			err = e.word(term, factors[i], all)
		case isTerm:
			err = e.presence(term, factors[i], all)
		default:
			err = e.also(c.query, score, func(found *scored) { all.plus(found, factors[i]) })
		}
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// factors gives what each clause of q counts for.
func (e *evaluation) factors(q *either, score bool) ([]float64, error) {
	if known := e.eithers[q]; known != nil {
		return known, nil
	}
	counts := make([]uint64, len(q.clauses))
	for i, c := range q.clauses {
		switch term, ok := c.query.(*query.TermQuery); {
		case ok:
			p, err := e.postings(term)
			if err != nil {
				return nil, err
			}
			counts[i] = p.count
		case c.how == byPhrase:
			f, err := e.looked(c.query, score)
			if err != nil {
				return nil, err
			}
			counts[i] = f.count
		}
	}
	e.eithers[q] = q.factors(e.total, counts)
	return e.eithers[q], nil
}
