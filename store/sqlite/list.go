package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"

	"herald/content"
)

// Rows implements content.Shelf.
func (s *Store) Rows(ctx context.Context, q content.Query) ([]content.Row, error) {
	var found []placed
	err := s.read(ctx, func(t *tx) error {
		p, err := t.plan(s, q)
		if err != nil {
			return err
		}
		for _, st := range p.listing() {
			err := t.each(func(r *sql.Rows) error {
				row, err := readRow(r)
				found = append(found, row)
				return err
			}, st.query, st.args...)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return merge(found, q), nil
}

// listing gives the statements whose rows, put in order together, are the
// answer to the plan's query.
func (p plan) listing() []statement {
	_, index := columns(p.query.Sort)
	tail := order(p.query.Sort)
	if p.query.Limit > 0 {
		tail += " LIMIT " + strconv.Itoa(p.query.Limit)
	}
	var narrow where
	narrow.after(p.query.Sort, p.query.After)
	if index == "rows_date" {
		narrow.dates(p.query)
	}
	return p.statements(rowColumns, index, tail, narrow)
}

// merge puts the rows of several statements into the one order of q.
func merge(found []placed, q content.Query) []content.Row {
	keys := make(map[int64][]byte, len(found))
	for i := range found {
		keys[found[i].rid] = []byte(found[i].SortKey(q.Sort))
	}
	slices.SortFunc(found, func(a, b placed) int {
		c := cmp.Or(bytes.Compare(keys[a.rid], keys[b.rid]), cmp.Compare(a.Document, b.Document), cmp.Compare(a.rid, b.rid))
		if q.Sort.Descends() {
			return -c
		}
		return c
	})
	if q.Limit > 0 && len(found) > q.Limit {
		found = found[:q.Limit]
	}
	rows := make([]content.Row, len(found))
	for i := range found {
		rows[i] = found[i].Row
	}
	return rows
}

// Count implements content.Shelf.
func (s *Store) Count(ctx context.Context, q content.Query) (int, error) {
	total := 0
	err := s.read(ctx, func(t *tx) error {
		p, err := t.plan(s, q)
		if err != nil {
			return err
		}
		for _, st := range p.statements("count(*)", "rows_select", "", where{}) {
			var n int
			if _, err := t.one(st.query, st.args, &n); err != nil {
				return err
			}
			total += n
		}
		return nil
	})
	return total, err
}
