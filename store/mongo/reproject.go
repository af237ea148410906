package mongo

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/internal/fault"
)

// freshen makes the projections anew when another projector made them.
func (s *Store) freshen(ctx context.Context) error {
	m, err := s.marker(ctx)
	if err != nil {
		return err
	}
	if m.Generation != 0 && m.Print == s.print {
		return s.complete(ctx)
	}
	return s.Reproject(ctx, s.o.Progress)
}

// Reproject implements content.Keeper. It trusts nothing but log and texts. The new
// projections are made beside the old ones, which are read until they are there, and
// then take their place in one step. The old ones stay for those who still read them,
// until they are swept.
func (s *Store) Reproject(ctx context.Context, progress content.Progress) error {
	if err := s.usable(); err != nil {
		return err
	}
	before, err := s.marker(ctx)
	if err != nil {
		return err
	}
	fresh := marker{Generation: time.Now().UnixNano(), Print: s.print}
	if err := s.build(ctx, &fresh, progress); err != nil {
		return errors.Join(err, s.drop(ctx, func(g int64) bool { return g == fresh.Generation }))
	}
	if err := s.switchTo(ctx, before, fresh); err != nil {
		return err
	}
	return s.complete(ctx)
}

// switchTo makes a generation the one that is read, unless another process was faster.
func (s *Store) switchTo(ctx context.Context, before, fresh marker) error {
	ctx, stop := s.within(ctx)
	defer stop()
	values := fields(field("_id", metaProjected), field("generation", fresh.Generation), field("at", fresh.At), field("print", fresh.Print),
		field("since", s.now().UnixMilli()))
	if before.Generation == 0 {
		_, err := s.coll(metaColl).InsertOne(ctx, values)
		if !taken(err) {
			return failed(err, "projections")
		}
		return s.drop(ctx, func(g int64) bool { return g == fresh.Generation })
	}
	done, err := s.coll(metaColl).ReplaceOne(ctx, fields(field("_id", metaProjected), field("generation", before.Generation)), values)
	if err == nil && done.MatchedCount == 0 {
		return s.drop(ctx, func(g int64) bool { return g == fresh.Generation })
	}
	return failed(err, "projections")
}

// drop takes away the collections of generations.
func (s *Store) drop(ctx context.Context, which func(generation int64) bool) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), s.o.Patience)
	defer stop()
	names, err := s.db.ListCollectionNames(ctx, bson.D{})
	if err != nil {
		return failed(err, "collections")
	}
	for _, name := range names {
		for _, base := range append([]string{eventColl}, projectedColls...) {
			g, ok := strings.CutPrefix(name, base+"_")
			generation, err := strconv.ParseInt(g, 10, 64)
			if ok && err == nil && which(generation) {
				if err := s.coll(name).Drop(ctx); err != nil {
					return failed(err, "drop %s", name)
				}
			}
		}
	}
	return nil
}

// build makes a generation from the log.
func (s *Store) build(ctx context.Context, m *marker, progress content.Progress) error {
	if err := s.indexAs(ctx, projectedIndexes, suffix(m.Generation)); err != nil {
		return err
	}
	newest, err := s.replay(ctx, m)
	if err != nil {
		return err
	}
	done, total := 0, len(newest)
	for at := content.Position(0); ; {
		batch, err := s.entriesAfter(ctx, at, batchSize)
		if err != nil {
			return err
		}
		if len(batch) == 0 || batch[0].Position > content.Position(m.At) {
			return nil
		}
		fresh := s.batch(m.Generation)
		texts, err := s.textsAhead(ctx, lastWritten(batch, newest))
		if err != nil {
			return err
		}
		for _, c := range batch {
			at = c.Position
			n, err := s.buildFrom(ctx, fresh, c, newest, texts)
			if err != nil {
				return err
			}
			if done += n; n > 0 && progress != nil {
				progress(done, total)
			}
			if !fresh.full() {
				continue
			}
			if err := fresh.send(ctx); err != nil {
				return err
			}
			fresh = s.batch(m.Generation)
		}
		if err := fresh.send(ctx); err != nil {
			return err
		}
	}
}

