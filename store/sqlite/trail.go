package sqlite

import (
	"context"
	"database/sql"
	"strconv"

	"herald/content"
)

// putEvents notes what a Change tells of, so that its Events are found by what
// they are about. The log itself holds them.
func (t *tx) putEvents(c content.Change) error {
	for i, e := range c.Events {
		if _, err := t.exec("INSERT INTO events (position, n, at_ms, kind, actor, document, asset, member, locale) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			eventValues(c.Position, i, e)...); err != nil {
			return err
		}
	}
	return nil
}

// eventValues gives the row of the ith Event of a Change.
func eventValues(at content.Position, i int, e content.Event) []any {
	return []any{int64(at), i + 1, e.At.UnixMilli(), string(e.Kind), string(e.By), string(e.Document), string(e.Asset), string(e.Member), string(e.Locale)}
}

// replayEvents makes that note anew of the whole log.
func (t *tx) replayEvents() error {
	if _, err := t.exec("DELETE FROM events"); err != nil {
		return err
	}
	for at := content.Position(0); ; {
		batch, err := t.changes(at, batchSize)
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, c := range batch {
			if err := t.putEvents(c); err != nil {
				return err
			}
			at = c.Position
		}
	}
}

// Trail implements content.Board.
func (s *Store) Trail(ctx context.Context, q content.TrailQuery) ([]content.TrailEntry, error) {
	var all []content.TrailEntry
	err := s.read(ctx, func(t *tx) error {
		st := trailing(q)
		var places []content.TrailPlace
		err := t.each(func(r *sql.Rows) error {
			var p content.TrailPlace
			err := r.Scan(&p.Position, &p.N)
			places = append(places, p)
			return err
		}, st.query, st.args...)
		if err != nil {
			return err
		}
		all, err = t.entries(places)
		return err
	})
	return all, err
}

// trailing gives the statement that finds the places of q.
func trailing(q content.TrailQuery) statement {
	var w where
	w.add("position > 0")
	for _, about := range []struct{ column, value string }{
		{"document", string(q.Document)}, {"asset", string(q.Asset)}, {"member", string(q.Member)}, {"actor", string(q.By)},
	} {
		if about.value != "" {
			w.add(about.column+" = ?", about.value)
			w.add(about.column + " <> ''")
		}
	}
	w.oneOf("kind", texts(q.Kinds))
	if q.Locale != "" {
		w.add("locale IN (?, '')", string(q.Locale))
	}
	if !q.From.IsZero() {
		w.add("at_ms >= ?", q.From.UnixMilli())
	}
	if !q.Until.IsZero() {
		w.add("at_ms < ?", q.Until.UnixMilli())
	}
	if q.After != (content.TrailPlace{}) {
		w.beyond([]string{"position", "n"}, []any{int64(q.After.Position), q.After.N}, q.Newest)
	}
	tail := " ORDER BY position ASC, n ASC"
	if q.Newest {
		tail = " ORDER BY position DESC, n DESC"
	}
	if q.Limit > 0 {
		tail += " LIMIT " + strconv.Itoa(q.Limit)
	}
	return selecting("position, n", "events", tail, w)
}

// entries reads the Events at places from the log, each entry once.
func (t *tx) entries(places []content.TrailPlace) ([]content.TrailEntry, error) {
	all := make([]content.TrailEntry, 0, len(places))
	var at content.Change
	for _, p := range places {
		if at.Position != p.Position {
			found, err := t.changes(p.Position-1, 1)
			if err != nil {
				return nil, err
			}
			if len(found) == 0 || found[0].Position != p.Position {
				continue
			}
			at = found[0]
		}
		if p.N > len(at.Events) {
			continue
		}
		e := at.Events[p.N-1]
		e.Tags = nil
		all = append(all, content.TrailEntry{TrailPlace: p, Event: e})
	}
	return all, nil
}
