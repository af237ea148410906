package mongo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/internal/fault"
)

// entryDoc is an entry of the log. Its key is its Position, so that of two Commits at
// one Position the server takes one.
type entryDoc struct {
	Position int64  `bson:"_id"`
	ID       string `bson:"id"`
	Hash     string `bson:"hash"`
	Entry    []byte `bson:"entry"`
}

// textDoc is a text by its hash. Written is when it came, in milliseconds: one that no
// entry names yet may belong to a Commit under way.
type textDoc struct {
	Hash     string `bson:"_id"`
	Redacted bool   `bson:"redacted"`
	Body     []byte `bson:"body"`
	Written  int64  `bson:"written"`
}

// pendingDoc is what a text becomes once the Change that redacts it stands in the log.
type pendingDoc struct {
	ID     string `bson:"_id"`
	Change string `bson:"change"`
	Hash   string `bson:"hash"`
	Body   []byte `bson:"body"`
}

// The tries to learn what became of an insert whose answer was lost, and the time
// between them.
const (
	resolveTries = 5
	resolvePause = 200 * time.Millisecond
)

// Commit implements content.Log. The insert of the entry is the Commit: whatever came
// before it is harmless without it, and whatever follows from it can be done by
// anybody later.
func (s *Store) Commit(ctx context.Context, at content.Position, c content.Change, texts []content.Text) (content.Change, error) {
	if err := s.usable(); err != nil {
		return content.Change{}, err
	}
	if err := c.Storable(texts); err != nil {
		return content.Change{}, err
	}
	redacts := slices.ContainsFunc(texts, func(x content.Text) bool { return x.Redacted })
	if redacts {
		// What waits to be redacted must not be put there again. Any other Change that is
		// in the log already is found when it is appended: its id is taken.
		if known, err := s.changeOf(ctx, c.ID); err != nil || known != nil {
			return s.finished(ctx, known, nil, err)
		}
	}
	c, err := s.follows(ctx, at, c)
	if fault.Is(err, fault.Conflict) {
		s.look.soon()
		// It may be c itself that somebody else has just written.
		if known, looked := s.changeOf(ctx, c.ID); looked == nil && known != nil {
			return s.finished(ctx, known, nil, nil)
		}
	}
	if err != nil {
		return content.Change{}, err
	}
	own, err := s.possible(ctx, c, texts)
	if err != nil {
		if known, looked := s.changeOf(ctx, c.ID); looked == nil && known != nil {
			return s.finished(ctx, known, nil, nil)
		}
		return content.Change{}, err
	}
	if err := s.putTexts(ctx, c, texts); err != nil {
		return content.Change{}, err
	}
	if ctx.Err() != nil {
		return content.Change{}, failed(ctx.Err(), "change %s", c.ID)
	}
	// From here on the caller's patience does not count: half a Commit whose outcome
	// nobody knows is worse than a late answer.
	ctx = context.WithoutCancel(ctx)
	known, err := s.append(ctx, c)
	if err != nil {
		s.look.soon()
	}
	if known != nil && known.Position != c.Position {
		own = nil // it was written before, by somebody who did not know of this
	}
	return s.finished(ctx, known, own, err)
}

// possible refuses a Change of which nothing could follow, before anything is written,
// and gives what follows from it: nothing where it redacts, since what follows then is
// known only afterwards.
func (s *Store) possible(ctx context.Context, c content.Change, texts []content.Text) (*prepared, error) {
	missing, err := s.missing(ctx, c.Texts, texts)
	if err != nil {
		return nil, err
	}
	if missing != "" {
		return nil, fault.Absent("text %s", missing)
	}
	own := &prepared{change: c, of: map[string]projection{}}
	for _, r := range c.Records {
		if own.of[ownerOf(r)], err = s.projectionOf(ctx, r, c.Position, s.textsWith(texts)); err != nil {
			return nil, failed(err, "change %s", c.ID)
		}
	}
	if slices.ContainsFunc(texts, func(x content.Text) bool { return x.Redacted }) {
		return nil, nil
	}
	return own, nil
}

// finished brings the projections up to what was committed. That it cannot does not
// undo a Commit: whoever reads next tries again.
func (s *Store) finished(ctx context.Context, c *content.Change, own *prepared, err error) (content.Change, error) {
	if err != nil {
		return content.Change{}, err
	}
	if err := s.completeWith(ctx, own); err != nil {
		s.look.soon()
		s.o.Logger.Error("a change is in the log and not yet in what follows from it", "position", c.Position, "error", err)
	}
	return *c, nil
}

