package search

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/search/query"

	"herald/content"
)

// gathering is a question and what is wanted of all that it matches.
type gathering struct {
	// words are looked for. What is found also has to match all of narrow, which counts
	// for nothing in the order.
	words  query.Query
	narrow []query.Query
	order  Order
	// from and size say which matches are wanted, in that order.
	from, size int
	count      []counted
}

// counted is a field whose values are counted.
type counted struct {
	field string
	// narrow is what narrows the question for this count alone; without it the question
	// is narrowed as for everything.
	narrow []query.Query
}

// gathered is what a gathering came to.
type gathered struct {
	total   int
	matches []match
	// counts are by field.
	counts map[string][]content.Facet
}

// gather puts a question to the index. What the log has changed since the index took
// it in is left out.
func (v *view) gather(ctx context.Context, g gathering) (out gathered, err error) {
	err = v.lexicon(func(l *lexicon) error {
		e, err := l.evaluation(ctx, v.g.bleve.Mapping())
		if err != nil {
			return err
		}
		c := &collecting{gathering: g, evaluation: e, columns: v.g.columns.segments(l.reader), latest: v.p.of.latest(),
			best: ranking{order: g.order, most: g.from + g.size, reader: l.reader}}
		if len(v.changed) > 0 {
			c.changed = oneOf(fieldDocument, texts(v.changed))
		}
		out, err = c.gather()
		return err
	})
	return out, err
}

// collecting is a gathering being answered.
type collecting struct {
	gathering
	*evaluation
	// changed matches what is not to be found; nil is nothing.
	changed query.Query
	// columns are those of each segment.
	columns []*segmentColumns
	// latest is the field that equal matches are put in order by.
	latest   string
	counters []*counter
	best     ranking
	out      gathered
}

func (c *collecting) gather() (gathered, error) {
	for _, f := range c.count {
		c.counters = append(c.counters, &counter{f, map[string]int{}})
	}
	// Numbers of texts go on from segment to segment.
	begin := uint64(0)
	for at := range c.l.parts {
		c.enter(at)
		found, err := c.match(c.words, c.size > 0)
		if err == nil && found.texts.count() > 0 {
			err = c.take(found, begin)
		}
		if err != nil {
			return gathered{}, err
		}
		found.free()
		begin += uint64(c.texts)
	}
	c.out.counts = map[string][]content.Facet{}
	for _, counter := range c.counters {
		c.out.counts[counter.field] = mostFrequent(counter.all)
	}
	page, err := c.best.from(c.from)
	c.out.matches = page
	return c.out, err
}

// take takes in what has the words in a segment.
func (c *collecting) take(found *scored, begin uint64) error {
	if c.changed != nil {
		if err := c.also(c.changed, false, func(f *scored) { found.without(f.texts) }); err != nil {
			return err
		}
	}
	for _, counter := range c.counters {
		if counter.narrow != nil {
			if err := c.tallyBeside(counter, found.texts); err != nil {
				return err
			}
		}
	}
	if err := c.keep(found, c.narrow); err != nil {
		return err
	}
	c.out.total += found.texts.count()
	for _, counter := range c.counters {
		if counter.narrow == nil {
			if err := c.tally(counter, found.texts); err != nil {
				return err
			}
		}
	}
	return c.rank(found, begin)
}

// keep leaves of found what matches all of narrow.
func (c *collecting) keep(found *scored, narrow []query.Query) error {
	for _, q := range narrow {
		if err := c.also(q, false, func(f *scored) { found.within(f.texts) }); err != nil {
			return err
		}
	}
	return nil
}

// tallyBeside counts what of texts matches what narrows this count.
func (c *collecting) tallyBeside(to *counter, texts bits) error {
	beside := noTexts(c.texts, false)
	copy(beside.texts, texts)
	err := c.keep(beside, to.narrow)
	if err == nil {
		err = c.tally(to, beside.texts)
	}
	beside.free()
	return err
}

func (c *collecting) tally(to *counter, texts bits) error {
	column, err := c.columns[c.at].column(c.part, to.field)
	if err == nil {
		to.take(column, texts)
	}
	return err
}

// rank puts what was found in a segment in order.
func (c *collecting) rank(found *scored, begin uint64) error {
	if c.size == 0 {
		return nil
	}
	dates, err := c.columns[c.at].numbers(c.part, c.latest)
	if err != nil {
		return err
	}
	for n := range found.texts.all() {
		// Sums that differ only in how they were rounded are equal.
		score := float64(float32(found.score[n]))
		if err := c.best.take(match{number: begin + n, score: score, date: dates[n]}); err != nil {
			return err
		}
	}
	return nil
}

// counter counts the values of one field, by value.
type counter struct {
	counted
	all map[string]int
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