// replay notes the Events of the whole log, and for every Record the Position of the
// Change that wrote it last. Redactions that were never finished are finished.
func (s *Store) replay(ctx context.Context, m *marker) (map[string]content.Position, error) {
	newest := map[string]content.Position{}
	for {
		batch, err := s.entriesAfter(ctx, content.Position(m.At), batchSize)
		if err != nil || len(batch) == 0 {
			return newest, err
		}
		events := s.batch(m.Generation)
		for _, c := range batch {
			if _, err := s.redact(ctx, c); err != nil {
				return nil, err
			}
			events.putEvents(c)
			for _, r := range c.Records {
				newest[ownerOf(r)] = c.Position
			}
			m.At = int64(c.Position)
		}
		if err := events.send(ctx); err != nil {
			return nil, err
		}
	}
}

// buildFrom adds what follows from the Records that c was the last to write, and says
// how many they are.
func (s *Store) buildFrom(ctx context.Context, into *batch, c content.Change, newest map[string]content.Position, texts readTexts) (n int, err error) {
	last := map[string]content.Record{}
	for _, r := range c.Records {
		if newest[ownerOf(r)] == c.Position {
			last[ownerOf(r)] = r
		}
	}
	for owner, r := range last {
		p, err := s.projectionOf(ctx, r, c.Position, texts)
		if fault.Is(err, fault.Unavailable) || ctx.Err() != nil {
			return n, err
		}
		if err != nil {
			// A damaged Document is listed nowhere, and Verify says why. It must not
			// keep all others from being read.
			p = projection{record: r, position: c.Position, owner: owner}
		}
		into.put(c.Position, p, nil)
		n++
	}
	return n, nil
}

// lastWritten gives the Records that some Changes were the last to write.
func lastWritten(changes []content.Change, newest map[string]content.Position) (all []content.Record) {
	for _, c := range changes {
		for _, r := range c.Records {
			if newest[ownerOf(r)] == c.Position {
				all = append(all, r)
			}
		}
	}
	return all
}

// textsAhead reads the texts that Records need, many in one question, and gives them
// out one by one.
func (s *Store) textsAhead(ctx context.Context, records []content.Record) (readTexts, error) {
	wanted := map[content.Hash]bool{}
	for _, r := range records {
		if r.Kind != content.RecordDocument {
			continue
		}
		d, err := content.DecodeDocument(r.Body)
		if err != nil {
			continue // the projection of it says so
		}
		for _, n := range s.projector.Needs(d) {
			wanted[n.Hash] = true
		}
	}
	known := make(map[content.Hash][]byte, len(wanted))
	for part := range slices.Chunk(slices.Sorted(maps.Keys(wanted)), batchSize) {
		var found []textDoc
		if err := s.find(ctx, textColl, &found, fields(field("_id", in(part)))); err != nil {
			return nil, err
		}
		for _, f := range found {
			known[content.Hash(f.Hash)] = f.Body
		}
	}
	return func(_ context.Context, hashes []content.Hash) (map[content.Hash][]byte, error) {
		all := make(map[content.Hash][]byte, len(hashes))
		for _, h := range hashes {
			body, ok := known[h]
			if !ok {
				return nil, fault.Absent("text %s", h)
			}
			all[h] = body
		}
		return all, nil
	}, nil
}

// sorted is the option that sorts by fields, each ascending or, with a minus before
// it, descending.
func sorted(keys ...string) options.Lister[options.FindOptions] {
	var d bson.D
	for _, k := range keys {
		if name, descends := strings.CutPrefix(k, "-"); descends {
			d = append(d, field(name, -1))
		} else {
			d = append(d, field(k, 1))
		}
	}
	return options.Find().SetSort(d)
}
