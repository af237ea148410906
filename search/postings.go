package search

import (
	"fmt"
	"math"

	"github.com/blevesearch/bleve/v2/search/query"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// word adds the texts with a term, which count by how often it stands in how long a
// field: the roots of both, as in Bleve's tf-idf.
func (e *evaluation) word(q *query.TermQuery, factor float64, to *scored) error {
	list, err := e.postings(q)
	if err != nil {
		return err
	}
	for e.reused = list.in[e.at].Iterator(true, true, false, e.reused); ; {
		p, err := e.reused.Next()
		if err != nil || p == nil {
			return err
		}
		if p.Number() >= uint64(e.texts) {
			return fmt.Errorf("%w: a text beyond the last of %d", errDamaged, e.texts)
		}
		to.add(p.Number(), factor*(math.Sqrt(float64(p.Frequency()))*p.Norm()))
	}
}

// exact gives the texts with a term. None counts for anything.
func (e *evaluation) exact(q *query.TermQuery, score bool) (*scored, error) {
	all := noTexts(e.texts, score)
	return all, e.presence(q, 0, all)
}

// presence adds the texts with a term, which all count the same.
func (e *evaluation) presence(q *query.TermQuery, factor float64, to *scored) error {
	list, err := e.postings(q)
	if err != nil {
		return err
	}
	if factor == 0 && list.in[e.at].Count() == e.part.Count() {
		e.everything(to)
		return nil
	}
	return eachText(list.in[e.at], uint64(e.texts), func(n uint64) { to.add(n, factor) })
}

// eachText hands over the texts of a list, the first first, of a segment of so many.
func eachText(list segment.PostingsList, texts uint64, do func(n uint64)) error {
	found, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return fmt.Errorf("%w: postings of an unknown kind", errDamaged)
	}
	sound := true
	one := func(n uint64) bool {
		if sound = n < texts; sound {
			do(n)
		}
		return sound
	}
	if n, only := found.DocNum1Hit(); only {
		one(n)
	} else if set := found.ActualBitmap(); set != nil {
		set.Iterate(func(n uint32) bool { return one(uint64(n)) })
	}
	if !sound {
		return fmt.Errorf("%w: a text beyond the last of %d", errDamaged, texts)
	}
	return nil
}

// everything adds the texts of the segment that are not gone.
func (e *evaluation) everything(to *scored) {
	to.texts.fill(e.texts)
	if gone := e.part.Deleted(); gone != nil {
		gone.Iterate(func(n uint32) bool {
			to.remove(uint64(n))
			return true
		})
	}
}

// postings say where a term stands in a field.
type postings struct {
	// in has one list for each segment.
	in    []segment.PostingsList
	count uint64
}

// postings gives where the term of q stands.
func (e *evaluation) postings(q *query.TermQuery) (*postings, error) {
	if known := e.terms[q]; known != nil {
		return known, nil
	}
	all, err := e.l.dictionaries(q.FieldVal)
	if err != nil {
		return nil, err
	}
	p := &postings{in: make([]segment.PostingsList, len(all))}
	for i, d := range all {
		if p.in[i], err = d.PostingsList([]byte(q.Term), e.l.parts[i].Deleted(), nil); err != nil {
			return nil, err
		}
		p.count += p.in[i].Count()
	}
	e.terms[q] = p
	return p, nil
}
