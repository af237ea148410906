package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// unpacked is where an archive was unpacked and examined. Nobody has its store open.
type unpacked struct {
	room string
	// say and tell speak to whoever restores.
	say  func(format string, args ...any)
	tell func(label string) content.Progress
}

func (u *unpacked) store() string { return filepath.Join(u.room, filepath.FromSlash(memberStore)) }

// bring moves the files of Assets to where blobs lie. One that is damaged in the archive,
// or no Asset's, stays behind and is said to.
func (u *unpacked) bring(ctx context.Context, to media.Blobs) error {
	folder := filepath.Join(u.room, filepath.FromSlash(memberFiles))
	all, err := filesBelow(folder)
	if err != nil {
		return err
	}
	progress, left := u.tell("files"), 0
	for n, file := range all {
		err := bringBlob(ctx, file, to)
		if fault.Is(err, fault.Invalid) {
			left++
		} else if err != nil {
			return fmt.Errorf("file %s: %w", filepath.Base(file), err)
		}
		progress(n+1, len(all))
	}
	if left > 0 {
		u.say("Left behind: %s, damaged in the backup; herald verify says whose they are.", counted(left, "file", "files"))
	}
	return os.RemoveAll(folder)
}

// share moves the notes that were unpacked to where all find them. The list of redactions
// stays in the folder as well.
func (u *unpacked) share(ctx context.Context, to notes) error {
	from := folderNotes{u.room}
	for _, name := range []string{kindsFile, restoredFile} {
		body, err := from.Note(ctx, name)
		if err != nil {
			return err
		}
		if body == nil {
			continue
		}
		if err := errors.Join(to.PutNote(ctx, name, body), from.DropNote(ctx, name)); err != nil {
			return err
		}
	}
	list, err := from.redactions(ctx)
	if err != nil {
		return err
	}
	return to.keep(ctx, list)
}

func filesBelow(folder string) (all []string, err error) {
	err = filepath.WalkDir(folder, func(file string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			all = append(all, file)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return all, err
}

func bringBlob(ctx context.Context, file string, to media.Blobs) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	return to.Put(ctx, content.Hash(filepath.Base(file)), f)
}
