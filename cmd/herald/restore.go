package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"herald/content"
	"herald/staff"
)

// restoreCommand fills an empty data folder from a backup.
type restoreCommand struct {
	File string `arg:"" optional:"" help:"Backup to read."`
	// Redactions are lists newer than the backup.
	Redactions []string `help:"List of redactions made since: redactions.jsonl of a running folder or of a later backup." placeholder:"FILE" type:"path"`
	Confirm    bool     `help:"Let a restored folder go on: its clock stands still until then."`
}

// Run unpacks beside what will be there, checks everything, and only then moves
// it into place.
func (r *restoreCommand) Run(ctx context.Context, p *program) (err error) {
	dir := p.cli.Data
	switch {
	case r.Confirm && r.File == "":
		return confirm(ctx, p)
	case r.Confirm:
		return errors.New("--confirm comes after the restore, without a backup")
	case r.File == "":
		return errors.New("expected \"<file>\": the backup to read")
	}
	if err := emptyButLock(dir); err != nil {
		return err
	}
	if info, err := os.Stat(r.File); err != nil {
		return fmt.Errorf("backup %s: %w", r.File, unwrapPath(err))
	} else if !info.Mode().IsRegular() {
		return fmt.Errorf("backup %s: it is not a file", r.File)
	}
	made, err := ensureFolder(dir)
	if err != nil {
		return err
	}
	held, err := takeLock(dir)
	if err != nil {
		return err
	}
	m, err := r.restore(ctx, p, dir)
	err = errors.Join(err, held.release())
	if err != nil {
		if made {
			os.Remove(dir) // only if it is as empty as it was
		}
		return err
	}
	p.say("Restored %s: position %d, written %s.", dir, m.Position, m.Created.Format("2006-01-02 15:04:05 MST"))
	p.say("Until you confirm it with herald restore --confirm, its clock stands at that time and nothing scheduled goes out.")
	return nil
}

// restoreRoom is where a backup is unpacked before its parts get their places.
const restoreRoom = ".restore-*"

// removeLeft removes what a process that was killed left half done. The caller
// holds the lock, so nobody is at it.
func removeLeft(dir, pattern string) {
	left, _ := filepath.Glob(filepath.Join(dir, pattern))
	for _, path := range left {
		os.RemoveAll(path) // it only takes room
	}
}

// emptyButLock refuses a folder in which something would be lost.
func emptyButLock(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("data folder %s: %w", dir, unwrapPath(err))
	}
	if slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == lockFile }) {
		held, err := takeLock(dir)
		if err != nil {
			return err
		}
		if err := held.release(); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		left, _ := filepath.Match(restoreRoom, e.Name())
		return !left && e.Name() != lockFile && e.Name() != redactionsFile && e.Name() != "lost+found"
	}) {
		return fmt.Errorf("data folder %s is not empty: move it away, or name another one with --data", dir)
	}
	return nil
}

func ensureFolder(dir string) (made bool, err error) {
	_, err = os.Stat(dir)
	made = errors.Is(err, os.ErrNotExist)
	return made, makeFolder(dir)
}

func (r *restoreCommand) restore(ctx context.Context, p *program, dir string) (m manifest, err error) {
	removeLeft(dir, restoreRoom)
	room, err := os.MkdirTemp(dir, restoreRoom)
	if err != nil {
		return m, fmt.Errorf("data folder %s: %w", dir, unwrapPath(err))
	}
	defer os.RemoveAll(room)
	root, err := os.OpenRoot(room)
	if err != nil {
		return m, err
	}
	defer root.Close()
	if m, err = unarchive(r.File, root); err != nil {
		return m, fmt.Errorf("backup %s: %w", r.File, err)
	}
	to, err := r.target(p, room)
	if err != nil {
		return m, err
	}
	known, err := to.vacant(ctx)
	if err != nil {
		return m, err
	}
	projector, err := r.examine(ctx, p, room, m, known)
	if err != nil {
		return m, fmt.Errorf("backup %s: %w", r.File, err)
	}
	if err := markRestored(room, m.Created); err != nil {
		return m, err
	}
	return m, to.settle(ctx, projector, &unpacked{room: room, say: p.say, tell: p.progress}, func() error { return moveIn(room, dir) })
}

