package mongo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
)

// batch gathers what is to be written to a generation, by collection, so that it takes
// one message for each.
type batch struct {
	s          *Store
	generation int64
	writes     map[string][]mongo.WriteModel
}

func (s *Store) batch(generation int64) *batch {
	return &batch{s, generation, map[string][]mongo.WriteModel{}}
}

func (b *batch) add(coll string, models ...mongo.WriteModel) {
	if len(models) > 0 {
		b.writes[coll] = append(b.writes[coll], models...)
	}
}

// mostWrites bounds what is sent in one message.
const mostWrites = 1000

// send writes everything, to several collections at once: none of it depends on the
// rest, and none is seen before the marker moves.
func (b *batch) send(ctx context.Context) error {
	var sending sync.WaitGroup
	problems := make(chan error, len(b.writes))
	for coll, models := range b.writes {
		sending.Go(func() { problems <- b.sendTo(ctx, coll, models) })
	}
	sending.Wait()
	close(problems)
	for err := range problems {
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) sendTo(ctx context.Context, coll string, models []mongo.WriteModel) error {
	for part := range slices.Chunk(models, mostWrites) {
		if err := b.s.write(ctx, coll+suffix(b.generation), part); err != nil {
			return err
		}
	}
	return nil
}

// full reports whether there is so much that it should be sent before more is added.
func (b *batch) full() bool {
	for _, models := range b.writes {
		if len(models) >= mostWrites {
			return true
		}
	}
	return false
}

// put brings what a generation holds of some Records to what follows from them, as of a
// Position: what has not changed stays, what is replaced ends, and what is new begins
// there. Doing it again, or twice at once, does nothing more: keys name the Position.
func (s *Store) put(ctx context.Context, b *batch, at content.Position, all []projection) error {
	if len(all) == 0 {
		return nil
	}
	owners := make([]string, len(all))
	for i, p := range all {
		owners[i] = p.owner
	}
	var have []recordDoc
	err := view{s, b.generation, int64(at) - 1}.find(ctx, recordColl, &have, fields(field("owner", in(owners))),
		options.Find().SetProjection(fields(field("body", 0))))
	if err != nil {
		return err
	}
	held := map[string][]heldDoc{}
	for _, h := range have {
		held[h.Span.Owner] = append(h.Held, heldDoc{recordColl, h.Span.Key, h.Span.Print})
	}
	for _, p := range all {
		b.put(at, p, held[p.owner])
	}
	return nil
}

// put adds what brings the collections from what they have of a Record to p.
func (b *batch) put(at content.Position, p projection, have []heldDoc) {
	var held []heldDoc
	for _, part := range p.parts()[1:] {
		held = append(held, b.replace(p.owner, at, part, have)...)
	}
	b.replace(p.owner, at, p.recordPart(held), have)
}

// replace adds what brings one collection from what it has of an owner to what part
// wants, and gives what it has then.
func (b *batch) replace(owner string, at content.Position, want part, have []heldDoc) (held []heldDoc) {
	old := map[string]string{}
	for _, h := range have {
		if h.Coll == want.coll {
			old[h.Print] = h.Key
		}
	}
	for _, n := range want.docs {
		if key, ok := old[n.print]; ok {
			delete(old, n.print)
			held = append(held, heldDoc{want.coll, key, n.print})
			continue
		}
		key := fmt.Sprintf("%s %s %d", owner, n.name, at)
		held = append(held, heldDoc{want.coll, key, n.print})
		b.add(want.coll, mongo.NewInsertOneModel().SetDocument(n.spanned(span{Key: key, Owner: owner, From: int64(at), To: forEver, Print: n.print})))
	}
	// The key alone says which: whoever brings on the same Change ends the same.
	for _, key := range old {
		b.add(want.coll, mongo.NewUpdateOneModel().SetFilter(fields(field("_id", key))).
			SetUpdate(set(field("to", int64(at)), field("ended", b.s.now().UnixMilli()))))
	}
	return held
}

// putEvents adds the Events of c.
func (b *batch) putEvents(c content.Change) {
	for i := range c.Events {
		b.add(eventColl, mongo.NewInsertOneModel().SetDocument(eventOf(c.Position, i, &c.Events[i])))
	}
}

// write sends models in one message, in no order. That a key is taken says that
// somebody else was as fast.
func (s *Store) write(ctx context.Context, coll string, models []mongo.WriteModel) error {
	if len(models) == 0 {
		return nil
	}
	ctx, stop := s.within(ctx)
	defer stop()
	_, err := s.coll(coll).BulkWrite(ctx, models, options.BulkWrite().SetOrdered(false))
	if onlyTaken(err) {
		return nil
	}
	return failed(err, "write to %s", coll)
}

// onlyTaken reports whether nothing but taken keys went wrong.
func onlyTaken(err error) bool {
	var many mongo.BulkWriteException
	if !errors.As(err, &many) || many.WriteConcernError != nil || len(many.WriteErrors) == 0 {
		return false
	}
	for _, e := range many.WriteErrors {
		if e.Code != 11000 {
			return false
		}
	}
	return true
}
