package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"herald/content"
	"herald/internal/fault"
)

// Commit implements content.Log.
func (s *Store) Commit(ctx context.Context, at content.Position, c content.Change, texts []content.Text) (content.Change, error) {
	if err := c.Storable(texts); err != nil {
		return content.Change{}, err
	}
	var redacted []content.Hash
	for _, x := range texts {
		if x.Redacted {
			redacted = append(redacted, x.Hash)
		}
	}
	stored := c
	err := s.write(ctx, func(t *tx) error {
		known, err := t.change(c.ID)
		if err != nil || known != nil {
			if known != nil {
				stored = *known
			}
			return err
		}
		stored, err = s.append(t, at, c, texts, redacted)
		return err
	})
	if err != nil {
		return content.Change{}, err
	}
	if len(redacted) > 0 {
		// Set here for a first commit and for a retry alike: wipe looks by itself
		// whether anything is left to do.
		s.wiping.Store(true)
	}
	if err := s.wipe(ctx); err != nil && len(redacted) > 0 {
		return content.Change{}, err
	}
	return stored, nil
}

// append puts c at the end of the log and brings everything that follows from
// it up to date.
func (s *Store) append(t *tx, at content.Position, c content.Change, texts []content.Text, redacted []content.Hash) (content.Change, error) {
	head, hash, err := t.head()
	if err != nil {
		return c, err
	}
	if head != at {
		return c, fault.Wrap(fault.Conflict, fmt.Errorf("the log is at %d, not at %d", head, at), "change %s", c.ID)
	}
	if err := t.putTexts(texts); err != nil {
		return c, err
	}
	if missing, err := t.missing(c.Texts); err != nil || missing != "" {
		return c, errors.Join(err, absentText(missing))
	}
	c.Position, c.Previous = at+1, hash
	entry, sum := c.Entry()
	if _, err := t.exec("INSERT INTO log (position, id, hash, entry) VALUES (?, ?, ?, ?)",
		int64(c.Position), string(c.ID), string(sum), entry); err != nil {
		return c, err
	}
	if err := t.putEvents(c); err != nil {
		return c, err
	}
	for _, r := range c.Records {
		if err := t.putRecord(r, c.Position); err != nil {
			return c, err
		}
		if err := s.projectRecord(t, r); err != nil {
			return c, err
		}
	}
	return c, s.redact(t, redacted)
}

func absentText(h content.Hash) error {
	if h == "" {
		return nil
	}
	return fault.Absent("text %s", h)
}

// putTexts stores texts. A redacted one takes the place of what stands there;
// any other only fills an empty place, so that words once redacted never return.
func (t *tx) putTexts(texts []content.Text) error {
	for _, x := range texts {
		query := "INSERT INTO texts (hash, redacted, body) VALUES (?, 0, ?) ON CONFLICT (hash) DO NOTHING"
		if x.Redacted {
			query = "INSERT INTO texts (hash, redacted, body) VALUES (?, 1, ?) ON CONFLICT (hash) DO UPDATE SET redacted = 1, body = excluded.body"
		}
		if _, err := t.exec(query, string(x.Hash), blob(x.Body)); err != nil {
			return err
		}
	}
	return nil
}

// missing gives the first of hashes that is not stored, or "".
func (t *tx) missing(hashes []content.Hash) (content.Hash, error) {
	var h string
	_, err := t.one("SELECT value FROM json_each(?) WHERE value NOT IN (SELECT hash FROM texts) LIMIT 1", []any{list(hashes)}, &h)
	return content.Hash(h), err
}

func (t *tx) putRecord(r content.Record, at content.Position) error {
	_, err := t.exec(`INSERT INTO records (kind, id, position, body) VALUES (?, ?, ?, ?)
		ON CONFLICT (kind, id) DO UPDATE SET position = excluded.position, body = excluded.body`,
		string(r.Kind), string(r.ID), int64(at), blob(r.Body))
	return err
}

// head gives the newest Position and the hash of its entry.
func (t *tx) head() (content.Position, content.Hash, error) {
	var p int64
	var h string
	_, err := t.one("SELECT position, hash FROM log ORDER BY position DESC LIMIT 1", nil, &p, &h)
	return content.Position(p), content.Hash(h), err
}

// change gives the Change with an id, or nil where there is none.
func (t *tx) change(id content.ID) (*content.Change, error) {
	var entry sql.RawBytes
	var found *content.Change
	err := t.each(func(r *sql.Rows) error {
		if err := r.Scan(&entry); err != nil {
			return err
		}
		c, err := content.DecodeChange(entry)
		found = &c
		return err
	}, "SELECT entry FROM log WHERE id = ?", string(id))
	return found, err
}

// blob keeps an empty body apart from a missing one.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
