package search

import (
	"context"
	"errors"
	"math"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"
)

// either matches what any of its clauses matches, as Bleve's disjunction does, and
// differs in the score. All clauses are ways to say one thing: they share the
// weight of how rare that is, so that a rare spelling of a frequent word counts no
// more than the word, and a text is not punished for the ways in which it does not
// say it. The scores of two indexes can be compared.
type either struct{ clauses []clause }

// clause is one way to match.
type clause struct {
	query query.Query
	how   counting
	boost float64
}

// counting is how the score of a clause comes about.
type counting int

const (
	// byWord counts how often the word stands in how long a field.
	byWord counting = iota
	// byPhrase is the same for words beside each other.
	byPhrase
	// byPresence counts that it is there.
	byPresence
	// asIs takes the score of another either.
	asIs
)

func (e *either) add(how counting, boost float64, q query.Query) {
	e.clauses = append(e.clauses, clause{q, how, boost})
}

// plain is the same question of Bleve, for whoever needs no score.
func (e *either) plain() query.Query {
	all := make([]query.Query, len(e.clauses))
	for i, c := range e.clauses {
		all[i] = c.query
	}
	return query.NewDisjunctionQuery(all)
}

// Searcher implements query.Query. There has to be a clause.
func (e *either) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	if o.Score == "none" && !o.IncludeTermVectors {
		return e.plain().Searcher(ctx, r, m, o)
	}
	s := &eitherSearcher{}
	for _, c := range e.clauses {
		one, err := c.query.Searcher(ctx, r, m, o)
		if err != nil {
			s.Close()
			return nil, err
		}
		s.ways = append(s.ways, way{Searcher: one, clause: c})
	}
	total, err := r.DocCount()
	if err != nil {
		s.Close()
		return nil, err
	}
	s.weigh(e, total)
	return s, nil
}

// way is one clause being followed.
type way struct {
	search.Searcher
	clause
	// at is where it stands, factor what its raw score counts for.
	at     *search.DocumentMatch
	factor float64
	// over says that it has no match any more.
	over bool
}

type eitherSearcher struct {
	ways    []way
	started bool
	// others are the ways at a match besides the first, kept to be used again.
	others []*search.DocumentMatch
}

// rarity is the weight of a word that so many of all Documents have: the inverse
// document frequency as Bleve has it.
func rarity(total, having float64) float64 { return 1 + math.Log(max(total, 1)/(having+1)) }

// factors gives what the raw score of each clause counts for, where counts says in how
// many of all texts each is at most.
func (e *either) factors(total uint64, counts []uint64) []float64 {
	var having, marked uint64
	for i, c := range e.clauses {
		switch c.how {
		case byWord, byPhrase:
			having = max(having, counts[i])
		case byPresence:
			marked = max(marked, counts[i])
		}
	}
	if having == 0 {
		having = marked
	}
	weight := rarity(float64(total), float64(min(having, total)))
	all := make([]float64, len(e.clauses))
	for i, c := range e.clauses {
		switch c.how {
		case byWord:
			// Bleve has put the rarity of this very word into its score.
			all[i] = c.boost * weight * weight / rarity(float64(total), float64(counts[i]))
		case byPhrase:
			all[i] = c.boost * weight
		case byPresence:
			all[i] = c.boost * weight * weight
		case asIs:
			all[i] = c.boost
		}
	}
	return all
}

// weigh gives each way its factor and drops the words that nothing has.
func (s *eitherSearcher) weigh(of *either, total uint64) {
	counts := make([]uint64, len(s.ways))
	for i, w := range s.ways {
		counts[i] = w.Count()
	}
	kept := s.ways[:0]
	for i, factor := range of.factors(total, counts) {
		w := s.ways[i]
		w.factor = factor
		if (w.how == byWord || w.how == byPresence) && counts[i] == 0 && len(counts) > 1 {
			w.Searcher.Close()
			continue
		}
		kept = append(kept, w)
	}
	s.ways = kept
}

