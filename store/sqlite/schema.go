package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"herald/content"
	"herald/internal/fault"
)

//go:embed schema/*.sql
var schemaFiles embed.FS

// step is one change of the schema. Steps are only ever added: one that has run
// somewhere is never edited.
type step struct {
	name string
	sql  string
}

func (s step) sum() string { return string(content.Sum([]byte(s.sql))) }

// steps gives the schema's steps in order.
func steps() []step {
	names, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		panic("sqlite: the pattern is constant: " + err.Error())
	}
	all := make([]step, len(names))
	for i, name := range names {
		body, err := schemaFiles.ReadFile(name)
		if err != nil {
			panic("sqlite: an embedded file is there: " + err.Error())
		}
		all[i] = step{name: strings.TrimSuffix(strings.TrimPrefix(name, "schema/"), ".sql"), sql: string(body)}
	}
	return all
}

// mark is the application id in the file's header, "HRLD": what tells a store
// from any other SQLite file.
const mark = 0x48524c44

// migrate brings the file to the newest schema, in one transaction.
func (s *Store) migrate(ctx context.Context) error { return s.migrateTo(ctx, steps()) }

func (s *Store) migrateTo(ctx context.Context, want []step) error {
	return s.write(ctx, func(t *tx) error {
		done, err := applied(t)
		if err != nil {
			return err
		}
		if err := compatible(done, want); err != nil {
			return err
		}
		if len(done) == 0 {
			if err := first(t); err != nil {
				return err
			}
		}
		for i, step := range want[len(done):] {
			// A step holds several statements, which a prepared one cannot.
			if _, err := t.conn.ExecContext(ctx, step.sql); err != nil {
				return fmt.Errorf("schema step %s: %w", step.name, err)
			}
			number := len(done) + i + 1
			if _, err := t.exec("INSERT INTO schema_steps (number, name, sum) VALUES (?, ?, ?)", number, step.name, step.sum()); err != nil {
				return err
			}
		}
		return nil
	})
}

// checkSchema refuses a file that this program cannot read.
func (s *Store) checkSchema(ctx context.Context) error {
	return s.read(ctx, func(t *tx) error {
		done, err := applied(t)
		if err != nil {
			return err
		}
		want := steps()
		if len(done) < len(want) {
			return refused("it has schema step %d and this program needs %d: start the server once, which upgrades it", len(done), len(want))
		}
		return compatible(done, want)
	})
}

// applied lists the steps that the file has seen; an empty file has seen none.
func applied(t *tx) ([]step, error) {
	var tables, id int
	if _, err := t.one("SELECT count(*) FROM sqlite_schema", nil, &tables); err != nil {
		return nil, err
	}
	if tables == 0 {
		return nil, nil
	}
	if _, err := t.one("PRAGMA application_id", nil, &id); err != nil {
		return nil, err
	}
	if id != mark {
		return nil, refused("it is an SQLite file of another program")
	}
	var done []step
	err := t.each(func(r *sql.Rows) error {
		var st step
		err := r.Scan(&st.name, &st.sql)
		done = append(done, st)
		return err
	}, "SELECT name, sum FROM schema_steps ORDER BY number")
	return done, err
}

// compatible compares what a file has seen, with sums in place of SQL, to what
// this program knows.
func compatible(done, known []step) error {
	for i, d := range done {
		switch {
		case i >= len(known):
			return refused("it was written by a newer Herald (schema step %d %q; this program knows %d): run that version, or restore a backup from before the upgrade",
				len(done), done[len(done)-1].name, len(known))
		case d.name != known[i].name || d.sql != known[i].sum():
			return refused("schema step %d %q is not the one this program knows as %q: run the version that wrote it", i+1, d.name, known[i].name)
		}
	}
	return nil
}

func first(t *tx) error {
	if _, err := t.exec(fmt.Sprintf("PRAGMA application_id = %d", mark)); err != nil {
		return err
	}
	_, err := t.exec("CREATE TABLE schema_steps (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sum TEXT NOT NULL) STRICT")
	return err
}

func refused(format string, args ...any) error {
	return fault.Wrap(fault.Unavailable, fmt.Errorf(format, args...), "the store cannot be opened")
}
