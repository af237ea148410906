package main

import (
	"context"
	"slices"

	"herald/content"
	"herald/internal/fault"
)

// sheaf is a Log that holds back what verbs commit and hands it on as one Change.
// Each verb finds what those before it left, so its rules hold as ever, but for
// claims: those of what is held are not known yet, so that no two Documents may
// be in one sheaf that could want the same. It is for a store that nobody else
// writes to and nobody reads yet: nothing is durable before bind.
type sheaf struct {
	content.Log
	held    bool
	at      content.Position
	change  content.Change
	pending []content.Text
	// records and texts are all that ever went through: nobody else changes them,
	// so they need not be read again.
	records map[content.ID]content.Record
	texts   map[content.Hash]content.Text
}

func newSheaf(log content.Log) *sheaf {
	return &sheaf{Log: log, records: map[content.ID]content.Record{}, texts: map[content.Hash]content.Text{}}
}

// Load implements content.Log. What no Change of this sheaf has made is not there.
func (s *sheaf) Load(ctx context.Context, ask content.Ask) (content.Snapshot, error) {
	snap := content.Snapshot{Position: s.at, Claimed: map[content.Claim][]content.ID{}}
	if len(ask.Claims) > 0 {
		var err error
		if snap, err = s.Log.Load(ctx, content.Ask{Claims: ask.Claims}); err != nil {
			return snap, err
		}
	}
	snap.Documents, snap.Assets = map[content.ID]*content.Document{}, map[content.ID]content.Record{}
	for _, id := range append(slices.Clone(ask.Documents), ask.Assets...) {
		switch r := s.records[id]; r.Kind {
		case content.RecordDocument:
			d, err := content.DecodeDocument(r.Body)
			if err != nil {
				return snap, err
			}
			snap.Documents[id] = d
		case content.RecordAsset:
			snap.Assets[id] = r
		}
	}
	return snap, nil
}

// Texts implements content.Texts.
func (s *sheaf) Texts(_ context.Context, hashes ...content.Hash) (map[content.Hash][]byte, error) {
	all := map[content.Hash][]byte{}
	for _, h := range hashes {
		t, ok := s.texts[h]
		if !ok {
			return nil, fault.Absent("text %s", h)
		}
		all[h] = t.Body
	}
	return all, nil
}

// Commit implements content.Log. The Position it gives is that of the Change in
// which c goes on.
func (s *sheaf) Commit(_ context.Context, _ content.Position, c content.Change, texts []content.Text) (content.Change, error) {
	if !s.held {
		s.held, s.change = true, content.Change{ID: c.ID}
	}
	s.change.At = c.At
	s.change.Events = append(s.change.Events, c.Events...)
	for _, r := range c.Records {
		s.records[r.ID] = r
		s.change.Records = slices.DeleteFunc(s.change.Records, func(o content.Record) bool { return o.ID == r.ID })
		s.change.Records = append(s.change.Records, r)
	}
	for _, t := range texts {
		s.texts[t.Hash] = t
		if !slices.ContainsFunc(s.pending, func(o content.Text) bool { return o.Hash == t.Hash }) {
			s.pending = append(s.pending, t)
		}
	}
	c.Position = s.at + 1
	return c, nil
}

// bind hands on what is held, if anything is, and begins anew.
func (s *sheaf) bind(ctx context.Context) error {
	if !s.held {
		return nil
	}
	for _, t := range s.pending {
		s.change.Texts = append(s.change.Texts, t.Hash)
	}
	done, err := s.Log.Commit(ctx, s.at, s.change, s.pending)
	s.held, s.pending, s.at = false, nil, done.Position
	return err
}
