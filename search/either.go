package search

import (
	"context"
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

// Searcher implements query.Query where Bleve is asked to mark words: it finds the same.
func (e *either) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	all := make([]query.Query, len(e.clauses))
	for i, c := range e.clauses {
		all[i] = c.query
	}
	return query.NewDisjunctionQuery(all).Searcher(ctx, r, m, o)
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
		case byWord, byPresence:
			all[i] = c.boost * weight * weight
		case byPhrase:
			// Bleve has put the rarity of its words into its score.
			all[i] = c.boost * weight
		case asIs:
			all[i] = c.boost
		}
	}
	return all
}
