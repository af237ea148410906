package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"herald/content"
	"herald/internal/fault"
)

// Backup writes one consistent copy of the whole store to a new file: of one Position,
// and free of free pages; readers and the server's writer go on meanwhile. It gets
// its name only when it is complete and durable.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return exists(file, err)
	}
	part := filepath.Join(filepath.Dir(file), fmt.Sprintf(".%s.%s.part", filepath.Base(file), content.NewID()))
	// Made here for its permissions: SQLite would let everybody read it.
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "backup")
	}
	defer os.Remove(part)
	if err := f.Close(); err != nil {
		return fault.Wrap(fault.Unavailable, err, "backup")
	}
	if err := s.copyTo(ctx, part); err != nil {
		return failed(err, "backup to %s", file)
	}
	return settle(part, file)
}

// copyTo has a connection of its own: those for readers refuse to write
// anywhere, and the writer's would keep everybody waiting.
func (s *Store) copyTo(ctx context.Context, file string) error {
	db, err := sql.Open("sqlite", dsn(s.path, "ro", "busy_timeout(10000)"))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", file)
	return errors.Join(err, db.Close())
}

// settle makes part durable and gives it its name, but never that of another
// file.
func settle(part, file string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "backup")
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fault.Wrap(fault.Unavailable, err, "backup")
	}
	err = os.Link(part, file)
	if errors.Is(err, fs.ErrExist) {
		return exists(file, nil)
	}
	if err != nil {
		// Not every file system knows links; the name was free a moment ago.
		err = os.Rename(part, file)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(file))
	}
	return fault.Wrap(fault.Unavailable, err, "backup")
}

func exists(file string, err error) error {
	if err == nil {
		err = fs.ErrExist
	}
	return fault.Wrap(fault.Invalid, err, "backup to %s", file)
}
