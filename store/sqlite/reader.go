package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"sync/atomic"
)

// mostStatements is how many statements a connection remembers; lists with
// rare filters have texts of their own.
const mostStatements = 300

// reader is a connection that only reads, with the statements that it has
// prepared: to prepare one costs more than to run most of them.
type reader struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

// end gives the transaction up, and reports whether r can read on. The driver
// cannot close a statement of a connection that is gone: they go first.
func (r *reader) end() (sound bool) {
	if _, err := r.conn.ExecContext(context.Background(), "ROLLBACK"); err == nil {
		return true
	}
	r.forget()
	_ = r.conn.Raw(func(any) error { return driver.ErrBadConn })
	return false
}

func (r *reader) close() {
	r.forget()
	_ = r.conn.Close()
}

func (r *reader) forget() {
	for _, s := range r.stmts {
		_ = s.Close()
	}
	clear(r.stmts)
}

// readers hands out connections that only read, a bounded number at a time.
type readers struct {
	db *sql.DB
	// slots holds one entry for each reader that is not in use, nil where there is
	// no connection yet.
	slots  chan *reader
	closed atomic.Bool
}

func newReaders(db *sql.DB, most int) *readers {
	p := &readers{db: db, slots: make(chan *reader, most)}
	for range most {
		p.slots <- nil
	}
	return p
}

// take waits for a reader. It has to be given back.
func (p *readers) take(ctx context.Context) (*reader, error) {
	var r *reader
	select {
	case r = <-p.slots:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if r != nil {
		return r, nil
	}
	conn, err := p.db.Conn(ctx)
	if err != nil {
		p.slots <- nil
		return nil, err
	}
	return &reader{conn: conn, stmts: map[string]*sql.Stmt{}}, nil
}

// give takes r back; one that is not sound is thrown away.
func (p *readers) give(r *reader, sound bool) {
	switch {
	case !sound:
		r.close()
		r = nil
	case len(r.stmts) > mostStatements:
		r.forget()
	}
	p.slots <- r
	if p.closed.Load() {
		p.drain()
	}
}

// Close closes what is not in use, and what is as soon as it is given back.
func (p *readers) Close() error {
	p.closed.Store(true)
	p.drain()
	return p.db.Close()
}

func (p *readers) drain() {
	for range cap(p.slots) {
		select {
		case r := <-p.slots:
			if r != nil {
				r.close()
			}
			p.slots <- nil
		default:
			return
		}
	}
}
