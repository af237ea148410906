package mongo

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// How a change stream is held: one question waits watchAwait for something to happen.
// One that broke is opened again after watchRetry, and after twice as long each time, up
// to watchLongest. A server or an account that has none is asked again every watchAgain.
// While there is no stream, the marker is asked for every watchPoll.
const (
	watchPoll    = 250 * time.Millisecond
	watchAwait   = 5 * time.Second
	watchRetry   = 250 * time.Millisecond
	watchLongest = 30 * time.Second
	watchAgain   = 10 * time.Minute
)

// streamless are answers of servers and accounts that have no change streams: of one
// that is in no replica set, of stand-ins for MongoDB, and where the right is missing.
var streamless = []int{13, 59, 72, 115, 238, 40324, 40573}

// Watch implements follow.Watcher by a change stream of the marker: an entry of the log
// can be followed once that has moved on to it. Where there is none it asks for the
// marker, over and over.
//
// A stream that is opened anew begins at that moment, not where the old one ended: that
// may be too long ago for the server. So grown is called whenever one was opened, and
// whatever came in between is read from the log.
func (s *Store) Watch(ctx context.Context, grown func()) {
	w := &watch{s: s, grown: grown}
	pause := watchRetry
	for ctx.Err() == nil {
		held, err := w.hold(ctx)
		if held {
			pause = watchRetry
		}
		wait := pause
		if hasCode(err, streamless...) {
			wait = watchAgain
		}
		w.say(ctx, err)
		w.poll(ctx, wait)
		pause = min(2*pause, watchLongest)
	}
}

// watch is one Watch. Without is whether the log has been told that there is no stream.
// At is the marker that was last told of where there was none.
type watch struct {
	s       *Store
	grown   func()
	without bool
	at      marker
}

// poll asks for the marker until it is time to try a stream again. That it cannot be
// asked for is for those to say who need it.
func (w *watch) poll(ctx context.Context, until time.Duration) {
	again := time.After(until)
	tick := time.NewTicker(watchPoll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-again:
			return
		case <-tick.C:
		}
		if m, err := w.s.marker(ctx); err == nil && m != w.at {
			w.at = m
			w.grown()
		}
	}
}

// hold opens a stream and stays with it until it breaks; held says whether it was open.
func (w *watch) hold(ctx context.Context) (held bool, err error) {
	stream, err := w.open(ctx)
	if err != nil {
		return false, err
	}
	defer func() {
		// The server lets go of it by itself where it cannot be told.
		ctx, stop := w.s.within(context.WithoutCancel(ctx))
		defer stop()
		_ = stream.Close(ctx)
	}()
	if w.without {
		w.without = false
		w.s.o.Logger.Info("the database tells of commits by itself again")
	}
	w.grown()
	for ctx.Err() == nil {
		happened, err := w.next(ctx, stream)
		if err != nil {
			return true, err
		}
		if happened {
			w.grown()
		}
	}
	return true, ctx.Err()
}

// open asks for no more than that the marker has moved.
func (w *watch) open(ctx context.Context) (*mongo.ChangeStream, error) {
	ctx, stop := w.s.within(ctx)
	defer stop()
	return w.s.coll(metaColl).Watch(ctx, mongo.Pipeline{
		{field("$match", fields(field("documentKey._id", metaProjected)))},
		{field("$project", fields(field("documentKey", 1)))},
	}, options.ChangeStream().SetMaxAwaitTime(watchAwait))
}

// errStreamEnded says that the server has ended a stream: the collection was dropped.
var errStreamEnded = errors.New("the server ended the change stream")

// next waits once for something to happen and takes all that are there. It gives up where the server
// does not answer within its own time and the store's patience: a connection whose other
// end has gone says nothing of it.
func (w *watch) next(ctx context.Context, stream *mongo.ChangeStream) (happened bool, err error) {
	ctx, stop := context.WithTimeout(ctx, watchAwait+w.s.o.Patience)
	defer stop()
	happened = stream.TryNext(ctx)
	for happened && stream.RemainingBatchLength() > 0 && stream.TryNext(ctx) {
	}
	switch {
	case stream.Err() != nil:
		return happened, stream.Err()
	case stream.ID() == 0:
		return happened, errStreamEnded
	}
	return happened, nil
}

// say tells the operator once that there is no stream, and why.
func (w *watch) say(ctx context.Context, err error) {
	if w.without || ctx.Err() != nil {
		return
	}
	w.without = true
	log := w.s.o.Logger.Warn
	if hasCode(err, streamless...) {
		log = w.s.o.Logger.Info
	}
	log("the database does not tell of commits by itself: those of other processes are found by asking", "error", err)
}
