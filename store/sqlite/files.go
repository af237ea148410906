package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"herald/content"
	"herald/media"
)

// errEnough ends a walk over rows that has found what was asked for.
var errEnough = errors.New("enough")

// Files implements media.Shelf. It walks the uploads of the log from the last one
// on; kind and name are looked at as it goes, since a name is no word of a table.
func (s *Store) Files(ctx context.Context, q media.Query) ([]media.Listed, error) {
	var all []media.Listed
	err := s.read(ctx, func(t *tx) error {
		st := filing(q)
		err := t.each(func(r *sql.Rows) error {
			one, err := readListed(r)
			if err != nil || !q.Wants(one.Named) {
				return err
			}
			if all = append(all, one); len(all) == q.Limit {
				return errEnough
			}
			return nil
		}, st.query, st.args...)
		if errors.Is(err, errEnough) {
			return nil
		}
		return err
	})
	return all, err
}

// filing gives the statement that walks over the files of q. A file that came
// several times stands where it came last.
func filing(q media.Query) statement {
	var w where
	from := "events e INDEXED BY events_kind"
	if len(q.IDs) > 0 {
		from = "events e INDEXED BY events_asset"
		w.in("e.asset", texts(q.IDs))
		w.add("e.asset <> ''")
	}
	w.add("e.kind = ?", string(content.EventUploaded))
	w.add("NOT EXISTS (SELECT 1 FROM events l INDEXED BY events_asset WHERE l.asset = e.asset AND l.asset <> '' AND l.kind = e.kind AND (l.position, l.n) > (e.position, e.n))")
	ways := []where{{}}
	ways[0].add("EXISTS (SELECT 1 FROM events u INDEXED BY events_asset WHERE u.asset = e.asset AND u.asset <> '' AND u.kind = e.kind AND u.actor = ? AND u.actor <> '')", string(q.By))
	if len(q.Within) > 0 {
		var bounds, shown where
		bounds.within(q.Within)
		shown.add("EXISTS (SELECT 1 FROM used x CROSS JOIN standings s ON s.document = x.document AND s.locale = x.locale WHERE x.asset = e.asset AND "+bounds.String()+")", bounds.args...)
		ways = append(ways, shown)
	}
	seen := either(ways)
	w.add(seen.String(), seen.args...)
	if q.After != (content.TrailPlace{}) {
		w.beyond([]string{"e.position", "e.n"}, []any{int64(q.After.Position), q.After.N}, true)
	}
	return selecting("e.position, e.n, r.body, t.body", from+` CROSS JOIN records r ON r.kind = 'asset' AND r.id = e.asset
		CROSS JOIN texts t ON t.hash = CAST(r.body AS TEXT) ->> '$.notes'`, " ORDER BY e.position DESC, e.n DESC", w)
}

func readListed(r *sql.Rows) (one media.Listed, err error) {
	var body, words sql.RawBytes
	if err := r.Scan(&one.Place.Position, &one.Place.N, &body, &words); err != nil {
		return one, err
	}
	if one.Asset, err = media.DecodeAsset(body); err != nil {
		return one, err
	}
	notes, err := media.DecodeNotes(words)
	one.Name = notes.Name
	return one, err
}
