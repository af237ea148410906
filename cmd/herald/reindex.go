package main

import (
	"context"
	"errors"

	"herald/content"
	"herald/search"
)

// reindexCommand builds again everything that is derived.
type reindexCommand struct{}

// Run rebuilds the projections and then the search index. Files that were not read yet
// are read before; where a server runs, it is at that already.
func (*reindexCommand) Run(ctx context.Context, p *program) (err error) {
	o := p.opening()
	o.takesOver = true
	h, err := p.existingAs(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	if err := h.store.Reproject(ctx, p.progress("projections")); err != nil {
		return err
	}
	progress := p.progress("search")
	_, err = h.onIndex(ctx, "reindex", progress, func(x *search.Index) ([]content.Finding, error) {
		if err := h.readMissing(ctx, p.progress("files")); err != nil {
			return nil, err
		}
		return nil, x.Rebuild(ctx, progress)
	})
	if err != nil {
		return err
	}
	p.say("Projections and search are built again.")
	return nil
}
