package mongo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/internal/fault"
)

// metaFilling is the document of meta that stands while a new store is being filled.
const metaFilling = "filling"

// Who fills a store beats once every beatEvery; one that has not for beatsDead is gone.
// Only the count is looked at, so that no clocks have to agree.
const (
	beatEvery = time.Second
	beatsDead = 10 * time.Second
)

// fillingDoc says who fills the store, with what.
type fillingDoc struct {
	What  string `bson:"what"`
	Token string `bson:"token"`
	Beats int64  `bson:"beats"`
}

// HalfFilledError says that the filling of a store is going on or was broken off:
// whatever is read there is only a part.
type HalfFilledError struct{ What string }

// Error implements error.
func (e *HalfFilledError) Error() string {
	return "it holds only a part of " + e.What + ", which is still being taken in or was broken off"
}

var (
	// ErrNone says that a database holds no store.
	ErrNone = errors.New("there is no store of Herald in this database")
	// ErrForeign says that a database is somebody else's.
	ErrForeign = errors.New("the database holds something else: name an empty one in the address")
	errFilled  = errors.New("another Herald is filling it")
)

// Fill makes a new store at an address with what do puts into it, which what names. It
// reports false where there is a store already, and does nothing then. Until do has
// ended, Open refuses the store with a HalfFilledError; the next Fill with the same
// what clears it and begins anew, unless the one before is still at it.
func Fill(ctx context.Context, address string, p content.Projector, o Options, what string, do func(context.Context, *Store) error) (filled bool, err error) {
	s, err := dial(ctx, address, p, o)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	token, err := s.claim(ctx, what)
	if err != nil || token == "" {
		return false, err
	}
	return true, s.fill(ctx, token, do)
}

// claim marks the store as being filled, and gives "" where it is one already.
func (s *Store) claim(ctx context.Context, what string) (string, error) {
	var f fillingDoc
	if err := s.meta(ctx, metaFilling, &f); err != nil {
		return "", err
	}
	token := string(content.NewID())
	if f.Token == "" {
		if done, err := s.schema(ctx); err != nil || done > 0 {
			return "", err
		}
		if err := s.unclaimed(ctx); err != nil {
			return "", err
		}
		return token, s.mark(ctx, fillingDoc{What: what, Token: token})
	}
	if f.What != what {
		return "", fault.Wrap(fault.Unavailable, &HalfFilledError{f.What}, "store %s", s.title())
	}
	if err := s.awaitDeath(ctx, f); err != nil {
		return "", err
	}
	n, err := s.update(ctx, metaColl, fields(field("_id", metaFilling), field("token", f.Token)), set(field("token", token)))
	if err == nil && n == 0 {
		err = fault.Wrap(fault.Unavailable, errFilled, "store %s", s.title())
	}
	if err != nil {
		return "", err
	}
	return token, s.clear(ctx)
}

func (s *Store) mark(ctx context.Context, f fillingDoc) error {
	err := s.insertInto(ctx, metaColl, fields(field("_id", metaFilling), field("what", f.What), field("token", f.Token), field("beats", f.Beats)))
	if taken(err) {
		return fault.Wrap(fault.Unavailable, errFilled, "store %s", s.title())
	}
	return failed(err, "meta %s", metaFilling)
}

// awaitDeath waits until it is sure that who marked the store is gone.
func (s *Store) awaitDeath(ctx context.Context, was fillingDoc) error {
	for end := time.Now().Add(beatsDead); time.Now().Before(end); {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(beatEvery):
		}
		var is fillingDoc
		if err := s.meta(ctx, metaFilling, &is); err != nil {
			return err
		}
		if is != was {
			return fault.Wrap(fault.Unavailable, errFilled, "store %s", s.title())
		}
	}
	return nil
}

// fill has do fill the store, and takes the mark away when that is done. What failed is
// cleared at once where that is possible.
func (s *Store) fill(ctx context.Context, token string, do func(context.Context, *Store) error) error {
	inside, lost := context.WithCancelCause(ctx)
	var beating sync.WaitGroup
	stop := make(chan struct{})
	beating.Go(func() { s.beat(inside, token, stop, lost) })
	err := s.ready(inside)
	if err == nil {
		err = do(inside, s)
	}
	close(stop)
	beating.Wait()
	if cause := context.Cause(inside); cause != nil {
		return errors.Join(cause, err)
	}
	lost(nil)
	own := fields(field("_id", metaFilling), field("token", token))
	if err != nil {
		after := context.WithoutCancel(ctx)
		return errors.Join(err, s.clear(after), s.remove(after, metaColl, own))
	}
	done, err := s.coll(metaColl).DeleteOne(ctx, own)
	if err == nil && done.DeletedCount == 0 {
		err = errFilled
	}
	return failed(err, "meta %s", metaFilling)
}

