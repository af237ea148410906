package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// leftover is the age at which nobody is writing a file in incoming any more.
const leftover = time.Hour

// Each calls for everything below the folders of blobs and of incoming files.
// What does not belong there is named once, a foreign folder as one thing.
func (s *Store) Each(ctx context.Context, do func(media.Lying) error) error {
	for _, folder := range []string{blobs, incoming} {
		if err := s.straight(folder); err != nil {
			return failed(err, "list %s", folder)
		}
		if err := s.each(ctx, folder, do); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) each(ctx context.Context, folder string, do func(media.Lying) error) error {
	// The names of one folder are read before any is told, so that do may move
	// and remove what it is told of.
	entries, err := os.ReadDir(s.at(folder))
	if err != nil {
		return failed(err, "list %s", folder)
	}
	for _, entry := range entries {
		if err := ctx.Err(); err != nil {
			return failed(err, "list %s", folder)
		}
		place := filepath.Join(folder, entry.Name())
		info, err := os.Lstat(s.at(place))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return failed(err, "look at %s", place)
		}
		if err := s.tell(ctx, place, info, do); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) tell(ctx context.Context, place string, info fs.FileInfo, do func(media.Lying) error) error {
	what := whatIs(place, info)
	if what == ownFolder {
		return s.each(ctx, place, do)
	}
	lying := media.Lying{Place: filepath.ToSlash(place)}
	if info.Mode().IsRegular() {
		lying.Size = info.Size()
	}
	switch what {
	case isBlob:
		lying.Hash = content.Hash(info.Name())
	case arriving:
		if time.Since(info.ModTime()) < leftover {
			return nil
		}
	}
	return do(lying)
}

type thing int

const (
	foreign thing = iota
	ownFolder
	isBlob
	arriving
)

// whatIs tells what lies at a place below blobs or incoming.
func whatIs(place string, info fs.FileInfo) thing {
	parts := strings.Split(place, string(filepath.Separator))
	last := parts[len(parts)-1]
	switch {
	case parts[0] == incoming && len(parts) == 2 && info.Mode().IsRegular() && content.ID(last).Valid():
		return arriving
	case parts[0] != blobs:
		return foreign
	case info.IsDir() && len(parts) <= 3 && byteForm(last):
		return ownFolder
	case info.Mode().IsRegular() && valid(content.Hash(last)) && place == Place(content.Hash(last)):
		return isBlob
	}
	return foreign
}

func byteForm(name string) bool {
	return len(name) == 2 && strings.Trim(name, "0123456789abcdef") == ""
}

// Quarantine sets aside what lies at a place that Each named. A link is set
// aside itself, not what it leads to.
func (s *Store) Quarantine(ctx context.Context, place string) error {
	if err := ctx.Err(); err != nil {
		return failed(err, "quarantine %q", place)
	}
	local := filepath.FromSlash(place)
	if !filepath.IsLocal(local) || filepath.Clean(local) != local {
		return refused(place, "not a place within the store")
	}
	first, _, below := strings.Cut(local, string(filepath.Separator))
	if !below || first != blobs && first != incoming {
		return refused(place, "blobs do not lie there")
	}
	if err := s.straight(filepath.Dir(local)); errors.Is(err, errCrooked) {
		return refused(place, err.Error())
	} else if err != nil {
		return gone(err, place)
	}
	info, err := os.Lstat(s.at(local))
	if err != nil {
		return gone(err, place)
	}
	if whatIs(local, info) == ownFolder {
		return refused(place, "other blobs lie in it")
	}
	return gone(s.setAside(local), place)
}

// setAside moves what lies at place into a new folder, where it cannot
// overwrite anything.
func (s *Store) setAside(place string) error {
	folder := filepath.Join(quarantine, string(content.NewID()))
	if err := s.straight(quarantine); err != nil {
		return err
	}
	if err := os.Mkdir(s.at(folder), folderMode); err != nil {
		return err
	}
	if err := os.Rename(s.at(place), s.at(filepath.Join(folder, filepath.Base(place)))); err != nil {
		_ = os.Remove(s.at(folder))
		return err
	}
	return errors.Join(flush(s.at(folder)), flush(s.at(quarantine)), flush(s.at(filepath.Dir(place))))
}

// removeAside removes what was set aside under the name of h: damaged as it may be,
// it holds what h holds.
func (s *Store) removeAside(h content.Hash) error {
	if err := s.straight(quarantine); err != nil {
		return err
	}
	folders, err := os.ReadDir(s.at(quarantine))
	if err != nil {
		return err
	}
	for _, folder := range folders {
		place := filepath.Join(quarantine, folder.Name())
		if !folder.IsDir() || !content.ID(folder.Name()).Valid() {
			continue
		}
		err := os.Remove(s.at(filepath.Join(place, string(h))))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err = errors.Join(err, os.Remove(s.at(place)), flush(s.at(quarantine))); err != nil {
			return err
		}
	}
	return nil
}

func refused(place, why string) error {
	return fault.Wrap(fault.Invalid, errors.New(why), "quarantine %q", place)
}

func gone(err error, place string) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &fault.Fault{Kind: fault.NotFound, Err: fmt.Errorf("quarantine %q: %w", place, err)}
	}
	return failed(err, "quarantine %q", place)
}
