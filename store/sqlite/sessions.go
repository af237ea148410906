package sqlite

import (
	"context"
	"database/sql"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

const sessionColumns = `member, token, before, before_until_ms, device, epoch, rights, form, factor, pending,
	started_ms, seen_ms, confirmed_ms, address, browser, id`

func sessionValues(x staff.SessionRow) []any {
	return []any{string(x.Member), string(x.Token), string(x.Before), since1970(x.BeforeUntil), string(x.Device), x.Epoch, string(x.Rights),
		blob(x.Form), x.Factor, blob(x.Pending), since1970(x.Started), since1970(x.Seen), since1970(x.Confirmed), x.Address, x.Browser, string(x.ID)}
}

// AddSession implements staff.Vault.
func (s *Store) AddSession(ctx context.Context, x staff.SessionRow) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec("INSERT INTO sessions ("+sessionColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sessionValues(x)...)
		return err
	})
}

// ReplaceSession implements staff.Vault.
func (s *Store) ReplaceSession(ctx context.Context, token content.Hash, x staff.SessionRow) error {
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(`UPDATE sessions SET member = ?, token = ?, before = ?, before_until_ms = ?, device = ?, epoch = ?, rights = ?,
			form = ?, factor = ?, pending = ?, started_ms = ?, seen_ms = ?, confirmed_ms = ?, address = ?, browser = ? WHERE id = ? AND token = ?`,
			append(sessionValues(x), string(token))...)
		if err == nil && n == 0 {
			err = absentSession()
		}
		return err
	})
}

func absentSession() error { return fault.Absent("session") }

// Session implements staff.Vault.
func (s *Store) Session(ctx context.Context, hash content.Hash) (staff.SessionRow, error) {
	found, err := s.sessions(ctx, "token = ?1 OR (before = ?1 AND before <> '') ORDER BY token <> ?1 LIMIT 1", string(hash))
	if err == nil && len(found) == 0 {
		err = absentSession()
	}
	if err != nil {
		return staff.SessionRow{}, err
	}
	return found[0], nil
}

// Sessions implements staff.Vault.
func (s *Store) Sessions(ctx context.Context, id content.MemberID) ([]staff.SessionRow, error) {
	return s.sessions(ctx, "member = ?1 ORDER BY started_ms, id", string(id))
}

func (s *Store) sessions(ctx context.Context, where, arg string) ([]staff.SessionRow, error) {
	var all []staff.SessionRow
	err := s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			x, err := scanSession(r)
			all = append(all, x)
			return err
		}, "SELECT "+sessionColumns+" FROM sessions WHERE "+where, arg)
	})
	return all, err
}

func scanSession(r *sql.Rows) (x staff.SessionRow, err error) {
	var before, started, seen, confirmed int64
	err = r.Scan(&x.Member, &x.Token, &x.Before, &before, &x.Device, &x.Epoch, &x.Rights, &x.Form, &x.Factor, &x.Pending,
		&started, &seen, &confirmed, &x.Address, &x.Browser, &x.ID)
	x.BeforeUntil, x.Started, x.Seen, x.Confirmed = instant(before, 0), instant(started, 0), instant(seen, 0), instant(confirmed, 0)
	x.Form, x.Pending = unblob(x.Form), unblob(x.Pending)
	return x, err
}

// EndSession implements staff.Vault.
func (s *Store) EndSession(ctx context.Context, id content.MemberID, session content.ID) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec("DELETE FROM sessions WHERE member = ? AND id = ?", string(id), string(session))
		return err
	})
}

// KnowsDevice implements staff.Vault.
func (s *Store) KnowsDevice(ctx context.Context, id content.MemberID, device content.Hash) (known bool, err error) {
	err = s.read(ctx, func(t *tx) error {
		var one int
		known, err = t.one("SELECT 1 FROM devices WHERE device = ? AND member = ?", []any{string(device), string(id)}, &one)
		return err
	})
	return known, err
}

// PutDevice implements staff.Vault.
func (s *Store) PutDevice(ctx context.Context, was, device content.Hash, id content.MemberID, now time.Time) error {
	return s.write(ctx, func(t *tx) error {
		if was != "" {
			if _, err := t.exec("UPDATE devices SET device = ? WHERE device = ?", string(device), string(was)); err != nil {
				return err
			}
		}
		return t.putDevice(device, id, now)
	})
}

func (t *tx) putDevice(device content.Hash, id content.MemberID, seen time.Time) error {
	_, err := t.exec("INSERT INTO devices (device, member, seen_ms) VALUES (?, ?, ?) ON CONFLICT (device, member) DO UPDATE SET seen_ms = excluded.seen_ms",
		string(device), string(id), since1970(seen))
	return err
}

// Drop implements staff.Vault.
func (s *Store) Drop(ctx context.Context, d staff.Dropping) error {
	type deletion struct {
		wanted bool
		query  string
		args   []any
	}
	return s.write(ctx, func(t *tx) error {
		for _, x := range []deletion{
			{d.Sessions != "", "DELETE FROM sessions WHERE member = ?", []any{string(d.Sessions)}},
			{d.Devices != "", "DELETE FROM devices WHERE member = ?", []any{string(d.Devices)}},
			{d.Device != "", "DELETE FROM devices WHERE device = ?", []any{string(d.Device)}},
			{!d.SeenBefore.IsZero(), "DELETE FROM sessions WHERE seen_ms < ?", []any{since1970(d.SeenBefore)}},
			{!d.StartedBefore.IsZero(), "DELETE FROM sessions WHERE started_ms < ?", []any{since1970(d.StartedBefore)}},
			{!d.DevicesBefore.IsZero(), "DELETE FROM devices WHERE seen_ms < ?", []any{since1970(d.DevicesBefore)}},
			{d.Ways, "DELETE FROM sessions", nil},
			{d.Ways, "DELETE FROM devices", nil},
			{d.Ways, "UPDATE secrets SET version = version + 1, link = '', link_purpose = '', link_until_ms = 0 WHERE link <> ''", nil},
		} {
			if !x.wanted {
				continue
			}
			if _, err := t.exec(x.query, x.args...); err != nil {
				return err
			}
		}
		return nil
	})
}
