package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/internal/fault"
)

var _ content.Leases = (*Store)(nil)

// leaseDoc is one term. Its key names the term, so that of two who begin it the server
// takes one; terms before the newest are dropped.
type leaseDoc struct {
	Key    string `bson:"_id"`
	Name   string `bson:"name"`
	Term   int64  `bson:"term"`
	Holder string `bson:"holder"`
}

func leaseKey(name string, term int64) string { return fmt.Sprintf("%s/%016x", name, term) }

// terms selects those of a name from one on, before another.
func terms(name string, from, before int64) bson.D {
	return fields(field("_id", fields(field("$gte", leaseKey(name, from)), field("$lt", leaseKey(name, before)))))
}

// Lease implements content.Leases.
func (s *Store) Lease(ctx context.Context, name string) (content.Lease, error) {
	found, err := plain[leaseDoc](ctx, s, leaseColl, terms(name, 0, forEver), sorted("-_id"), options.Find().SetLimit(1))
	if err != nil || len(found) == 0 {
		return content.Lease{Name: name}, err
	}
	return content.Lease{Name: name, Term: found[0].Term, Holder: found[0].Holder}, nil
}

// BeginTerm implements content.Leases. A key may be free because its term is over and
// was dropped, so that it is looked once more whether the term is the newest.
func (s *Store) BeginTerm(ctx context.Context, l content.Lease) error {
	other := fault.Wrap(fault.Conflict, errors.New("another has begun the term"), "lease %s, term %d", l.Name, l.Term)
	newest, err := s.Lease(ctx, l.Name)
	if err != nil {
		return err
	}
	if newest.Term >= l.Term {
		return other
	}
	err = s.insertInto(ctx, leaseColl, leaseDoc{leaseKey(l.Name, l.Term), l.Name, l.Term, l.Holder})
	if taken(err) {
		return other
	}
	if err != nil {
		return failed(err, "lease %s", l.Name)
	}
	if newest, err = s.Lease(ctx, l.Name); err != nil {
		return err
	}
	if newest.Term > l.Term {
		return other
	}
	// That older terms stay for now is no matter of the new one.
	if err := s.remove(ctx, leaseColl, terms(l.Name, 0, l.Term)); err != nil {
		s.o.Logger.Warn("terms that are over stay for now", "lease", l.Name, "error", err)
	}
	return nil
}
