package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"herald/content"
	"herald/content/counting"
	"herald/internal/fault"
	"herald/staff"
	"herald/staff/notice"
	"herald/store/transfer"
)

// contents are the collections of which none may hold anything when a store is taken in.
// Texts without a log are what a Commit that was given up has left.
var contents = []string{logColl, secretColl, sessionColl, deviceColl, noticeColl, letterColl, scratchColl, shareColl, askedColl}

// TakeIn implements transfer.Target. It is called within Fill, so that nobody opens a
// store that is taken in by half.
func (s *Store) TakeIn(ctx context.Context, from transfer.Source, progress content.Progress) error {
	if err := s.usable(); err != nil {
		return err
	}
	for _, coll := range contents {
		switch err := s.coll(coll).FindOne(ctx, bson.D{}).Err(); {
		case err == nil:
			return fault.Wrap(fault.Conflict, errors.New("it is not empty: it has "+coll), "take in a store")
		case !errors.Is(err, mongo.ErrNoDocuments):
			return failed(err, "read %s", coll)
		}
	}
	if err := errors.Join(s.remove(ctx, textColl, bson.D{}), s.remove(ctx, pendingColl, bson.D{})); err != nil {
		return err
	}
	t := &taking{s: s}
	if err := from.Give(ctx, func(b transfer.Batch) error { return t.take(ctx, b) }); err != nil {
		return err
	}
	if err := t.arrived(ctx); err != nil {
		return err
	}
	return s.Reproject(ctx, progress)
}

// taking is one TakeIn under way.
type taking struct {
	s *Store
	// head and hash are of the last entry; texts is how many came.
	head  content.Position
	hash  content.Hash
	texts int64
}

// arrived compares what is there with what was given: a server that lost something, or
// somebody else who wrote, must not go unnoticed.
func (t *taking) arrived(ctx context.Context) error {
	head, hash, err := t.s.tip(ctx)
	if err != nil {
		return err
	}
	entries, err := t.s.coll(logColl).CountDocuments(ctx, bson.D{})
	if err != nil {
		return failed(err, "count %s", logColl)
	}
	texts, err := t.s.coll(textColl).CountDocuments(ctx, bson.D{})
	if err != nil {
		return failed(err, "count %s", textColl)
	}
	if head != t.head || hash != t.hash || content.Position(entries) != t.head || texts != t.texts {
		return fault.Wrap(fault.Internal, fmt.Errorf("it has %d entries up to change %d and %d texts, and was given %d and %d", entries, head, texts, t.head, t.texts), "take in a store")
	}
	return nil
}

// take writes a Batch, a message for each collection.
func (t *taking) take(ctx context.Context, b transfer.Batch) error {
	if b.Noticed != nil {
		if err := t.s.setMeta(ctx, metaNoticed, field("at", int64(*b.Noticed))); err != nil {
			return err
		}
	}
	for _, x := range b.Entries {
		if t.head, t.hash = x.Position, x.Hash; len(x.Body) > largest {
			return t.tooLarge(fmt.Sprint("change ", x.Position), len(x.Body))
		}
	}
	for _, x := range b.Texts {
		if t.texts++; len(x.Body) > largest {
			return t.tooLarge("text "+string(x.Hash), len(x.Body))
		}
	}
	now := t.s.now().UnixMilli()
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
		if err := t.insert(ctx, part.coll, part.docs); err != nil {
			return err
		}
	}
	return nil
}

// largest is how many bytes an entry or a text may have: a document of MongoDB has 16 MiB
// at most, and some of it is for the rest.
const largest = 16<<20 - 4<<10

func (t *taking) tooLarge(what string, bytes int) error {
	return fault.Wrap(fault.Invalid, fmt.Errorf("%s has %d bytes, and MongoDB holds at most %d", what, bytes, largest), "take in a store")
}

func docsOf[T any](all []T, doc func(T) any) []any {
	docs := make([]any, len(all))
	for i, x := range all {
		docs[i] = doc(x)
	}
	return docs
}

// insert adds documents, none of which can be there already.
func (t *taking) insert(ctx context.Context, coll string, docs []any) error {
	if len(docs) == 0 {
		return nil
	}
	ctx, stop := t.s.within(ctx)
	defer stop()
	_, err := t.s.coll(coll).InsertMany(ctx, docs)
	if taken(err) {
		err = errors.Join(errors.New("something of the same name is there already: somebody else writes to this database"), err)
		return fault.Wrap(fault.Conflict, err, "take in %s", coll)
	}
	return failed(err, "take in %s", coll)
}
