package sqlite

import (
	"context"
	"database/sql"

	"herald/content"
	"herald/media"
)

// Assets implements media.Shelf.
func (s *Store) Assets(ctx context.Context, ids ...content.ID) (map[content.ID]*media.Asset, error) {
	all := make(map[content.ID]*media.Asset, len(ids))
	err := s.read(ctx, func(t *tx) error {
		found, err := t.assets(ids)
		if err != nil {
			return err
		}
		for id, r := range found {
			if all[id], err = media.DecodeAsset(r.Body); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// AssetsAfter implements media.Shelf.
func (s *Store) AssetsAfter(ctx context.Context, after content.ID, limit int) ([]*media.Asset, error) {
	var all []*media.Asset
	err := s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			var body sql.RawBytes
			if err := r.Scan(&body); err != nil {
				return err
			}
			a, err := media.DecodeAsset(body)
			all = append(all, a)
			return err
		}, "SELECT body FROM records WHERE kind = ? AND id > ? ORDER BY id LIMIT ?", string(content.RecordAsset), string(after), limit)
	})
	return all, err
}

// Showing implements content.Log.
func (s *Store) Showing(ctx context.Context, asset content.ID) ([]content.ID, error) {
	var all []content.ID
	err := s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			var id content.ID
			err := r.Scan(&id)
			all = append(all, id)
			return err
		}, `SELECT DISTINCT r.document FROM term m CROSS JOIN posting x ON x.tid = m.tid CROSS JOIN rows r ON r.rid = x.rid
			WHERE m.name = ? AND m.value = ? ORDER BY r.document`, content.TermAsset, string(asset))
	})
	return all, err
}

// Using implements content.Log.
func (s *Store) Using(ctx context.Context, asset content.ID) ([]content.Standing, error) {
	var all []content.Standing
	err := s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			one, err := readStanding(r)
			all = append(all, one)
			return err
		}, `SELECT s.body FROM used u CROSS JOIN standings s ON s.document = u.document AND s.locale = u.locale
			WHERE u.asset = ? ORDER BY u.document, u.locale`, string(asset))
	})
	return all, err
}

func (t *tx) assets(ids []content.ID) (map[content.ID]content.Record, error) {
	all := make(map[content.ID]content.Record, len(ids))
	if len(ids) == 0 {
		return all, nil
	}
	err := t.each(func(r *sql.Rows) error {
		rec := content.Record{Kind: content.RecordAsset}
		err := r.Scan(&rec.ID, &rec.Body)
		all[rec.ID] = rec
		return err
	}, "SELECT id, body FROM records WHERE kind = ? AND id IN (SELECT value FROM json_each(?))", string(content.RecordAsset), list(ids))
	return all, err
}
