package main

import (
	"context"
	"errors"
	"fmt"

	"herald/content"
	"herald/media"
	"herald/store/mongo"
)

// mongoEngine keeps a store in a database of MongoDB, and the files of its Assets with
// it: nothing that cannot be made again is in the data folder.
type mongoEngine struct{ address string }

func (e mongoEngine) name() string { return mongo.Name(e.address) }

func (e mongoEngine) archives() error {
	return fmt.Errorf("store %s: backups are of sqlite stores only; back the database up with the tools of MongoDB", e.name())
}

func (e mongoEngine) options(o opening) mongo.Options {
	return mongo.Options{ReadOnly: o.readOnly, Existing: o.existing, Progress: o.progress}
}

func (e mongoEngine) open(ctx context.Context, p content.Projector, o opening) (houseStore, error) {
	s, err := mongo.Open(ctx, e.address, p, e.options(o))
	if err != nil {
		return nil, e.told(err)
	}
	return s, nil
}

// sampleName names in the database what a demonstration fills it with.
const sampleName = "the sample"

func (e mongoEngine) fill(ctx context.Context, p content.Projector, o opening, do func(context.Context, houseStore) error) (bool, error) {
	filled, err := mongo.Fill(ctx, e.address, p, e.options(o), sampleName, func(ctx context.Context, s *mongo.Store) error { return do(ctx, s) })
	return filled, e.told(err)
}

// told says of an error what somebody can do about it.
func (e mongoEngine) told(err error) error {
	var half *mongo.HalfFilledError
	switch {
	case errors.Is(err, mongo.ErrNone):
		return fmt.Errorf("%w at %s: name the store with --store or HERALD_STORE", errNoStore, e.name())
	case errors.As(err, &half) && half.What == sampleName:
		return fmt.Errorf("%w; herald serve --demo clears it and begins anew", err)
	}
	return err
}

// Whatever opened a store of this engine gave a *mongo.Store.

func (e mongoEngine) blobs(s houseStore, _ string, _ bool) (media.Blobs, error) {
	return s.(*mongo.Store).Blobs(), nil
}

func (e mongoEngine) notes(s houseStore, dir string) notes {
	return sharedNotes{s.(*mongo.Store), folderNotes{dir}}
}

func (e mongoEngine) copied(ctx context.Context, p content.Projector, o opening, file string) (bool, error) {
	o.existing = true
	s, err := e.open(ctx, p, o)
	if errors.Is(err, errNoStore) {
		return false, nil
	}
	if err != nil {
		return true, err
	}
	to, err := (sqliteEngine{file}).open(ctx, p, opening{})
	if err != nil {
		return true, errors.Join(err, s.Close())
	}
	return true, errors.Join(copyRecords(ctx, s, to), to.Close(), s.Close())
}

func (e mongoEngine) size(ctx context.Context, s houseStore) int64 {
	n, err := s.(*mongo.Store).Size(ctx)
	if err != nil {
		return 0
	}
	return n
}
