package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
)

// What every process that opens the database has to know, besides what the store itself
// is. The list of redactions stays when everything else is cleared: who restores an old
// backup needs it.
const (
	noteColl   = "notes"
	redactColl = "redactions"
)

type noteDoc struct {
	Name string `bson:"_id"`
	Body []byte `bson:"body"`
}

// Note gives what is noted under a name, nil where nothing is.
func (s *Store) Note(ctx context.Context, name string) ([]byte, error) {
	ctx, stop := s.within(ctx)
	defer stop()
	var found noteDoc
	err := s.coll(noteColl).FindOne(ctx, fields(field("_id", name))).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, nil
	}
	return found.Body, failed(err, "note %s", name)
}

// PutNote notes body under a name, in the place of what was noted there. It does so in a
// store that was opened read-only too: that promises nothing about notes.
func (s *Store) PutNote(ctx context.Context, name string, body []byte) error {
	ctx, stop := s.within(ctx)
	defer stop()
	err := orReplace(func() error {
		_, err := s.coll(noteColl).ReplaceOne(ctx, fields(field("_id", name)), noteDoc{name, blob(body)}, options.Replace().SetUpsert(true))
		return err
	})
	return failed(err, "note %s", name)
}

// DropNote forgets what is noted under a name, also in a store that was opened read-only.
func (s *Store) DropNote(ctx context.Context, name string) error {
	ctx, stop := s.within(ctx)
	defer stop()
	_, err := s.coll(noteColl).DeleteOne(ctx, fields(field("_id", name)))
	return failed(err, "note %s", name)
}

// Redactions gives the lines of the list of redactions, by their keys.
func (s *Store) Redactions(ctx context.Context) (lines [][]byte, err error) {
	err = each(ctx, s, redactColl, bson.D{}, func(d noteDoc) error {
		lines = append(lines, d.Body)
		return nil
	})
	return lines, err
}

// PutRedactions adds lines to the list, each under its key. None is ever taken out.
func (s *Store) PutRedactions(ctx context.Context, lines map[string][]byte) error {
	if err := s.usable(); err != nil {
		return err
	}
	var writes []mongo.WriteModel
	for key, line := range lines {
		writes = append(writes, mongo.NewReplaceOneModel().SetFilter(fields(field("_id", key))).SetReplacement(noteDoc{key, line}).SetUpsert(true))
	}
	for len(writes) > 0 {
		n := min(len(writes), batchSize)
		if err := s.write(ctx, redactColl, writes[:n]); err != nil {
			return err
		}
		writes = writes[n:]
	}
	return nil
}

// RedactionsAt gives the list at an address where there need not be a store, or only
// half of one.
func RedactionsAt(ctx context.Context, address string, o Options) (lines [][]byte, err error) {
	s, err := dial(ctx, address, content.Projector{}, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.Redactions(ctx)
}
