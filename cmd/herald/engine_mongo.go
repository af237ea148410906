package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"herald/content"
	"herald/media"
	"herald/store/mongo"
	"herald/store/sqlite"
)

// mongoEngine keeps a store in a database of MongoDB, and the files of its Assets with
// it: nothing that cannot be made again is in the data folder.
type mongoEngine struct{ address string }

func (e mongoEngine) name() string { return mongo.Name(e.address) }

func (e mongoEngine) options(o opening) mongo.Options {
	return mongo.Options{ReadOnly: o.readOnly, Existing: o.existing, Joining: !o.takesOver, Progress: o.progress, Logger: o.log}
}

func (e mongoEngine) open(ctx context.Context, p content.Projector, o opening) (houseStore, error) {
	s, err := mongo.Open(ctx, e.address, p, e.options(o))
	if err != nil {
		return nil, e.told(err)
	}
	if o.warn == nil {
		return s, nil
	}
	if s.Alone() {
		o.warn("the MongoDB server is not a member of a replica set: when its disk is lost, so is everything")
	}
	for _, name := range mongo.UnknownOptions(e.address) {
		o.warn(fmt.Sprintf("the address of the store has an option that is unknown and without effect: %s", name))
	}
	return s, nil
}

// What a database is filled with, as it is named there.
const (
	sampleName = "the sample"
	backupName = "a backup"
)

// fill fills a file first and takes it into the database when it is whole: what writes one
// text after the other would wait for the database at each.
func (e mongoEngine) fill(ctx context.Context, p content.Projector, files string, do func(context.Context, vessel) error) (bool, error) {
	filled, err := mongo.Fill(ctx, e.address, p, mongo.Options{}, sampleName, func(ctx context.Context, s *mongo.Store) error {
		removeLeft(filepath.Dir(files), fillingRoom)
		room, err := os.MkdirTemp(filepath.Dir(files), fillingRoom)
		if err != nil {
			return unwrapPath(err)
		}
		defer os.RemoveAll(room)
		return e.fillFrom(ctx, p, room, s, do)
	})
	return filled, e.told(err)
}

func (e mongoEngine) fillFrom(ctx context.Context, p content.Projector, room string, s *mongo.Store, do func(context.Context, vessel) error) (err error) {
	u := &unpacked{room: room, say: func(string, ...any) {}, tell: func(string) content.Progress { return func(int, int) {} }}
	if err := makeFolder(filepath.Dir(u.store())); err != nil {
		return err
	}
	from, err := sqlite.Open(ctx, u.store(), p, sqlite.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if err := do(ctx, vessel{sqliteEngine{u.store()}, from, filepath.Join(room, mediaFolder)}); err != nil {
		return err
	}
	if err := s.TakeIn(ctx, from, nil); err != nil {
		return err
	}
	return u.bring(ctx, s.Blobs())
}

// told says of an error what somebody can do about it.
func (e mongoEngine) told(err error) error {
	var half *mongo.HalfFilledError
	switch {
	case errors.Is(err, mongo.ErrNone):
		return fmt.Errorf("%w at %s: name the store with --store or HERALD_STORE", errNoStore, e.name())
	case errors.Is(err, mongo.ErrOthers):
		return fmt.Errorf("%w; only herald serve and herald reindex go over to those they are started with", err)
	case errors.As(err, &half) && half.What == sampleName:
		return fmt.Errorf("%w; herald serve --demo clears it and begins anew", err)
	case errors.As(err, &half) && half.What == backupName:
		return fmt.Errorf("%w; the same herald restore clears it and begins anew", err)
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
	to, err := sqlite.Open(ctx, file, p, sqlite.Options{})
	if err != nil {
		return true, errors.Join(err, s.Close())
	}
	return true, errors.Join(to.TakeIn(ctx, s, o.progress), to.Close(), s.Close())
}

func (e mongoEngine) vacant(ctx context.Context) ([]redacted, error) {
	s, err := mongo.Open(ctx, e.address, content.Projector{}, mongo.Options{ReadOnly: true})
	var half *mongo.HalfFilledError
	switch {
	case errors.Is(err, mongo.ErrNone), errors.As(err, &half) && half.What == backupName:
	case err != nil:
		return nil, e.told(err)
	default:
		return nil, errors.Join(e.occupied(), s.Close())
	}
	lines, err := mongo.RedactionsAt(ctx, e.address, mongo.Options{})
	if err != nil {
		return nil, err
	}
	return parseRedactions("in the database", lines)
}

func (e mongoEngine) occupied() error {
	return fmt.Errorf("store %s: there is a store already: name another database, or drop this one if nothing in it is needed", e.name())
}

// settle takes everything into the database, the bytes of files too.
func (e mongoEngine) settle(ctx context.Context, p content.Projector, u *unpacked, rest func() error) error {
	from, err := sqlite.Open(ctx, u.store(), p, sqlite.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	filled, err := mongo.Fill(ctx, e.address, p, mongo.Options{}, backupName, func(ctx context.Context, s *mongo.Store) error {
		if err := s.TakeIn(ctx, from, u.tell("projections")); err != nil {
			return err
		}
		if err := u.bring(ctx, s.Blobs()); err != nil {
			return err
		}
		if err := u.share(ctx, sharedNotes{s, folderNotes{u.room}}); err != nil {
			return err
		}
		return rest()
	})
	if err == nil && !filled {
		err = e.occupied()
	}
	return errors.Join(e.told(err), from.Close())
}

func (e mongoEngine) size(ctx context.Context, s houseStore) int64 {
	n, err := s.(*mongo.Store).Size(ctx)
	if err != nil {
		return 0
	}
	return n
}
