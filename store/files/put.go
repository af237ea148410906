package files

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"herald/content"
	"herald/internal/fault"
)

// Put keeps the bytes of from under h: it moves the file where that is possible
// and copies it from another disk. What lies under h already is replaced by the
// same bytes, which mends a damaged file.
func (s *Store) Put(ctx context.Context, h content.Hash, from *os.File) error {
	if err := ctx.Err(); err != nil {
		return failed(err, "put blob %s", h)
	}
	if !valid(h) {
		return fault.Wrap(fault.Invalid, errors.New("not a hash"), "put blob %q", h)
	}
	if err := matches(ctx, from, h); err != nil {
		return err
	}
	place := Place(h)
	if err := s.folder(filepath.Dir(place)); err != nil {
		return err
	}
	moved, err := s.move(from, place)
	if err == nil && !moved {
		err = s.copy(ctx, h, from, place)
	}
	if err == nil {
		err = flush(s.at(filepath.Dir(place)))
	}
	return failed(err, "put blob %s", h)
}

// move renames from to place. It does not move a file that lies on another
// disk, that has lost its name, or that has a second one through which its bytes
// could be changed later.
func (s *Store) move(from *os.File, place string) (bool, error) {
	open, err := from.Stat()
	if err != nil {
		return false, err
	}
	named, err := os.Lstat(from.Name())
	if err != nil || !os.SameFile(open, named) || !open.Mode().IsRegular() || links(open) != 1 {
		return false, nil
	}
	if err := from.Chmod(fileMode); err != nil {
		return false, nil
	}
	if err := from.Sync(); err != nil {
		return false, err
	}
	err = os.Rename(from.Name(), s.at(place))
	if errors.Is(err, syscall.EXDEV) || errors.Is(err, os.ErrPermission) {
		return false, nil
	}
	return err == nil, err
}

func links(info os.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Nlink)
	}
	return 0
}

// copy writes the bytes of from beside the blobs and renames them when they are
// all there. It leaves nothing behind when it fails.
func (s *Store) copy(ctx context.Context, h content.Hash, from *os.File, place string) (err error) {
	if s.Check(ctx, h) == nil {
		return s.settle(place)
	}
	if err := s.straight(incoming); err != nil {
		return err
	}
	to, err := os.OpenFile(s.at(filepath.Join(incoming, string(content.NewID()))), os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(to.Name())
		}
		_ = to.Close()
	}()
	const everything = 1<<63 - 1
	if _, err := io.Copy(to, &patient{ctx, io.NewSectionReader(from, 0, everything)}); err != nil {
		return err
	}
	if err := to.Sync(); err != nil {
		return err
	}
	// The file may have been changed since it was checked.
	if err := matches(ctx, to, h); err != nil {
		return err
	}
	return os.Rename(to.Name(), s.at(place))
}

// settle flushes a file that another process may have put a moment ago.
func (s *Store) settle(place string) error {
	f, err := os.OpenFile(s.at(place), os.O_RDONLY|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
