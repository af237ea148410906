package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/internal/fault"
	"herald/staff/notice"
)

type letterDoc struct {
	ID     string `bson:"_id"`
	Member string `bson:"member"`
	State  string `bson:"state"`
	Since  int64  `bson:"since"`
	At     int64  `bson:"at"`
	Tries  int    `bson:"tries"`
	Next   int64  `bson:"next"`
	Why    string `bson:"why"`
}

func letterOf(l notice.Letter) letterDoc {
	return letterDoc{l.ID, string(l.Member), string(l.State), since1970(l.Since), since1970(l.At), l.Tries, since1970(l.Next), l.Why}
}

func (d letterDoc) letter() notice.Letter {
	return notice.Letter{ID: d.ID, Member: content.MemberID(d.Member), State: notice.LetterState(d.State), Since: instant(d.Since, 0), At: instant(d.At, 0),
		Tries: d.Tries, Next: instant(d.Next, 0), Why: d.Why}
}

// PutLetter implements notice.Rows. The State is part of what is replaced, so that of
// two who claim a Letter the server lets one.
func (s *Store) PutLetter(ctx context.Context, l notice.Letter, was notice.LetterState) error {
	if err := s.usable(); err != nil {
		return err
	}
	doc := letterOf(l)
	other := fault.Wrap(fault.Conflict, errors.New("it is in another state"), "letter %s", l.ID)
	if was == notice.LetterNone {
		err := s.insertInto(ctx, letterColl, doc)
		if taken(err) {
			return other
		}
		return failed(err, "letter")
	}
	ctx, stop := s.within(ctx)
	defer stop()
	done, err := s.coll(letterColl).ReplaceOne(ctx, fields(field("_id", l.ID), field("state", string(was))), doc)
	if err == nil && done.MatchedCount == 0 {
		return other
	}
	return failed(err, "letter")
}

// Letters implements notice.Rows.
func (s *Store) Letters(ctx context.Context, ids ...string) (map[string]notice.Letter, error) {
	found, err := plain[letterDoc](ctx, s, letterColl, fields(field("_id", in(ids))))
	all := make(map[string]notice.Letter, len(found))
	for _, f := range found {
		all[f.ID] = f.letter()
	}
	return all, err
}

// LettersIn implements notice.Rows.
func (s *Store) LettersIn(ctx context.Context, state notice.LetterState, m content.MemberID, limit int) ([]notice.Letter, error) {
	w := bson.D{field("state", string(state))}
	if m != "" {
		w = append(w, field("member", string(m)))
	}
	found, err := plain[letterDoc](ctx, s, letterColl, w, sorted("-at", "-_id"), options.Find().SetLimit(int64(limit)))
	var all []notice.Letter
	for _, f := range found {
		all = append(all, f.letter())
	}
	return all, err
}