// follows places c after the entry at a Position, which has to be the last.
func (s *Store) follows(ctx context.Context, at content.Position, c content.Change) (content.Change, error) {
	head, hash, err := s.tip(ctx)
	if err != nil {
		return c, err
	}
	if head != at {
		return c, moved(c.ID, head, at)
	}
	c.Position, c.Previous = at+1, hash
	return c, nil
}

func moved(id content.ID, head, at content.Position) error {
	return fault.Wrap(fault.Conflict, fmt.Errorf("the log is at %d, not at %d", head, at), "change %s", id)
}

// append inserts c and finds out what became of it.
func (s *Store) append(ctx context.Context, c content.Change) (*content.Change, error) {
	body, sum := c.Entry()
	doc := entryDoc{int64(c.Position), string(c.ID), string(sum), body}
	doubt := false // whether an insert may have arrived whose answer did not
	for try := 0; ; try++ {
		err := s.insert(ctx, doc)
		if err == nil {
			return &c, nil
		}
		if !taken(err) && !unknown(err) {
			return nil, unwritten(c.ID, err, doubt)
		}
		doubt = doubt || unknown(err)
		known, looked := s.changeOf(ctx, c.ID)
		if looked == nil && known != nil {
			return known, nil
		}
		// A key may be taken by an entry that no majority has yet, which may be c: only
		// one that can be read says that another was faster.
		if taken(err) && looked == nil {
			if head, _, unread := s.tip(ctx); unread == nil && head >= c.Position {
				return nil, moved(c.ID, head, c.Position-1)
			}
		}
		// It may still be on its way: an entry is inserted again under the same key,
		// which the server takes once.
		if try == resolveTries {
			return nil, unwritten(c.ID, errors.Join(err, looked), true)
		}
		time.Sleep(resolvePause)
	}
}

// unwritten says of a Change that it is not in the log, or that nobody knows.
func unwritten(id content.ID, err error, doubt bool) error {
	if doubt {
		return fault.Wrap(fault.Unavailable, err, "change %s: it is not known whether it was written", id)
	}
	return failed(err, "change %s", id)
}

func (s *Store) insert(ctx context.Context, doc entryDoc) error {
	ctx, stop := s.within(ctx)
	defer stop()
	_, err := s.coll(logColl).InsertOne(ctx, doc)
	return err
}

// putTexts stores texts before the entry that names them. One that is there stays as
// it is, so that words once redacted never return; a redacted one waits until its
// Change stands in the log.
func (s *Store) putTexts(ctx context.Context, c content.Change, texts []content.Text) error {
	var fresh, pending []mongo.WriteModel
	now := time.Now().UnixMilli()
	for _, x := range texts {
		if x.Redacted {
			id := string(c.ID) + "/" + string(x.Hash)
			pending = append(pending, mongo.NewReplaceOneModel().SetFilter(fields(field("_id", id))).SetUpsert(true).
				SetReplacement(pendingDoc{id, string(c.ID), string(x.Hash), blob(x.Body)}))
			continue
		}
		fresh = append(fresh, mongo.NewInsertOneModel().SetDocument(textDoc{Hash: string(x.Hash), Body: blob(x.Body), Written: now}))
	}
	if err := s.write(ctx, textColl, fresh); err != nil {
		return err
	}
	return s.write(ctx, pendingColl, pending)
}

// missing gives the first of hashes that is neither stored nor about to be, or "".
func (s *Store) missing(ctx context.Context, hashes []content.Hash, coming []content.Text) (content.Hash, error) {
	there := map[content.Hash]bool{}
	for _, x := range coming {
		there[x.Hash] = true
	}
	ask := slices.DeleteFunc(slices.Clone(hashes), func(h content.Hash) bool { return there[h] })
	if len(ask) == 0 {
		return "", nil
	}
	var found []struct {
		Hash content.Hash `bson:"_id"`
	}
	err := s.find(ctx, textColl, &found, fields(field("_id", in(ask))), options.Find().SetProjection(fields(field("_id", 1))))
	if err != nil {
		return "", err
	}
	for _, f := range found {
		there[f.Hash] = true
	}
	for _, h := range ask {
		if !there[h] {
			return h, nil
		}
	}
	return "", nil
}

// blob keeps an empty body apart from a missing one.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// in is the condition of one of values. A single one is asked for as it is, which
// stand-ins for MongoDB can find without looking through everything.
func in[S ~string](values []S) any {
	if len(values) == 1 {
		return string(values[0])
	}
	all := make(bson.A, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return bson.D{field("$in", all)}
}
