package sqlite

import (
	"context"
	"database/sql"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

var _ content.Shares = (*Store)(nil)

const shareColumns = "id, token, document, locale, edition, said, maker, made_ms, until_ms, revoked_ms, opened, seen_ms"

// AddShare implements content.Shares.
func (s *Store) AddShare(ctx context.Context, x content.Share) error {
	return s.write(ctx, func(t *tx) error { return t.addShare(x) })
}

func (t *tx) addShare(x content.Share) error {
	_, err := t.exec("INSERT INTO shares ("+shareColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		string(x.ID), string(x.Token), string(x.Document), string(x.Locale), x.Edition, string(x.For), string(x.By),
		since1970(x.At), since1970(x.Until), since1970(x.Revoked), x.Opened, since1970(x.Seen))
	return err
}

// Share implements content.Shares.
func (s *Store) Share(ctx context.Context, token content.Hash) (content.Share, error) {
	all, err := s.shares(ctx, "token = ?", string(token))
	if err == nil && len(all) == 0 {
		err = fault.Absent("link")
	}
	if err != nil {
		return content.Share{}, err
	}
	return all[0], nil
}

// SharesOf implements content.Shares.
func (s *Store) SharesOf(ctx context.Context, d content.ID, l i18n.Locale) ([]content.Share, error) {
	return s.shares(ctx, "document = ? AND locale = ? ORDER BY made_ms DESC, id DESC", string(d), string(l))
}

func (s *Store) shares(ctx context.Context, where string, args ...any) ([]content.Share, error) {
	var all []content.Share
	err := s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			x, err := scanShare(r)
			all = append(all, x)
			return err
		}, "SELECT "+shareColumns+" FROM shares WHERE "+where, args...)
	})
	return all, err
}

func scanShare(r *sql.Rows) (x content.Share, err error) {
	var made, until, revoked, seen int64
	err = r.Scan(&x.ID, &x.Token, &x.Document, &x.Locale, &x.Edition, &x.For, &x.By, &made, &until, &revoked, &x.Opened, &seen)
	x.At, x.Until, x.Revoked, x.Seen = instant(made, 0), instant(until, 0), instant(revoked, 0), instant(seen, 0)
	return x, err
}

// RevokeShare implements content.Shares.
func (s *Store) RevokeShare(ctx context.Context, id content.ID, at time.Time) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec("UPDATE shares SET revoked_ms = ? WHERE id = ? AND revoked_ms = 0", since1970(at), string(id))
		return err
	})
}

// OpenShare implements content.Shares.
func (s *Store) OpenShare(ctx context.Context, id content.ID, at time.Time) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec("UPDATE shares SET opened = opened + 1, seen_ms = max(seen_ms, ?) WHERE id = ?", since1970(at), string(id))
		return err
	})
}

// SweepShares implements content.Shares.
func (s *Store) SweepShares(ctx context.Context, before time.Time) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec("DELETE FROM shares WHERE until_ms < ?", since1970(before))
		return err
	})
}
