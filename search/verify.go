package search

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"herald/content"
)

// Verify compares every index with the store: the same texts, in the same
// words, and nothing else. What the log has changed since an index took it in
// is not compared; it will be taken in.
func (x *Index) Verify(ctx context.Context) ([]content.Finding, error) {
	var all []content.Finding
	for _, p := range x.all() {
		findings, err := p.verify(ctx)
		if err != nil {
			return nil, fmt.Errorf("search index %s: %w", p.name(), err)
		}
		all = append(all, findings...)
	}
	return all, nil
}

func (p *part) verify(ctx context.Context) ([]content.Finding, error) {
	p.mu.Lock()
	g, at := p.live.Load(), p.at.Position
	p.mu.Unlock()
	if g == nil {
		return []content.Finding{p.finding("", "it is being built")}, nil
	}
	wanted, moving := map[string]string{}, map[content.ID]struct{}{}
	err := p.all(ctx, nil, func(entries map[string]entry) error {
		for id, e := range entries {
			wanted[id] = e.print()
			// Its time has come and the release is not in the log yet.
			if e.early() {
				moving[documentOf(id)] = struct{}{}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	indexed, err := g.every()
	if errors.Is(err, errDamaged) {
		return []content.Finding{p.finding("", err.Error())}, nil
	}
	if err != nil {
		return nil, err
	}
	if err := p.x.since(ctx, at, moving); err != nil {
		return nil, err
	}
	all, behind := p.compare(wanted, indexed, moving)
	more, err := p.catchUpFiles(ctx, behind)
	return append(all, more...), err
}

// catchUpFiles takes in what is known of the files of documents. A process that was
// killed after it had read a file leaves an index that does not know of it, and one
// that is reading has not told it yet: neither is a finding, unless it stays so.
func (p *part) catchUpFiles(ctx context.Context, documents []content.ID) (all []content.Finding, err error) {
	for some := range slices.Chunk(documents, page) {
		if err := p.again(ctx, some); err != nil {
			return nil, err
		}
		g := p.live.Load()
		if g == nil {
			return nil, nil // it was found to be damaged, and is built anew
		}
		puts, _, err := p.difference(ctx, g, some)
		if err != nil {
			return nil, err
		}
		for id := range puts {
			all = append(all, p.finding(id, "it is indexed with other texts of its files"))
		}
	}
	return all, nil
}

// compare gives the findings, and the Documents of which only the files differ.
func (p *part) compare(wanted, indexed map[string]string, moving map[content.ID]struct{}) (all []content.Finding, behind []content.ID) {
	ids := slices.Sorted(maps.Keys(wanted))
	for id := range indexed {
		if _, ok := wanted[id]; !ok {
			ids = append(ids, id)
		}
	}
	for _, id := range ids {
		if _, skip := moving[documentOf(id)]; skip {
			continue
		}
		want, readable := wanted[id]
		have, found := indexed[id]
		switch {
		case !found:
			all = append(all, p.finding(id, "it is readable and not indexed"))
		case !readable:
			all = append(all, p.finding(id, "it is indexed and not readable"))
		case want != have && sameText(want, have):
			behind = append(behind, documentOf(id))
		case want != have:
			all = append(all, p.finding(id, "it is indexed with other words"))
		}
	}
	return all, unique(behind)
}

func (p *part) finding(id, why string) content.Finding {
	where := p.name()
	if id != "" {
		where += " " + id
	}
	return content.Finding{What: "search", Where: where, Why: why}
}

// since adds the Documents that the log has changed after a Position.
func (x *Index) since(ctx context.Context, at content.Position, to map[content.ID]struct{}) error {
	for {
		changes, err := x.src.Changes(ctx, at, page)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			return nil
		}
		documents, _, err := changed(ctx, x.src, changes)
		if err != nil {
			return err
		}
		for _, id := range documents {
			to[id] = struct{}{}
		}
		at = changes[len(changes)-1].Position
	}
}
