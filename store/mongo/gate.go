package mongo

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

var _ media.Gate = (*Store)(nil)

// gateDoc is somebody who files bytes, or keeps others from it. Since is when they
// came, in milliseconds.
type gateDoc struct {
	ID    string `bson:"_id"`
	Hash  string `bson:"hash"`
	Shuts bool   `bson:"shuts"`
	Since int64  `bson:"since"`
}

// gateLongest is after how long whoever stands in a gate is taken for dead: much more
// than any file takes, and than the clocks of two machines differ.
const gateLongest = time.Hour

// Enter implements media.Gate. Each of the two sides writes down that it is there
// before it looks for the other, so that at least one of them sees the other.
func (s *Store) Enter(ctx context.Context, h content.Hash) (func() error, error) {
	return s.stand(ctx, h, false, "it is being removed")
}

// Shut implements media.Gate.
func (s *Store) Shut(ctx context.Context, h content.Hash) (func() error, error) {
	return s.stand(ctx, h, true, "somebody is filing it")
}

func (s *Store) stand(ctx context.Context, h content.Hash, shuts bool, why string) (func() error, error) {
	now := s.now()
	doc := gateDoc{ID: string(content.NewID()), Hash: string(h), Shuts: shuts, Since: now.UnixMilli()}
	if err := s.insertInto(ctx, gateColl, doc); err != nil {
		return nil, failed(err, "blob %s", h)
	}
	leave := func() error {
		return s.remove(context.WithoutCancel(ctx), gateColl, fields(field("_id", doc.ID)))
	}
	others, err := s.standing(ctx, h, !shuts)
	if err == nil && others {
		err = fault.Wrap(fault.Unavailable, errors.New(why), "blob %s", h)
	}
	if err != nil {
		return nil, errors.Join(err, leave())
	}
	return leave, nil
}

// Entered implements media.Gate.
func (s *Store) Entered(ctx context.Context, h content.Hash) (bool, error) {
	return s.standing(ctx, h, false)
}

// standing reports whether somebody is on one side of a gate. The dead are cleared away.
func (s *Store) standing(ctx context.Context, h content.Hash, shuts bool) (bool, error) {
	long := s.now().Add(-gateLongest).UnixMilli()
	if !s.o.ReadOnly {
		if err := s.remove(ctx, gateColl, fields(field("since", before(long)))); err != nil {
			return false, err
		}
	}
	found, err := plain[gateDoc](ctx, s, gateColl, fields(field("hash", string(h)), field("shuts", shuts), field("since", bson.D{field("$gte", long)})))
	return len(found) > 0, err
}
