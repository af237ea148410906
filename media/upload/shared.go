package upload

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// Shared are files on their way in that any process on a store may continue: what one
// has received, the next one knows. Quotas are looked at before something is begun, and
// may be passed by as many as begin in the same moment.
type Shared struct {
	pieces  media.Pieces
	room    string
	options Options
}

// Share gives the Uploads in pieces. A complete file is put together in the folder
// room, under no name.
func Share(pieces media.Pieces, room string, o Options) (*Shared, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	return &Shared{pieces, room, o}, failed(os.MkdirAll(room, 0o700), "uploads in %s", room)
}

// Begin is Uploads.Begin.
func (s *Shared) Begin(ctx context.Context, owner content.MemberID, name string, size int64) (Upload, error) {
	if err := s.options.fits(size); err != nil {
		return Upload{}, err
	}
	if err := s.Sweep(ctx); err != nil {
		return Upload{}, err
	}
	all, err := s.pieces.Uploads(ctx)
	if err == nil {
		err = s.options.room(all, owner, size)
	}
	if err != nil {
		return Upload{}, err
	}
	u := Upload{ID: content.NewID(), Owner: owner, Name: clean(name), Size: size, Begun: content.Instant(s.options.Clock.Now())}
	return u, s.pieces.AddUpload(ctx, u)
}

// State is Uploads.State.
func (s *Shared) State(ctx context.Context, owner content.MemberID, id content.ID) (Upload, error) {
	if !id.Valid() {
		return Upload{}, fault.Absent("upload %q", id)
	}
	u, err := s.pieces.Upload(ctx, id)
	if err == nil && u.Owner != owner {
		return Upload{}, fault.Absent("upload %s", id)
	}
	return u, err
}

// List is Uploads.List.
func (s *Shared) List(ctx context.Context, owner content.MemberID) ([]Upload, error) {
	all, err := s.pieces.Uploads(ctx)
	var own []Upload
	for _, u := range all {
		if u.Owner == owner {
			own = append(own, u)
		}
	}
	return own, err
}

// raced bounds how often a piece is looked at again because another one was faster.
const raced = 10

// Append is Uploads.Append.
func (s *Shared) Append(ctx context.Context, owner content.MemberID, id content.ID, offset int64, piece []byte) (u Upload, err error) {
	for range raced {
		if u, err = s.State(ctx, owner, id); err != nil {
			return Upload{}, err
		}
		if len(piece) > Piece || offset < 0 || offset > u.Size-int64(len(piece)) {
			return u, fault.New(fault.Invalid, "media.refused.piece")
		}
		if offset > u.Received {
			return u, fault.New(fault.Conflict, "media.refused.gap", "wanted", u.Received)
		}
		u, err = s.take(ctx, u, offset, piece)
		if !errors.Is(err, errFaster) {
			return u, err
		}
	}
	return u, fault.New(fault.Unavailable, "fault.busy")
}

// errFaster says that another piece was put where this one begins.
var errFaster = errors.New("another piece was faster")

func (s *Shared) take(ctx context.Context, u Upload, offset int64, piece []byte) (Upload, error) {
	there := piece[:min(int64(len(piece)), u.Received-offset)]
	if same, err := s.holds(ctx, u.ID, offset, there); err != nil {
		return u, err
	} else if !same {
		return u, fault.New(fault.Invalid, "media.refused.piece_differs")
	}
	rest := piece[len(there):]
	if len(rest) == 0 {
		return u, nil
	}
	err := s.pieces.AddPiece(ctx, u.ID, u.Received, rest, s.options.Clock.Now())
	if fault.Is(err, fault.Conflict) {
		return u, errFaster
	}
	if err == nil {
		u.Received += int64(len(rest))
	}
	return u, err
}

// errEnough ends a walk over pieces.
var errEnough = errors.New("enough")

// holds reports whether an upload has want at offset.
func (s *Shared) holds(ctx context.Context, id content.ID, offset int64, want []byte) (same bool, err error) {
	same = true
	end := offset + int64(len(want))
	if len(want) == 0 {
		return true, nil
	}
	err = s.pieces.EachPiece(ctx, id, offset, func(at int64, piece []byte) error {
		from, to := max(at, offset), min(at+int64(len(piece)), end)
		if from >= to {
			return errEnough
		}
		if same = bytes.Equal(piece[from-at:to-at], want[from-offset:to-offset]); !same {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return same, err
}

// Finish is Uploads.Finish. The file has no name, so that it is gone once it is closed.
func (s *Shared) Finish(ctx context.Context, owner content.MemberID, id content.ID) (*os.File, content.Hash, int64, error) {
	u, err := s.State(ctx, owner, id)
	if err != nil {
		return nil, "", 0, err
	}
	if !u.Complete() {
		return nil, "", 0, fault.New(fault.Conflict, "media.refused.gap", "wanted", u.Received)
	}
	f, err := os.CreateTemp(s.room, "whole-*")
	if err != nil {
		return nil, "", 0, failed(err, "finish upload %s", id)
	}
	sum := sha256.New()
	err = errors.Join(os.Remove(f.Name()), s.copy(ctx, u, io.MultiWriter(f, sum)))
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, "", 0, failed(errors.Join(err, f.Close()), "finish upload %s", id)
	}
	return f, content.Hash(hex.EncodeToString(sum.Sum(nil))), u.Size, nil
}

// copy writes the whole file, or fails.
func (s *Shared) copy(ctx context.Context, u Upload, w io.Writer) error {
	next := int64(0)
	err := s.pieces.EachPiece(ctx, u.ID, 0, func(at int64, piece []byte) error {
		if at != next {
			return io.ErrUnexpectedEOF
		}
		next += int64(len(piece))
		_, err := w.Write(piece)
		return err
	})
	if err == nil && next != u.Size {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// Discard is Uploads.Discard.
func (s *Shared) Discard(ctx context.Context, owner content.MemberID, id content.ID) error {
	if _, err := s.State(ctx, owner, id); err != nil {
		return err
	}
	return s.pieces.DropUpload(ctx, id)
}

// Sweep is Uploads.Sweep.
func (s *Shared) Sweep(ctx context.Context) error {
	idle, err := s.pieces.IdleUploads(ctx, s.options.Clock.Now().Add(-s.options.Idle))
	for _, id := range idle {
		if err == nil {
			err = s.pieces.DropUpload(ctx, id)
		}
	}
	return err
}

// Forget is Uploads.Forget.
func (s *Shared) Forget(ctx context.Context, file io.ReaderAt, size int64) error {
	all, err := s.pieces.Uploads(ctx)
	if err != nil {
		return err
	}
	for _, u := range all {
		if u.Size != size || u.Received == 0 {
			continue
		}
		like, err := s.like(ctx, u, file)
		if err == nil && like {
			err = s.pieces.DropUpload(ctx, u.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// like reports whether file begins with all that was received of u.
func (s *Shared) like(ctx context.Context, u Upload, file io.ReaderAt) (bool, error) {
	like := true
	err := s.pieces.EachPiece(ctx, u.ID, 0, func(at int64, piece []byte) error {
		ours := make([]byte, len(piece))
		if _, err := file.ReadAt(ours, at); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if like = bytes.Equal(ours, piece); !like {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return like, err
}
