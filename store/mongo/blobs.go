package mongo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"regexp"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// Blobs lie in a GridFS bucket "blobs", as
// https://github.com/mongodb/specifications/blob/master/source/gridfs/gridfs-spec.md
// describes it, so that other tools can read them: a file is named by its hash, and no
// two files have one name. What was set aside has lost its document in blobs.files and
// has one in blobs.aside instead; its chunks stay.
const (
	fileColl  = "blobs.files"
	chunkColl = "blobs.chunks"
	asideColl = "blobs.aside"
)

const (
	// chunkSize is how many bytes are in a chunk, but for the last one of a file. It is
	// what GridFS has usually.
	chunkSize = 255 << 10
	// chunksAtOnce is how many chunks of one file are in memory at a time.
	chunksAtOnce = 4
	// leftover is the age at which nobody is uploading chunks any more, since a Put that
	// takes uploadMost gives up. The rest is for clocks that do not agree.
	leftover   = time.Hour
	uploadMost = leftover / 2
)

// fileDoc is a file of the bucket. Its key says when its upload began.
type fileDoc struct {
	ID       bson.RawValue `bson:"_id"`
	Length   int64         `bson:"length"`
	Chunk    int32         `bson:"chunkSize"`
	Uploaded time.Time     `bson:"uploadDate"`
	Name     string        `bson:"filename"`
}

// fileOf reads what lies in blobs.files, whoever has put it there. What has no such
// form has a Length of -1.
func fileOf(raw bson.Raw) fileDoc {
	f := fileDoc{ID: raw.Lookup("_id")}
	f.Name, _ = raw.Lookup("filename").StringValueOK()
	length, known := raw.Lookup("length").AsInt64OK()
	chunk, sized := raw.Lookup("chunkSize").AsInt64OK()
	if f.Length, f.Chunk = length, int32(chunk); !known || !sized || length < 0 || chunk <= 0 || chunk > math.MaxInt32 {
		f.Length = -1
	}
	return f
}

// chunkDoc is a part of a file, the Nth from 0 on.
type chunkDoc struct {
	ID   any           `bson:"_id"`
	File bson.RawValue `bson:"files_id"`
	N    int32         `bson:"n"`
	Data []byte        `bson:"data"`
}

// Blobs is media.Blobs in the database of a Store.
type Blobs struct{ s *Store }

var _ media.Blobs = (*Blobs)(nil)

// Blobs gives the place for the bytes of Assets in the same database.
func (s *Store) Blobs() *Blobs { return &Blobs{s} }

var blobForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func valid(h content.Hash) bool { return blobForm.MatchString(string(h)) }

// Open gives the bytes of h, which are read as they are asked for, a chunk at a time.
func (b *Blobs) Open(ctx context.Context, h content.Hash) (media.Blob, error) {
	f, err := b.file(ctx, h)
	if err != nil {
		return nil, err
	}
	return &blobReader{b: b, file: f}, nil
}

// file gives the file with the name h, or fault.NotFound. With fault.Invalid, for one
// that cannot be read, it gives it too.
func (b *Blobs) file(ctx context.Context, h content.Hash) (f fileDoc, err error) {
	if err := ctx.Err(); err != nil {
		return f, failed(err, "blob %s", h)
	}
	if !valid(h) {
		return f, fault.Absent("blob %q", h)
	}
	ctx, stop := b.s.within(ctx)
	defer stop()
	raw, err := b.s.coll(fileColl).FindOne(ctx, fields(field("filename", string(h)))).Raw()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return f, fault.Absent("blob %s", h)
	}
	if err != nil {
		return f, failed(err, "blob %s", h)
	}
	if f = fileOf(raw); f.Length < 0 {
		return f, damaged("its document in "+fileColl+" is not one of GridFS", h)
	}
	return f, nil
}

// Check reads all bytes of h.
func (b *Blobs) Check(ctx context.Context, h content.Hash) error {
	f, err := b.file(ctx, h)
	if err != nil {
		return err
	}
	return b.whole(ctx, f)
}

// whole reads all chunks of f and reports fault.Invalid when they are not what its
// name and its length say.
func (b *Blobs) whole(ctx context.Context, f fileDoc) error {
	sum, length := sha256.New(), int64(0)
	next := int32(0)
	err := b.eachChunk(ctx, f.ID, func(c chunkDoc) error {
		if c.N != next {
			return damaged(fmt.Sprintf("chunk %d is missing", next), content.Hash(f.Name))
		}
		next++
		length += int64(len(c.Data))
		_, _ = sum.Write(c.Data)
		return nil
	})
	if err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != f.Name || length != f.Length {
		return damaged(fmt.Sprintf("it has %d bytes with the hash %s", length, got), content.Hash(f.Name))
	}
	return nil
}

// eachChunk reads the chunks of a file in their order, a few at a time.
func (b *Blobs) eachChunk(ctx context.Context, file bson.RawValue, do func(chunkDoc) error) error {
	for after := int32(-1); ; {
		var found []chunkDoc
		err := b.s.find(ctx, chunkColl, &found, fields(field("files_id", file), field("n", bson.D{field("$gt", after)})),
			options.Find().SetSort(fields(field("n", 1))).SetLimit(chunksAtOnce))
		if err != nil {
			return err
		}
		for _, c := range found {
			if err := do(c); err != nil {
				return err
			}
			after = c.N
		}
		if len(found) < chunksAtOnce {
			return nil
		}
	}
}

func damaged(what string, h content.Hash) error {
	return fault.Wrap(fault.Invalid, errors.New("the bytes are not those of the name"), "blob %s: %s", h, what)
}

// Remove takes h out for ever, also where it was set aside. It is set aside first, so
// that whoever is asked again after a crash knows whose the chunks are.
func (b *Blobs) Remove(ctx context.Context, h content.Hash) error {
	if err := b.may(ctx, "remove blob %s", h); err != nil || !valid(h) {
		return err
	}
	switch f, err := b.file(ctx, h); {
	case fault.Is(err, fault.NotFound):
	case err == nil, fault.Is(err, fault.Invalid):
		if err := b.setAside(ctx, f.ID, f.Name); err != nil {
			return err
		}
	default:
		return err
	}
	var aside []asideDoc
	if err := b.s.find(ctx, asideColl, &aside, fields(field("hash", string(h)))); err != nil {
		return err
	}
	for _, a := range aside {
		if err := b.clear(ctx, a.ID); err != nil {
			return err
		}
	}
	return nil
}

// may refuses what writes where the store is for looking only, or where ctx has ended.
func (b *Blobs) may(ctx context.Context, format string, args ...any) error {
	if err := ctx.Err(); err != nil {
		return failed(err, format, args...)
	}
	return b.s.usable()
}

// clear takes away what was set aside: the chunks first, so that they are never
// without a document that says whose they are.
func (b *Blobs) clear(ctx context.Context, id bson.RawValue) error {
	if err := b.delete(ctx, fileColl, "_id", id); err != nil {
		return err
	}
	if err := b.delete(ctx, chunkColl, "files_id", id); err != nil {
		return err
	}
	return b.delete(ctx, asideColl, "_id", id)
}

// delete takes away all documents of a collection in which a field has a value.
func (b *Blobs) delete(ctx context.Context, coll, name string, value bson.RawValue) error {
	ctx, stop := b.s.within(ctx)
	defer stop()
	_, err := b.s.coll(coll).DeleteMany(ctx, fields(field(name, value)))
	return failed(err, "remove from %s", coll)
}
