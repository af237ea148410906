package sqlite

import (
	"context"
	"database/sql"
	"time"

	"herald/content"
	"herald/i18n"
)

// Load implements content.Log.
func (s *Store) Load(ctx context.Context, ask content.Ask) (content.Snapshot, error) {
	snap := content.Snapshot{Claimed: map[content.Claim][]content.ID{}}
	err := s.read(ctx, func(t *tx) error {
		var err error
		if snap.Position, _, err = t.head(); err != nil {
			return err
		}
		if snap.Documents, err = t.documents(ask.Documents); err != nil {
			return err
		}
		if snap.Assets, err = t.assets(ask.Assets); err != nil {
			return err
		}
		if ask.Everybody {
			if snap.Members, err = t.allOf(content.RecordMember); err != nil {
				return err
			}
		}
		if ask.Style {
			if snap.Style, err = t.allOf(content.RecordStyle); err != nil {
				return err
			}
		}
		if ask.Tuning {
			if snap.Tuning, err = t.allOf(content.RecordTuning); err != nil {
				return err
			}
		}
		if len(ask.Claims) == 0 {
			return nil
		}
		return t.each(func(r *sql.Rows) error {
			var claim content.Claim
			var id content.ID
			err := r.Scan(&claim, &id)
			snap.Claimed[claim] = append(snap.Claimed[claim], id)
			return err
		}, "SELECT claim, document FROM claims WHERE claim IN (SELECT value FROM json_each(?)) ORDER BY claim, document", list(ask.Claims))
	})
	return snap, err
}

// Head implements content.Shelf.
func (s *Store) Head(ctx context.Context) (p content.Position, err error) {
	err = s.read(ctx, func(t *tx) error {
		p, _, err = t.head()
		return err
	})
	return p, err
}

// Changes implements content.Log.
func (s *Store) Changes(ctx context.Context, after content.Position, limit int) ([]content.Change, error) {
	if limit <= 0 {
		return nil, nil
	}
	var all []content.Change
	err := s.read(ctx, func(t *tx) (err error) {
		all, err = t.changes(after, limit)
		return err
	})
	return all, err
}

// Due implements content.Log.
func (s *Store) Due(ctx context.Context, now time.Time) ([]content.ID, error) {
	var all []content.ID
	err := s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			var id content.ID
			err := r.Scan(&id)
			all = append(all, id)
			return err
		}, "SELECT document FROM due WHERE at_ms <= ? GROUP BY document ORDER BY min(at_ms), document", now.UnixMilli())
	})
	return all, err
}

// Documents implements content.Shelf.
func (s *Store) Documents(ctx context.Context, ids ...content.ID) (all map[content.ID]*content.Document, err error) {
	err = s.read(ctx, func(t *tx) error {
		all, err = t.documents(ids)
		return err
	})
	return all, err
}

func (t *tx) documents(ids []content.ID) (map[content.ID]*content.Document, error) {
	all := make(map[content.ID]*content.Document, len(ids))
	if len(ids) == 0 {
		return all, nil
	}
	err := t.each(func(r *sql.Rows) error {
		var body sql.RawBytes
		if err := r.Scan(&body); err != nil {
			return err
		}
		d, err := content.DecodeDocument(body)
		if err == nil {
			all[d.ID] = d
		}
		return err
	}, "SELECT body FROM records WHERE kind = ? AND id IN (SELECT value FROM json_each(?))", string(content.RecordDocument), list(ids))
	return all, err
}

// allOf gives the Records of a kind, by id.
func (t *tx) allOf(kind content.RecordKind) ([]content.Record, error) {
	var all []content.Record
	err := t.each(func(r *sql.Rows) error {
		rec := content.Record{Kind: kind}
		err := r.Scan(&rec.ID, &rec.Body)
		all = append(all, rec)
		return err
	}, "SELECT id, body FROM records WHERE kind = ? ORDER BY id", string(kind))
	return all, err
}

// Texts implements content.Texts.
func (s *Store) Texts(ctx context.Context, hashes ...content.Hash) (all map[content.Hash][]byte, err error) {
	err = s.read(ctx, func(t *tx) error {
		all, err = t.texts(hashes)
		return err
	})
	return all, err
}

func (t *tx) texts(hashes []content.Hash) (map[content.Hash][]byte, error) {
	all := make(map[content.Hash][]byte, len(hashes))
	if len(hashes) == 0 {
		return all, nil
	}
	err := t.each(func(r *sql.Rows) error {
		var h content.Hash
		var body []byte
		err := r.Scan(&h, &body)
		all[h] = body
		return err
	}, "SELECT hash, body FROM texts WHERE hash IN (SELECT value FROM json_each(?))", list(hashes))
	if err != nil {
		return nil, err
	}
	for _, h := range hashes {
		if _, ok := all[h]; !ok {
			return nil, absentText(h)
		}
	}
	return all, nil
}

// Paths implements content.Shelf.
func (s *Store) Paths(ctx context.Context, site, path string) ([]content.PathRow, error) {
	var all []content.PathRow
	err := s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			p := content.PathRow{Site: site, Path: path}
			var locale string
			var since int64
			err := r.Scan(&locale, &p.Document, &since, &p.Rehomed)
			p.Locale, p.Since = i18n.Locale(locale), instant(since, fromStart)
			all = append(all, p)
			return err
		}, "SELECT locale, document, since_ms, rehomed FROM paths WHERE site = ? AND path = ? ORDER BY locale, document", site, path)
	})
	return all, err
}
