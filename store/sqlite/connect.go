package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"herald/internal/fault"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

// lockWait is how long a writer waits for another process in one try, and
// lockTries how many times it tries: ten seconds in all. Between tries it looks
// whether its caller has given up.
const (
	lockWait  = 250
	lockTries = 40
)

// connect opens the two pools. Nothing is read yet.
func (s *Store) connect(readOnly bool) error {
	path, err := filepath.Abs(s.path)
	if err != nil {
		return fmt.Errorf("store path: %w", err)
	}
	s.path = path
	if err := create(path, readOnly); err != nil {
		return err
	}
	mode := "rw"
	if readOnly {
		mode = "ro"
	}
	reading, err := sql.Open("sqlite", dsn(path, mode, "busy_timeout(10000)", "cache_size(-16000)", "query_only(1)"))
	if err != nil {
		return failed(err, "store %s", path)
	}
	s.readers = newReaders(reading, max(4, 2*runtime.GOMAXPROCS(0)))
	if readOnly {
		return nil
	}
	// synchronous FULL makes every commit durable before it answers; secure_delete
	// overwrites what is deleted.
	s.writer, err = sql.Open("sqlite", dsn(path, mode, fmt.Sprintf("busy_timeout(%d)", lockWait),
		"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "secure_delete(1)",
		"cell_size_check(1)", "cache_size(-64000)", "journal_size_limit(67108864)"))
	if err != nil {
		return failed(err, "store %s", path)
	}
	s.writer.SetMaxOpenConns(1)
	return nil
}

func dsn(path, mode string, pragmas ...string) string {
	v := url.Values{"mode": {mode}, "_pragma": pragmas, "_dqs": {"0"}, "_defensive": {"1"}}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: v.Encode()}).String()
}

// create makes an empty file that only its owner can read. A file that exists
// is not touched: closing a second descriptor of it would drop SQLite's locks.
func create(path string, readOnly bool) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.Mode().IsRegular():
		return nil
	case err == nil:
		return fault.Wrap(fault.Unavailable, errors.New("it is not a file"), "store %s", path)
	case !errors.Is(err, fs.ErrNotExist) || readOnly:
		return fault.Wrap(fault.Unavailable, err, "store")
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil // Another process was faster.
	}
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "store")
	}
	return fault.Wrap(fault.Unavailable, errors.Join(f.Close(), syncFolder(filepath.Dir(path))), "store")
}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
