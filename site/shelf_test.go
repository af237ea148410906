package site

import (
	"cmp"
	"context"
	"slices"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// shelf is a store in memory: it projects by the real rules and answers the
// real queries, so that these tests read what readers would.
type shelf struct {
	projector content.Projector
	docs      map[content.ID]*content.Document
	texts     map[content.Hash][]byte
	rows      map[content.ID]content.Projection
	// broken makes every query fail, as when the database is gone.
	broken error
}

func (s *shelf) put(d *content.Document) error {
	p, err := s.projector.Project(d, s.texts)
	s.docs[d.ID], s.rows[d.ID] = d, p
	return err
}

func (s *shelf) text(t content.Text) content.Hash {
	s.texts[t.Hash] = t.Body
	return t.Hash
}

func (s *shelf) Head(context.Context) (content.Position, error) { return 1, s.broken }

func (s *shelf) Rows(_ context.Context, q content.Query) ([]content.Row, error) {
	if s.broken != nil {
		return nil, s.broken
	}
	var rows []content.Row
	candidates := s.rows
	if len(q.Documents) > 0 {
		candidates = map[content.ID]content.Projection{}
		for _, id := range q.Documents {
			candidates[id] = s.rows[id]
		}
	}
	for _, p := range candidates {
		for _, r := range p.Rows {
			if selects(q, r) && after(q, r) {
				rows = append(rows, r)
			}
		}
	}
	slices.SortFunc(rows, func(a, b content.Row) int { return ranked(q, a, b) })
	if q.Limit > 0 && len(rows) > q.Limit {
		rows = rows[:q.Limit]
	}
	return rows, nil
}

// ranked orders two rows as q asks.
func ranked(q content.Query, a, b content.Row) int {
	c := cmp.Or(cmp.Compare(a.SortKey(q.Sort), b.SortKey(q.Sort)), cmp.Compare(a.Document, b.Document))
	if q.Sort.Descends() {
		c = -c
	}
	return cmp.Or(c, cmp.Compare(a.For, b.For))
}

func after(q content.Query, r content.Row) bool {
	if q.After == (content.Cursor{}) {
		return true
	}
	c := cmp.Or(cmp.Compare(r.SortKey(q.Sort), q.After.Key), cmp.Compare(r.Document, q.After.Document))
	if q.Sort.Descends() {
		c = -c
	}
	return c > 0
}

func selects(q content.Query, r content.Row) bool {
	in := func(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }
	switch {
	case !in(q.Sites, r.Site), q.For != "" && r.For != q.For, !in(q.Types, r.Type):
		return false
	case len(q.Documents) > 0 && !slices.Contains(q.Documents, r.Document):
		return false
	case q.Parent != nil && *q.Parent != r.Parent, !slices.Contains(q.Audiences, r.Audience):
		return false
	case len(q.States) > 0 && !slices.Contains(q.States, r.State):
		return false
	case q.From != "" && r.Date < q.From, q.To != "" && r.Date > q.To+"~":
		return false
	case r.Begin.After(q.Now), !r.End.IsZero() && !r.End.After(q.Now):
		return false
	case q.Current && !r.Until.IsZero() && !r.Until.After(q.Now):
		return false
	}
	for name, values := range q.Terms {
		if !slices.ContainsFunc(r.Terms, func(t content.Term) bool { return t.Name == name && slices.Contains(values, t.Value) }) {
			return false
		}
	}
	return true
}

func (s *shelf) Count(ctx context.Context, q content.Query) (int, error) {
	q.After, q.Limit = content.Cursor{}, 0
	rows, err := s.Rows(ctx, q)
	return len(rows), err
}

func (s *shelf) Next(context.Context, time.Time, ...content.Query) (time.Time, error) {
	return time.Time{}, s.broken
}

func (s *shelf) Facets(ctx context.Context, q content.Query, names []string) (map[string]map[string]int, error) {
	q.After, q.Limit = content.Cursor{}, 0
	rows, err := s.Rows(ctx, q)
	counts := map[string]map[string]int{}
	for _, name := range names {
		counts[name] = map[string]int{}
		for _, r := range rows {
			for _, t := range r.Terms {
				if t.Name == name {
					counts[name][t.Value]++
				}
			}
		}
	}
	return counts, err
}

func (s *shelf) Paths(_ context.Context, site, path string) ([]content.PathRow, error) {
	var held []content.PathRow
	for _, p := range s.rows {
		for _, r := range p.Paths {
			if r.Site == site && r.Path == path {
				held = append(held, r)
			}
		}
	}
	return held, s.broken
}

func (s *shelf) Documents(_ context.Context, ids ...content.ID) (map[content.ID]*content.Document, error) {
	found := map[content.ID]*content.Document{}
	for _, id := range ids {
		if d := s.docs[id]; d != nil {
			found[id] = d
		}
	}
	return found, s.broken
}

func (s *shelf) Texts(_ context.Context, hashes ...content.Hash) (map[content.Hash][]byte, error) {
	found := map[content.Hash][]byte{}
	for _, h := range hashes {
		body, ok := s.texts[h]
		if !ok {
			return nil, fault.Absent("text %s", h)
		}
		found[h] = body
	}
	return found, s.broken
}
