package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"herald/content/folder"
)

// exportCommand writes every Document as a folder.
type exportCommand struct {
	Dir string `arg:"" help:"New or empty folder to write to."`
}

// Run writes the live Edition of every text, or the draft where nothing is live.
func (c *exportCommand) Run(ctx context.Context, p *program) (err error) {
	if err := emptyTarget(c.Dir); err != nil {
		return err
	}
	h, err := p.existing(ctx, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return fmt.Errorf("export %s: %w", c.Dir, unwrapPath(err))
	}
	root, err := os.OpenRoot(c.Dir)
	if err != nil {
		return fmt.Errorf("export %s: %w", c.Dir, unwrapPath(err))
	}
	defer root.Close()
	e := &exporter{house: h, tell: p.progress("export"), writer: folder.NewWriter(folder.Dir(root), h.types)}
	e.writer.Site = h.homeSite()
	if err := e.run(ctx); err != nil {
		return fmt.Errorf("export %s: %w", c.Dir, err)
	}
	p.say("Exported %s with %s to %s.", counted(e.documents, "document", "documents"), counted(e.texts, "text", "texts"), c.Dir)
	if e.written > 0 {
		p.say("%s with them, as they came.", counted(e.written, "file", "files"))
	}
	if e.withdrawn > 0 {
		p.note("%s withdrawn: written without the mark, which travels in a backup only", counted(e.withdrawn, "text is", "texts are"))
	}
	if e.gone > 0 {
		p.note("%s no longer published and left out; a backup has them", counted(e.gone, "text is", "texts are"))
	}
	return nil
}

// emptyTarget refuses a folder in which something stands already.
func emptyTarget(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("export %s: %w", dir, unwrapPath(err))
	case len(entries) > 0:
		return fmt.Errorf("export %s: the folder is not empty", dir)
	}
	return nil
}
