package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/internal/fault"
)

// metaSchema is the document of meta that says how many steps were taken.
const metaSchema = "schema"

// metaOpened is the document of meta that says when the store was last opened to write.
const metaOpened = "opened"

// steps bring an older database up to date, in their order. A step may be taken more
// than once, by several processes at once, and leaves what it finds done.
var steps = []func(context.Context, *Store) error{
	func(ctx context.Context, s *Store) error { return s.index(ctx, plainIndexes) },
	func(ctx context.Context, s *Store) error { return s.index(ctx, blobIndexes) },
}

// migrate takes the steps that have not been taken.
func (s *Store) migrate(ctx context.Context) error {
	done, err := s.schema(ctx)
	if err != nil {
		return err
	}
	for n := done; n < len(steps); n++ {
		if err := steps[n](ctx, s); err != nil {
			return failed(err, "schema, step %d", n+1)
		}
		if err := s.setMeta(ctx, metaSchema, field("step", n+1)); err != nil {
			return err
		}
	}
	return nil
}

// checkSchema refuses a database that this Herald would have to change first.
func (s *Store) checkSchema(ctx context.Context) error {
	done, err := s.schema(ctx)
	if err == nil && done < len(steps) {
		err = fault.Wrap(fault.Unavailable, errors.New("it has to be brought up to date, or was never one of Herald's: open it for writing once"), "store %s", s.title())
	}
	return err
}

// schema gives how many steps were taken. It refuses what a newer Herald wrote.
func (s *Store) schema(ctx context.Context) (int, error) {
	var found struct {
		Step int `bson:"step"`
	}
	if err := s.meta(ctx, metaSchema, &found); err != nil {
		return 0, err
	}
	if found.Step > len(steps) {
		return 0, fault.Wrap(fault.Unavailable, fmt.Errorf("a newer Herald wrote it (schema %d, this one knows %d)", found.Step, len(steps)), "store %s", s.title())
	}
	return found.Step, nil
}

// meta reads a document of meta; one that is absent leaves into as it is.
func (s *Store) meta(ctx context.Context, name string, into any) error {
	ctx, stop := s.within(ctx)
	defer stop()
	err := s.coll(metaColl).FindOne(ctx, fields(field("_id", name))).Decode(into)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil
	}
	return failed(err, "meta %s", name)
}

func (s *Store) setMeta(ctx context.Context, name string, values ...bson.E) error {
	ctx, stop := s.within(ctx)
	defer stop()
	err := orReplace(func() error {
		_, err := s.coll(metaColl).UpdateOne(ctx, fields(field("_id", name)), set(values...), options.UpdateOne().SetUpsert(true))
		return err
	})
	return failed(err, "meta %s", name)
}
