package mongo

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
)

// Rows implements content.Shelf.
func (s *Store) Rows(ctx context.Context, q content.Query) ([]content.Row, error) {
	w, ok := where(q)
	if !ok {
		return nil, nil
	}
	if q.After != (content.Cursor{}) {
		w = also(w, after(q.Sort, q.After))
	}
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	var found []struct {
		Body []byte `bson:"body"`
	}
	o := options.Find().SetProjection(fields(field("body", 1)))
	if q.Limit > 0 {
		o.SetLimit(int64(q.Limit))
	}
	if err := v.find(ctx, rowColl, &found, w, order(q.Sort), o); err != nil {
		return nil, err
	}
	rows := make([]content.Row, len(found))
	for i, f := range found {
		if err := json.Unmarshal(f.Body, &rows[i]); err != nil {
			return nil, failed(err, "a row")
		}
	}
	return rows, nil
}

// order is the option that sorts rows. Rows of one Document under one key stand as
// they were projected.
func order(s content.Sort) options.Lister[options.FindOptions] {
	keys := []string{sortField(s), "document", "n"}
	if s.Descends() {
		for i := range keys {
			keys[i] = "-" + keys[i]
		}
	}
	return sorted(keys...)
}

// Count implements content.Shelf.
func (s *Store) Count(ctx context.Context, q content.Query) (int, error) {
	w, ok := where(q)
	if !ok {
		return 0, nil
	}
	v, err := s.steady(ctx)
	if err != nil {
		return 0, err
	}
	return v.count(ctx, rowColl, w)
}

// Facets implements content.Shelf.
func (s *Store) Facets(ctx context.Context, q content.Query, names []string) (map[string]map[string]int, error) {
	all := make(map[string]map[string]int, len(names))
	for _, n := range names {
		all[n] = map[string]int{}
	}
	w, ok := where(q)
	if !ok || len(names) == 0 {
		return all, nil
	}
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := v.group(ctx, rowColl, w, "terms", bson.D{field("$unwind", "$terms")})
	if err != nil {
		return nil, err
	}
	for key, n := range counts {
		name, value, _ := strings.Cut(key, "=")
		if of := all[name]; of != nil {
			of[value] += n
		}
	}
	return all, nil
}

// Next implements content.Shelf.
func (s *Store) Next(ctx context.Context, now time.Time, queries ...content.Query) (next time.Time, err error) {
	some, ok := anyOf(queries)
	if !ok {
		return next, nil
	}
	v, err := s.steady(ctx)
	if err != nil {
		return next, err
	}
	for _, name := range []string{"begin", "end", "until"} {
		var found bson.M
		ahead := bson.D{field("$gt", now.UnixMilli()), field("$lt", forEver)}
		ok, err := v.one(ctx, rowColl, &found, append(slices.Clone(some), field(name, ahead)),
			options.FindOne().SetSort(fields(field(name, 1))).SetProjection(fields(field(name, 1))))
		if err != nil {
			return next, err
		}
		at, _ := found[name].(int64)
		if instant := time.UnixMilli(at).UTC(); ok && (next.IsZero() || instant.Before(next)) {
			next = instant
		}
	}
	return next, nil
}

// anyOf selects what one of the queries could select at any time; there may be nothing
// that any could.
func anyOf(queries []content.Query) (bson.D, bool) {
	var all bson.A
	for _, q := range queries {
		if len(q.Audiences) > 0 {
			all = append(all, timeless(q))
		}
	}
	switch len(all) {
	case 0:
		return nil, false
	case 1:
		return all[0].(bson.D), true
	}
	return fields(field("$or", all)), true
}

// Paths implements content.Shelf.
func (s *Store) Paths(ctx context.Context, site, path string) ([]content.PathRow, error) {
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	var found []pathDoc
	err = v.find(ctx, pathColl, &found, fields(field("site", site), field("path", path)), sorted("locale", "document"))
	var all []content.PathRow
	for _, f := range found {
		all = append(all, f.row())
	}
	return all, err
}

// Showing implements content.Log.
func (s *Store) Showing(ctx context.Context, asset content.ID) ([]content.ID, error) {
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	var found []rowDoc
	err = v.find(ctx, rowColl, &found, fields(field("terms", termKey(content.TermAsset, string(asset)))), sorted("document"),
		options.Find().SetProjection(fields(field("document", 1))))
	var all []content.ID
	for _, f := range found {
		if id := content.ID(f.Document); len(all) == 0 || all[len(all)-1] != id {
			all = append(all, id)
		}
	}
	return all, err
}
