package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"herald/content"
)

// The notes of the last backup and of the last check, for the page that says how the
// installation does. Nothing depends on them.
const (
	backupNote = "backup.json"
	verifyNote = "verify.json"
)

// backedUp is the last backup that was written, by the server or by a command.
type backedUp struct {
	At    time.Time `json:"at"`
	Size  int64     `json:"size"`
	Where string    `json:"where"`
}

// checked is what the last verify found.
type checked struct {
	At       time.Time        `json:"at"`
	Position content.Position `json:"position"`
	Damaged  int              `json:"damaged"`
}

// readNote fills v from a note; one that is not there, or that cannot be read, leaves
// it as it is.
func (h *house) readNote(ctx context.Context, name string, v any) {
	_, _ = note(ctx, h.notes, name, v) // it is written anew by the next one
}

// remembers keeps a note of v. Where nothing may be written there is none, which is no
// reason to fail what is done already.
func (h *house) remembers(ctx context.Context, name string, v any) {
	body, err := json.Marshal(v)
	if err == nil {
		err = h.notes.PutNote(ctx, name, body)
	}
	if err != nil && !errors.Is(err, fs.ErrPermission) {
		h.log.Warn("done, but the page about the installation will not know", "note", name, "error", unwrapPath(err))
	}
}

// wrote gives what is remembered of a backup.
func wrote(file string) (backedUp, error) {
	info, err := os.Stat(file)
	if err != nil {
		return backedUp{}, err
	}
	return backedUp{At: info.ModTime().UTC(), Size: info.Size(), Where: absolute(file)}, nil
}

// remembersBackup keeps a note of a backup that is whole and durable.
func (h *house) remembersBackup(ctx context.Context, file string) {
	if last, err := wrote(file); err == nil {
		h.remembers(ctx, backupNote, last)
	}
}

// lastBackup gives the newest backup that is known: the one that is remembered, or a
// newer one of those that are made at night on this machine.
func (h *house) lastBackup(ctx context.Context) backedUp {
	var last backedUp
	h.readNote(ctx, backupNote, &last)
	folder := filepath.Join(h.dir, backupDir)
	all, err := nights(folder)
	if err != nil || len(all) == 0 {
		return last
	}
	if night, err := wrote(filepath.Join(folder, all[len(all)-1])); err == nil && night.At.After(last.At) {
		return night
	}
	return last
}
