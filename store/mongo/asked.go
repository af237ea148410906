package mongo

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"herald/content/counting"
	"herald/i18n"
)

var _ counting.Ledger = (*Store)(nil)

// askedDoc counts a text in a month. Its key is made of what it is about, so that
// nothing tells in which order anything was asked.
type askedDoc struct {
	Key     string `bson:"_id"`
	Site    string `bson:"site"`
	Locale  string `bson:"locale"`
	Month   int    `bson:"month"`
	Text    string `bson:"text"`
	Times   int    `bson:"times"`
	Without int    `bson:"without"`
}

func askedKey(c counting.Count) string {
	return fmt.Sprintf("%s %s %d %s", c.Site, c.Locale, c.Month, c.Text)
}

func askedOf(c counting.Count) askedDoc {
	return askedDoc{askedKey(c), c.Site, string(c.Locale), int(c.Month), c.Text, c.Times, c.Without}
}

func (d askedDoc) count() counting.Count {
	return counting.Count{Month: counting.Month(d.Month), Site: d.Site, Locale: i18n.Locale(d.Locale), Text: d.Text, Times: d.Times, Without: d.Without}
}

// AddAsked implements counting.Ledger. The counts go in one message; where the
// connection breaks within it, what had arrived counts twice when it is sent again.
func (s *Store) AddAsked(ctx context.Context, counts []counting.Count) error {
	if err := s.usable(); err != nil {
		return err
	}
	var writes []mongo.WriteModel
	for _, c := range counts {
		writes = append(writes, mongo.NewUpdateOneModel().SetUpsert(true).SetFilter(fields(field("_id", askedKey(c)))).SetUpdate(bson.D{
			field("$inc", fields(field("times", c.Times), field("without", c.Without))),
			field("$set", fields(field("site", c.Site), field("locale", string(c.Locale)), field("month", int(c.Month)), field("text", c.Text))),
		}))
	}
	return s.write(ctx, askedColl, writes)
}

// Asked implements counting.Ledger.
func (s *Store) Asked(ctx context.Context, q counting.Query) ([]counting.Count, error) {
	found, err := plain[askedDoc](ctx, s, askedColl, fields(field("site", q.Site), field("locale", string(q.Locale)),
		field("month", bson.D{field("$gte", int(q.From)), field("$lte", int(q.Until))}), field("times", bson.D{field("$gte", counting.Least)})))
	if err != nil {
		return nil, err
	}
	sums := map[string]counting.Count{}
	for _, d := range found {
		c := sums[d.Text]
		sums[d.Text] = counting.Count{Site: q.Site, Locale: q.Locale, Text: d.Text, Times: c.Times + d.Times, Without: c.Without + d.Without}
	}
	var all []counting.Count
	for _, c := range sums {
		if !q.Without || c.Without > 0 {
			all = append(all, c)
		}
	}
	by := func(c counting.Count) int {
		if q.Without {
			return c.Without
		}
		return c.Times
	}
	slices.SortFunc(all, func(a, b counting.Count) int { return cmp.Or(cmp.Compare(by(b), by(a)), cmp.Compare(a.Text, b.Text)) })
	if q.Limit > 0 && len(all) > q.Limit {
		all = all[:q.Limit]
	}
	return all, nil
}

// SweepAsked implements counting.Ledger.
func (s *Store) SweepAsked(ctx context.Context, now counting.Month) error {
	old := fields(field("month", bson.D{field("$lte", int(now)-counting.Kept)}))
	rare := fields(field("month", bson.D{field("$lt", int(now))}), field("times", bson.D{field("$lt", counting.Least)}))
	return s.remove(ctx, askedColl, fields(field("$or", bson.A{old, rare})))
}
