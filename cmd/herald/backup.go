package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"herald/content"
	"herald/store/sqlite"
)

// backupCommand writes one consistent file.
type backupCommand struct {
	File string `arg:"" help:"New file to write, such as herald.tar."`
}

// Run writes the backup; a server may go on meanwhile.
func (b *backupCommand) Run(ctx context.Context, p *program) (err error) {
	h, err := p.existing(ctx, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	m, err := h.backup(ctx, b.File, p.configFile())
	if err != nil {
		return err
	}
	h.remembersBackup(ctx, b.File)
	p.say("Backup %s: position %d, %s.", b.File, m.Position, counted(len(m.Members), "member", "members"))
	return nil
}

// backup writes everything that cannot be built again into a new file, which
// gets its name only when it is whole and durable.
func (h *house) backup(ctx context.Context, file, config string) (m manifest, err error) {
	if _, err := os.Lstat(file); !errors.Is(err, os.ErrNotExist) {
		return m, fmt.Errorf("backup %s: there is such a file already", file)
	}
	room, err := os.MkdirTemp(filepath.Dir(file), ".herald-backup-*")
	if err != nil {
		return m, fmt.Errorf("backup %s: %w", file, unwrapPath(err))
	}
	defer os.RemoveAll(room)
	copied := filepath.Join(room, storeFile)
	switch there, err := h.engine.copied(ctx, h.projector(), opening{readOnly: true}, copied); {
	case err != nil:
		return m, err
	case !there:
		return m, fmt.Errorf("%w at %s", errNoStore, h.engine.name())
	}
	m = manifest{Format: archiveFormat, Herald: version(), Created: content.Instant(h.clock.Now())}
	if m.Position, err = h.positionOf(ctx, copied); err != nil {
		return m, err
	}
	list, err := h.redactions(ctx)
	if err != nil {
		return m, err
	}
	listed := filepath.Join(room, redactionsFile)
	if err := writeRedactions(listed, list); err != nil {
		return m, err
	}
	// What is noted may lie elsewhere: a backup is the same wherever it comes from.
	if kinds, err := h.notes.Note(ctx, kindsFile); err != nil {
		return m, err
	} else if kinds != nil {
		if err := (folderNotes{room}).PutNote(ctx, kindsFile, kinds); err != nil {
			return m, err
		}
	}
	part := filepath.Join(room, "archive")
	if err := h.writeArchive(ctx, &m, room, config, part); err != nil {
		return m, fmt.Errorf("backup %s: %w", file, err)
	}
	return m, settle(part, file)
}

// writeArchive writes what was copied into room, and what lies elsewhere, to a new file.
// A file that is damaged must not keep everything else out of this backup and all that
// follow: it is left out, and said to be.
func (h *house) writeArchive(ctx context.Context, m *manifest, room, config, file string) error {
	err := h.gather(ctx, m, room, config).write(ctx, file)
	var wrong *unsoundError
	if !errors.As(err, &wrong) {
		return err
	}
	if m.LeftOut, err = h.unsound(ctx); err != nil {
		return err
	}
	h.log.Warn("files are damaged and not in the backup; herald verify says whose they are", "number", len(m.LeftOut), "first", wrong.hash)
	if err := os.Remove(file); err != nil {
		return err
	}
	return h.gather(ctx, m, room, config).write(ctx, file)
}

// gather finds everything that becomes a member.
func (h *house) gather(ctx context.Context, m *manifest, room, config string) *archiver {
	m.Members = nil
	a := &archiver{manifest: m}
	a.file(memberStore, filepath.Join(room, storeFile))
	a.file(redactionsFile, filepath.Join(room, redactionsFile))
	a.file(configFile, config)
	a.file(kindsFile, filepath.Join(room, kindsFile))
	a.folder("types", h.config.typesDir(h.dir))
	a.folder("themes", h.config.themesDir(h.dir))
	a.folder("words", h.config.wordsDir(h.dir))
	a.folder("style", h.config.styleDir(h.dir))
	// Files that are taken in from now on are of no Asset in the copy of the store;
	// those that are in it lie here already.
	a.blobs(ctx, h.blobs, m.LeftOut)
	return a
}

// positionOf reads the Position out of the copy itself, the only place that
// cannot be wrong about it.
func (h *house) positionOf(ctx context.Context, copied string) (content.Position, error) {
	s, err := sqlite.Open(ctx, copied, h.projector(), sqlite.Options{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	at, err := s.Head(ctx)
	return at, errors.Join(err, s.Close())
}

// settle gives a finished file its name, but never that of another one.
func settle(part, file string) error {
	err := os.Link(part, file)
	switch {
	case errors.Is(err, os.ErrExist):
		return fmt.Errorf("backup %s: there is such a file already", file)
	case err != nil:
		// Not every file system knows links; the name was free a moment ago.
		err = os.Rename(part, file)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(file))
	}
	return err
}

// syncFolder makes the names in a folder durable.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
