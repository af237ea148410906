package mongo

import (
	"context"
	"errors"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// asideDoc says what was set aside: a file by its key, with the name that it had.
type asideDoc struct {
	ID   bson.RawValue `bson:"_id"`
	Hash string        `bson:"hash"`
	// At is when it was set aside, in milliseconds since 1970.
	At int64 `bson:"at"`
}

// idText writes a key, which is an ObjectID but where somebody else made it.
func idText(id bson.RawValue) string {
	if own, ok := id.ObjectIDOK(); ok {
		return own.Hex()
	}
	return id.String()
}

// idOf reads what idText wrote.
func idOf(text string) (bson.RawValue, bool) {
	if own, err := bson.ObjectIDFromHex(text); err == nil {
		return bson.RawValue{Type: bson.TypeObjectID, Value: own[:]}, true
	}
	var read bson.Raw
	if err := bson.UnmarshalExtJSON([]byte(`{"_id":`+text+`}`), true, &read); err != nil {
		return bson.RawValue{}, false
	}
	id := read.Lookup("_id")
	return id, idText(id) == text
}

// Each calls for every file of the bucket, and for chunks that belong to none, unless
// they are of an upload that may be under way.
func (b *Blobs) Each(ctx context.Context, do func(media.Lying) error) error {
	err := b.eachID(ctx, fileColl, "_id", func(ids []bson.RawValue) error {
		return b.tellFiles(ctx, ids, do)
	})
	if err != nil {
		return err
	}
	return b.eachID(ctx, chunkColl, "files_id", func(ids []bson.RawValue) error {
		return b.tellOrphans(ctx, ids, do)
	})
}

// eachID walks the values of an indexed field of a collection, each once, some at a
// time, so that do may take its time and change what it is told of. Comparisons find
// values of one type only: those of another are few, and read at once.
func (b *Blobs) eachID(ctx context.Context, coll, name string, do func([]bson.RawValue) error) error {
	after := bson.RawValue{Type: bson.TypeObjectID, Value: make([]byte, 12)}
	for {
		ids, err := b.ids(ctx, coll, name, bson.D{field("$gt", after)}, batchSize)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			break
		}
		if err := do(ids); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
	ids, err := b.ids(ctx, coll, name, bson.D{field("$not", bson.D{field("$type", "objectId")})}, 0)
	if err != nil || len(ids) == 0 {
		return err
	}
	return do(ids)
}

// ids gives values of a field in their order, each once, no more than most unless that
// is 0. It stops reading as soon as it has them.
func (b *Blobs) ids(ctx context.Context, coll, name string, which bson.D, most int) ([]bson.RawValue, error) {
	ctx, stop := b.s.within(ctx)
	defer stop()
	cursor, err := b.s.coll(coll).Find(ctx, fields(field(name, which)),
		options.Find().SetSort(fields(field(name, 1))).SetProjection(onlyField(name)))
	if err != nil {
		return nil, failed(err, "list %s", coll)
	}
	defer func() { _ = cursor.Close(ctx) }()
	var all []bson.RawValue
	for (most == 0 || len(all) < most) && cursor.Next(ctx) {
		id := cursor.Current.Lookup(name)
		if len(all) == 0 || !all[len(all)-1].Equal(id) {
			all = append(all, bson.RawValue{Type: id.Type, Value: append([]byte{}, id.Value...)})
		}
	}
	return all, failed(cursor.Err(), "list %s", coll)
}

// onlyField lets an index alone answer.
func onlyField(name string) bson.D {
	if name == "_id" {
		return fields(field("_id", 1))
	}
	return fields(field("_id", 0), field(name, 1))
}

func (b *Blobs) tellFiles(ctx context.Context, ids []bson.RawValue, do func(media.Lying) error) error {
	var found []bson.Raw
	if err := b.s.find(ctx, fileColl, &found, fields(field("_id", oneOf(ids)))); err != nil {
		return err
	}
	for _, raw := range found {
		f := fileOf(raw)
		l := media.Lying{Place: fileColl + "/" + idText(f.ID), Size: max(f.Length, 0)}
		if valid(content.Hash(f.Name)) {
			l.Hash = content.Hash(f.Name)
		}
		if err := do(l); err != nil {
			return err
		}
	}
	return nil
}

// tellOrphans tells of those of some files that have chunks and no document.
func (b *Blobs) tellOrphans(ctx context.Context, ids []bson.RawValue, do func(media.Lying) error) error {
	known := map[string]bool{}
	for _, coll := range []string{fileColl, asideColl} {
		var found []struct {
			ID bson.RawValue `bson:"_id"`
		}
		err := b.s.find(ctx, coll, &found, fields(field("_id", oneOf(ids))), options.Find().SetProjection(onlyField("_id")))
		if err != nil {
			return err
		}
		for _, f := range found {
			known[idText(f.ID)] = true
		}
	}
	for _, id := range ids {
		if known[idText(id)] || b.arriving(id) {
			continue
		}
		l := media.Lying{Place: chunkColl + "/" + idText(id)}
		err := b.eachChunk(ctx, id, func(c chunkDoc) error {
			l.Size += int64(len(c.Data))
			return nil
		})
		if err != nil {
			return err
		}
		if err := do(l); err != nil {
			return err
		}
	}
	return nil
}

// arriving reports whether a Put that made a key may still be busy with it.
func (b *Blobs) arriving(id bson.RawValue) bool {
	own, ok := id.ObjectIDOK()
	return ok && b.s.now().Sub(own.Timestamp()) < leftover
}

func oneOf(ids []bson.RawValue) bson.D {
	all := make(bson.A, len(ids))
	for i, id := range ids {
		all[i] = id
	}
	return bson.D{field("$in", all)}
}

// Quarantine sets aside what lies at a place that Each named. Its chunks stay where
// they are, and only blobs.aside says of them.
func (b *Blobs) Quarantine(ctx context.Context, place string) error {
	if err := b.may(ctx, "quarantine %q", place); err != nil {
		return err
	}
	coll, text, _ := strings.Cut(place, "/")
	id, ok := idOf(text)
	if !ok || coll != fileColl && coll != chunkColl {
		return refused(place, "blobs do not lie there")
	}
	name, there, err := b.at(ctx, fileColl, "_id", id)
	if err == nil && coll == chunkColl {
		there, err = b.orphans(ctx, place, id, there)
	}
	if err != nil {
		return err
	}
	if !there {
		return fault.Absent("quarantine %q", place)
	}
	return b.setAside(ctx, id, name)
}

// orphans reports whether chunks at a place are there and have not been set aside. It
// refuses those that are somebody's.
func (b *Blobs) orphans(ctx context.Context, place string, id bson.RawValue, file bool) (bool, error) {
	switch {
	case file:
		return false, refused(place, "they are those of a file")
	case b.arriving(id):
		return false, refused(place, "they may be of an upload that is under way")
	}
	_, aside, err := b.at(ctx, asideColl, "_id", id)
	if err != nil || aside {
		return false, err
	}
	_, there, err := b.at(ctx, chunkColl, "files_id", id)
	return there, err
}

func refused(place, why string) error {
	return fault.Wrap(fault.Invalid, errors.New(why), "quarantine %q", place)
}

// at reports whether a collection has a document with a value, and the file name in it.
func (b *Blobs) at(ctx context.Context, coll, key string, id bson.RawValue) (string, bool, error) {
	var found []bson.Raw
	err := b.s.find(ctx, coll, &found, fields(field(key, id)), options.Find().SetLimit(1).SetProjection(fields(field("filename", 1))))
	if err != nil || len(found) == 0 {
		return "", false, err
	}
	return fileOf(found[0]).Name, true, nil
}

// setAside takes a file out of the bucket and leaves its chunks. Doing it again after a
// crash finishes it.
func (b *Blobs) setAside(ctx context.Context, id bson.RawValue, name string) error {
	if err := b.insertAside(ctx, asideDoc{id, name, b.s.now().UnixMilli()}); err != nil {
		return err
	}
	return b.delete(ctx, fileColl, "_id", id)
}

func (b *Blobs) insertAside(ctx context.Context, a asideDoc) error {
	ctx, stop := b.s.within(ctx)
	defer stop()
	_, err := b.s.coll(asideColl).InsertOne(ctx, a)
	if taken(err) {
		return nil
	}
	return failed(err, "set aside %s", idText(a.ID))
}
