package mongo

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
)

// batchSize is how many things a long task holds in memory at a time.
const batchSize = 200

// What was replaced is kept for readers of an older view for sweepAfter, and swept
// no more often than every sweepEvery. Bringing on the projections by one Change may
// not take longer than that by far: a process that stood still for as long must not
// go on with what it once read.
const (
	sweepAfter = 15 * time.Minute
	sweepEvery = time.Minute
	mostPerOne = 5 * time.Minute
)

func (s *Store) now() time.Time { return time.Now() }

// complete brings the projections up to the end of the log, Change by Change. Other
// processes may do the same at once: each step is one that any of them would take, and
// the marker moves on once.
func (s *Store) complete(ctx context.Context) error { return s.completeWith(ctx, nil) }

// prepared are the projections of a Change that were computed before it was committed.
type prepared struct {
	change content.Change
	of     map[string]projection
}

// is reports whether c is the Change that is known.
func (p *prepared) is(c content.Change) bool { return p != nil && p.change.ID == c.ID }

// completeWith does the same with what is known of one Change already. Where nothing but
// that Change is to be brought on, nothing is asked for it.
func (s *Store) completeWith(ctx context.Context, own *prepared) error {
	s.completing.Lock()
	defer s.completing.Unlock()
	for {
		m, err := s.marker(ctx)
		if err != nil {
			return err
		}
		if !s.made(m) {
			return nil // those who have made them bring them on
		}
		if own != nil && m.At == int64(own.change.Position)-1 {
			err := s.advance(ctx, m.Generation, own.change, own)
			if errors.Is(err, errOvertaken) {
				continue
			}
			if err != nil {
				return err
			}
			return s.sweep(ctx, m)
		}
		changes, err := s.entriesAfter(ctx, content.Position(m.At), batchSize)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			return s.sweep(ctx, m)
		}
		for _, c := range changes {
			err := s.advance(ctx, m.Generation, c, own)
			if errors.Is(err, errOvertaken) {
				break
			}
			if err != nil {
				return err
			}
		}
	}
}

// advance applies c and moves the marker on to it.
func (s *Store) advance(ctx context.Context, generation int64, c content.Change, own *prepared) error {
	ctx, stop := context.WithTimeout(ctx, mostPerOne)
	defer stop()
	emptied, err := s.apply(ctx, generation, c, own)
	if err != nil {
		return err
	}
	done, err := s.coll(metaColl).UpdateOne(ctx, fields(field("_id", metaProjected), field("generation", generation), field("at", int64(c.Position)-1)),
		set(field("at", int64(c.Position))))
	if err != nil {
		return failed(err, "projections")
	}
	if err := s.empty(ctx, generation, emptied); err != nil {
		return err
	}
	if done.MatchedCount == 0 {
		return errOvertaken
	}
	return nil
}

