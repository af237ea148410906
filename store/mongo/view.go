package mongo

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
)

// forEver is the Position up to which a projected document holds that nothing has
// replaced yet, and the instant of an open end; fromStart that of an open begin.
const (
	forEver   int64 = math.MaxInt64
	fromStart int64 = math.MinInt64
)

// metaProjected is the document of meta that says how far the projections are.
const metaProjected = "projected"

// marker says which generation of the projections is read, up to which Position of
// the log it has come, which projector made it, and since when it is read, in
// milliseconds since 1970.
type marker struct {
	Generation int64  `bson:"generation"`
	At         int64  `bson:"at"`
	Print      string `bson:"print"`
	Since      int64  `bson:"since"`
}

// view is the projections as of one Position.
type view struct {
	s          *Store
	generation int64
	at         int64
}

// lookEvery is how often it is asked whether the log goes on beyond the marker. Whoever
// commits moves the marker himself; only one who died in between leaves that to others.
const lookEvery = time.Second

// look says when that is to be asked next. Zero means at once.
type look struct{ next atomic.Int64 }

// due reports that it is time, to one of those who ask.
func (l *look) due() bool {
	now := time.Now().UnixNano()
	next := l.next.Load()
	return now >= next && l.next.CompareAndSwap(next, now+int64(lookEvery))
}

// soon has the next who asks look, since something has happened that is not understood.
func (l *look) soon() { l.next.Store(0) }

// steady gives the projections as of the Position at which a page is read, which its
// first question finds out (content.Steady); without a page it is view. What is going to
// be written never follows from it.
func (s *Store) steady(ctx context.Context) (view, error) {
	moment := content.MomentOf(ctx)
	if moment == nil {
		return s.view(ctx)
	}
	held, err := moment.Hold(s, func() (any, error) { return s.view(ctx) })
	v, _ := held.(view)
	return v, err
}

// view gives the projections as of the last Position that they have reached. That is the
// end of the log but for a moment; what a process left behind that died after a Commit
// is completed by others within lookEvery.
func (s *Store) view(ctx context.Context) (view, error) {
	m, err := s.marker(ctx)
	if err != nil || s.o.ReadOnly || !s.made(m) || !s.look.due() {
		return view{s, m.Generation, m.At}, err
	}
	more, err := s.entriesAfter(ctx, content.Position(m.At), 1)
	if err != nil {
		s.look.soon()
		return view{}, err
	}
	if len(more) > 0 {
		if err := s.complete(ctx); err != nil {
			return view{}, err
		}
		if m, err = s.marker(ctx); err != nil {
			return view{}, err
		}
	} else if s.sweeps(s.now()) {
		// Where nobody commits, what was replaced goes all the same. Nobody who only reads
		// is to fail because of it.
		if err := s.complete(ctx); err != nil {
			s.o.Logger.Warn("what was replaced long ago was not taken away", "error", err)
		}
	}
	return view{s, m.Generation, m.At}, nil
}

func (s *Store) marker(ctx context.Context) (m marker, err error) {
	err = s.meta(ctx, metaProjected, &m)
	return m, err
}

// suffix ends the names of a generation's collections.
func suffix(generation int64) string { return "_" + strconv.FormatInt(generation, 10) }

func (v view) coll(name string) string { return name + suffix(v.generation) }

// now narrows filter to what holds as of the view.
func (v view) now(filter bson.D) bson.D {
	return append(filter[:len(filter):len(filter)], field("from", bson.D{field("$lte", v.at)}), field("to", bson.D{field("$gt", v.at)}))
}

// find reads all documents that filter selects as of the view.
func (v view) find(ctx context.Context, coll string, into any, filter bson.D, o ...options.Lister[options.FindOptions]) error {
	return v.s.find(ctx, v.coll(coll), into, v.now(filter), o...)
}

// one reads the first document; it reports whether there was one.
func (v view) one(ctx context.Context, coll string, into any, filter bson.D, o ...options.Lister[options.FindOneOptions]) (bool, error) {
	ctx, stop := v.s.within(ctx)
	defer stop()
	err := v.s.coll(v.coll(coll)).FindOne(ctx, v.now(filter), o...).Decode(into)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return false, nil
	}
	return err == nil, failed(err, "read %s", coll)
}

// count counts what filter selects as of the view.
func (v view) count(ctx context.Context, coll string, filter bson.D) (int, error) {
	ctx, stop := v.s.within(ctx)
	defer stop()
	n, err := v.s.coll(v.coll(coll)).CountDocuments(ctx, v.now(filter))
	return int(n), failed(err, "count %s", coll)
}

// group counts what a pipeline of a filter and more gives by a field.
func (v view) group(ctx context.Context, coll string, filter bson.D, by string, more ...bson.D) (map[string]int, error) {
	ctx, stop := v.s.within(ctx)
	defer stop()
	pipeline := append([]bson.D{{field("$match", v.now(filter))}}, more...)
	pipeline = append(pipeline, bson.D{field("$group", fields(field("_id", "$"+by), field("n", bson.D{field("$sum", int32(1))})))})
	cursor, err := v.s.coll(v.coll(coll)).Aggregate(ctx, pipeline)
	if err != nil {
		return nil, failed(err, "count %s", coll)
	}
	var found []struct {
		Value string `bson:"_id"`
		N     int64  `bson:"n"`
	}
	if err := cursor.All(ctx, &found); err != nil {
		return nil, failed(err, "count %s", coll)
	}
	all := make(map[string]int, len(found))
	for _, f := range found {
		all[f.Value] = int(f.N)
	}
	return all, nil
}

func (v view) String() string { return fmt.Sprintf("generation %d at %d", v.generation, v.at) }
