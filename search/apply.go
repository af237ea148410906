package search

import (
	"context"
	"errors"
	"fmt"

	"herald/content"
)

// The most Changes for which an index with nothing to do leaves its Position
// unwritten: what a restart reads again for nothing.
const lazily = 1000

// Name implements follow.Follower.
func (x *Index) Name() string { return "search" }

// Position implements follow.Follower: the least Position of all indexes. An
// index that followed another log, one restored from a backup since, is broken
// here.
func (x *Index) Position(ctx context.Context) (content.Position, error) {
	head, err := x.src.Head(ctx)
	if err != nil {
		return 0, err
	}
	least := head
	for _, p := range x.all() {
		at, ok, err := p.position(ctx, head)
		if err != nil {
			return 0, err
		}
		if ok {
			least = min(least, at)
		}
	}
	return least, nil
}

// position gives how far p has taken in the log; ok is false where a building
// yet to begin will cover all of it.
func (p *part) position(ctx context.Context, head content.Position) (at content.Position, ok bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.building != nil {
		return min(p.building.to.Position, head), true, nil
	}
	if p.live.Load() == nil || p.broken != nil {
		return 0, false, nil
	}
	same, err := p.same(ctx, head)
	if err != nil {
		return 0, false, err
	}
	if !same {
		err := errors.New("the log is not the one that was followed")
		p.breaks(err)
		p.drop(err)
		return 0, false, nil
	}
	return p.at.Position, true, nil
}

// same reports whether the log still holds the Change that live stands at.
func (p *part) same(ctx context.Context, head content.Position) (bool, error) {
	if p.at.Position > head {
		return false, nil
	}
	if p.at.Position == 0 || p.at.Change == "" {
		return true, nil
	}
	changes, err := p.x.src.Changes(ctx, p.at.Position-1, 1)
	if err != nil {
		return false, err
	}
	return len(changes) == 1 && changes[0].ID == p.at.Change, nil
}

// Apply implements follow.Follower. It asks the store what the changed
// Documents are now, compares that with what is indexed, and writes the
// difference, so that a Change taken in twice, or one of drafts alone, writes
// nothing.
func (x *Index) Apply(ctx context.Context, changes []content.Change) error {
	documents, redacted, err := changed(ctx, x.src, changes)
	if err != nil {
		return err
	}
	last := changes[len(changes)-1]
	var failures []error
	for _, p := range x.all() {
		if err := p.apply(ctx, documents, state{Print: x.print, Position: last.Position, Change: last.ID, Complete: true, Forget: redacted}); err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", p.name(), err))
		}
	}
	return errors.Join(failures...)
}

// changed lists the Documents that changes may have altered: those that they name, and
// those that show a file of which something else is known now.
func changed(ctx context.Context, src Source, changes []content.Change) (documents []content.ID, redacted bool, err error) {
	var files []content.ID
	for _, c := range changes {
		for _, r := range c.Records {
			if r.Kind == content.RecordDocument {
				documents = append(documents, r.ID)
			}
		}
		for _, e := range c.Events {
			redacted = redacted || e.Kind == content.EventRedacted || e.Kind == content.EventFileRemoved
			if e.Kind == content.EventFileRemoved || e.Kind == content.EventDescribed {
				files = append(files, e.Asset)
			}
			if e.Document != "" {
				documents = append(documents, e.Document)
			}
		}
	}
	shown, err := using(ctx, src, files)
	return unique(append(documents, shown...)), redacted, err
}

func (p *part) apply(ctx context.Context, documents []content.ID, to state) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.building != nil {
		p.building.note(documents, to)
	}
	g := p.live.Load()
	if g == nil || p.broken != nil || to.Position <= p.at.Position {
		return nil
	}
	p.forget(&to)
	return p.take(ctx, g, documents, to)
}

// take compares documents with what g, the live generation, has and writes the
// difference, so that it stands at to. p.mu is held. A g that is damaged is dropped: the
// building that follows covers all this.
func (p *part) take(ctx context.Context, g *generation, documents []content.ID, to state) error {
	puts, deletes, err := p.difference(ctx, g, documents)
	if err == nil && (len(puts)+len(deletes) > 0 || to.Position >= p.stored.Position+lazily) {
		if err = p.write(g, puts, deletes, p.stored, to); err == nil {
			p.stored = to
		}
	}
	if why := g.healthy(); why != nil {
		err = why
	}
	if errors.Is(err, errDamaged) {
		p.breaks(err)
		p.drop(err)
		return nil
	}
	if err != nil {
		return err
	}
	p.at = to
	g.taken.Store(uint64(to.Position))
	return nil
}

// difference gives what must be written to g so that documents stand in it as
// they do in the store.
func (p *part) difference(ctx context.Context, g *generation, documents []content.ID) (puts map[string]entry, deletes []string, err error) {
	now, err := p.entries(ctx, documents)
	if err != nil {
		return nil, nil, err
	}
	indexed, err := g.prints(p.ids(documents))
	if err != nil {
		return nil, nil, err
	}
	for id, e := range now {
		if indexed[id] == e.print() {
			delete(now, id)
			delete(indexed, id)
		}
	}
	for id := range indexed {
		if now[id] == nil {
			deletes = append(deletes, id)
		}
	}
	return now, deletes, nil
}

// write indexes puts and deletes what is there no more, so that g stands at to. What is
// too much for once is written bit by bit, while g stands where it stood before, since
// what was taken in twice is there once.
func (p *part) write(g *generation, puts map[string]entry, deletes []string, before, to state) error {
	var next load
	for id, e := range puts {
		if next.add(id, e) {
			continue
		}
		if err := p.prepare(next.take(), nil).write(g, before); err != nil {
			return err
		}
		next.add(id, e)
	}
	return p.prepare(next.take(), deletes).write(g, to)
}

// prepared is what is to be written at once, in the fields of the mapping.
type prepared struct {
	documents map[string]map[string]any
	deletes   []string
}

// prepare gives puts and deletes as they are written.
func (p *part) prepare(puts map[string]entry, deletes []string) prepared {
	documents := p.documents(puts)
	// One that cannot be read must not be found by what it said before either.
	for id := range puts {
		if documents[id] == nil {
			deletes = append(deletes, id)
		}
	}
	return prepared{documents, deletes}
}

func (w prepared) write(g *generation, to state) error { return g.write(w.documents, w.deletes, to) }

// ids lists every id under which documents can be indexed in p.
func (p *part) ids(documents []content.ID) []string {
	var ids []string
	for _, l := range p.of.locales() {
		for _, d := range documents {
			ids = append(ids, string(d)+"/"+string(l))
		}
	}
	return ids
}

// wake calls the task that mends.
func (x *Index) wake() {
	select {
	case x.kick <- struct{}{}:
	default:
	}
}

// forget has live rebuilt after a redaction, even if the process ends before:
// the files of an index keep deleted words until they happen to be merged away.
func (p *part) forget(to *state) {
	if to.Forget = to.Forget || p.at.Forget; to.Forget && p.renew == nil {
		p.renew = errRedacted
		p.trim(0)
		p.x.wake()
	}
}

var errRedacted = errors.New("words were redacted that its files may still hold")
