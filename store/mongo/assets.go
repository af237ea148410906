package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/media"
)

// Assets implements media.Shelf.
func (s *Store) Assets(ctx context.Context, ids ...content.ID) (map[content.ID]*media.Asset, error) {
	all := make(map[content.ID]*media.Asset, len(ids))
	if len(ids) == 0 {
		return all, nil
	}
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	found, err := v.assets(ctx, ids)
	for id, r := range found {
		if all[id], err = media.DecodeAsset(r.Body); err != nil {
			return nil, err
		}
	}
	return all, err
}

func (v view) assets(ctx context.Context, ids []content.ID) (map[content.ID]content.Record, error) {
	all := make(map[content.ID]content.Record, len(ids))
	found, err := v.records(ctx, content.RecordAsset, ids)
	for _, r := range found {
		all[r.ID] = r
	}
	return all, err
}

// AssetsAfter implements media.Shelf.
func (s *Store) AssetsAfter(ctx context.Context, after content.ID, limit int) ([]*media.Asset, error) {
	v, err := s.steady(ctx)
	if err != nil || limit <= 0 {
		return nil, err
	}
	found, err := v.recordsWhere(ctx, fields(field("kind", string(content.RecordAsset)), field("id", bson.D{field("$gt", string(after))})),
		options.Find().SetLimit(int64(limit)))
	var all []*media.Asset
	for _, r := range found {
		a, err := media.DecodeAsset(r.Body)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, err
}

// Files implements media.Shelf. It walks the uploads from the last one on, a batch at a
// time, and looks at each: kind and name stand in no index.
func (s *Store) Files(ctx context.Context, q media.Query) ([]media.Listed, error) {
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	w := bson.D{field("kind", string(content.EventUploaded)), field("position", bson.D{field("$lte", v.at)})}
	if len(q.IDs) > 0 {
		w = append(w, field("asset", in(q.IDs)))
	}
	var all []media.Listed
	for place := q.After; ; {
		from := w
		if place != (content.TrailPlace{}) {
			from = also(w, beyond(true, field("position", int64(place.Position)), field("n", place.N)))
		}
		var batch []eventDoc
		if err := s.find(ctx, v.coll(eventColl), &batch, from, sorted("-position", "-n"), options.Find().SetLimit(batchSize)); err != nil || len(batch) == 0 {
			return all, err
		}
		listed, err := v.listed(ctx, q, batch)
		if err != nil {
			return nil, err
		}
		if all = append(all, listed...); q.Limit > 0 && len(all) >= q.Limit {
			return all[:q.Limit], nil
		}
		last := batch[len(batch)-1]
		place = content.TrailPlace{Position: content.Position(last.Position), N: last.N}
	}
}

// listed gives, of uploads, the files that q asks for, each where it came last.
func (v view) listed(ctx context.Context, q media.Query, uploads []eventDoc) ([]media.Listed, error) {
	var ids []content.ID
	for _, u := range uploads {
		ids = append(ids, content.ID(u.Asset))
	}
	may, err := v.givenTo(ctx, q, unique(ids))
	if err != nil {
		return nil, err
	}
	files, err := media.Library{Shelf: v.s, Texts: v.s}.Named(ctx, unique(ids)...)
	if err != nil {
		return nil, err
	}
	var all []media.Listed
	for _, u := range uploads {
		f, there := files[content.ID(u.Asset)]
		if g := may[u.Asset]; !there || !g.may || g.position != u.Position || g.n != u.N || !q.Wants(f) {
			continue
		}
		all = append(all, media.Listed{Named: f, Place: content.TrailPlace{Position: content.Position(u.Position), N: u.N}})
	}
	return all, nil
}

// given says where a file came last, and whether who asks may be given it.
type given struct {
	position int64
	n        int
	may      bool
}

func (v view) givenTo(ctx context.Context, q media.Query, ids []content.ID) (map[string]given, error) {
	var uploads []eventDoc
	err := v.s.find(ctx, v.coll(eventColl), &uploads,
		fields(field("asset", in(ids)), field("kind", string(content.EventUploaded)), field("position", bson.D{field("$lte", v.at)})), sorted("position", "n"))
	if err != nil {
		return nil, err
	}
	all := map[string]given{}
	for _, u := range uploads {
		g := all[u.Asset]
		all[u.Asset] = given{u.Position, u.N, g.may || q.By != "" && u.Actor == string(q.By)}
	}
	if len(q.Within) == 0 {
		return all, nil
	}
	var shown []standingDoc
	w := fields(field("used", in(ids)))
	if d := within(q.Within); d != nil {
		w = also(w, d)
	}
	if err := v.find(ctx, standingColl, &shown, w, options.Find().SetProjection(fields(field("used", 1)))); err != nil {
		return nil, err
	}
	for _, s := range shown {
		for _, id := range s.Used {
			if g, asked := all[id]; asked {
				g.may = true
				all[id] = g
			}
		}
	}
	return all, nil
}
