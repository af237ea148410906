package sqlite

import (
	"context"
	"database/sql"

	"herald/content"
)

// Facets implements content.Shelf.
func (s *Store) Facets(ctx context.Context, q content.Query, names []string) (map[string]map[string]int, error) {
	f := facets{all: make(map[string]map[string]int, len(names)), names: names}
	for _, n := range names {
		f.all[n] = map[string]int{}
	}
	err := s.read(ctx, func(t *tx) error {
		f.tx = t
		p, err := t.plan(s, q)
		if err != nil || p.none {
			return err
		}
		if p.from != "" {
			return f.few(p)
		}
		for _, l := range p.legs {
			if err := f.leg(p, l); err != nil {
				return err
			}
		}
		return nil
	})
	return f.all, err
}

type facets struct {
	*tx
	names []string
	all   map[string]map[string]int
}

// counted is a term with the number of rows that have it.
type counted struct {
	content.Term
	rows int
}

// few counts the terms of rows that are found one by one.
func (f *facets) few(p plan) error {
	var named where
	named.add("m.name IN (SELECT value FROM json_each(?))", list(f.names))
	st := selecting("m.name, m.value, count(*)", p.from+" CROSS JOIN posting x ON x.rid = r.rid CROSS JOIN term m ON m.tid = x.tid",
		" GROUP BY m.tid", p.bucket, p.where, named)
	return f.each(func(r *sql.Rows) error {
		var c counted
		err := r.Scan(&c.Name, &c.Value, &c.rows)
		f.all[c.Name][c.Value] += c.rows
		return err
	}, st.query, st.args...)
}

// leg counts the terms of one list. How many rows of the list have a term is
// known; mostly few rows are not selected, and only those are looked at and
// taken off. Where few are selected, those are counted instead.
func (f *facets) leg(p plan, l leg) error {
	terms, err := f.terms(p, l)
	if err != nil || len(terms) == 0 {
		return err
	}
	const source = "rows r INDEXED BY rows_select"
	counts := selecting("count(*), count(*) FILTER (WHERE "+p.where.String()+")", source, "", l.within("r"), p.bucket)
	var total, selected int
	if _, err := f.one(counts.query, append(p.where.args[:len(p.where.args):len(p.where.args)], counts.args...), &total, &selected); err != nil {
		return err
	}
	step, which := 1, p.where
	if selected > total/2 {
		step, which = -1, p.where.not()
	} else {
		for _, c := range terms {
			c.rows = 0
		}
	}
	if step == 1 || selected < total {
		if err := f.tally(terms, step, selecting("x.tid", source+" CROSS JOIN posting x ON x.rid = r.rid", "", l.within("r"), p.bucket, which)); err != nil {
			return err
		}
	}
	for _, c := range terms {
		if c.rows > 0 {
			f.all[c.Name][c.Value] += c.rows
		}
	}
	return nil
}

// terms gives the named terms of one list by number.
func (f *facets) terms(p plan, l leg) (map[int64]*counted, error) {
	all := map[int64]*counted{}
	var named where
	named.add("m.name IN (SELECT value FROM json_each(?))", list(f.names))
	st := selecting("m.tid, m.name, m.value, m.rows", "term m", "", l.within("m"), named, bucket(p.query, "m"))
	err := f.each(func(r *sql.Rows) error {
		var tid int64
		c := &counted{}
		err := r.Scan(&tid, &c.Name, &c.Value, &c.rows)
		all[tid] = c
		return err
	}, st.query, st.args...)
	return all, err
}

func (f *facets) tally(terms map[int64]*counted, step int, st statement) error {
	var tid int64
	return f.each(func(r *sql.Rows) error {
		err := r.Scan(&tid)
		if c := terms[tid]; c != nil {
			c.rows += step
		}
		return err
	}, st.query, st.args...)
}
