package search

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// page is how many rows are read, and texts written, at once.
const page = 500

var errClosed = errors.New("the index is closed")

// building is what the log brought while a generation was being built.
type building struct {
	// to is what the finished generation stands at: the head when the building
	// began, or what the follower has handed over since.
	to    state
	dirty map[content.ID]struct{}
}

func (b *building) note(documents []content.ID, to state) {
	for _, id := range documents {
		b.dirty[id] = struct{}{}
	}
	if to.Position > b.to.Position {
		b.to = to
	}
}

// Rebuild builds every index again from the store beside the one in use, and
// swaps them. progress may be nil.
func (x *Index) Rebuild(ctx context.Context, progress content.Progress) error {
	total, before := 0, 0
	parts := x.all()
	sizes := make([]int, len(parts))
	for i, p := range parts {
		n, err := p.of.size(ctx)
		if err != nil {
			return err
		}
		sizes[i], total = n, total+n
	}
	for i, p := range parts {
		err := p.rebuild(ctx, func(done int) {
			if progress != nil {
				progress(min(before+done, total), total)
			}
		})
		if err != nil {
			return fmt.Errorf("search index %s: %w", p.name(), err)
		}
		before += sizes[i]
	}
	if progress != nil {
		progress(total, total)
	}
	return nil
}

// rebuild makes the next generation and puts it in the place of live.
func (p *part) rebuild(ctx context.Context, told func(done int)) (err error) {
	p.x.rebuilding.Lock()
	defer p.x.rebuilding.Unlock()
	if p.x.closed {
		return fault.Wrap(fault.Unavailable, errClosed, "rebuild")
	}
	if err := p.begin(ctx); err != nil {
		return err
	}
	began := time.Now()
	g, err := create(p.next(), p.of.fields())
	if err == nil {
		err = p.fill(ctx, g, told)
	}
	if err == nil {
		err = p.finish(ctx, g)
	}
	if err != nil {
		p.mu.Lock()
		p.building = nil
		p.mu.Unlock()
		if g != nil && g.bleve != nil {
			g.close()
		}
		if g != nil {
			p.x.remove(g.dir)
		}
		return err
	}
	p.x.o.Logger.Info("search index built", "index", p.name(), "position", g.taken.Load(), "took", time.Since(began))
	return nil
}

// begin notes where the log stands before the first row is read: whatever comes
// later is either handed over by the follower or read.
func (p *part) begin(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	to := state{Print: p.x.print, Complete: true}
	var err error
	if to.Position, err = p.x.src.Head(ctx); err != nil {
		return err
	}
	if to.Position > 0 {
		changes, err := p.x.src.Changes(ctx, to.Position-1, 1)
		if err != nil {
			return err
		}
		if len(changes) == 1 {
			to.Change = changes[0].ID
		}
	}
	p.building = &building{to: to, dirty: map[content.ID]struct{}{}}
	return nil
}

// fill writes every entry to g. While some are being written the next are read and
// prepared.
func (p *part) fill(ctx context.Context, g *generation, told func(int)) error {
	at := state{Print: p.x.print}
	var next load
	written := make(chan error, 1)
	written <- nil
	flush := func() error {
		full := p.prepare(next.take(), nil)
		if err := <-written; err != nil {
			written <- nil
			return err
		}
		go func() { written <- full.write(g, at) }()
		return nil
	}
	err := p.all(ctx, told, func(entries map[string]entry) error {
		for id, e := range entries {
			if next.add(id, e) {
				continue
			}
			if err := flush(); err != nil {
				return err
			}
			next.add(id, e)
		}
		return nil
	})
	if err == nil && len(next.entries) > 0 {
		err = flush()
	}
	if last := <-written; err == nil {
		err = last
	}
	return err
}

// finish takes in what changed meanwhile, in the end while the follower waits,
// and makes g the live generation.
func (p *part) finish(ctx context.Context, g *generation) error {
	for {
		p.mu.Lock()
		dirty := slices.Collect(maps.Keys(p.building.dirty))
		if len(dirty) <= page {
			break
		}
		p.building.dirty = map[content.ID]struct{}{}
		p.mu.Unlock()
		for chunk := range slices.Chunk(dirty, page) {
			if err := p.catchUp(ctx, g, chunk, state{Print: p.x.print}); err != nil {
				return err
			}
		}
	}
	defer p.mu.Unlock()
	to := p.building.to
	if err := p.catchUp(ctx, g, slices.Collect(maps.Keys(p.building.dirty)), to); err != nil {
		return err
	}
	g.taken.Store(uint64(to.Position))
	old := p.live.Swap(g)
	p.at, p.stored, p.broken, p.renew, p.unchecked, p.building = to, to, nil, nil, false, nil
	p.judge()
	if to.Forget {
		// The redaction came after some of its rows had been read.
		p.renew = errRedacted
		p.x.wake()
	}
	if old != nil {
		go func() {
			old.close()
			p.x.remove(old.dir)
		}()
	}
	return nil
}

func (p *part) catchUp(ctx context.Context, g *generation, documents []content.ID, to state) error {
	puts, deletes, err := p.difference(ctx, g, documents)
	if err != nil {
		return err
	}
	return p.write(g, puts, deletes, state{Print: p.x.print}, to)
}

// all gives every entry that p should hold, page by page.
func (p *part) all(ctx context.Context, told func(done int), do func(map[string]entry) error) error {
	done := 0
	return p.of.walk(ctx, func(documents []content.ID, rows int) error {
		entries, err := p.entries(ctx, documents)
		if err == nil {
			err = do(entries)
		}
		if done += rows; err == nil && told != nil {
			told(done)
		}
		return err
	})
}

// entries gives what the store holds now of documents for p, by id.
func (p *part) entries(ctx context.Context, documents []content.ID) (map[string]entry, error) {
	if len(documents) == 0 {
		return map[string]entry{}, nil
	}
	return p.of.entries(ctx, documents)
}
