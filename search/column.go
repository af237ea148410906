package search

import (
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/numeric"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// columns keeps what the texts of an index are counted and sorted by, read once for
// each segment from its postings. Bleve can read the same text by text, which costs
// more than all the rest of a question. A segment never changes, so what was read of
// it holds for as long as it is in use.
type columns struct {
	mu sync.Mutex
	// by is by the segments' ids.
	by map[uint64]*segmentColumns
}

// segmentColumns are the columns of one segment that were asked for yet.
type segmentColumns struct {
	texts  int
	mu     sync.Mutex
	values map[string]*column
	// whole are the numbers of each field of numbers, by text.
	whole map[string][]float64
}

// column is which values every text of a segment has in one field.
type column struct {
	// terms are all values, in their order.
	terms []string
	// The values of text n are at[begin[n]:begin[n+1]], as places in terms.
	begin, at []uint32
}

// segments gives the columns of every segment of a snapshot, in its order, and lets go
// of those that it has not.
func (c *columns) segments(snapshot *scorch.IndexSnapshot) []*segmentColumns {
	c.mu.Lock()
	defer c.mu.Unlock()
	parts := snapshot.Segments()
	all, kept := make([]*segmentColumns, len(parts)), make(map[uint64]*segmentColumns, len(parts))
	for i, p := range parts {
		s := c.by[p.Id()]
		if s == nil {
			s = &segmentColumns{texts: int(p.FullSize()), values: map[string]*column{}, whole: map[string][]float64{}}
		}
		all[i], kept[p.Id()] = s, s
	}
	c.by = kept
	return all
}

// column gives the values of a field of the segment p that s is of.
func (s *segmentColumns) column(p *scorch.SegmentSnapshot, field string) (*column, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.values[field]; c != nil {
		return c, nil
	}
	c, err := readColumn(p.Segment(), field, s.texts)
	if err == nil {
		s.values[field] = c
	}
	return c, err
}

// numbers gives what each text of the segment p has in a field of numbers, 0 for none.
func (s *segmentColumns) numbers(p *scorch.SegmentSnapshot, field string) ([]float64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.whole[field]; d != nil {
		return d, nil
	}
	d, err := readNumbers(p.Segment(), field, s.texts)
	if err == nil {
		s.whole[field] = d
	}
	return d, err
}

func readColumn(from segment.Segment, field string, texts int) (*column, error) {
	c := &column{begin: make([]uint32, texts+1)}
	// having are the texts with each term, one term after another, ends where each ends.
	var having, ends []uint32
	err := eachTerm(from, field, nil, nil, func(term string, some []uint32) error {
		for _, text := range some {
			c.begin[text+1]++
		}
		c.terms, having = append(c.terms, term), append(having, some...)
		ends = append(ends, uint32(len(having)))
		return nil
	})
	if err != nil {
		return nil, err
	}
	for n := range texts {
		c.begin[n+1] += c.begin[n]
	}
	c.at = make([]uint32, len(having))
	next, begin := slices.Clone(c.begin), uint32(0)
	for term, end := range ends {
		for _, text := range having[begin:end] {
			c.at[next[text]] = uint32(term)
			next[text]++
		}
		begin = end
	}
	return c, nil
}

// A number is indexed whole and, for ranges, several times without its last bits. How
// many of those are left out stands in the first byte of a term.
var (
	wholeNumbers     = []byte{numeric.ShiftStartInt64}
	shortenedNumbers = []byte{numeric.ShiftStartInt64 + 1}
)

func readNumbers(from segment.Segment, field string, texts int) ([]float64, error) {
	all := make([]float64, texts)
	err := eachTerm(from, field, wholeNumbers, shortenedNumbers, func(term string, some []uint32) error {
		sortable, err := numeric.PrefixCoded(term).Int64()
		for _, text := range some {
			all[text] = numeric.Int64ToFloat64(sortable)
		}
		return err
	})
	return all, err
}

// eachTerm hands over which texts have each term of a field, from first up to end. They
// are only lent.
func eachTerm(from segment.Segment, field string, first, end []byte, do func(term string, texts []uint32) error) error {
	d, err := from.Dictionary(field)
	if err != nil {
		return err
	}
	var list segment.PostingsList
	var texts []uint32
	for terms := d.AutomatonIterator(nil, first, end); ; {
		e, err := terms.Next()
		if err != nil || e == nil {
			return err
		}
		if list, err = d.PostingsList([]byte(e.Term), nil, list); err != nil {
			return err
		}
		texts = texts[:0]
		if err := eachText(list, from.Count(), func(n uint64) { texts = append(texts, uint32(n)) }); err != nil {
			return err
		}
		if err := do(e.Term, texts); err != nil {
			return err
		}
	}
}

// of gives the values of a text, as places in terms.
func (c *column) of(text uint64) []uint32 { return c.at[c.begin[text]:c.begin[text+1]] }
