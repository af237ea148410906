package upload

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"syscall"

	"herald/content"
	"herald/internal/fault"
)

// Append takes in the piece that begins at offset. A piece that was received
// before, or begun before the process was killed, is taken again if its bytes
// are the same. With every error of kind fault.Conflict or fault.Invalid the
// Upload tells where the next piece begins.
func (s *Uploads) Append(ctx context.Context, owner content.MemberID, id content.ID, offset int64, piece []byte) (Upload, error) {
	if err := ctx.Err(); err != nil {
		return Upload{}, failed(err, "upload %s", id)
	}
	l := s.lock(id)
	l.Lock()
	defer l.Unlock()
	u, err := s.own(owner, id)
	if err != nil {
		return Upload{}, err
	}
	if len(piece) > Piece || offset < 0 || offset > u.Size-int64(len(piece)) {
		return u, fault.New(fault.Invalid, "media.refused.piece")
	}
	if offset > u.Received {
		return u, fault.New(fault.Conflict, "media.refused.gap", "wanted", u.Received)
	}
	return s.take(u, offset, piece)
}

func (s *Uploads) take(u Upload, offset int64, piece []byte) (Upload, error) {
	f, err := os.OpenFile(s.part(u.ID), os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return u, failed(err, "upload %s", u.ID)
	}
	defer func() { _ = f.Close() }()
	there := piece[:min(int64(len(piece)), u.Received-offset)]
	if same, err := holds(f, offset, there); err != nil {
		return u, failed(err, "upload %s", u.ID)
	} else if !same {
		return u, fault.New(fault.Invalid, "media.refused.piece_differs")
	}
	if rest := piece[len(there):]; len(rest) > 0 {
		if err := s.write(f, u.Received, rest); err != nil {
			return u, failed(err, "upload %s", u.ID)
		}
		u.Received += int64(len(rest))
	}
	return u, failed(s.touch(u.ID), "upload %s", u.ID)
}

// holds reports whether f has want at offset.
func holds(f *os.File, offset int64, want []byte) (bool, error) {
	got := make([]byte, len(want))
	if _, err := f.ReadAt(got, offset); err != nil {
		return false, err
	}
	return bytes.Equal(got, want), nil
}

// write puts piece behind the bytes that are there and flushes it. Where that
// fails, on a full disk above all, the upload stays as it was.
func (s *Uploads) write(f *os.File, received int64, piece []byte) error {
	_, err := f.WriteAt(piece, received)
	if err == nil {
		err = f.Sync()
	}
	if err == nil && received == 0 {
		err = s.flush()
	}
	if err != nil {
		return errors.Join(err, f.Truncate(received))
	}
	return nil
}

// Finish gives the complete file, open and flushed, with its hash. The caller
// closes it, may move it away, and then calls Discard; until then it can be
// asked for again.
func (s *Uploads) Finish(ctx context.Context, owner content.MemberID, id content.ID) (*os.File, content.Hash, int64, error) {
	f, u, err := s.complete(ctx, owner, id)
	if err != nil {
		return nil, "", 0, err
	}
	// Nothing writes to a complete file, so no lock is held while it is read.
	sum := sha256.New()
	n, err := io.Copy(sum, &patient{ctx, io.NewSectionReader(f, 0, u.Size)})
	if err == nil && n != u.Size {
		err = io.ErrUnexpectedEOF
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = f.Close()
		return nil, "", 0, failed(err, "finish upload %s", id)
	}
	return f, content.Hash(hex.EncodeToString(sum.Sum(nil))), u.Size, nil
}

func (s *Uploads) complete(ctx context.Context, owner content.MemberID, id content.ID) (*os.File, Upload, error) {
	if err := ctx.Err(); err != nil {
		return nil, Upload{}, failed(err, "finish upload %s", id)
	}
	l := s.lock(id)
	l.Lock()
	defer l.Unlock()
	u, err := s.own(owner, id)
	if err != nil {
		return nil, u, err
	}
	if !u.Complete() {
		return nil, u, fault.New(fault.Conflict, "media.refused.gap", "wanted", u.Received)
	}
	// A file of no bytes has had no piece that made it.
	f, err := os.OpenFile(s.part(id), os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o600)
	if err == nil {
		if err = errors.Join(f.Sync(), s.touch(id)); err != nil {
			_ = f.Close()
		}
	}
	return f, u, failed(err, "finish upload %s", id)
}

// patient reads until its context ends.
type patient struct {
	ctx context.Context
	io.Reader
}

func (p *patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.Reader.Read(b)
}
