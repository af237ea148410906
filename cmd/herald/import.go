package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"

	"herald/content"
)

// importCommand takes over a folder of Documents.
type importCommand struct {
	Check   bool   `help:"Write nothing; report everything that an import would."`
	Publish bool   `help:"Make the texts public at once, marked as imported and unsealed."`
	Path    string `arg:"" help:"Folder to read: one folder a type, in it one folder a Document."`
}

// Run imports what can be and names what cannot.
func (c *importCommand) Run(ctx context.Context, p *program) (err error) {
	info, err := os.Stat(c.Path)
	if err != nil {
		return fmt.Errorf("import %s: %w", c.Path, unwrapPath(err))
	}
	if !info.IsDir() {
		return fmt.Errorf("import %s: it is not a folder", c.Path)
	}
	open := p.open
	if c.Check {
		room, err := os.MkdirTemp("", "herald-check-*")
		if err != nil {
			return err
		}
		defer os.RemoveAll(room)
		open = func(ctx context.Context) (*house, error) { return p.openCopy(ctx, room) }
	}
	h, err := open(ctx)
	defer func() { err = errors.Join(err, h.Close()) }()
	if err != nil {
		return err
	}
	i := newImporter(p, h, os.DirFS(c.Path), c.Publish, actor())
	i.checkOnly = c.Check
	if err := i.run(ctx); err != nil {
		return err
	}
	return i.report()
}

// openCopy opens a copy of the store in room: an import into it tells all that
// the real one would, and leaves no trace.
func (p *program) openCopy(ctx context.Context, room string) (*house, error) {
	c, err := p.config(nil)
	if err != nil {
		return nil, err
	}
	h, err := p.rules(c)
	if err != nil {
		return nil, err
	}
	copied := filepath.Join(room, storeFile)
	if err := h.agree(); err != nil {
		return nil, err
	}
	if _, err := h.engine.copied(ctx, h.projector(), opening{readOnly: true}, copied); err != nil {
		return nil, err
	}
	h.engine, h.filesDir = sqliteEngine{copied}, filepath.Join(room, mediaFolder)
	if err := h.openStore(ctx, opening{}); err != nil {
		return h, err
	}
	return h, h.openFiles()
}

// actor is who works at the keyboard.
func actor() content.MemberID {
	name := strconv.Itoa(os.Getuid())
	if u, err := user.Current(); err == nil && u.Username != "" {
		name = u.Username
	}
	return content.System(name)
}
