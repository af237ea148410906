package mongo

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"herald/internal/fault"
)

// oldestWire is the wire version of MongoDB 4.4.
const oldestWire = 9

// connect makes a client for an address. Nothing is asked of the server yet.
func connect(whole string, o Options) (*mongo.Client, string, error) {
	if err := Check(whole); err != nil {
		return nil, "", err
	}
	to := clientOptions(whole, o)
	if err := to.Validate(); err != nil {
		// It may repeat a secret, and files and names of hosts are what can be wrong.
		return nil, "", fault.Wrap(fault.Unavailable, withoutAddress(err, whole), "store %s", Name(whole))
	}
	client, err := mongo.Connect(to)
	return client, split(whole).named(), failed(err, "store %s", Name(whole))
}

// withoutAddress gives err unless it repeats something secret of an address.
func withoutAddress(err error, whole string) error {
	_, password, _ := strings.Cut(split(whole).user, ":")
	text := err.Error()
	if password != "" && strings.Contains(text, password) || strings.Contains(text, whole) {
		return errors.New("its address cannot be used")
	}
	return reason(err)
}

// clientOptions: what is written is acknowledged by a majority, from their
// journals, and only what a majority has is read, from the primary.
func clientOptions(address string, o Options) *options.ClientOptions {
	journal := true
	return options.Client().ApplyURI(address).
		SetMonitor(o.monitor).
		SetAppName("herald").
		SetWriteConcern(&writeconcern.WriteConcern{W: writeconcern.WCMajority, Journal: &journal}).
		SetReadConcern(readconcern.Majority()).
		SetReadPreference(readpref.Primary()).
		SetServerSelectionTimeout(o.Patience).
		SetConnectTimeout(o.Patience).
		SetRetryWrites(true).SetRetryReads(true)
}

// greeting is what the server says of itself.
type greeting struct {
	Set     string `bson:"setName"`
	Wire    int    `bson:"maxWireVersion"`
	Message string `bson:"msg"`
}

// greet asks the server whether it is one that Herald can use.
func (s *Store) greet(ctx context.Context) error {
	ctx, stop := s.within(ctx)
	defer stop()
	var g greeting
	if err := s.db.RunCommand(ctx, fields(field("hello", 1))).Decode(&g); err != nil {
		return s.unreachable(err)
	}
	if g.Wire < oldestWire {
		return fault.Wrap(fault.Unavailable, fmt.Errorf("wire version %d: it is older than MongoDB 4.4", g.Wire), "store %s", s.title())
	}
	s.alone = g.Set == "" && g.Message != "isdbgrid"
	return s.mayRead(ctx)
}

// Alone reports that the server is not a member of a replica set.
func (s *Store) Alone() bool { return s.alone }

// title names the store in messages.
func (s *Store) title() string {
	if s.name != "" {
		return s.name
	}
	return s.db.Name()
}

// mayRead asks one question, since a greeting is answered without credentials.
func (s *Store) mayRead(ctx context.Context) error {
	err := s.coll(metaColl).FindOne(ctx, bson.D{}).Err()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil
	}
	return s.unreachable(err)
}

// mayWrite writes one document, so that an account that may only read is refused when
// Herald starts and not when somebody publishes.
func (s *Store) mayWrite(ctx context.Context) error {
	err := s.setMeta(ctx, metaOpened, field("at", s.now().UnixMilli()))
	if hasCode(err, forbidden...) {
		return fault.Wrap(fault.Unavailable, errors.New("the account may read this database but not write to it: it needs the role readWrite"), "store %s", s.title())
	}
	return err
}
