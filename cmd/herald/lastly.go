package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"herald/content"
)

// What the data folder remembers of the last backup and of the last check, for the
// page that says how the installation does. Nothing depends on these files.
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

// keepNote remembers v under a name. Readers see the old note or the new one.
func keepNote(dir, name string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	part, err := os.CreateTemp(dir, "."+name+"-*")
	if err != nil {
		return err
	}
	_, err = part.Write(body)
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), filepath.Join(dir, name))
	}
	if err != nil {
		os.Remove(part.Name())
	}
	return err
}

// readNote fills v from a note; one that is not there, or that cannot be read, leaves
// it as it is.
func readNote(dir, name string, v any) {
	if body, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
		_ = json.Unmarshal(body, v) // it is written anew by the next one
	}
}

// remembers has the data folder keep a note. A folder that cannot be written has
// none, which is no reason to fail what is done already.
func (p *program) remembers(name string, v any) {
	if err := keepNote(p.cli.Data, name, v); err != nil && !errors.Is(err, fs.ErrPermission) {
		p.note("herald: done, but the page about the installation will not know: %v", unwrapPath(err))
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

// remembersBackup has the data folder remember a backup that is whole and durable.
func (p *program) remembersBackup(file string) {
	if last, err := wrote(file); err == nil {
		p.remembers(backupNote, last)
	}
}

// lastBackup gives the newest backup that is known: the one that is remembered, or a
// newer one of those that are made at night.
func lastBackup(dir string) backedUp {
	var last backedUp
	readNote(dir, backupNote, &last)
	folder := filepath.Join(dir, backupDir)
	all, err := nights(folder)
	if err != nil || len(all) == 0 {
		return last
	}
	if night, err := wrote(filepath.Join(folder, all[len(all)-1])); err == nil && night.At.After(last.At) {
		return night
	}
	return last
}
