package mongo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

var _ media.Pieces = (*Store)(nil)

// uploadDoc is a file on its way in. Touched is when something was added to it last.
type uploadDoc struct {
	ID      string `bson:"_id"`
	Owner   string `bson:"owner"`
	Name    string `bson:"name"`
	Size    int64  `bson:"size"`
	Begun   int64  `bson:"begun"`
	Touched int64  `bson:"touched"`
}

// pieceDoc is one piece. Its key names the upload and where it begins, so that of two
// pieces for one place the server takes one.
type pieceDoc struct {
	Key    string `bson:"_id"`
	Offset int64  `bson:"offset"`
	End    int64  `bson:"end"`
	Bytes  []byte `bson:"bytes"`
}

func pieceKey(id content.ID, offset int64) string { return fmt.Sprintf("%s/%016x", id, offset) }

func piecesOf(id content.ID) bson.D {
	return fields(field("_id", fields(field("$gte", pieceKey(id, 0)), field("$lt", pieceKey(id, forEver)))))
}

// AddUpload implements media.Pieces.
func (s *Store) AddUpload(ctx context.Context, u media.Upload) error {
	doc := uploadDoc{string(u.ID), string(u.Owner), u.Name, u.Size, since1970(u.Begun), since1970(u.Begun)}
	return failed(s.insertInto(ctx, uploadColl, doc), "upload %s", u.ID)
}

// Uploads implements media.Pieces.
func (s *Store) Uploads(ctx context.Context) ([]media.Upload, error) {
	found, err := plain[uploadDoc](ctx, s, uploadColl, bson.D{}, sorted("begun", "_id"))
	if err != nil {
		return nil, err
	}
	var all []media.Upload
	for _, f := range found {
		u, err := s.received(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, u)
	}
	return all, nil
}

// Upload implements media.Pieces.
func (s *Store) Upload(ctx context.Context, id content.ID) (media.Upload, error) {
	found, err := plain[uploadDoc](ctx, s, uploadColl, fields(field("_id", string(id))))
	if err == nil && len(found) == 0 {
		err = fault.Absent("upload %s", id)
	}
	if err != nil {
		return media.Upload{}, err
	}
	return s.received(ctx, found[0])
}

// received finds how far an upload is: to the end of its last piece.
func (s *Store) received(ctx context.Context, d uploadDoc) (media.Upload, error) {
	u := media.Upload{ID: content.ID(d.ID), Owner: content.MemberID(d.Owner), Name: d.Name, Size: d.Size, Begun: instant(d.Begun, 0)}
	last, err := plain[pieceDoc](ctx, s, pieceColl, piecesOf(u.ID), sorted("-_id"), options.Find().SetLimit(1).SetProjection(fields(field("end", 1))))
	if err == nil && len(last) > 0 {
		u.Received = last[0].End
	}
	return u, err
}

// AddPiece implements media.Pieces.
func (s *Store) AddPiece(ctx context.Context, id content.ID, offset int64, piece []byte, at time.Time) error {
	err := s.insertInto(ctx, pieceColl, pieceDoc{pieceKey(id, offset), offset, offset + int64(len(piece)), piece})
	if taken(err) {
		return fault.Wrap(fault.Conflict, errors.New("there is a piece already"), "upload %s at %d", id, offset)
	}
	if hasCode(err, noRoom) {
		return &fault.Fault{Kind: fault.Unavailable, Key: "media.refused.no_room", Err: fmt.Errorf("upload %s: %w", id, err)}
	}
	if err != nil {
		return failed(err, "upload %s", id)
	}
	n, err := s.update(ctx, uploadColl, fields(field("_id", string(id))), set(field("touched", since1970(at))))
	if err == nil && n == 0 { // it was dropped meanwhile
		err = errors.Join(fault.Absent("upload %s", id), s.remove(ctx, pieceColl, piecesOf(id)))
	}
	return err
}

// EachPiece implements media.Pieces. One piece is in memory at a time.
func (s *Store) EachPiece(ctx context.Context, id content.ID, from int64, do func(offset int64, piece []byte) error) error {
	after := pieceKey(id, 0)
	for comparison := "$gte"; ; comparison = "$gt" {
		w := fields(field("_id", fields(field(comparison, after), field("$lt", pieceKey(id, forEver)))), field("end", bson.D{field("$gt", from)}))
		found, err := plain[pieceDoc](ctx, s, pieceColl, w, sorted("_id"), options.Find().SetLimit(1))
		if err != nil || len(found) == 0 {
			return err
		}
		if err := do(found[0].Offset, found[0].Bytes); err != nil {
			return err
		}
		after = found[0].Key
	}
}

// DropUpload implements media.Pieces. The pieces go first: where the process ends
// between, what is left is an upload that has received nothing.
func (s *Store) DropUpload(ctx context.Context, id content.ID) error {
	if err := s.remove(ctx, pieceColl, piecesOf(id)); err != nil {
		return err
	}
	return s.remove(ctx, uploadColl, fields(field("_id", string(id))))
}

// IdleUploads implements media.Pieces.
func (s *Store) IdleUploads(ctx context.Context, since time.Time) ([]content.ID, error) {
	found, err := plain[uploadDoc](ctx, s, uploadColl, fields(field("touched", before(since1970(since)))))
	var ids []content.ID
	for _, f := range found {
		ids = append(ids, content.ID(f.ID))
	}
	return ids, err
}
