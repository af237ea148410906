package search

import (
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
)

// foreign is what Bleve found for a part of a question: phrases and ranges of days.
type foreign struct {
	// count is the most texts there can be, as Bleve estimates it.
	count uint64
	// in are the matches in each segment.
	in [][]match
}

// other is a part of a question, and whether its score is wanted.
type other struct {
	query query.Query
	score bool
}

// foreign gives what Bleve finds for q in the segment.
func (e *evaluation) foreign(q query.Query, score bool) (*scored, error) {
	found, err := e.looked(q, score)
	if err != nil {
		return nil, err
	}
	all := noTexts(e.texts, score)
	for _, m := range found.in[e.at] {
		all.add(m.number, m.score)
	}
	return all, nil
}

// looked has Bleve look for q in all segments.
func (e *evaluation) looked(q query.Query, score bool) (*foreign, error) {
	asked := other{q, score}
	if known := e.others[asked]; known != nil {
		return known, nil
	}
	o := search.SearcherOptions{}
	if !score {
		o.Score = "none"
	}
	s, err := q.Searcher(e.ctx, e.l.reader, e.mapping, o)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	f := &foreign{count: s.Count(), in: make([][]match, len(e.l.parts))}
	ctx := &search.SearchContext{DocumentMatchPool: search.NewDocumentMatchPool(s.DocumentMatchPoolSize()+1, 0), IndexReader: e.l.reader}
	part, begin := 0, uint64(0)
	for n := 0; ; n++ {
		if n%1024 == 0 && e.ctx.Err() != nil {
			return nil, e.ctx.Err()
		}
		m, err := s.Next(ctx)
		if err != nil {
			return nil, err
		}
		if m == nil {
			e.others[asked] = f
			return f, nil
		}
		number := m.IndexInternalID.Value()
		for part < len(e.l.parts) && number >= begin+uint64(e.l.parts[part].FullSize()) {
			begin += uint64(e.l.parts[part].FullSize())
			part++
		}
		if part == len(e.l.parts) {
			return nil, errDamaged
		}
		f.in[part] = append(f.in[part], match{number: number - begin, score: m.Score})
		ctx.DocumentMatchPool.Put(m)
	}
}