// beat shows that somebody is at it, and gives up when another has taken over.
func (s *Store) beat(ctx context.Context, token string, stop <-chan struct{}, lost context.CancelCauseFunc) {
	for {
		select {
		case <-stop:
			return
		case <-ctx.Done():
			return
		case <-time.After(beatEvery):
		}
		n, err := s.update(ctx, metaColl, fields(field("_id", metaFilling), field("token", token)), bson.D{field("$inc", fields(field("beats", int64(1))))})
		if err == nil && n == 0 {
			lost(fault.Wrap(fault.Unavailable, errFilled, "store %s", s.title()))
			return
		}
	}
}

// clear takes everything out of a store that is being filled, but the mark that says so
// and the list of redactions.
func (s *Store) clear(ctx context.Context) error {
	names, err := s.collections(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		if name == metaColl || name == redactColl {
			continue
		}
		ctx, stop := s.within(ctx)
		err := s.coll(name).Drop(ctx)
		stop()
		if err != nil {
			return failed(err, "drop %s", name)
		}
	}
	return s.remove(ctx, metaColl, fields(field("_id", bson.D{field("$ne", metaFilling)})))
}

func (s *Store) collections(ctx context.Context) ([]string, error) {
	ctx, stop := s.within(ctx)
	defer stop()
	all, err := s.db.ListCollectionNames(ctx, bson.D{})
	if err != nil {
		return nil, failed(err, "collections")
	}
	var own []string
	for _, name := range all {
		if !strings.HasPrefix(name, "system.") {
			own = append(own, name)
		}
	}
	return own, nil
}

// whole refuses a store that is half filled, a database that is not Herald's, and, where
// only an existing store is wanted, one that holds none.
func (s *Store) whole(ctx context.Context) error {
	var f fillingDoc
	if err := s.meta(ctx, metaFilling, &f); err != nil {
		return err
	}
	if f.Token != "" {
		return fault.Wrap(fault.Unavailable, &HalfFilledError{f.What}, "store %s", s.title())
	}
	done, err := s.schema(ctx)
	if err != nil || done > 0 {
		return err
	}
	if err := s.unclaimed(ctx); err != nil {
		return err
	}
	if s.o.Existing || s.o.ReadOnly {
		return fault.Wrap(fault.Unavailable, ErrNone, "store %s", s.title())
	}
	return nil
}

// unclaimed refuses a database that holds something that is not Herald's. A store that
// was never finished is known by when it was opened.
func (s *Store) unclaimed(ctx context.Context) error {
	var begun struct {
		At int64 `bson:"at"`
	}
	if err := s.meta(ctx, metaOpened, &begun); err != nil || begun.At > 0 {
		return err
	}
	names, err := s.collections(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		if name == redactColl {
			continue // it outlasts the store that it came from
		}
		n, err := s.coll(name).CountDocuments(ctx, bson.D{}, options.Count().SetLimit(1))
		if err != nil {
			return failed(err, "read %s", name)
		}
		if n > 0 {
			return fault.Wrap(fault.Unavailable, fmt.Errorf("%w (it has a collection %q)", ErrForeign, name), "store %s", s.title())
		}
	}
	return nil
}

// Size gives the bytes that the database takes on its server's disk.
func (s *Store) Size(ctx context.Context) (int64, error) {
	ctx, stop := s.within(ctx)
	defer stop()
	var said bson.M
	if err := s.db.RunCommand(ctx, fields(field("dbStats", 1))).Decode(&said); err != nil {
		return 0, failed(err, "size of the store")
	}
	var sum int64
	for _, key := range []string{"storageSize", "indexSize"} {
		switch n := said[key].(type) {
		case int32:
			sum += int64(n)
		case int64:
			sum += n
		case float64:
			sum += int64(n)
		}
	}
	return sum, nil
}
