package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"herald/store/mongo"
)

// notes are the few small things that an installation remembers beside its store. They
// lie where all processes that have the store open find the same: beside a file, or in
// the database.
type notes interface {
	// Note gives what is noted under a name, nil where nothing is.
	Note(ctx context.Context, name string) ([]byte, error)
	// PutNote puts body in the place of what was noted under a name.
	PutNote(ctx context.Context, name string, body []byte) error
	// DropNote forgets what is noted under a name.
	DropNote(ctx context.Context, name string) error
	// redactions gives the list of what redactions left, and keep adds to it.
	redactions(ctx context.Context) ([]redacted, error)
	keep(ctx context.Context, list []redacted) error
}

// folderNotes are files in the data folder.
type folderNotes struct{ dir string }

// Note implements notes.
func (n folderNotes) Note(_ context.Context, name string) ([]byte, error) {
	body, err := os.ReadFile(filepath.Join(n.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(n.dir, name), unwrapPath(err))
	}
	return body, nil
}

// PutNote implements notes. Readers see the old note or the new one.
func (n folderNotes) PutNote(_ context.Context, name string, body []byte) error {
	part, err := os.CreateTemp(n.dir, "."+name+"-*")
	if err != nil {
		return err
	}
	_, err = part.Write(body)
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), filepath.Join(n.dir, name))
	}
	if err != nil {
		os.Remove(part.Name())
	}
	return err
}

// DropNote implements notes.
func (n folderNotes) DropNote(_ context.Context, name string) error {
	if err := os.Remove(filepath.Join(n.dir, name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (n folderNotes) redactions(context.Context) ([]redacted, error) {
	return readRedactions(filepath.Join(n.dir, redactionsFile))
}

func (n folderNotes) keep(_ context.Context, list []redacted) error {
	return writeRedactions(filepath.Join(n.dir, redactionsFile), list)
}

// sharedNotes are in the database. The list of redactions is in the data folder as well:
// the database may be what is lost.
type sharedNotes struct {
	*mongo.Store
	folder folderNotes
}

func (n sharedNotes) redactions(ctx context.Context) ([]redacted, error) {
	lines, err := n.Redactions(ctx)
	if err != nil {
		return nil, err
	}
	return parseRedactions("in the database", lines)
}

func (n sharedNotes) keep(ctx context.Context, list []redacted) error {
	lines := map[string][]byte{}
	for _, r := range list {
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		lines[r.key()] = line
	}
	return errors.Join(n.PutRedactions(ctx, lines), n.folder.keep(ctx, list))
}

// parseRedactions reads the lines of a list.
func parseRedactions(where string, lines [][]byte) (list []redacted, err error) {
	for n, line := range lines {
		var r redacted
		if err := json.Unmarshal(line, &r); err != nil || !r.whole() {
			return nil, fmt.Errorf("redactions %s: line %d is damaged", where, n+1)
		}
		list = append(list, r)
	}
	return list, nil
}

// note fills v from a note; it reports false where there is none.
func note(ctx context.Context, from notes, name string, v any) (bool, error) {
	body, err := from.Note(ctx, name)
	if err != nil || body == nil {
		return false, err
	}
	if err := json.Unmarshal(body, v); err != nil {
		return false, fmt.Errorf("%s: %w", name, err)
	}
	return true, nil
}
