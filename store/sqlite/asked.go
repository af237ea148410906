package sqlite

import (
	"context"
	"database/sql"

	"herald/content/counting"
)

var _ counting.Ledger = (*Store)(nil)

// AddAsked implements counting.Ledger.
func (s *Store) AddAsked(ctx context.Context, counts []counting.Count) error {
	if len(counts) == 0 {
		return nil
	}
	return s.write(ctx, func(t *tx) error {
		for _, c := range counts {
			if err := t.addAsked(c); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) addAsked(c counting.Count) error {
	_, err := t.exec(`INSERT INTO questions (site, locale, month, text, times, without) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (site, locale, month, text) DO UPDATE SET times = times + excluded.times, without = without + excluded.without`,
		c.Site, string(c.Locale), int(c.Month), c.Text, c.Times, c.Without)
	return err
}

// Asked implements counting.Ledger.
func (s *Store) Asked(ctx context.Context, q counting.Query) ([]counting.Count, error) {
	query, by := `SELECT text, sum(times), sum(without) FROM questions
		WHERE site = ? AND locale = ? AND month BETWEEN ? AND ? AND times >= ?
		GROUP BY text`, " ORDER BY sum(times) DESC, text"
	if q.Without {
		by = " HAVING sum(without) > 0 ORDER BY sum(without) DESC, text"
	}
	limit := q.Limit
	if limit <= 0 {
		limit = -1 // SQLite's word for all
	}
	var all []counting.Count
	err := s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			c := counting.Count{Site: q.Site, Locale: q.Locale}
			err := r.Scan(&c.Text, &c.Times, &c.Without)
			all = append(all, c)
			return err
		}, query+by+" LIMIT ?", q.Site, string(q.Locale), int(q.From), int(q.Until), counting.Least, limit)
	})
	return all, err
}

// SweepAsked implements counting.Ledger.
func (s *Store) SweepAsked(ctx context.Context, now counting.Month) error {
	var old bool
	err := s.read(ctx, func(t *tx) (err error) {
		old, err = t.one(sweptAsked("SELECT 1")+" LIMIT 1", []any{int(now) - counting.Kept, int(now), counting.Least}, new(int))
		return err
	})
	// Nothing is written where there is nothing to delete, which is nearly always.
	if err != nil || !old {
		return err
	}
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec(sweptAsked("DELETE"), int(now)-counting.Kept, int(now), counting.Least)
		return err
	})
}

func sweptAsked(what string) string {
	return what + " FROM questions WHERE month <= ? OR month < ? AND times < ?"
}
