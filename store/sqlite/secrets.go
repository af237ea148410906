package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

var _ staff.Vault = (*Store)(nil)

const selectSecrets = `SELECT member, version, epoch, password, short, factor, step, codes, link, link_purpose, link_until_ms
	FROM secrets WHERE `

// Secrets implements staff.Vault.
func (s *Store) Secrets(ctx context.Context, id content.MemberID) (staff.Secrets, error) {
	found, ok, err := s.secrets(ctx, selectSecrets+"member = ?", string(id))
	if err == nil && !ok {
		found = staff.Secrets{Member: id}
	}
	return found, err
}

// SecretsByLink implements staff.Vault.
func (s *Store) SecretsByLink(ctx context.Context, link content.Hash) (staff.Secrets, error) {
	found, ok, err := s.secrets(ctx, selectSecrets+"link = ? AND link <> ''", string(link))
	if err == nil && !ok {
		err = fault.Absent("one-time link")
	}
	return found, err
}

func (s *Store) secrets(ctx context.Context, query string, arg any) (x staff.Secrets, ok bool, err error) {
	var codes []byte
	var until int64
	err = s.read(ctx, func(t *tx) (err error) {
		ok, err = t.one(query, []any{arg}, &x.Member, &x.Version, &x.Epoch, &x.Password, &x.Short, &x.Factor, &x.Step,
			&codes, &x.Link.Hash, &x.Link.Purpose, &until)
		return err
	})
	if err != nil || !ok {
		return staff.Secrets{}, false, err
	}
	x.Link.Until = instant(until, 0)
	x.Factor = unblob(x.Factor)
	if err := json.Unmarshal(codes, &x.Codes); err != nil {
		return staff.Secrets{}, false, err
	}
	if len(x.Codes) == 0 {
		x.Codes = nil
	}
	return x, true, nil
}

// PutSecrets implements staff.Vault.
func (s *Store) PutSecrets(ctx context.Context, x staff.Secrets) error {
	values := []any{x.Epoch, x.Password, x.Short, blob(x.Factor), x.Step, list(x.Codes),
		string(x.Link.Hash), string(x.Link.Purpose), since1970(x.Link.Until)}
	query := `UPDATE secrets SET version = version + 1, epoch = ?, password = ?, short = ?, factor = ?, step = ?, codes = ?,
		link = ?, link_purpose = ?, link_until_ms = ? WHERE member = ? AND version = ?`
	values = append(values, string(x.Member), x.Version)
	if x.Version == 0 {
		query = `INSERT INTO secrets (epoch, password, short, factor, step, codes, link, link_purpose, link_until_ms, member, version)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? + 1) ON CONFLICT (member) DO NOTHING`
	}
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(query, values...)
		if err == nil && n == 0 {
			err = fault.Wrap(fault.Conflict, errors.New("they have been replaced"), "secrets of %s", x.Member)
		}
		return err
	})
}

// since1970 gives an instant in milliseconds, 0 for none.
func since1970(t time.Time) int64 { return millis(t, 0) }

// unblob makes an empty value what it was before it was stored.
func unblob(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return b
}
