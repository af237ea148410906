package sqlite

import (
	"context"
	"fmt"
	"time"

	"herald/content"
)

// instants are the columns that hold one, with the condition of their index.
var instants = []struct{ column, index, bounded string }{
	{"r.begin_ms", "rows_begin", "r.begin_ms > -9223372036854775807"},
	{"r.end_ms", "rows_end", "r.end_ms < 9223372036854775807"},
	{"r.until_ms", "rows_until", "r.until_ms < 9223372036854775807"},
}

// Next implements content.Shelf.
func (s *Store) Next(ctx context.Context, now time.Time, queries ...content.Query) (next time.Time, err error) {
	err = s.read(ctx, func(t *tx) error {
		for _, q := range queries {
			at, err := t.next(now, q)
			if err != nil {
				return err
			}
			if !at.IsZero() && (next.IsZero() || at.Before(next)) {
				next = at
			}
		}
		return nil
	})
	return next, err
}

// next is Next for one query. It reads only what lies ahead, in order, and stops at the
// first row that q could select.
func (t *tx) next(now time.Time, q content.Query) (next time.Time, err error) {
	if len(q.Audiences) == 0 {
		return next, nil
	}
	p := plan{query: q, bucket: bucket(q, "r"), where: timeless(q)}
	if _, err := t.terms(&p); err != nil || p.none {
		return next, err
	}
	p.where.place(q)
	for _, i := range instants {
		var ahead where
		ahead.add(i.bounded)
		ahead.add(i.column+" > ?", now.UnixMilli())
		st := selecting(i.column, fmt.Sprintf("rows r INDEXED BY %s", i.index), " ORDER BY "+i.column+" LIMIT 1", ahead, p.bucket, p.where)
		var at int64
		found, err := t.one(st.query, st.args, &at)
		if err != nil {
			return next, err
		}
		if instant := time.UnixMilli(at).UTC(); found && (next.IsZero() || instant.Before(next)) {
			next = instant
		}
	}
	return next, nil
}

// place narrows a statement to the Sites, locale, Types and Documents of q.
func (w *where) place(q content.Query) {
	if len(q.Sites) > 0 {
		w.in("r.site", q.Sites)
	}
	if q.For != "" {
		w.add("r.for_locale = ?", string(q.For))
	}
	if len(q.Types) > 0 {
		w.in("r.type", q.Types)
	}
	if len(q.Documents) > 0 {
		w.add("r.document IN (SELECT value FROM json_each(?))", list(q.Documents))
	}
}
