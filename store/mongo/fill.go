package mongo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/content/counting"
	"herald/internal/fault"
	"herald/staff"
	"herald/staff/notice"
	"herald/store/transfer"
)

// Fill implements transfer.Target. From its first write to its last the marker names it,
// so that nobody else reads or writes a database that is half filled; the last write puts
// the new projections into the marker and takes the name away. What a Fill that was
// broken off has left is cleared by the next one.
func (s *Store) Fill(ctx context.Context, from transfer.Source, progress content.Progress, finish func(context.Context) error) error {
	if err := s.usable(); err != nil {
		return err
	}
	f := &filling{s: s, id: string(content.NewID())}
	if err := f.claim(ctx); err != nil {
		return err
	}
	ctx, stop := f.beat(ctx)
	defer stop()
	return f.failed(ctx, f.fill(ctx, from, progress, finish))
}

// filling is one Fill under way.
type filling struct {
	s  *Store
	id string
	// again says that another Fill of this database was broken off.
	again bool
	// head and hash are of the last entry; texts is how many came.
	head  content.Position
	hash  content.Hash
	texts int64
}

func (f *filling) fill(ctx context.Context, from transfer.Source, progress content.Progress, finish func(context.Context) error) error {
	if err := f.clear(ctx); err != nil {
		return err
	}
	if err := from.Give(ctx, func(b transfer.Batch) error { return f.take(ctx, b) }); err != nil {
		return err
	}
	if err := f.arrived(ctx); err != nil {
		return err
	}
	fresh := marker{Generation: time.Now().UnixNano(), Print: f.s.projector.Fingerprint()}
	if err := f.s.build(ctx, &fresh, progress); err != nil {
		return err
	}
	if finish != nil {
		if err := finish(ctx); err != nil {
			return err
		}
	}
	return f.settle(ctx, fresh)
}

// arrived compares what is there with what was given: a server that lost something, or
// somebody else who wrote, must not go unnoticed.
func (f *filling) arrived(ctx context.Context) error {
	head, hash, err := f.s.tip(ctx)
	if err != nil {
		return err
	}
	entries, err := f.s.coll(logColl).CountDocuments(ctx, bson.D{})
	if err != nil {
		return failed(err, "count %s", logColl)
	}
	texts, err := f.s.coll(textColl).CountDocuments(ctx, bson.D{})
	if err != nil {
		return failed(err, "count %s", textColl)
	}
	if head != f.head || hash != f.hash || content.Position(entries) != f.head || texts != f.texts {
		return fault.Wrap(fault.Internal, fmt.Errorf("it has %d entries up to change %d and %d texts, and was given %d and %d", entries, head, texts, f.head, f.texts), "fill %s", f.s.db.Name())
	}
	return nil
}

// take writes a Batch, a message for each collection.
func (f *filling) take(ctx context.Context, b transfer.Batch) error {
	if b.Noticed != nil {
		if err := f.s.setMeta(ctx, metaNoticed, field("at", int64(*b.Noticed))); err != nil {
			return err
		}
	}
	for _, x := range b.Entries {
		if f.head, f.hash = x.Position, x.Hash; len(x.Body) > largest {
			return f.tooLarge(fmt.Sprint("change ", x.Position), len(x.Body))
		}
	}
	for _, x := range b.Texts {
		if f.texts++; len(x.Body) > largest {
			return f.tooLarge("text "+string(x.Hash), len(x.Body))
		}
	}
	now := f.s.now().UnixMilli()
	for _, part := range []struct {
		coll string
		docs []any
	}{
		{textColl, docsOf(b.Texts, func(x content.Text) any { return textDoc{string(x.Hash), x.Redacted, blob(x.Body), now} })},
		{logColl, docsOf(b.Entries, func(x transfer.Entry) any {
			return entryDoc{int64(x.Position), string(x.ID), string(x.Hash), blob(x.Body)}
		})},
		{noticeColl, docsOf(b.Notices, func(x notice.Notice) any { return noticeOf(x) })},
		{letterColl, docsOf(b.Letters, func(x notice.Letter) any { return letterOf(x) })},
		{secretColl, docsOf(b.Secrets, func(x staff.Secrets) any { return secretsOf(x) })},
		{deviceColl, docsOf(b.Devices, func(x transfer.Device) any { return deviceOf(x.Device, x.Member, since1970(x.Seen)) })},
		{scratchColl, docsOf(b.Scratches, func(x content.Scratch) any { return scratchOf(x) })},
		{shareColl, docsOf(b.Shares, func(x content.Share) any { return shareOf(x) })},
		{askedColl, docsOf(b.Questions, func(x counting.Count) any { return askedOf(x) })},
	} {
		if err := f.insert(ctx, part.coll, part.docs); err != nil {
			return err
		}
	}
	return nil
}

// largest is how many bytes an entry or a text may have: a document of MongoDB has 16 MiB
// at most, and some of it is for the rest.
const largest = 16<<20 - 4<<10

func (f *filling) tooLarge(what string, bytes int) error {
	return fault.Wrap(fault.Invalid, fmt.Errorf("%s has %d bytes, and MongoDB holds at most %d", what, bytes, largest), "fill %s", f.s.db.Name())
}

func docsOf[T any](all []T, doc func(T) any) []any {
	docs := make([]any, len(all))
	for i, x := range all {
		docs[i] = doc(x)
	}
	return docs
}

// insert adds documents, none of which can be there already.
func (f *filling) insert(ctx context.Context, coll string, docs []any) error {
	if len(docs) == 0 {
		return nil
	}
	ctx, stop := f.s.within(ctx)
	defer stop()
	_, err := f.s.coll(coll).InsertMany(ctx, docs)
	if taken(err) {
		err = errors.Join(errors.New("something of the same name is there already: somebody else writes to this database"), err)
		return fault.Wrap(fault.Conflict, err, "fill %s", coll)
	}
	return failed(err, "fill %s", coll)
}
