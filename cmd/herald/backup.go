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
	p.remembersBackup(b.File)
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
	if err := h.copyStore(ctx, copied); err != nil {
		return m, err
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
	a := &archiver{manifest: &m}
	a.file(memberStore, copied)
	a.file(redactionsFile, listed)
	a.file(configFile, config)
	a.file(kindsFile, filepath.Join(h.dir, kindsFile))
	a.folder("types", h.config.typesDir(h.dir))
	a.folder("themes", h.config.themesDir(h.dir))
	a.folder("words", h.config.wordsDir(h.dir))
	a.folder("style", h.config.styleDir(h.dir))
	// Files that are taken in from now on are of no Asset in the copy of the store;
	// those that are in it lie here already.
	a.folder(memberFiles, filepath.Join(h.filesDir, blobsFolder))
	part := filepath.Join(room, "archive")
	if err := a.write(ctx, part); err != nil {
		return m, fmt.Errorf("backup %s: %w", file, err)
	}
	return m, settle(part, file)
}

// copyStore writes everything that is in the store to a new SQLite file, as of one
// Position: an archive has the same form whatever keeps the store.
func (h *house) copyStore(ctx context.Context, file string) error {
	// One that is a file copies itself faster than it could be read.
	if own, ok := h.store.(interface {
		Backup(ctx context.Context, file string) error
	}); ok {
		return own.Backup(ctx, file)
	}
	copied, err := sqlite.Open(ctx, file, h.projector(), sqlite.Options{})
	if err != nil {
		return err
	}
	err = copied.Fill(ctx, h.store, nil, nil)
	return errors.Join(err, copied.Close())
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
