package search

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/mapping"
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

// gather puts a question to the index.
func (v *view) gather(ctx context.Context, g gathering) (out gathered, err error) {
	err = v.lexicon(func(l *lexicon) error {
		c := &collecting{gathering: g, l: l, columns: v.g.columns.segments(l.reader), latest: v.p.of.latest()}
		out, err = c.gather(ctx, v.g.bleve.Mapping())
		return err
	})
	return out, err
}

// collecting is a gathering being answered.
type collecting struct {
	gathering
	l *lexicon
	// columns are those of each segment.
	columns []*segmentColumns
	// latest is the field that equal matches are put in order by.
	latest   string
	counters []*counter
	best     ranking
}

func (c *collecting) gather(ctx context.Context, m mapping.IndexMapping) (out gathered, err error) {
	c.best = ranking{order: c.order, most: c.from + c.size, reader: c.l.reader}
	for _, field := range c.count {
		c.counters = append(c.counters, &counter{field: field, all: map[string]int{}})
	}
	e, err := c.l.evaluation(ctx, m)
	if err != nil {
		return out, err
	}
	// Numbers of texts go on from segment to segment.
	begin := uint64(0)
	for at := range c.l.parts {
		e.enter(at)
		found, err := e.match(c.query, c.size > 0)
		if err != nil {
			return out, err
		}
		out.total += found.texts.count()
		err = errors.Join(c.tally(at, found), c.rank(at, begin, found))
		if found.free(); err != nil {
			return out, err
		}
		begin += uint64(e.texts)
	}
	out.counts = map[string][]content.Facet{}
	for _, counter := range c.counters {
		out.counts[counter.field] = mostFrequent(counter.all)
	}
	out.matches, err = c.best.from(c.from)
	return out, err
}

// tally counts the values of what was found in a segment.
func (c *collecting) tally(at int, found *scored) error {
	for _, counter := range c.counters {
		column, err := c.columns[at].column(c.l.parts[at], counter.field)
		if err != nil {
			return err
		}
		counter.take(column, found.texts)
	}
	return nil
}

// rank puts what was found in a segment in order.
func (c *collecting) rank(at int, begin uint64, found *scored) error {
	if c.size == 0 {
		return nil
	}
	dates, err := c.columns[at].numbers(c.l.parts[at], c.latest)
	if err != nil {
		return err
	}
	for n := range found.texts.all() {
		if err := c.best.take(match{number: begin + n, score: found.score[n], date: dates[n]}); err != nil {
			return err
		}
	}
	return nil
}

// counter counts the values of one field, by value.
type counter struct {
	field string
	all   map[string]int
}

func (c *counter) take(in *column, texts bits) {
	counts := make([]int, len(in.terms))
	for n := range texts.all() {
		for _, term := range in.of(n) {
			counts[term]++
		}
	}
	for term, n := range counts {
		if n > 0 {
			c.all[in.terms[term]] += n
		}
	}
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
