package mongo

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"herald/internal/fault"
)

// Whoever fills a database says so again every beatEvery. One of whom nothing was heard
// for silence was broken off: clocks of two machines need not agree about that.
const (
	beatEvery = time.Second
	silence   = 5 * time.Second
)

var (
	errFull     = errors.New("the database is not empty: name another one, or drop this one if nothing in it is needed")
	errAnother  = errors.New("another restore is filling this database")
	errReplaced = errors.New("another restore has taken its place")
)

func (f *filling) refused(why error) error {
	return fault.Wrap(fault.Conflict, why, "store %s", f.s.db.Name())
}

// claim puts the name of f into the marker, if the database is empty or was left half
// filled.
func (f *filling) claim(ctx context.Context) error {
	m, err := f.s.anyMarker(ctx)
	if err != nil {
		return err
	}
	if f.again = m.Filling != ""; f.again {
		return f.takeOver(ctx, m)
	}
	if err := f.mustBeEmpty(ctx); err != nil {
		return err
	}
	if err := f.sign(ctx, m); err != nil {
		return err
	}
	// Somebody may have begun to write before they could see the name.
	if err := f.mustBeEmpty(ctx); err != nil {
		return errors.Join(err, f.withdraw(ctx, m))
	}
	return nil
}

// contents are the collections of which one that holds anything makes a database one that
// is not empty. Texts without a log are what a Commit that was given up has left.
var contents = []string{logColl, secretColl, sessionColl, deviceColl, noticeColl, letterColl, scratchColl, shareColl, askedColl, fileColl}

// mustBeEmpty refuses a database in which something would be lost.
func (f *filling) mustBeEmpty(ctx context.Context) error {
	for _, coll := range contents {
		err := f.s.coll(coll).FindOne(ctx, bson.D{}).Err()
		if err == nil {
			return f.refused(errFull)
		}
		if !errors.Is(err, mongo.ErrNoDocuments) {
			return failed(err, "read %s", coll)
		}
	}
	return nil
}

// takeOver claims what another Fill has left, once it has been silent for long enough.
func (f *filling) takeOver(ctx context.Context, left marker) error {
	select {
	case <-ctx.Done():
		return failed(ctx.Err(), "fill %s", f.s.db.Name())
	case <-time.After(silence):
	}
	return f.sign(ctx, left)
}

// sign writes the name of f into the marker, unless that has changed since it was read.
func (f *filling) sign(ctx context.Context, was marker) error {
	ctx, stop := f.s.within(ctx)
	defer stop()
	if was == (marker{}) {
		_, err := f.s.coll(metaColl).InsertOne(ctx, fields(field("_id", metaProjected), field("filling", f.id), field("beat", int64(1))))
		if taken(err) {
			return f.refused(errAnother)
		}
		return failed(err, "fill %s", f.s.db.Name())
	}
	unchanged := fields(field("_id", metaProjected), field("generation", was.Generation), field("at", was.At), field("filling", nil), field("beat", nil))
	if was.Filling != "" {
		unchanged = fields(field("_id", metaProjected), field("filling", was.Filling), field("beat", was.Beat))
	}
	done, err := f.s.coll(metaColl).UpdateOne(ctx, unchanged, set(field("filling", f.id), field("beat", int64(1))))
	if err == nil && done.MatchedCount == 0 {
		return f.refused(errAnother)
	}
	return failed(err, "fill %s", f.s.db.Name())
}

// withdraw puts the marker back as it was.
func (f *filling) withdraw(ctx context.Context, was marker) error {
	mine := fields(field("_id", metaProjected), field("filling", f.id))
	if was == (marker{}) {
		return f.s.remove(ctx, metaColl, mine)
	}
	_, err := f.s.update(ctx, metaColl, mine, bson.D{field("$unset", fields(field("filling", ""), field("beat", "")))})
	return err
}

// beat says every now and then that f goes on, and ends ctx when another has taken its
// place.
func (f *filling) beat(ctx context.Context) (context.Context, func()) {
	ctx, end := context.WithCancelCause(ctx)
	over := make(chan struct{})
	go func() {
		defer close(over)
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(beatEvery):
			}
			n, err := f.s.update(ctx, metaColl, fields(field("_id", metaProjected), field("filling", f.id)), bson.D{field("$inc", fields(field("beat", int64(1))))})
			if err == nil && n == 0 {
				end(errReplaced)
			}
		}
	}()
	return ctx, func() {
		end(nil)
		<-over
	}
}

// failed gives the reason for which ctx ended the place of what came of it.
func (f *filling) failed(ctx context.Context, err error) error {
	if err != nil && errors.Is(context.Cause(ctx), errReplaced) {
		return f.refused(errReplaced)
	}
	return err
}

// clear takes away what nobody needs: in a database that was empty, what Commits that
// were given up have left, and no more, since another may be in the log by now, which
// is found when the first entry is inserted; of a Fill that was broken off, everything
// but the marker.
func (f *filling) clear(ctx context.Context) error {
	if err := f.s.drop(ctx, func(string) bool { return true }); err != nil {
		return err
	}
	if !f.again {
		return errors.Join(f.s.remove(ctx, textColl, bson.D{}), f.s.remove(ctx, pendingColl, bson.D{}))
	}
	for _, coll := range append([]string{textColl, pendingColl, chunkColl, asideColl}, contents...) {
		if err := f.s.coll(coll).Drop(ctx); err != nil {
			return failed(err, "drop %s", coll)
		}
	}
	// The indexes went with the collections, and have to be made again.
	if err := f.s.remove(ctx, metaColl, fields(field("_id", bson.D{field("$ne", metaProjected)}))); err != nil {
		return err
	}
	return f.s.migrate(ctx)
}

// settle makes m the marker: from here on the database is a store.
func (f *filling) settle(ctx context.Context, m marker) error {
	ctx, stop := f.s.within(context.WithoutCancel(ctx))
	defer stop()
	done, err := f.s.coll(metaColl).ReplaceOne(ctx, fields(field("_id", metaProjected), field("filling", f.id)),
		fields(field("_id", metaProjected), field("generation", m.Generation), field("at", m.At), field("print", m.Print)))
	if err == nil && done.MatchedCount == 0 {
		return f.refused(errReplaced)
	}
	return failed(err, "fill %s", f.s.db.Name())
}
