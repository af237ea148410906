package storetest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"herald/content"
)

// Model is a store without a disk, an index or a lock: maps and loops. What it
// answers is what every store has to answer.
type Model struct {
	projector content.Projector
	changes   []content.Change
	texts     map[content.Hash]content.Text
	records   map[content.ID][]byte
	projected map[content.ID]content.Projection
}

// NewModel gives an empty Model that works by p.
func NewModel(p content.Projector) *Model {
	return &Model{projector: p, texts: map[content.Hash]content.Text{},
		records: map[content.ID][]byte{}, projected: map[content.ID]content.Projection{}}
}

// Commit appends c, of which only Documents are kept.
func (m *Model) Commit(c content.Change, texts []content.Text) error {
	for _, x := range texts {
		if _, ok := m.texts[x.Hash]; !ok || x.Redacted {
			m.texts[x.Hash] = x
		}
	}
	c.Position = content.Position(len(m.changes) + 1)
	if len(m.changes) > 0 {
		_, c.Previous = m.changes[len(m.changes)-1].Entry()
	}
	m.changes = append(m.changes, c)
	for _, r := range c.Records {
		m.records[r.ID] = r.Body
	}
	// All are projected again: a redaction may have touched any of them.
	for id := range m.records {
		if err := m.project(id); err != nil {
			return err
		}
	}
	return nil
}

func (m *Model) project(id content.ID) error {
	d, err := content.DecodeDocument(m.records[id])
	if err != nil {
		return err
	}
	texts := map[content.Hash][]byte{}
	for _, n := range m.projector.Needs(d) {
		texts[n.Hash] = m.texts[n.Hash].Body
	}
	m.projected[id], err = m.projector.Project(d, texts)
	return err
}

// Documents gives the Records of all Documents.
func (m *Model) Documents() map[content.ID]json.RawMessage {
	all := map[content.ID]json.RawMessage{}
	for id, body := range m.records {
		all[id] = body
	}
	return all
}

// Rows answers as content.Shelf.Rows does.
func (m *Model) Rows(q content.Query) []content.Row {
	rows := m.selected(q)
	slices.SortStableFunc(rows, func(a, b content.Row) int { return places(a.Cursor(q.Sort), b.Cursor(q.Sort)) })
	if q.Sort.Descends() {
		slices.Reverse(rows)
	}
	if q.After != (content.Cursor{}) {
		rows = slices.DeleteFunc(rows, func(r content.Row) bool {
			c := places(r.Cursor(q.Sort), q.After)
			return c == 0 || (c > 0) == q.Sort.Descends()
		})
	}
	if q.Limit > 0 && len(rows) > q.Limit {
		rows = rows[:q.Limit]
	}
	return rows
}

func places(a, b content.Cursor) int {
	return cmp.Or(bytes.Compare([]byte(a.Key), []byte(b.Key)), cmp.Compare(a.Document, b.Document))
}

// Next answers as content.Shelf.Next does.
func (m *Model) Next(now time.Time, queries ...content.Query) (first time.Time) {
	var all []content.Row
	for _, p := range m.projected {
		all = append(all, p.Rows...)
	}
	for _, q := range queries {
		if at := next(now, q, all); first.IsZero() || !at.IsZero() && at.Before(first) {
			first = at
		}
	}
	return first
}

// Count answers as content.Shelf.Count does.
func (m *Model) Count(q content.Query) int { return len(m.selected(q)) }

// Facets answers as content.Shelf.Facets does.
func (m *Model) Facets(q content.Query, names []string) map[string]map[string]int {
	all := map[string]map[string]int{}
	for _, n := range names {
		all[n] = map[string]int{}
	}
	for _, r := range m.selected(q) {
		for _, t := range r.Terms {
			if counts, ok := all[t.Name]; ok {
				counts[t.Value]++
			}
		}
	}
	return all
}

// selected gives the rows of q, by Document and as projected.
func (m *Model) selected(q content.Query) []content.Row {
	var rows []content.Row
	for _, id := range slices.Sorted(maps.Keys(m.projected)) {
		for _, r := range m.projected[id].Rows {
			if selects(q, r) {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

// Paths answers as content.Shelf.Paths does.
func (m *Model) Paths(site, path string) []content.PathRow {
	var all []content.PathRow
	for _, p := range m.projected {
		for _, x := range p.Paths {
			if x.Site == site && x.Path == path {
				all = append(all, x)
			}
		}
	}
	slices.SortFunc(all, func(a, b content.PathRow) int {
		return cmp.Or(cmp.Compare(a.Locale, b.Locale), cmp.Compare(a.Document, b.Document))
	})
	return all
}

// Claimed answers as content.Snapshot.Claimed does.
func (m *Model) Claimed(claim content.Claim) []content.ID {
	var all []content.ID
	for id, p := range m.projected {
		if slices.Contains(p.Claims, claim) {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}

// Due answers as content.Log.Due does.
func (m *Model) Due(now time.Time) []content.ID {
	first := map[content.ID]time.Time{}
	for id, p := range m.projected {
		for _, at := range p.Due {
			if have, ok := first[id]; !at.After(now) && (!ok || at.Before(have)) {
				first[id] = at
			}
		}
	}
	return slices.SortedFunc(maps.Keys(first), func(a, b content.ID) int {
		return cmp.Or(first[a].Compare(first[b]), cmp.Compare(a, b))
	})
}
