package mongo

import (
	"context"
	"encoding/json"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
)

// Board implements content.Board.
func (s *Store) Board(ctx context.Context, q content.BoardQuery) ([]content.Standing, error) {
	if len(q.Within) == 0 {
		return nil, nil
	}
	w := standings(q)
	if q.After != (content.BoardCursor{}) {
		w = also(w, boardAfter(q))
	}
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	return v.standings(ctx, w, boardOrder(q.Sort), options.Find().SetLimit(int64(max(q.Limit, 0))))
}

func (v view) standings(ctx context.Context, w bson.D, o ...options.Lister[options.FindOptions]) ([]content.Standing, error) {
	var found []struct {
		Body []byte `bson:"body"`
	}
	o = append(o, options.Find().SetProjection(fields(field("body", 1))))
	if err := v.find(ctx, standingColl, &found, w, o...); err != nil {
		return nil, err
	}
	var all []content.Standing
	for _, f := range found {
		var one content.Standing
		if err := json.Unmarshal(f.Body, &one); err != nil {
			return nil, failed(err, "a standing")
		}
		all = append(all, one)
	}
	return all, nil
}

// BoardCount implements content.Board.
func (s *Store) BoardCount(ctx context.Context, q content.BoardQuery) (int, error) {
	if len(q.Within) == 0 {
		return 0, nil
	}
	v, err := s.steady(ctx)
	if err != nil {
		return 0, err
	}
	return v.count(ctx, standingColl, standings(q))
}

// Using implements content.Log.
func (s *Store) Using(ctx context.Context, asset content.ID) ([]content.Standing, error) {
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	return v.standings(ctx, fields(field("used", string(asset))), sorted("document", "locale"))
}

// boardKeys are where the key of an order stands; "" is no key but the Document.
var boardKeys = map[content.BoardSort]string{
	content.BySubmitted: "submitted", content.ByPublishAt: "publish", content.ByDue: "due", content.ByReview: "review", content.ByDocument: "",
}

func boardKey(s content.BoardSort) string {
	if key, other := boardKeys[s]; other {
		return key
	}
	return "updated"
}

func boardOrder(s content.BoardSort) options.Lister[options.FindOptions] {
	keys := []string{boardKey(s), "document", "locale"}
	if keys[0] == "" {
		keys = keys[1:]
	}
	if s.Descends() {
		for i := range keys {
			keys[i] = "-" + keys[i]
		}
	}
	return sorted(keys...)
}

// boardAfter keeps what comes after a place in an order.
func boardAfter(q content.BoardQuery) bson.D {
	keys := []bson.E{field("document", string(q.After.Document)), field("locale", string(q.After.Locale))}
	switch key := boardKey(q.Sort); {
	case q.Sort == content.ByReview:
		keys = append([]bson.E{field(key, q.After.Day)}, keys...)
	case key != "":
		keys = append([]bson.E{field(key, millis(q.After.At, fromStart))}, keys...)
	}
	return beyond(q.Sort.Descends(), keys...)
}

// standings gives the conditions of q, but for After.
func standings(q content.BoardQuery) bson.D {
	w := bson.D{}
	for name, values := range map[string][]string{
		"site": q.Sites, "type": q.Types, "locale": texts(q.Locales), "organization": texts(q.Organizations), "document": texts(q.Documents),
		"live_state": texts(q.LiveStates), "state": texts(q.States),
	} {
		if len(values) > 0 {
			w = append(w, field(name, in(values)))
		}
	}
	for name, set := range map[string]bool{"source": q.Sources, "stale": q.Stale, "unsealed": q.Unsealed, "redaction": q.Redaction, "reason": q.Reason} {
		if set {
			w = append(w, field(name, true))
		}
	}
	all := bson.A{}
	add := func(set bool, d bson.D) {
		if set {
			all = append(all, d)
		}
	}
	add(q.Lacks != "", fields(field("locales", bson.D{field("$ne", string(q.Lacks))})))
	add(q.Year != "", fields(field("year", q.Year)))
	add(q.Awaits, awaits(q.Steps))
	add(q.Owed || !q.OwedBefore.IsZero(), owes(q))
	add(q.ReviewBefore != "", fields(field("review", bson.D{field("$gt", ""), field("$lt", q.ReviewBefore)})))
	add(!q.ScheduledBefore.IsZero(), fields(field("state", string(content.Scheduled)), field("publish", bson.D{field("$lt", q.ScheduledBefore.UnixMilli())})))
	add(q.By != "", fields(field("hands", in(handKeys(q.By, handsAs(q))))))
	add(q.Without != "", fields(field("hands", bson.D{field("$nin", bson.A(anys(handKeys(q.Without, q.Barring()))))})))
	if d := within(q.Within); d != nil {
		add(true, d)
	}
	if len(all) > 0 {
		w = append(w, field("$and", all))
	}
	return w
}

func texts[S ~string](all []S) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

func anys(all []string) []any {
	out := make([]any, len(all))
	for i, s := range all {
		out[i] = s
	}
	return out
}

func handsAs(q content.BoardQuery) []content.Hand {
	if len(q.As) == 0 {
		return content.Hands()
	}
	return q.As
}

func handKeys(m content.MemberID, hands []content.Hand) []string {
	var all []string
	for _, h := range hands {
		all = append(all, handKey(m, h))
	}
	return all
}

// awaits keeps what was submitted and lacks one of steps, or any where none is named.
func awaits(steps []string) bson.D {
	d := fields(field("state", string(content.Submitted)))
	if len(steps) == 0 {
		return append(d, field("missing.0", bson.D{field("$exists", true)}))
	}
	return append(d, field("missing", in(steps)))
}

// owes keeps what owes one of the steps of q, or any where none is named, and that
// before an instant where one is given.
func owes(q content.BoardQuery) bson.D {
	return owing(q.Steps, q.OwedBefore.IsZero(), q.OwedBefore.UnixMilli())
}

func owing(steps []string, anyTime bool, until int64) bson.D {
	d := fields(field("owes", true))
	switch {
	case anyTime && len(steps) > 0:
		d = append(d, field("owed_steps", in(steps)))
	case !anyTime && len(steps) == 0:
		d = append(d, field("due", before(until)))
	case !anyTime:
		either := bson.A{}
		for _, step := range steps {
			either = append(either, fields(field("dues."+step, before(until))))
		}
		d = append(d, field("$or", either))
	}
	return d
}

// within keeps what one of bounds holds; nil where one of them is no bound.
func within(bounds []content.Bounds) bson.D {
	ways := bson.A{}
	for _, b := range bounds {
		way := bson.A{}
		if len(b.Organizations) > 0 {
			way = append(way, fields(field("organization", in(b.Organizations))))
		}
		switch {
		case len(b.Locales) > 0 && b.Sources:
			way = append(way, fields(field("$or", bson.A{fields(field("locale", in(b.Locales))), fields(field("source", true))})))
		case len(b.Locales) > 0:
			way = append(way, fields(field("locale", in(b.Locales))))
		}
		if len(b.Types) > 0 {
			way = append(way, fields(field("type", in(b.Types))))
		}
		if len(b.Steps) > 0 {
			way = append(way, fields(field("$or", bson.A{awaits(b.Steps), owing(b.Steps, true, 0)})))
		}
		if len(way) == 0 {
			return nil
		}
		ways = append(ways, fields(field("$and", way)))
	}
	return fields(field("$or", ways))
}
