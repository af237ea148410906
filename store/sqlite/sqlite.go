// Package sqlite owns Herald's embedded store: one SQLite file that holds the
// log of Changes, the texts beside it and the projections made from both. It
// must hold no rule of the domain: it loads, commits and projects, and what may
// be committed is decided above it. No other package may import the driver.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync/atomic"

	"herald/content"
	"herald/internal/fault"
)

// Options say how a store is opened.
type Options struct {
	// ReadOnly opens an existing file and never writes to it: no migration, no
	// rebuilt projection, no Commit.
	ReadOnly bool
	// Progress is told about the rebuilding of projections, when Open has to.
	Progress content.Progress
}

// Store is a content.Store in one SQLite file.
type Store struct {
	path      string
	projector content.Projector
	// writer has one connection: whoever holds it may write. It is nil in a
	// store opened read-only. readers cannot write at all.
	writer  *sql.DB
	readers *readers
	// broken holds the error after which this process cannot know any more what
	// is on the disk; only opening the file again can tell.
	broken atomic.Pointer[error]
	// wiping says that redacted words may still stand in free pages.
	wiping atomic.Bool
}

var _ content.Store = (*Store)(nil)

// Open opens the store in the file at path, in a folder that exists, and makes
// the file if it is not there. It brings the schema up to date, and rebuilds
// the projections when p is not the projector that they were made by.
func Open(ctx context.Context, path string, p content.Projector, o Options) (*Store, error) {
	s := &Store{path: path, projector: p}
	if err := s.connect(o.ReadOnly); err != nil {
		return nil, err
	}
	if err := s.prepare(ctx, o); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) prepare(ctx context.Context, o Options) error {
	if o.ReadOnly {
		return s.checkSchema(ctx)
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if err := s.freshen(ctx, o.Progress); err != nil {
		return err
	}
	return s.wipe(ctx)
}

// Close writes the log's tail into the main file and lets go of it.
func (s *Store) Close() error {
	err := s.readers.Close()
	if s.writer != nil {
		// The data is safe without this; a busy reader elsewhere may prevent it.
		_, _ = s.writer.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
		err = errors.Join(err, s.writer.Close())
	}
	return failed(err, "close store")
}

// usable refuses writing where it cannot be done safely.
func (s *Store) usable() error {
	if s.writer == nil {
		return fault.Wrap(fault.Unavailable, errors.New("it was opened read-only"), "store %s", s.path)
	}
	if cause := s.broken.Load(); cause != nil {
		return fault.Wrap(fault.Unavailable, *cause, "store %s takes no more changes until it is opened again", s.path)
	}
	return nil
}
