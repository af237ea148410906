package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// tx is one transaction, with the statements that it has prepared.
type tx struct {
	ctx   context.Context
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

// write runs do in a transaction that holds the one write lock of the file
// from its start, and returns when it is durable. Any error leaves nothing.
func (s *Store) write(ctx context.Context, do func(*tx) error) error {
	if err := s.usable(); err != nil {
		return err
	}
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return failed(err, "write connection")
	}
	defer conn.Close()
	if err := begin(ctx, conn); err != nil {
		// Who gave up while it began may have begun all the same.
		rollback(conn)
		return failed(err, "lock store %s for writing", s.path)
	}
	done := false
	defer func() {
		if !done {
			rollback(conn)
		}
	}()
	t := &tx{ctx: ctx, conn: conn, stmts: map[string]*sql.Stmt{}}
	err = do(t)
	t.close()
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		// From here on the caller's patience does not count: half a commit whose
		// outcome nobody knows is worse than a late answer.
		_, err = conn.ExecContext(context.WithoutCancel(ctx), "COMMIT")
		done = err == nil
	}
	if lost(err) {
		s.broken.CompareAndSwap(nil, &err)
	}
	return failed(err, "write to store %s", s.path)
}

// begin waits for the write lock, but no longer than the caller does.
func begin(ctx context.Context, conn *sql.Conn) error {
	var err error
	for range lockTries {
		if _, err = conn.ExecContext(ctx, "BEGIN IMMEDIATE"); !busy(err) || ctx.Err() != nil {
			return err
		}
	}
	return fmt.Errorf("another process holds it: %w", err)
}

// rollback gives the transaction up. A connection that cannot is thrown away,
// which gives it up too.
func rollback(conn *sql.Conn) {
	if _, err := conn.ExecContext(context.Background(), "ROLLBACK"); err != nil {
		_ = conn.Raw(func(any) error { return driver.ErrBadConn })
	}
}

// read runs do in a transaction that sees one Position throughout.
func (s *Store) read(ctx context.Context, do func(*tx) error) error {
	r, err := s.readers.take(ctx)
	if err != nil {
		return failed(err, "read connection")
	}
	sound := false
	defer func() { s.readers.give(r, sound) }()
	_, err = r.conn.ExecContext(ctx, "BEGIN")
	defer func() { sound = r.end() }()
	if err == nil {
		err = do(&tx{ctx: ctx, conn: r.conn, stmts: r.stmts})
	}
	return failed(err, "read store %s", s.path)
}

func (t *tx) close() {
	for _, s := range t.stmts {
		_ = s.Close()
	}
}

func (t *tx) prepare(query string) (*sql.Stmt, error) {
	if s, ok := t.stmts[query]; ok {
		return s, nil
	}
	s, err := t.conn.PrepareContext(t.ctx, query)
	if err == nil {
		t.stmts[query] = s
	}
	return s, err
}

// exec runs a statement and gives how many rows it changed.
func (t *tx) exec(query string, args ...any) (int64, error) {
	s, err := t.prepare(query)
	if err != nil {
		return 0, t.cause(err)
	}
	r, err := s.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, t.cause(err)
	}
	return r.RowsAffected()
}

// each calls scan for every row of a query.
func (t *tx) each(scan func(*sql.Rows) error, query string, args ...any) error {
	s, err := t.prepare(query)
	if err != nil {
		return t.cause(err)
	}
	rows, err := s.QueryContext(t.ctx, args...)
	if err != nil {
		return t.cause(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return t.cause(err)
		}
	}
	return t.cause(rows.Err())
}

// one reads the first row of a query; it reports whether there was one.
func (t *tx) one(query string, args []any, into ...any) (bool, error) {
	found := false
	err := t.each(func(r *sql.Rows) error {
		if found {
			return nil
		}
		found = true
		return r.Scan(into...)
	}, query, args...)
	return found, err
}

// cause prefers the caller's own giving up to what SQLite made of it.
func (t *tx) cause(err error) error {
	if err != nil && t.ctx.Err() != nil {
		return t.ctx.Err()
	}
	return err
}

// list gives values as the one JSON argument that json_each takes apart.
func list[S ~string](values []S) string {
	if len(values) == 0 {
		return "[]"
	}
	b, err := json.Marshal(values)
	if err != nil {
		panic("sqlite: strings cannot fail to encode: " + err.Error())
	}
	return string(b)
}
