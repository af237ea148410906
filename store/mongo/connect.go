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
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"herald/internal/fault"
)

// usualName is the database where the address names none.
const usualName = "herald"

// oldestWire is the wire version of MongoDB 4.4.
const oldestWire = 9

// connect makes a client for address. Nothing is asked of the server yet.
func connect(address string, o Options) (*mongo.Client, string, error) {
	parts, err := connstring.ParseAndValidate(address)
	if err != nil {
		return nil, "", fault.Wrap(fault.Invalid, err, "address of the store")
	}
	name := parts.Database
	if name == "" {
		name = usualName
	}
	client, err := mongo.Connect(clientOptions(address, o))
	return client, name, failed(err, "store")
}

// clientOptions: what is written is acknowledged by a majority, from their
// journals, and only what a majority has is read, from the primary.
func clientOptions(address string, o Options) *options.ClientOptions {
	journal := true
	return options.Client().ApplyURI(address).
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
		return fault.Wrap(fault.Unavailable, fmt.Errorf("wire version %d: it is older than MongoDB 4.4", g.Wire), "store %s", s.db.Name())
	}
	if g.Set == "" && g.Message != "isdbgrid" {
		s.o.Logger.Warn("the MongoDB server is not a member of a replica set: when its disk is lost, so is everything")
	}
	return s.mayRead(ctx)
}

// mayRead asks one question, since a greeting is answered without credentials.
func (s *Store) mayRead(ctx context.Context) error {
	err := s.coll(metaColl).FindOne(ctx, bson.D{}).Err()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil
	}
	return s.unreachable(err)
}

// unreachable says why the server cannot be used, in words for an operator.
func (s *Store) unreachable(err error) error {
	switch {
	case err == nil:
		return nil
	case strings.Contains(err.Error(), "auth error") || hasCode(err, 18):
		return fault.Wrap(fault.Unavailable, errors.New("the server refuses the name or the password"), "store %s", s.db.Name())
	case hasCode(err, 13):
		return fault.Wrap(fault.Unavailable, errors.New("the account may not read this database"), "store %s", s.db.Name())
	}
	return fault.Wrap(fault.Unavailable, fmt.Errorf("the server cannot be reached: %w", err), "store %s", s.db.Name())
}
