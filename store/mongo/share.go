package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

var _ content.Shares = (*Store)(nil)

type shareDoc struct {
	ID       string `bson:"_id"`
	Token    string `bson:"token"`
	Document string `bson:"document"`
	Locale   string `bson:"locale"`
	Edition  int    `bson:"edition"`
	For      string `bson:"said"`
	By       string `bson:"maker"`
	Made     int64  `bson:"made"`
	Until    int64  `bson:"until"`
	Revoked  int64  `bson:"revoked"`
	Opened   int64  `bson:"opened"`
	Seen     int64  `bson:"seen"`
}

func shareOf(x content.Share) shareDoc {
	return shareDoc{string(x.ID), string(x.Token), string(x.Document), string(x.Locale), x.Edition, string(x.For), string(x.By),
		since1970(x.At), since1970(x.Until), since1970(x.Revoked), int64(x.Opened), since1970(x.Seen)}
}

func (d shareDoc) share() content.Share {
	return content.Share{ID: content.ID(d.ID), Token: content.Hash(d.Token), Document: content.ID(d.Document), Locale: i18n.Locale(d.Locale), Edition: d.Edition,
		For: content.Hash(d.For), Mark: content.Mark{By: content.MemberID(d.By), At: instant(d.Made, 0)}, Until: instant(d.Until, 0),
		Revoked: instant(d.Revoked, 0), Opened: int(d.Opened), Seen: instant(d.Seen, 0)}
}

// AddShare implements content.Shares.
func (s *Store) AddShare(ctx context.Context, x content.Share) error {
	return failed(s.insertInto(ctx, shareColl, shareOf(x)), "link")
}

// Share implements content.Shares.
func (s *Store) Share(ctx context.Context, token content.Hash) (content.Share, error) {
	found, err := plain[shareDoc](ctx, s, shareColl, fields(field("token", string(token))))
	if err == nil && len(found) == 0 {
		err = fault.Absent("link")
	}
	if err != nil {
		return content.Share{}, err
	}
	return found[0].share(), nil
}

// SharesOf implements content.Shares.
func (s *Store) SharesOf(ctx context.Context, d content.ID, l i18n.Locale) ([]content.Share, error) {
	found, err := plain[shareDoc](ctx, s, shareColl, fields(field("document", string(d)), field("locale", string(l))), sorted("-made", "-_id"))
	var all []content.Share
	for _, f := range found {
		all = append(all, f.share())
	}
	return all, err
}

// RevokeShare implements content.Shares.
func (s *Store) RevokeShare(ctx context.Context, id content.ID, at time.Time) error {
	_, err := s.update(ctx, shareColl, fields(field("_id", string(id)), field("revoked", int64(0))), set(field("revoked", since1970(at))))
	return err
}

// OpenShare implements content.Shares.
func (s *Store) OpenShare(ctx context.Context, id content.ID, at time.Time) error {
	_, err := s.update(ctx, shareColl, fields(field("_id", string(id))),
		bson.D{field("$inc", fields(field("opened", int64(1)))), field("$max", fields(field("seen", since1970(at))))})
	return err
}

// SweepShares implements content.Shares.
func (s *Store) SweepShares(ctx context.Context, until time.Time) error {
	return s.remove(ctx, shareColl, fields(field("until", before(since1970(until)))))
}
