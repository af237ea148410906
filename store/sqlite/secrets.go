package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

var _ staff.Vault = (*Store)(nil)

const selectSecrets = "SELECT member, version, epoch, password, short, factor, step, codes, link, link_purpose, link_until_ms FROM secrets"

// Secrets implements staff.Vault.
func (s *Store) Secrets(ctx context.Context, id content.MemberID) (staff.Secrets, error) {
	found, ok, err := s.secrets(ctx, selectSecrets+" WHERE member = ?", string(id))
	if err == nil && !ok {
		found = staff.Secrets{Member: id}
	}
	return found, err
}

// SecretsByLink implements staff.Vault.
func (s *Store) SecretsByLink(ctx context.Context, link content.Hash) (staff.Secrets, error) {
	found, ok, err := s.secrets(ctx, selectSecrets+" WHERE link = ? AND link <> ''", string(link))
	if err == nil && !ok {
		err = fault.Absent("one-time link")
	}
	return found, err
}

func (s *Store) secrets(ctx context.Context, query string, arg any) (x staff.Secrets, ok bool, err error) {
	err = s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) (err error) {
			x, err = scanSecrets(r)
			ok = err == nil
			return err
		}, query, arg)
	})
	if err != nil {
		return staff.Secrets{}, false, err
	}
	return x, ok, nil
}

func scanSecrets(r *sql.Rows) (x staff.Secrets, err error) {
	var codes []byte
	var until int64
	if err := r.Scan(&x.Member, &x.Version, &x.Epoch, &x.Password, &x.Short, &x.Factor, &x.Step, &codes, &x.Link.Hash, &x.Link.Purpose, &until); err != nil {
		return x, err
	}
	x.Link.Until, x.Factor = instant(until, 0), unblob(x.Factor)
	err = json.Unmarshal(codes, &x.Codes)
	if len(x.Codes) == 0 {
		x.Codes = nil
	}
	return x, err
}

// insertSecrets adds those of a Member; its values are those of secretsValues.
const insertSecrets = `INSERT INTO secrets (epoch, password, short, factor, step, codes, link, link_purpose, link_until_ms, member, version)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

func secretsValues(x staff.Secrets) []any {
	return []any{x.Epoch, x.Password, x.Short, blob(x.Factor), x.Step, list(x.Codes),
		string(x.Link.Hash), string(x.Link.Purpose), since1970(x.Link.Until), string(x.Member), x.Version}
}

// PutSecrets implements staff.Vault.
func (s *Store) PutSecrets(ctx context.Context, x staff.Secrets) error {
	replaced := x
	replaced.Version++
	query, values := insertSecrets+" ON CONFLICT (member) DO NOTHING", secretsValues(replaced)
	if x.Version > 0 {
		query = `UPDATE secrets SET epoch = ?, password = ?, short = ?, factor = ?, step = ?, codes = ?,
			link = ?, link_purpose = ?, link_until_ms = ?, member = ?, version = ? WHERE member = ? AND version = ?`
		values = append(values, string(x.Member), x.Version)
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
