package upload

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"syscall"
)

// Forget discards every upload, whoever's it is, that is a file as far as it has
// come: one that is to be nowhere must not arrive once more.
func (s *Uploads) Forget(ctx context.Context, file io.ReaderAt, size int64) error {
	all, err := s.all()
	if err != nil {
		return err
	}
	for _, u := range all {
		if err := ctx.Err(); err != nil {
			return failed(err, "forget uploads")
		}
		if u.Size != size || u.Received == 0 {
			continue
		}
		if err := s.forgetLike(u, file); err != nil {
			return err
		}
	}
	return nil
}

func (s *Uploads) forgetLike(u Upload, file io.ReaderAt) error {
	l := s.lock(u.ID)
	l.Lock()
	defer l.Unlock()
	f, err := os.OpenFile(s.part(u.ID), os.O_RDONLY|syscall.O_NOFOLLOW, 0)
	if missing(err) {
		return nil // it was finished or discarded meanwhile
	}
	if err != nil {
		return failed(err, "upload %s", u.ID)
	}
	like, err := begins(file, f)
	if err = errors.Join(err, f.Close()); err != nil {
		return failed(err, "upload %s", u.ID)
	}
	if !like {
		return nil
	}
	return s.forget(u.ID)
}

// begins reports whether file begins with all that part holds.
func begins(file io.ReaderAt, part io.Reader) (bool, error) {
	ours, theirs := make([]byte, 1<<16), make([]byte, 1<<16)
	for at := int64(0); ; {
		n, err := io.ReadFull(part, ours)
		if n > 0 {
			if _, err := file.ReadAt(theirs[:n], at); err != nil && !errors.Is(err, io.EOF) {
				return false, err
			}
			if !bytes.Equal(ours[:n], theirs[:n]) {
				return false, nil
			}
			at += int64(n)
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return true, nil
		case err != nil:
			return false, err
		}
	}
}
