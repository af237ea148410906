package sqlite

import (
	"context"
	"database/sql"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

var _ content.Scratches = (*Store)(nil)

// KeepScratch implements content.Scratches.
func (s *Store) KeepScratch(ctx context.Context, x content.Scratch) error {
	return s.write(ctx, func(t *tx) error { return t.keepScratch(x) })
}

func (t *tx) keepScratch(x content.Scratch) error {
	_, err := t.exec(`INSERT INTO scratches (member, document, locale, base, words, facts, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (document, locale, member) DO UPDATE SET base = excluded.base, words = excluded.words, facts = excluded.facts, at_ms = excluded.at_ms`,
		string(x.Member), string(x.Document), string(x.Locale), string(x.Base), blob(x.Words), blob(x.Facts), since1970(x.At))
	return err
}

// Scratch implements content.Scratches.
func (s *Store) Scratch(ctx context.Context, m content.MemberID, d content.ID, l i18n.Locale) (content.Scratch, error) {
	x := content.Scratch{Member: m, Document: d, Locale: l}
	err := s.read(ctx, func(t *tx) error {
		var at int64
		ok, err := t.one("SELECT base, words, facts, at_ms FROM scratches WHERE document = ? AND locale = ? AND member = ?",
			[]any{string(d), string(l), string(m)}, &x.Base, &x.Words, &x.Facts, &at)
		if err == nil && !ok {
			err = fault.Absent("scratch of %s", d)
		}
		x.Words, x.Facts, x.At = unblob(x.Words), unblob(x.Facts), instant(at, 0)
		return err
	})
	if err != nil {
		return content.Scratch{}, err
	}
	return x, nil
}

// Writing implements content.Scratches.
func (s *Store) Writing(ctx context.Context, d content.ID, l i18n.Locale, since time.Time) ([]content.Mark, error) {
	var all []content.Mark
	err := s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			var m content.Mark
			var at int64
			err := r.Scan(&m.By, &at)
			m.At = instant(at, 0)
			all = append(all, m)
			return err
		}, "SELECT member, at_ms FROM scratches WHERE document = ? AND locale = ? AND at_ms >= ? ORDER BY at_ms DESC, member", string(d), string(l), since1970(since))
	})
	return all, err
}

// DropScratch implements content.Scratches.
func (s *Store) DropScratch(ctx context.Context, m content.MemberID, d content.ID, l i18n.Locale) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec("DELETE FROM scratches WHERE document = ? AND locale = ? AND member = ?", string(d), string(l), string(m))
		return err
	})
}

// SweepScratches implements content.Scratches.
func (s *Store) SweepScratches(ctx context.Context, before time.Time) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec("DELETE FROM scratches WHERE at_ms < ?", since1970(before))
		return err
	})
}
