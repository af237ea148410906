package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"herald/content"
	"herald/media"
	"herald/store/files"
	"herald/store/sqlite"
)

// sqliteEngine keeps a store in one file, and the files of its Assets in the data folder.
type sqliteEngine struct{ path string }

func (e sqliteEngine) name() string { return e.path }

func (e sqliteEngine) there() (bool, error) {
	_, err := os.Stat(e.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func (e sqliteEngine) open(ctx context.Context, p content.Projector, o opening) (houseStore, error) {
	s, err := e.openFile(ctx, p, o)
	if err != nil {
		return nil, err
	}
	return s, nil
}

func (e sqliteEngine) openFile(ctx context.Context, p content.Projector, o opening) (*sqlite.Store, error) {
	if there, err := e.there(); o.existing && !there && err == nil {
		return nil, fmt.Errorf("%w at %s: name the data folder with --data", errNoStore, e.path)
	}
	s, err := sqlite.Open(ctx, e.path, p, sqlite.Options{ReadOnly: o.readOnly, Progress: o.progress})
	if err != nil {
		if cause := writable(filepath.Dir(e.path)); cause != nil {
			return nil, fmt.Errorf("store %s cannot be opened: %w", e.path, cause)
		}
		return nil, err
	}
	return s, nil
}

// fillingRoom is where a store is filled before it gets its place.
const fillingRoom = ".sample-*"

// fill gives the file its name when it is whole: what was broken off leaves nothing behind.
func (e sqliteEngine) fill(ctx context.Context, p content.Projector, files string, do func(context.Context, vessel) error) (bool, error) {
	if there, err := e.there(); there || err != nil {
		return false, err
	}
	dir := filepath.Dir(e.path)
	removeLeft(dir, fillingRoom)
	room, err := os.MkdirTemp(dir, fillingRoom)
	if err != nil {
		return true, fmt.Errorf("data folder %s: %w", dir, unwrapPath(err))
	}
	defer os.RemoveAll(room)
	inside := sqliteEngine{filepath.Join(room, storeFile)}
	s, err := inside.open(ctx, p, opening{})
	if err != nil {
		return true, err
	}
	if err := errors.Join(do(ctx, vessel{inside, s, files}), s.Close()); err != nil {
		return true, err
	}
	if err := os.Rename(inside.path, e.path); err != nil {
		return true, err
	}
	return true, syncFolder(dir)
}

func (e sqliteEngine) blobs(_ houseStore, dir string, make bool) (media.Blobs, error) {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) && !make {
		return nil, nil
	}
	return files.Open(dir)
}

func (e sqliteEngine) notes(_ houseStore, dir string) notes { return folderNotes{dir} }

// copied copies the file as a whole, which is faster than to give out what is in it.
func (e sqliteEngine) copied(ctx context.Context, p content.Projector, o opening, file string) (bool, error) {
	if there, err := e.there(); !there || err != nil {
		return false, err
	}
	s, err := e.openFile(ctx, p, o)
	if err != nil {
		return true, err
	}
	return true, errors.Join(s.Backup(ctx, file), s.Close())
}

// vacant gives no list: that of an earlier store lies in the data folder.
func (e sqliteEngine) vacant(context.Context) ([]redacted, error) {
	if _, err := os.Lstat(e.path); !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("store %s: there is such a file already: move it away first", e.path)
	}
	return nil, nil
}

// settle moves the store last: a folder that has one is whole. The files lie in the
// data folder, with the rest.
func (e sqliteEngine) settle(_ context.Context, _ content.Projector, u *unpacked, rest func() error) error {
	if err := rest(); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(e.path), 0o700); err != nil {
		return err
	}
	if err := os.Rename(u.store(), e.path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(e.path))
}

func (e sqliteEngine) size(context.Context, houseStore) (sum int64) {
	for _, name := range []string{e.path, e.path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			sum += info.Size()
		}
	}
	return sum
}