func (s *eitherSearcher) start(ctx *search.SearchContext) (err error) {
	s.started = true
	for i := range s.ways {
		if s.ways[i].at, err = s.ways[i].Next(ctx); err != nil {
			return err
		}
		s.ways[i].over = s.ways[i].at == nil
	}
	return nil
}

// Next implements search.Searcher.
func (s *eitherSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	if !s.started {
		if err := s.start(ctx); err != nil {
			return nil, err
		}
	}
	var first index.IndexInternalID
	for _, w := range s.ways {
		if w.at != nil && (first == nil || w.at.IndexInternalID.Compare(first) < 0) {
			first = w.at.IndexInternalID
		}
	}
	if first == nil {
		return nil, nil
	}
	return s.take(ctx, first)
}

// take joins the ways that stand at id and moves them on.
func (s *eitherSearcher) take(ctx *search.SearchContext, id index.IndexInternalID) (*search.DocumentMatch, error) {
	var out *search.DocumentMatch
	score := 0.0
	others := s.others[:0]
	for i := range s.ways {
		w := &s.ways[i]
		if w.at == nil || !w.at.IndexInternalID.Equals(id) {
			continue
		}
		if w.how == byPresence {
			score += w.factor
		} else {
			score += w.factor * w.at.Score
		}
		if out == nil {
			out = w.at
		} else {
			others = append(others, w.at)
		}
		w.at = nil
	}
	out.Score = score
	out.FieldTermLocations = search.MergeFieldTermLocations(out.FieldTermLocations, others)
	for _, m := range others {
		ctx.DocumentMatchPool.Put(m)
	}
	s.others = others
	return out, s.moveOn(ctx)
}

// moveOn lets every way that was taken find its next match.
func (s *eitherSearcher) moveOn(ctx *search.SearchContext) (err error) {
	for i := range s.ways {
		if w := &s.ways[i]; w.at == nil && !w.over {
			if w.at, err = w.Next(ctx); err != nil {
				return err
			}
			w.over = w.at == nil
		}
	}
	return nil
}

// Advance implements search.Searcher.
func (s *eitherSearcher) Advance(ctx *search.SearchContext, id index.IndexInternalID) (_ *search.DocumentMatch, err error) {
	if !s.started {
		if err := s.start(ctx); err != nil {
			return nil, err
		}
	}
	for i := range s.ways {
		w := &s.ways[i]
		if w.over || w.at.IndexInternalID.Compare(id) >= 0 {
			continue
		}
		ctx.DocumentMatchPool.Put(w.at)
		if w.at, err = w.Searcher.Advance(ctx, id); err != nil {
			return nil, err
		}
		w.over = w.at == nil
	}
	return s.Next(ctx)
}

// Close implements search.Searcher.
func (s *eitherSearcher) Close() error {
	var all []error
	for _, w := range s.ways {
		all = append(all, w.Searcher.Close())
	}
	return errors.Join(all...)
}

// Weight and SetQueryNorm implement search.Searcher: these scores are the same
// whatever they are joined with.
func (s *eitherSearcher) Weight() float64 { return 1 }

// SetQueryNorm implements search.Searcher.
func (s *eitherSearcher) SetQueryNorm(float64) {}

// Count implements search.Searcher with the most there can be.
func (s *eitherSearcher) Count() uint64 {
	var sum uint64
	for _, w := range s.ways {
		sum += w.Searcher.Count()
	}
	return sum
}

// Min implements search.Searcher.
func (s *eitherSearcher) Min() int { return 0 }

// Size implements search.Searcher.
func (s *eitherSearcher) Size() int {
	sum := 0
	for _, w := range s.ways {
		sum += w.Searcher.Size()
	}
	return sum
}

// DocumentMatchPoolSize implements search.Searcher.
func (s *eitherSearcher) DocumentMatchPoolSize() int {
	sum := len(s.ways)
	for _, w := range s.ways {
		sum += w.Searcher.DocumentMatchPoolSize()
	}
	return sum
}
