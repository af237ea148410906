package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"herald/content"
)

// gathering is a question and what is wanted of all that it matches.
type gathering struct {
	query query.Query
	order Order
	// from and size say which matches are wanted, in that order.
	from, size int
	// count are the fields whose values are counted.
	count []string
}

// gathered is what a gathering came to.
type gathered struct {
	total   int
	matches []match
	// counts are by field.
	counts map[string][]content.Facet
}

// gather puts a question to the index. Bleve finds the matches; they are counted and
// put in order here, by columns.
func (v *view) gather(ctx context.Context, g gathering) (gathered, error) {
	r := bleve.NewSearchRequestOptions(g.query, 0, 0, false)
	if g.size == 0 {
		r.Score = bleve.ScoreNone
	}
	c := &collecting{gathering: g, columns: &v.g.columns, best: ranking{order: g.order, most: g.from + g.size}}
	ctx = context.WithValue(ctx, search.MakeDocumentMatchHandlerKey, search.MakeDocumentMatchHandler(c.start))
	if _, err := v.search(ctx, r); err != nil {
		return gathered{}, err
	}
	return c.out, nil
}

// collecting takes in the matches of a gathering one by one. They come by their
// numbers, and so segment by segment.
type collecting struct {
	gathering
	columns *columns
	pool    *search.DocumentMatchPool
	parts   []*scorch.SegmentSnapshot
	// next is the first of parts that no match came from yet, those of the one before
	// it have numbers from begin up to end.
	next       int
	segments   []*segmentColumns
	begin, end uint64
	days       []uint32
	counters   []*counter
	best       ranking
	out        gathered
}

// start is called by Bleve before the first match.
func (c *collecting) start(ctx *search.SearchContext) (search.DocumentMatchHandler, bool, error) {
	snapshot, ok := ctx.IndexReader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, false, fmt.Errorf("%w: not an index of ours", errDamaged)
	}
	c.pool, c.best.reader = ctx.DocumentMatchPool, snapshot
	c.parts, c.segments = snapshot.Segments(), c.columns.segments(snapshot)
	for _, field := range c.count {
		c.counters = append(c.counters, &counter{field: field, all: map[string]int{}})
	}
	return c.take, false, nil
}

// take is called for each match, and once more without one.
func (c *collecting) take(m *search.DocumentMatch) error {
	if m == nil {
		return c.finish()
	}
	number := m.IndexInternalID.Value()
	for number >= c.end {
		if err := c.enter(); err != nil {
			return err
		}
	}
	c.out.total++
	text := number - c.begin
	for _, counter := range c.counters {
		counter.take(text)
	}
	score := m.Score
	c.pool.Put(m)
	if c.size == 0 {
		return nil
	}
	return c.best.take(match{number: number, score: score, day: c.days[text]})
}

// enter goes on to the next segment.
func (c *collecting) enter() (err error) {
	if c.next == len(c.parts) {
		return fmt.Errorf("%w: a match in no segment", errDamaged)
	}
	p, s := c.parts[c.next], c.segments[c.next]
	c.next++
	c.begin, c.end = c.end, c.end+uint64(s.texts)
	if c.size > 0 {
		if c.days, err = s.numbers(p, fieldFirst); err != nil {
			return err
		}
	}
	for _, counter := range c.counters {
		column, err := s.column(p, counter.field)
		if err != nil {
			return err
		}
		counter.enter(column)
	}
	return nil
}

func (c *collecting) finish() (err error) {
	c.out.counts = map[string][]content.Facet{}
	for _, counter := range c.counters {
		counter.sum()
		c.out.counts[counter.field] = mostFrequent(counter.all)
	}
	c.out.matches, err = c.best.from(c.from)
	return err
}

// counter counts the values of one field.
type counter struct {
	field string
	// in is the column of the segment that is being counted, here the counts of its
	// terms.
	in   *column
	here []int
	// all are the counts of the segments before.
	all map[string]int
}

func (c *counter) enter(in *column) {
	c.sum()
	c.in, c.here = in, make([]int, len(in.terms))
}

func (c *counter) take(text uint64) {
	for _, term := range c.in.of(text) {
		c.here[term]++
	}
}

func (c *counter) sum() {
	for term, n := range c.here {
		if n > 0 {
			c.all[c.in.terms[term]] += n
		}
	}
	c.here = nil
}

// mostFrequent gives up to mostValues of counts, the most frequent values first.
func mostFrequent(counts map[string]int) []content.Facet {
	var all []content.Facet
	for value, n := range counts {
		all = append(all, content.Facet{Value: value, Count: n})
	}
	slices.SortFunc(all, func(a, b content.Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	return all[:min(len(all), mostValues)]
}
