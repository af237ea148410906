package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
)

// Trail implements content.Board.
func (s *Store) Trail(ctx context.Context, q content.TrailQuery) ([]content.TrailEntry, error) {
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	var found []eventDoc
	keys := []string{"position", "n"}
	if q.Newest {
		keys = []string{"-position", "-n"}
	}
	err = s.find(ctx, v.coll(eventColl), &found, v.trailing(q), sorted(keys...), options.Find().SetLimit(int64(max(q.Limit, 0))))
	if err != nil {
		return nil, err
	}
	return s.entries(ctx, found)
}

// trailing gives the conditions of q on Events.
func (v view) trailing(q content.TrailQuery) bson.D {
	w := bson.D{field("position", bson.D{field("$lte", v.at)})}
	for name, value := range map[string]string{"document": string(q.Document), "asset": string(q.Asset), "member": string(q.Member), "actor": string(q.By)} {
		if value != "" {
			w = append(w, field(name, value))
		}
	}
	if len(q.Kinds) > 0 {
		w = append(w, field("kind", in(q.Kinds)))
	}
	if q.Locale != "" {
		w = append(w, field("locale", in([]string{string(q.Locale), ""})))
	}
	at := bson.D{}
	if !q.From.IsZero() {
		at = append(at, field("$gte", q.From.UnixMilli()))
	}
	if !q.Until.IsZero() {
		at = append(at, field("$lt", q.Until.UnixMilli()))
	}
	if len(at) > 0 {
		w = append(w, field("at", at))
	}
	if q.After != (content.TrailPlace{}) {
		w = also(w, beyond(q.Newest, field("position", int64(q.After.Position)), field("n", q.After.N)))
	}
	return w
}

// entries reads Events from the log, each entry once.
func (s *Store) entries(ctx context.Context, places []eventDoc) ([]content.TrailEntry, error) {
	all := make([]content.TrailEntry, 0, len(places))
	var needed []int64
	for _, p := range places {
		needed = append(needed, p.Position)
	}
	changes := map[int64]content.Change{}
	for part := unique(needed); len(part) > 0; {
		n := min(len(part), batchSize)
		var found []entryDoc
		if err := s.find(ctx, logColl, &found, fields(field("_id", bson.D{field("$in", part[:n])}))); err != nil {
			return nil, err
		}
		for _, f := range found {
			c, err := content.DecodeChange(f.Entry)
			if err != nil {
				return nil, err
			}
			changes[f.Position] = c
		}
		part = part[n:]
	}
	for _, p := range places {
		c, ok := changes[p.Position]
		if !ok || p.N > len(c.Events) {
			continue
		}
		e := c.Events[p.N-1]
		e.Tags = nil
		all = append(all, content.TrailEntry{TrailPlace: content.TrailPlace{Position: content.Position(p.Position), N: p.N}, Event: e})
	}
	return all, nil
}
