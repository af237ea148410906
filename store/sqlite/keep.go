package sqlite

import (
	"context"

	"herald/content"
)

// Verify implements content.Keeper.
func (s *Store) Verify(ctx context.Context, repair bool, progress content.Progress) ([]content.Finding, error) {
	return nil, nil
}

// Backup implements content.Keeper.
func (s *Store) Backup(ctx context.Context, file string) error { return nil }
