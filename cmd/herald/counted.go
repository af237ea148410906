package main

import (
	"context"
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"herald/content"
	"herald/content/counting"
	"herald/internal/fault"
	"herald/media"
)

// countedStore counts the failures of a store: what is no answer, such as a full
// disk. A conflict or an absent text is an answer.
type countedStore struct {
	houseStore
	failures *prometheus.CounterVec
}

func (s *countedStore) saw(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	switch kind := fault.KindOf(err); kind {
	case fault.Internal, fault.Unavailable:
		s.failures.WithLabelValues(kind.String()).Inc()
	}
}

// Load implements content.Log.
func (s *countedStore) Load(ctx context.Context, ask content.Ask) (content.Snapshot, error) {
	v, err := s.houseStore.Load(ctx, ask)
	s.saw(err)
	return v, err
}

// Commit implements content.Log.
func (s *countedStore) Commit(ctx context.Context, at content.Position, c content.Change, texts []content.Text) (content.Change, error) {
	v, err := s.houseStore.Commit(ctx, at, c, texts)
	s.saw(err)
	return v, err
}

// Changes implements content.Log.
func (s *countedStore) Changes(ctx context.Context, after content.Position, limit int) ([]content.Change, error) {
	v, err := s.houseStore.Changes(ctx, after, limit)
	s.saw(err)
	return v, err
}

// Due implements content.Log.
func (s *countedStore) Due(ctx context.Context, now time.Time) ([]content.ID, error) {
	v, err := s.houseStore.Due(ctx, now)
	s.saw(err)
	return v, err
}

// Showing implements content.Log.
func (s *countedStore) Showing(ctx context.Context, asset content.ID) ([]content.ID, error) {
	v, err := s.houseStore.Showing(ctx, asset)
	s.saw(err)
	return v, err
}

// Using implements content.Log.
func (s *countedStore) Using(ctx context.Context, asset content.ID) ([]content.Standing, error) {
	v, err := s.houseStore.Using(ctx, asset)
	s.saw(err)
	return v, err
}

// Texts implements content.Texts.
func (s *countedStore) Texts(ctx context.Context, hashes ...content.Hash) (map[content.Hash][]byte, error) {
	v, err := s.houseStore.Texts(ctx, hashes...)
	s.saw(err)
	return v, err
}

// Head implements content.Shelf.
func (s *countedStore) Head(ctx context.Context) (content.Position, error) {
	v, err := s.houseStore.Head(ctx)
	s.saw(err)
	return v, err
}

// Rows implements content.Shelf.
func (s *countedStore) Rows(ctx context.Context, q content.Query) ([]content.Row, error) {
	v, err := s.houseStore.Rows(ctx, q)
	s.saw(err)
	return v, err
}

// Count implements content.Shelf.
func (s *countedStore) Count(ctx context.Context, q content.Query) (int, error) {
	v, err := s.houseStore.Count(ctx, q)
	s.saw(err)
	return v, err
}

// Facets implements content.Shelf.
func (s *countedStore) Facets(ctx context.Context, q content.Query, names []string) (map[string]map[string]int, error) {
	v, err := s.houseStore.Facets(ctx, q, names)
	s.saw(err)
	return v, err
}

// Paths implements content.Shelf.
func (s *countedStore) Paths(ctx context.Context, site, path string) ([]content.PathRow, error) {
	v, err := s.houseStore.Paths(ctx, site, path)
	s.saw(err)
	return v, err
}

// Documents implements content.Shelf.
func (s *countedStore) Documents(ctx context.Context, ids ...content.ID) (map[content.ID]*content.Document, error) {
	v, err := s.houseStore.Documents(ctx, ids...)
	s.saw(err)
	return v, err
}

// Assets implements media.Shelf.
func (s *countedStore) Assets(ctx context.Context, ids ...content.ID) (map[content.ID]*media.Asset, error) {
	v, err := s.houseStore.Assets(ctx, ids...)
	s.saw(err)
	return v, err
}

// Files implements media.Shelf.
func (s *countedStore) Files(ctx context.Context, q media.Query) ([]media.Listed, error) {
	v, err := s.houseStore.Files(ctx, q)
	s.saw(err)
	return v, err
}

// AddAsked implements counting.Ledger.
func (s *countedStore) AddAsked(ctx context.Context, counts []counting.Count) error {
	err := s.houseStore.AddAsked(ctx, counts)
	s.saw(err)
	return err
}

// Asked implements counting.Ledger.
func (s *countedStore) Asked(ctx context.Context, q counting.Query) ([]counting.Count, error) {
	v, err := s.houseStore.Asked(ctx, q)
	s.saw(err)
	return v, err
}