// target says where the store goes: where the restored configuration will look for it.
func (r *restoreCommand) target(p *program, room string) (engine, error) {
	c, err := readConfig(source{dir: room, file: filepath.Join(room, configFile), env: p.env, flags: func(c *Config) {
		if p.cli.Store != "" {
			c.Store = p.storeFlag()
		}
	}})
	if err != nil {
		return nil, err
	}
	return c.engine(p.cli.Data)
}

// examine opens the unpacked store, checks its chain and texts, and takes out of it what
// must not come back. It gives the projector of the restored configuration.
func (r *restoreCommand) examine(ctx context.Context, p *program, room string, m manifest, known []redacted) (is content.Projector, err error) {
	inside := *p
	inside.cli.Data, inside.cli.Config, inside.cli.Store = room, "", "sqlite:"+filepath.Join(room, filepath.FromSlash(memberStore))
	h, err := inside.existing(ctx, false)
	if err != nil {
		return is, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	return h.projector(), r.cleanse(ctx, p, h, room, m, known)
}

func (r *restoreCommand) cleanse(ctx context.Context, p *program, h *house, room string, m manifest, known []redacted) error {
	found, err := h.store.Verify(ctx, false, p.progress("checking"))
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return fmt.Errorf("its store is damaged: %s: %s: %s", found[0].What, found[0].Where, found[0].Why)
	}
	at, err := h.store.Head(ctx)
	if err == nil && at != m.Position {
		return fmt.Errorf("its store ends at position %d, not %d", at, m.Position)
	}
	if err != nil {
		return err
	}
	// Whoever was signed in at the time of the backup, or held a link, is not now.
	if err := h.store.Drop(ctx, staff.Dropping{Ways: true}); err != nil {
		return err
	}
	// A link that was taken back since must not open again.
	if err := h.store.SweepShares(ctx, time.Unix(1<<40, 0)); err != nil {
		return err
	}
	// What was being typed then may hold what was redacted since.
	if err := h.store.SweepScratches(ctx, time.Unix(1<<40, 0)); err != nil {
		return err
	}
	if err := keepSilent(ctx, h.store, at); err != nil {
		return err
	}
	return r.redact(ctx, p, h, room, known)
}

// redact takes out of the restored store what was redacted since the backup, as
// far as the lists at hand tell: the one that the store before has left, the one named,
// the one in the data folder, and the backup's own.
func (r *restoreCommand) redact(ctx context.Context, p *program, h *house, room string, known []redacted) error {
	all := slices.Clone(known)
	files := append(slices.Clone(r.Redactions), filepath.Join(p.cli.Data, redactionsFile), filepath.Join(room, redactionsFile))
	for i, file := range files {
		if _, err := os.Stat(file); i < len(r.Redactions) && err != nil {
			return fmt.Errorf("redactions %s: %w", file, unwrapPath(err))
		}
		list, err := readRedactions(file)
		if err != nil {
			return err
		}
		all = append(all, list...)
	}
	n, err := h.redact(ctx, all)
	if err != nil {
		return err
	}
	if n > 0 {
		p.say("Redacted again: %s.", counted(n, "text or file", "texts and files"))
	}
	return writeRedactions(filepath.Join(room, redactionsFile), all)
}

// moveIn gives the unpacked parts their places, all but the store.
func moveIn(room, dir string) error {
	entries, err := os.ReadDir(room)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == path.Dir(memberStore) {
			continue
		}
		if err := os.Rename(filepath.Join(room, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return syncFolder(dir)
}
