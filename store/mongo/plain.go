package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// plain reads the documents of a collection that is in no log.
func plain[T any](ctx context.Context, s *Store, coll string, w bson.D, o ...options.Lister[options.FindOptions]) ([]T, error) {
	var found []T
	err := s.find(ctx, coll, &found, w, o...)
	return found, err
}

// insertInto adds a document, and gives the server's own error.
func (s *Store) insertInto(ctx context.Context, coll string, doc any) error {
	if err := s.usable(); err != nil {
		return err
	}
	ctx, stop := s.within(ctx)
	defer stop()
	_, err := s.coll(coll).InsertOne(ctx, doc)
	return err
}

// upsert puts doc in the place of the one that w selects, or adds it.
func (s *Store) upsert(ctx context.Context, coll string, w bson.D, doc any) error {
	if err := s.usable(); err != nil {
		return err
	}
	ctx, stop := s.within(ctx)
	defer stop()
	err := orReplace(func() error {
		_, err := s.coll(coll).ReplaceOne(ctx, w, doc, options.Replace().SetUpsert(true))
		return err
	})
	return failed(err, "write to %s", coll)
}

// update changes every document that w selects, and says how many.
func (s *Store) update(ctx context.Context, coll string, w, change bson.D) (int64, error) {
	if err := s.usable(); err != nil {
		return 0, err
	}
	ctx, stop := s.within(ctx)
	defer stop()
	done, err := s.coll(coll).UpdateMany(ctx, w, change)
	if err != nil {
		return 0, failed(err, "write to %s", coll)
	}
	return done.MatchedCount, nil
}

// remove takes out every document that w selects.
func (s *Store) remove(ctx context.Context, coll string, w bson.D) error {
	if err := s.usable(); err != nil {
		return err
	}
	ctx, stop := s.within(ctx)
	defer stop()
	_, err := s.coll(coll).DeleteMany(ctx, w)
	return failed(err, "remove from %s", coll)
}

func before(ms int64) bson.D { return bson.D{field("$lt", ms)} }