// apply brings one generation from the Position before c to that of c. Where c redacts
// it gives the owners of whatever has the words still, for readers of older views.
func (s *Store) apply(ctx context.Context, generation int64, c content.Change, own *prepared) (emptied []string, err error) {
	var redacted map[content.Hash]bool
	if !own.is(c) { // what is known beforehand redacts nothing
		if redacted, err = s.redact(ctx, c); err != nil {
			return nil, err
		}
	}
	b := s.batch(generation)
	b.putEvents(c)
	done := map[string]bool{}
	var all []projection
	for _, r := range slices.Backward(c.Records) {
		if done[ownerOf(r)] {
			continue
		}
		done[ownerOf(r)] = true
		p, err := s.known(ctx, r, c, own)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	if err := s.put(ctx, b, c.Position, all); err != nil {
		return nil, err
	}
	if err := b.send(ctx); err != nil || len(redacted) == 0 {
		return nil, err
	}
	if err := s.reach(ctx, generation, c, redacted, done); err != nil {
		return nil, err
	}
	_, err = s.coll(pendingColl).DeleteMany(ctx, fields(field("change", string(c.ID))))
	return slices.Collect(maps.Keys(done)), failed(err, "texts to redact")
}

// empty takes away what was replaced of owners, and every older generation: neither
// keeps a word that was redacted for the sake of somebody who still reads there. Keys
// and addresses of rows are made of words.
func (s *Store) empty(ctx context.Context, generation int64, owners []string) error {
	if len(owners) == 0 {
		return nil
	}
	for _, name := range projectedColls {
		ctx, stop := s.within(ctx)
		_, err := s.coll(name+suffix(generation)).DeleteMany(ctx, fields(field("owner", in(owners)), field("ended", bson.D{field("$gt", int64(0))})))
		stop()
		if err != nil {
			return failed(err, "empty %s", name)
		}
	}
	return s.drop(ctx, func(g int64) bool { return g < generation })
}

// known gives the projection of a Record of c, computed before or now.
func (s *Store) known(ctx context.Context, r content.Record, c content.Change, own *prepared) (projection, error) {
	if own.is(c) {
		if p, ok := own.of[ownerOf(r)]; ok {
			p.position = c.Position
			return p, nil
		}
	}
	return s.projectionOf(ctx, r, c.Position, s.textsAt(c.Position))
}

// redact puts the words that c leaves in the place of those that it takes away, and
// gives the hashes of the texts.
func (s *Store) redact(ctx context.Context, c content.Change) (map[content.Hash]bool, error) {
	var pending []pendingDoc
	if err := s.find(ctx, pendingColl, &pending, fields(field("change", string(c.ID)))); err != nil {
		return nil, err
	}
	all := map[content.Hash]bool{}
	var writes []mongo.WriteModel
	for _, p := range pending {
		all[content.Hash(p.Hash)] = true
		writes = append(writes, mongo.NewUpdateOneModel().SetFilter(fields(field("_id", p.Hash))).SetUpsert(true).
			SetUpdate(set(field("redacted", true), field("redacted_at", int64(c.Position)), field("body", blob(p.Body)), field("written", s.now().UnixMilli()))))
	}
	return all, s.write(ctx, textColl, writes)
}

// reach finishes what a redaction means for the projections: those of every Record
// that names one of the texts, not only of those that c wrote, and what somebody has
// typed into one of them. done are the owners that c has written; those that it reaches
// come to them.
func (s *Store) reach(ctx context.Context, generation int64, c content.Change, redacted map[content.Hash]bool, done map[string]bool) error {
	return view{s, generation, int64(c.Position)}.eachRecord(ctx, func(r content.Record, at content.Position) error {
		if !slices.ContainsFunc(content.Named(r.Body), func(h content.Hash) bool { return redacted[h] }) {
			return nil
		}
		if _, err := s.coll(scratchColl).DeleteMany(ctx, fields(field("document", string(r.ID)))); err != nil {
			return failed(err, "scratches")
		}
		if done[ownerOf(r)] {
			return nil
		}
		done[ownerOf(r)] = true
		p, err := s.projectionOf(ctx, r, at, s.textsAt(c.Position))
		if err != nil {
			return err
		}
		b := s.batch(generation)
		if err := s.put(ctx, b, c.Position, []projection{p}); err != nil {
			return err
		}
		return b.send(ctx)
	})
}

// eachRecord walks all Records as of the view, so that do may write.
func (v view) eachRecord(ctx context.Context, do func(content.Record, content.Position) error) error {
	return v.eachBatch(ctx, func(docs []recordDoc) error {
		for _, d := range docs {
			if err := do(d.record(), content.Position(d.Position)); err != nil {
				return err
			}
		}
		return nil
	})
}

// eachBatch walks the documents of all Records as of the view, up to batchSize at a time.
func (v view) eachBatch(ctx context.Context, do func([]recordDoc) error) error {
	for after := ""; ; {
		var found []recordDoc
		err := v.find(ctx, recordColl, &found, fields(field("_id", bson.D{field("$gt", after)})),
			options.Find().SetSort(fields(field("_id", 1))).SetLimit(batchSize))
		if err != nil || len(found) == 0 {
			return err
		}
		if err := do(found); err != nil {
			return err
		}
		after = found[len(found)-1].Span.Key
	}
}

// sweeps reports whether it is time to sweep.
func (s *Store) sweeps(now time.Time) bool { return now.UnixNano()-s.swept.Load() >= int64(sweepEvery) }

// sweep takes away what was replaced long ago.
func (s *Store) sweep(ctx context.Context, m marker) error {
	now := s.now()
	if !s.sweeps(now) {
		return nil
	}
	s.swept.Store(now.UnixNano())
	before := now.Add(-sweepAfter).UnixMilli()
	for _, name := range projectedColls {
		ctx, stop := s.within(ctx)
		_, err := s.coll(name+suffix(m.Generation)).DeleteMany(ctx, fields(field("ended", bson.D{field("$gt", int64(0)), field("$lt", before)})))
		stop()
		if err != nil {
			return failed(err, "sweep %s", name)
		}
	}
	if s.sole == m.Generation || m.Since >= before {
		return nil
	}
	// Whatever is older was replaced, or was never made to its end.
	if err := s.drop(ctx, func(g int64) bool { return g < m.Generation }); err != nil {
		return err
	}
	s.sole = m.Generation
	return nil
}
