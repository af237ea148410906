package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// indexes are the indexes of a collection, each a list of fields in ascending order;
// unique says of which no two documents may have the same.
type indexes struct {
	coll   string
	keys   [][]string
	unique [][]string
}

// plainIndexes are those of what is not projected.
var plainIndexes = []indexes{
	{coll: logColl, unique: [][]string{{"id"}}},
	{coll: pendingColl, keys: [][]string{{"change"}}},
	{coll: scratchColl, keys: [][]string{{"document", "locale", "at"}, {"at"}}},
	{coll: secretColl, keys: [][]string{{"link"}}},
	{coll: sessionColl, keys: [][]string{{"token"}, {"before"}, {"member", "started"}, {"seen"}, {"started"}}},
	{coll: deviceColl, keys: [][]string{{"device"}, {"member"}, {"seen"}}},
	{coll: noticeColl, keys: [][]string{{"member", "at", "_id"}, {"document", "at", "_id"}, {"mail", "at", "_id"}, {"letter", "at", "_id"}, {"at"}}},
	{coll: letterColl, keys: [][]string{{"state", "at", "_id"}, {"member", "state", "at", "_id"}, {"at"}}},
	{coll: askedColl, keys: [][]string{{"site", "locale", "month"}, {"month"}}},
	{coll: shareColl, keys: [][]string{{"token"}, {"document", "locale", "made"}, {"until"}}},
}

// blobIndexes are those of the bucket. The name alone is unique, which GridFS does not
// demand, so that of several Puts of one hash the server takes one.
var blobIndexes = []indexes{
	{coll: fileColl, unique: [][]string{{"filename"}}},
	{coll: chunkColl, unique: [][]string{{"files_id", "n"}}},
	{coll: asideColl, keys: [][]string{{"hash"}}},
}

// projectedIndexes are those of one generation of the projections. One for each order
// of a list: a page of it is a range. What else a question asks is looked at as the
// range is read.
var projectedIndexes = []indexes{
	{coll: recordColl, keys: [][]string{{"kind", "id", "to"}, {"owner", "to"}, {"ended"}}},
	{coll: rowColl, keys: [][]string{
		{"owner", "to"}, {"ended"}, {"parent", "site", "for"}, {"site", "for", "terms"}, {"terms"},
		{"site", "for", "type", "public", "document"}, {"site", "for", "type", "date_key", "document"},
		{"site", "for", "type", "title", "document"}, {"site", "for", "type", "order", "document"},
		{"begin"}, {"end"}, {"until"},
	}},
	{coll: pathColl, keys: [][]string{{"site", "path"}, {"owner", "to"}, {"ended"}}},
	{coll: claimColl, keys: [][]string{{"claim"}, {"owner", "to"}, {"ended"}}},
	{coll: dueColl, keys: [][]string{{"at"}, {"owner", "to"}, {"ended"}}},
	{coll: standingColl, keys: [][]string{
		{"owner", "to"}, {"ended"}, {"document", "locale"}, {"hands", "updated", "document", "locale"}, {"used"},
		{"state", "updated", "document", "locale"}, {"state", "submitted", "document", "locale"}, {"state", "publish", "document", "locale"},
		{"organization", "state", "updated"}, {"type", "locale", "state", "updated"}, {"owes", "due", "document", "locale"},
		{"review", "document", "locale"}, {"stale", "updated"}, {"unsealed", "updated"}, {"redaction", "updated"}, {"reason", "updated"},
	}},
	{coll: eventColl, keys: [][]string{
		{"position", "n"}, {"at", "position", "n"}, {"kind", "position", "n"}, {"actor", "position", "n"},
		{"document", "position", "n"}, {"asset", "position", "n"}, {"member", "position", "n"},
	}},
}

func (s *Store) index(ctx context.Context, all []indexes) error { return s.indexAs(ctx, all, "") }

// indexAs makes the indexes of collections whose names end in suffix.
func (s *Store) indexAs(ctx context.Context, all []indexes, suffix string) error {
	for _, one := range all {
		var models []mongo.IndexModel
		for _, keys := range one.keys {
			models = append(models, mongo.IndexModel{Keys: ascending(keys)})
		}
		for _, keys := range one.unique {
			models = append(models, mongo.IndexModel{Keys: ascending(keys), Options: options.Index().SetUnique(true)})
		}
		if _, err := s.coll(one.coll+suffix).Indexes().CreateMany(ctx, models); err != nil {
			return failed(err, "indexes of %s", one.coll+suffix)
		}
	}
	return nil
}

func ascending(keys []string) bson.D {
	var d bson.D
	for _, k := range keys {
		d = append(d, field(k, 1))
	}
	return d
}
