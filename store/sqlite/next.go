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

// Next implements content.Shelf. It reads only what lies ahead, in order, and
// stops at the first row that q could select.
func (s *Store) Next(ctx context.Context, q content.Query) (next time.Time, err error) {
	err = s.read(ctx, func(t *tx) error {
		p := plan{query: q, bucket: bucket(q, "r"), where: timeless(q)}
		if len(q.Audiences) == 0 {
			return nil
		}
		if _, err := t.terms(&p); err != nil || p.none {
			return err
		}
		p.where.place(q)
		for _, i := range instants {
			var ahead where
			ahead.add(i.bounded)
			ahead.add(i.column+" > ?", q.Now.UnixMilli())
			st := selecting(i.column, fmt.Sprintf("rows r INDEXED BY %s", i.index), " ORDER BY "+i.column+" LIMIT 1", ahead, p.bucket, p.where)
			var at int64
			found, err := t.one(st.query, st.args, &at)
			if err != nil {
				return err
			}
			if instant := time.UnixMilli(at).UTC(); found && (next.IsZero() || instant.Before(next)) {
				next = instant
			}
		}
		return nil
	})
	return next, err
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
