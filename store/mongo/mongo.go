// Package mongo owns a content.Store in a MongoDB database: the log and its texts,
// the projections that follow from them, and the plain rows that are in no log. It
// must not know rules, and needs no transaction of several documents: the one
// insert of a log entry is the Commit, and everything else can be made again.
//
// Every projected document carries the Positions from which and up to which it
// holds. A reader asks as of one Position, the last that all projections have
// reached, so that it never meets half a Change, and any process may bring the
// projections on, at any time, more than one at once (complete.go).
package mongo

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"herald/content"
	"herald/internal/fault"
	"herald/store/transfer"
)

// Options say how a store is opened.
type Options struct {
	// ReadOnly opens a store for looking only: no schema, no projection, no Commit.
	ReadOnly bool
	// Existing refuses a database without a store, with ErrNone.
	Existing bool
	// Joining refuses, with ErrOthers, projections that another projector has made: making
	// them anew would keep whoever uses them from writing. Nothing is changed then.
	Joining bool
	// Progress is told about the making of projections, when Open has to.
	Progress content.Progress
	// Logger hears of what an operator should know; nil is the default one.
	Logger *slog.Logger
	// monitor hears of every command; tests count them.
	monitor *event.CommandMonitor
	// Patience is how long one question to the server may take; 0 is what the address
	// says (timeoutMS), or ten seconds.
	Patience time.Duration
}

// Store is a content.Store in a MongoDB database.
type Store struct {
	client *mongo.Client
	db     *mongo.Database
	// name is what messages call it, alone that it is in no replica set.
	name      string
	alone     bool
	projector content.Projector
	// print is the projector's Fingerprint; superseded says that the projections are
	// not by it any more.
	print      string
	superseded atomic.Bool
	o          Options
	// completing lets one task of this process bring the projections on.
	completing sync.Mutex
	look       look
	// swept is when this process swept last, in nanoseconds since 1970.
	swept atomic.Int64
	// sole is the generation beside which there was none older when that was last looked at.
	sole int64
}

var (
	_ content.Store   = (*Store)(nil)
	_ transfer.Source = (*Store)(nil)
	_ transfer.Target = (*Store)(nil)
)

// The collections that are the truth, and those beside it.
const (
	logColl     = "log"
	textColl    = "texts"
	pendingColl = "pending"
	metaColl    = "meta"

	scratchColl = "scratches"
	secretColl  = "secrets"
	sessionColl = "sessions"
	deviceColl  = "devices"
	noticeColl  = "notices"
	letterColl  = "letters"
	shareColl   = "shares"
	askedColl   = "questions"
	leaseColl   = "leases"
	gateColl    = "gates"
	uploadColl  = "uploads"
	pieceColl   = "pieces"
)

// Open opens the store at a mongodb:// or mongodb+srv:// address, in the database that
// its path names, "herald" where it names none. It brings the schema up to date, and
// makes the projections anew when p is not the projector that they were made by, unless it
// is to join others. It
// fails with fault.Invalid where the address is none, and with fault.Unavailable where
// the server cannot be reached or does not let Herald do what it must, where the
// database holds something else, or a store that was never filled to its end; it says
// which.
func Open(ctx context.Context, address string, p content.Projector, o Options) (*Store, error) {
	s, err := dial(ctx, address, p, o)
	if err != nil {
		return nil, err
	}
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// dial reaches the server and changes nothing.
func dial(ctx context.Context, address string, p content.Projector, o Options) (*Store, error) {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Patience <= 0 {
		o.Patience = split(address).patience()
	}
	client, database, err := connect(address, o)
	if err != nil {
		return nil, err
	}
	s := &Store{client: client, db: client.Database(database), name: Name(address), projector: p, print: p.Fingerprint(), o: o}
	if err := s.greet(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) prepare(ctx context.Context) error {
	if err := s.whole(ctx); err != nil {
		return err
	}
	if s.o.ReadOnly {
		return s.checkSchema(ctx)
	}
	return s.ready(ctx)
}

// ready makes everything that writing needs.
func (s *Store) ready(ctx context.Context) error {
	if err := s.mayWrite(ctx); err != nil {
		return err
	}
	if err := s.joins(ctx); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	return s.freshen(ctx)
}

// Close lets go of the server. Nothing is left to be written.
func (s *Store) Close() error {
	ctx, stop := context.WithTimeout(context.Background(), s.o.Patience)
	defer stop()
	return failed(s.client.Disconnect(ctx), "close store")
}

// usable refuses writing where only looking was asked for.
func (s *Store) usable() error {
	if s.o.ReadOnly {
		return fault.Wrap(fault.Unavailable, errors.New("it was opened read-only"), "store %s", s.title())
	}
	return nil
}

// within bounds one question by the store's patience.
func (s *Store) within(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, s.o.Patience)
}

func (s *Store) coll(name string) *mongo.Collection { return s.db.Collection(name) }

// field and fields keep composite literals of bson.D short.
func field(key string, value any) bson.E { return bson.E{Key: key, Value: value} }

func fields(all ...bson.E) bson.D { return all }

// set is the update that sets fields.
func set(all ...bson.E) bson.D { return bson.D{field("$set", bson.D(all))} }
