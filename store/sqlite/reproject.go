package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"herald/content"
)

const metaProjector = "projector"

// freshen rebuilds the projections when another projector made them, and learns
// whether a redaction still waits for its wiping.
func (s *Store) freshen(ctx context.Context, progress content.Progress) error {
	want, have, wipe := s.projector.Fingerprint(), "", ""
	err := s.read(ctx, func(t *tx) (err error) {
		if wipe, err = t.meta(metaWipe); err != nil {
			return err
		}
		have, err = t.meta(metaProjector)
		return err
	})
	if err != nil {
		return err
	}
	s.wiping.Store(wipe != "")
	if have == want {
		return nil
	}
	return s.write(ctx, func(t *tx) error {
		if err := t.replayEvents(); err != nil {
			return err
		}
		if err := s.projectAll(t, progress); err != nil {
			return err
		}
		return t.setMeta(metaProjector, want)
	})
}

// Reproject implements content.Keeper. It trusts nothing but log and texts.
func (s *Store) Reproject(ctx context.Context, progress content.Progress) error {
	return s.write(ctx, func(t *tx) error { return s.reproject(t, progress) })
}

func (s *Store) reproject(t *tx, progress content.Progress) error {
	for _, table := range []string{"posting", "term", "rows", "paths", "claims", "due", "standings", "hands", "used", "records"} {
		if _, err := t.exec("DELETE FROM " + table); err != nil {
			return err
		}
	}
	if err := errors.Join(t.replay(), t.replayEvents()); err != nil {
		return err
	}
	if err := s.projectAll(t, progress); err != nil {
		return err
	}
	return t.setMeta(metaProjector, s.projector.Fingerprint())
}

// replay brings every Record to what the log last said of it.
func (t *tx) replay() error {
	var at content.Position
	for {
		batch, err := t.changes(at, batchSize)
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, c := range batch {
			for _, r := range c.Records {
				if err := t.putRecord(r, c.Position); err != nil {
					return err
				}
			}
			at = c.Position
		}
	}
}

// batchSize is how many things a long task holds in memory at a time.
const batchSize = 200

func (t *tx) changes(after content.Position, limit int) ([]content.Change, error) {
	var all []content.Change
	err := t.each(func(r *sql.Rows) error {
		var entry sql.RawBytes
		if err := r.Scan(&entry); err != nil {
			return err
		}
		c, err := content.DecodeChange(entry)
		all = append(all, c)
		return err
	}, "SELECT entry FROM log WHERE position > ? ORDER BY position LIMIT ?", int64(after), limit)
	return all, err
}

// projectAll brings the projection of every Record up to date.
func (s *Store) projectAll(t *tx, progress content.Progress) error {
	var total, done int
	if _, err := t.one("SELECT count(*) FROM records", nil, &total); err != nil {
		return err
	}
	err := t.eachRecord(func(r content.Record) error {
		if err := s.projectRecord(t, r); primary(err) != 0 || t.ctx.Err() != nil {
			return err
		} else if err != nil {
			// A damaged Document is listed nowhere, and Verify says why. It must not
			// keep all others from being read.
			if err := t.unproject(r); err != nil {
				return err
			}
		}
		if done++; progress != nil {
			progress(done, total)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.sweepTerms()
}

// eachRecord walks all Records, a batch at a time, so that do may write.
func (t *tx) eachRecord(do func(content.Record) error) error {
	var after int64
	for {
		var batch []content.Record
		err := t.each(func(r *sql.Rows) error {
			var rec content.Record
			err := r.Scan(&after, &rec.Kind, &rec.ID, &rec.Body)
			batch = append(batch, rec)
			return err
		}, "SELECT number, kind, id, body FROM records WHERE number > ? ORDER BY number LIMIT ?", after, batchSize)
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, r := range batch {
			if err := do(r); err != nil {
				return err
			}
		}
	}
}
