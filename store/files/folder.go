package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// errCrooked is said of a place that is reached only through something that is
// no folder, such as a symbolic link.
var errCrooked = errors.New("not a folder of the store")

// straight reports whether folder and all above it, up to that of the Store, are
// folders and no links to some.
func (s *Store) straight(folder string) error {
	way := ""
	for _, part := range strings.Split(folder, string(filepath.Separator)) {
		way = filepath.Join(way, part)
		info, err := os.Lstat(s.at(way))
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return fmt.Errorf("%s: %w", way, errCrooked)
		}
	}
	return nil
}

// folder makes a folder and those above it, and returns when they will outlast
// a power cut.
func (s *Store) folder(folder string) error {
	way := ""
	for _, part := range strings.Split(folder, string(filepath.Separator)) {
		above := way
		way = filepath.Join(way, part)
		if err := s.make(above, way); err != nil {
			return failed(err, "make folder %s", way)
		}
	}
	return nil
}

func (s *Store) make(above, folder string) error {
	err := os.Mkdir(s.at(folder), folderMode)
	made := err == nil
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if !made {
		info, err := os.Lstat(s.at(folder))
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return fmt.Errorf("%s: %w", folder, errCrooked)
		}
	}
	s.mu.Lock()
	known := s.lasting[folder]
	s.mu.Unlock()
	if known && !made {
		return nil
	}
	if err := flush(s.at(above)); err != nil {
		return err
	}
	s.mu.Lock()
	s.lasting[folder] = true
	s.mu.Unlock()
	return nil
}

// makeAll makes dir and all above it that is missing, and flushes what it made.
func makeAll(dir string) error {
	var above []string
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		above = append(above, filepath.Dir(at))
	}
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return err
	}
	for _, folder := range above {
		if err := flush(folder); err != nil {
			return err
		}
	}
	return nil
}

// flush makes the names in a folder outlast a power cut.
func flush(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
