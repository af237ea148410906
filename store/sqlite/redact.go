package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"herald/content"
	"herald/internal/fault"
)

const metaWipe = "wipe"

// redact finishes, within the Change, what a redaction of texts means for the
// projections: those of every Document that names one of them, not only of
// those the Change wrote, and the terms that no row has any more.
func (s *Store) redact(t *tx, hashes []content.Hash) error {
	if len(hashes) == 0 {
		return nil
	}
	redacted := make(map[content.Hash]bool, len(hashes))
	for _, h := range hashes {
		redacted[h] = true
	}
	err := t.eachRecord(func(r content.Record) error {
		if slices.ContainsFunc(content.Named(r.Body), func(h content.Hash) bool { return redacted[h] }) {
			if _, err := t.exec("DELETE FROM scratches WHERE document = ?", string(r.ID)); err != nil {
				return err
			}
			return s.projectRecord(t, r)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := t.sweepTerms(); err != nil {
		return err
	}
	return t.setMeta(metaWipe, "wanted")
}

// wipe takes redacted words out of every byte of the data folder: out of free
// pages and out of the write-ahead log. Until that has been done once the wish
// stands in meta, so that a kill or a busy reader only delays it.
func (s *Store) wipe(ctx context.Context) error {
	if s.writer == nil || !s.wiping.Load() {
		return nil
	}
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return failed(err, "write connection")
	}
	defer conn.Close()
	var wanted int
	if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM meta WHERE name = ?", metaWipe).Scan(&wanted); err != nil {
		return failed(err, "store %s", s.path)
	}
	if wanted > 0 {
		if err := vacuum(ctx, conn); err != nil {
			return failed(err, "redacted words are out of store %s but not yet wiped from its free pages", s.path)
		}
		if _, err := conn.ExecContext(ctx, "DELETE FROM meta WHERE name = ?", metaWipe); err != nil {
			return failed(err, "store %s", s.path)
		}
	}
	s.wiping.Store(false)
	return nil
}

func vacuum(ctx context.Context, conn *sql.Conn) error {
	var err error
	for range lockTries {
		if _, err = conn.ExecContext(ctx, "VACUUM"); !busy(err) || ctx.Err() != nil {
			break
		}
	}
	if err != nil {
		return err
	}
	for range lockTries {
		var held, frames, moved int
		err = conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&held, &frames, &moved)
		if err != nil || held == 0 || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
	}
	return fault.Wrap(fault.Unavailable, errors.New("somebody is still reading from it"), "checkpoint")
}

func (t *tx) sweepTerms() error {
	_, err := t.exec("DELETE FROM term WHERE tid NOT IN (SELECT tid FROM posting)")
	return err
}

func (t *tx) setMeta(name, value string) error {
	_, err := t.exec("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
	return err
}

func (t *tx) meta(name string) (string, error) {
	var v string
	if _, err := t.one("SELECT value FROM meta WHERE name = ?", []any{name}, &v); err != nil {
		return "", fmt.Errorf("meta %s: %w", name, err)
	}
	return v, nil
}
