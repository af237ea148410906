package mongo

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/internal/fault"
)

// tip gives the newest Position of the log and the hash of its entry.
func (s *Store) tip(ctx context.Context) (content.Position, content.Hash, error) {
	ctx, stop := s.within(ctx)
	defer stop()
	var last entryDoc
	err := s.coll(logColl).FindOne(ctx, bson.D{}, options.FindOne().SetSort(fields(field("_id", -1))).
		SetProjection(fields(field("_id", 1), field("hash", 1)))).Decode(&last)
	if errors.Is(err, mongo.ErrNoDocuments) {
		err = nil
	}
	return content.Position(last.Position), content.Hash(last.Hash), failed(err, "head of the log")
}

// changeOf gives the Change with an id, or nil where there is none.
func (s *Store) changeOf(ctx context.Context, id content.ID) (*content.Change, error) {
	var found []entryDoc
	if err := s.find(ctx, logColl, &found, fields(field("id", string(id)))); err != nil || len(found) == 0 {
		return nil, err
	}
	c, err := content.DecodeChange(found[0].Entry)
	return &c, err
}

// Changes implements content.Log. What it gives has been projected, so that nobody
// follows a Change that he cannot read yet. Where the log should go on and does not, it
// was damaged: whoever follows it must not take that for its end.
func (s *Store) Changes(ctx context.Context, after content.Position, limit int) ([]content.Change, error) {
	if limit <= 0 {
		return nil, nil
	}
	v, err := s.view(ctx)
	if err != nil || int64(after) >= v.at {
		return nil, err
	}
	found, err := s.entriesAfter(ctx, after, min(limit, int(v.at-int64(after))))
	if err == nil && len(found) == 0 {
		err = fault.Wrap(fault.Internal, errors.New("the entry is missing: herald verify says what else is"), "log at %d of %d", after+1, v.at)
	}
	return found, err
}

// entriesAfter gives entries of the log after a Position, projected or not. A single
// one is asked for by its key, since the log has no gaps.
func (s *Store) entriesAfter(ctx context.Context, after content.Position, limit int) ([]content.Change, error) {
	filter := fields(field("_id", bson.D{field("$gt", int64(after))}))
	if limit == 1 {
		filter = fields(field("_id", int64(after)+1))
	}
	var found []entryDoc
	err := s.find(ctx, logColl, &found, filter, options.Find().SetSort(fields(field("_id", 1))).SetLimit(int64(limit)))
	if err != nil {
		return nil, err
	}
	all := make([]content.Change, len(found))
	for i, f := range found {
		if all[i], err = content.DecodeChange(f.Entry); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Head implements content.Shelf. What it names has been projected.
func (s *Store) Head(ctx context.Context) (content.Position, error) {
	v, err := s.steady(ctx)
	return content.Position(v.at), err
}

// Load implements content.Log.
func (s *Store) Load(ctx context.Context, ask content.Ask) (content.Snapshot, error) {
	snap := content.Snapshot{Claimed: map[content.Claim][]content.ID{}}
	v, err := s.writable(ctx)
	if err != nil {
		return snap, err
	}
	snap.Position = content.Position(v.at)
	if snap.Documents, err = v.documents(ctx, ask.Documents); err != nil {
		return snap, err
	}
	if snap.Assets, err = v.assets(ctx, ask.Assets); err != nil {
		return snap, err
	}
	for _, all := range []struct {
		wanted bool
		kind   content.RecordKind
		into   *[]content.Record
	}{{ask.Everybody, content.RecordMember, &snap.Members}, {ask.Style, content.RecordStyle, &snap.Style}, {ask.Tuning, content.RecordTuning, &snap.Tuning}} {
		if !all.wanted {
			continue
		}
		if *all.into, err = v.recordsOf(ctx, all.kind); err != nil {
			return snap, err
		}
	}
	if len(ask.Claims) == 0 {
		return snap, nil
	}
	var found []claimDoc
	err = v.find(ctx, claimColl, &found, fields(field("claim", in(ask.Claims))), options.Find().SetSort(ascending([]string{"claim", "document"})))
	for _, f := range found {
		snap.Claimed[content.Claim(f.Claim)] = append(snap.Claimed[content.Claim(f.Claim)], content.ID(f.Document))
	}
	return snap, err
}

// Documents implements content.Shelf.
func (s *Store) Documents(ctx context.Context, ids ...content.ID) (map[content.ID]*content.Document, error) {
	if len(ids) == 0 {
		return map[content.ID]*content.Document{}, nil
	}
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	return v.documents(ctx, ids)
}

func (v view) documents(ctx context.Context, ids []content.ID) (map[content.ID]*content.Document, error) {
	all := make(map[content.ID]*content.Document, len(ids))
	records, err := v.records(ctx, content.RecordDocument, ids)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		d, err := content.DecodeDocument(r.Body)
		if err != nil {
			return nil, err
		}
		all[d.ID] = d
	}
	return all, nil
}

// records gives the Records of a kind with ids.
func (v view) records(ctx context.Context, kind content.RecordKind, ids []content.ID) ([]content.Record, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return v.recordsWhere(ctx, fields(field("kind", string(kind)), field("id", in(ids))))
}

// recordsOf gives the Records of a kind, by id.
func (v view) recordsOf(ctx context.Context, kind content.RecordKind) ([]content.Record, error) {
	return v.recordsWhere(ctx, fields(field("kind", string(kind))))
}

func (v view) recordsWhere(ctx context.Context, filter bson.D, o ...options.Lister[options.FindOptions]) ([]content.Record, error) {
	var found []recordDoc
	if err := v.find(ctx, recordColl, &found, filter, append(o, options.Find().SetSort(fields(field("id", 1))))...); err != nil {
		return nil, err
	}
	var all []content.Record
	for _, f := range found {
		all = append(all, f.record())
	}
	return all, nil
}

// Due implements content.Log.
func (s *Store) Due(ctx context.Context, now time.Time) ([]content.ID, error) {
	v, err := s.view(ctx)
	if err != nil {
		return nil, err
	}
	var found []dueDoc
	err = v.find(ctx, dueColl, &found, fields(field("at", bson.D{field("$lte", now.UnixMilli())})),
		options.Find().SetSort(ascending([]string{"at", "document"})))
	var all []content.ID
	seen := map[string]bool{}
	for _, f := range found {
		if !seen[f.Document] {
			seen[f.Document] = true
			all = append(all, content.ID(f.Document))
		}
	}
	return all, err
}

// Texts implements content.Texts.
func (s *Store) Texts(ctx context.Context, hashes ...content.Hash) (map[content.Hash][]byte, error) {
	all := make(map[content.Hash][]byte, len(hashes))
	if len(hashes) == 0 {
		return all, nil
	}
	var found []textDoc
	if err := s.find(ctx, textColl, &found, fields(field("_id", in(hashes)))); err != nil {
		return nil, err
	}
	for _, f := range found {
		all[content.Hash(f.Hash)] = f.Body
	}
	for _, h := range hashes {
		if _, ok := all[h]; !ok {
			return nil, fault.Absent("text %s", h)
		}
	}
	return all, nil
}

// find reads all documents that filter selects into a slice.
func (s *Store) find(ctx context.Context, coll string, into any, filter bson.D, o ...options.Lister[options.FindOptions]) error {
	ctx, stop := s.within(ctx)
	defer stop()
	cursor, err := s.coll(coll).Find(ctx, filter, o...)
	if err != nil {
		return failed(err, "read %s", coll)
	}
	return failed(cursor.All(ctx, into), "read %s", coll)
}
