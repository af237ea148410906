package mongo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/internal/fault"
)

// noRoom is the server's code for a full disk.
const noRoom = 14031

// Put keeps the bytes of from under h. Its chunks come first, under a key that no
// other Put has, and its document in blobs.files last: without that they are nothing.
// A damaged file under h is replaced.
func (b *Blobs) Put(ctx context.Context, h content.Hash, from *os.File) error {
	if err := b.may(ctx, "put blob %s", h); err != nil {
		return err
	}
	if !valid(h) {
		return fault.Wrap(fault.Invalid, errors.New("not a hash"), "put blob %q", h)
	}
	if err := matches(ctx, from, h); err != nil {
		return err
	}
	if _, err := b.there(ctx, h); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Invalid) {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, uploadMost)
	defer stop()
	f := fileDoc{ID: objectID(b.s.now()), Chunk: chunkSize, Name: string(h)}
	if err := b.upload(ctx, &f, from); err != nil {
		b.giveUp(f.ID)
		return full(err, h)
	}
	return full(b.name(ctx, f), h)
}

// there gives the file under h, whole, or with fault.Invalid one that is not.
func (b *Blobs) there(ctx context.Context, h content.Hash) (fileDoc, error) {
	f, err := b.file(ctx, h)
	if err == nil {
		err = b.whole(ctx, f)
	}
	return f, err
}

// objectID is a key that nobody else has, in which stands when it was made.
func objectID(at time.Time) bson.RawValue {
	id := bson.NewObjectIDFromTimestamp(at)
	return bson.RawValue{Type: bson.TypeObjectID, Value: id[:]}
}

// full says of a full disk what people are told of one.
func full(err error, h content.Hash) error {
	if !hasCode(err, noRoom) {
		return err
	}
	return &fault.Fault{Kind: fault.Unavailable, Key: "media.refused.no_room", Err: fmt.Errorf("put blob %s: %w", h, err)}
}

// upload writes the chunks of f, which it gives its length. The file may have been
// changed since its hash was looked at, so that it is looked at again.
func (b *Blobs) upload(ctx context.Context, f *fileDoc, from io.ReaderAt) error {
	sum := sha256.New()
	for n := int32(0); ; {
		chunks, err := b.nextChunks(ctx, f, from, n, sum)
		if err != nil {
			return failed(err, "put blob %s", f.Name)
		}
		if len(chunks) == 0 {
			break
		}
		if err := b.insertChunks(ctx, chunks); err != nil {
			return failed(err, "put blob %s", f.Name)
		}
		n += int32(len(chunks))
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != f.Name {
		return damaged("the file was changed meanwhile, to the hash "+got, content.Hash(f.Name))
	}
	return nil
}

// nextChunks reads the chunks from the nth on that are sent in one message.
func (b *Blobs) nextChunks(ctx context.Context, f *fileDoc, from io.ReaderAt, n int32, sum hash.Hash) ([]any, error) {
	var all []any
	for len(all) < chunksAtOnce {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data := make([]byte, chunkSize)
		got, err := from.ReadAt(data, f.Length)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if got > 0 {
			_, _ = sum.Write(data[:got])
			all = append(all, chunkDoc{bson.NewObjectID(), f.ID, n + int32(len(all)), data[:got]})
			f.Length += int64(got)
		}
		if got < chunkSize {
			break
		}
	}
	return all, nil
}

func (b *Blobs) insertChunks(ctx context.Context, chunks []any) error {
	ctx, stop := b.s.within(ctx)
	defer stop()
	_, err := b.s.coll(chunkColl).InsertMany(ctx, chunks)
	return err
}

// giveUp takes away the chunks of a file that has got no document and gets none. Where
// that does not work either, Each names them once they are old.
func (b *Blobs) giveUp(id bson.RawValue) {
	if err := b.delete(context.Background(), chunkColl, "files_id", id); err != nil {
		b.s.o.Logger.Warn("the chunks of an upload that failed are left behind", "files_id", idText(id), "error", err)
	}
}

// name inserts the document of f, whose chunks are all there. From here on the caller's
// patience does not count. As long as nobody knows what became of an insert, its chunks
// stay: it may still arrive. A name may be taken by what a majority does not have yet,
// and nobody sees.
func (b *Blobs) name(ctx context.Context, f fileDoc) error {
	ctx = context.WithoutCancel(ctx)
	f.Uploaded = b.s.now().UTC()
	doubt := false
	for try := 0; ; try++ {
		err := b.insertFile(ctx, f)
		if err == nil {
			return nil
		}
		if !taken(err) && !unknown(err) {
			if !doubt {
				b.giveUp(f.ID)
			}
			return failed(err, "put blob %s", f.Name)
		}
		doubt = doubt || !taken(err)
		settled, looked := b.settled(ctx, f, doubt)
		if settled {
			return nil
		}
		if try == resolveTries {
			return fault.Wrap(fault.Unavailable, errors.Join(err, looked), "put blob %s: it is not known whether it was written", f.Name)
		}
		time.Sleep(resolvePause)
	}
}

func (b *Blobs) insertFile(ctx context.Context, f fileDoc) error {
	ctx, stop := b.s.within(ctx)
	defer stop()
	_, err := b.s.coll(fileColl).InsertOne(ctx, f)
	return err
}

// settled reports whether there is a whole file with the name of f: f itself, or that
// of somebody who was as fast. One that is damaged makes room.
func (b *Blobs) settled(ctx context.Context, f fileDoc, doubt bool) (bool, error) {
	there, err := b.there(ctx, content.Hash(f.Name))
	switch {
	case err == nil:
		if !doubt && !there.ID.Equal(f.ID) {
			b.giveUp(f.ID)
		}
		return true, nil
	case fault.Is(err, fault.Invalid):
		return false, errors.Join(b.setAside(ctx, there.ID, there.Name), b.clear(ctx, there.ID))
	}
	return false, err
}

// matches reads f from its beginning and reports fault.Invalid when its bytes are not
// those of h.
func matches(ctx context.Context, f *os.File, h content.Hash) error {
	sum := sha256.New()
	const everything = 1<<63 - 1
	if _, err := io.Copy(sum, &patient{ctx, io.NewSectionReader(f, 0, everything)}); err != nil {
		return failed(err, "put blob %s", h)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != string(h) {
		return damaged("the hash is "+got, h)
	}
	return nil
}

// patient reads until its context ends.
type patient struct {
	ctx context.Context
	io.Reader
}

func (p *patient) Read(into []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.Reader.Read(into)
}
