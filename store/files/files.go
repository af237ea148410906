// Package files owns the bytes of Assets on a disk: media.Blobs in a folder. It
// must not know what the bytes are, who may see them or which Asset needs them,
// and it must never follow a symbolic link within its folder.
//
// A file is under its name whole or not at all, whatever kills the process: it
// is written and flushed elsewhere first and takes its name by one rename.
//
//	blobs/ab/cd/abcd…    the bytes with that SHA-256, in 64 hexadecimal digits
//	incoming/            files that are being copied here from another disk
//	quarantine/ID/NAME   what was set aside
package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

const (
	blobs      = "blobs"
	incoming   = "incoming"
	quarantine = "quarantine"

	folderMode = 0o700
	fileMode   = 0o600
)

// Store keeps blobs in one folder. Several processes may share the folder.
type Store struct {
	dir string
	// lasting are the folders of which this process knows that a power cut
	// leaves them there. Another process may have made a folder and not yet
	// flushed it, so that finding it is not enough.
	mu      sync.Mutex
	lasting map[string]bool
}

var _ media.Blobs = (*Store)(nil)

// Open gives the Store in dir, which is made where it is missing.
func Open(dir string) (*Store, error) {
	whole, err := filepath.Abs(dir)
	if err != nil {
		return nil, failed(err, "blobs in %s", dir)
	}
	if err := makeAll(whole); err != nil {
		return nil, failed(err, "blobs in %s", dir)
	}
	s := &Store{dir: whole, lasting: map[string]bool{}}
	for _, folder := range []string{blobs, incoming, quarantine} {
		if err := s.folder(folder); err != nil {
			return nil, err
		}
	}
	return s, nil
}

var hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func valid(h content.Hash) bool { return hashForm.MatchString(string(h)) }

// Place is where the bytes of h lie, below the folder of a Store; h has the form of a hash.
func Place(h content.Hash) string {
	return filepath.Join(blobs, string(h[:2]), string(h[2:4]), string(h))
}

func (s *Store) at(place string) string { return filepath.Join(s.dir, place) }

// Open gives the bytes of h.
func (s *Store) Open(ctx context.Context, h content.Hash) (media.Blob, error) {
	if err := ctx.Err(); err != nil {
		return nil, failed(err, "open blob %s", h)
	}
	return s.open(h)
}

func (s *Store) open(h content.Hash) (*blob, error) {
	if !valid(h) {
		return nil, fault.Absent("blob %q", h)
	}
	place := Place(h)
	if err := s.straight(filepath.Dir(place)); err != nil {
		return nil, absent(err, h)
	}
	// A pipe in the place of a blob must not hold up whoever opens it.
	f, err := os.OpenFile(s.at(place), os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, absent(err, h)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		_ = f.Close()
		return nil, absent(err, h)
	}
	return &blob{f, info.Size()}, nil
}

type blob struct {
	file *os.File
	size int64
}

func (b *blob) ReadAt(p []byte, at int64) (int, error) { return b.file.ReadAt(p, at) }
func (b *blob) Close() error                           { return b.file.Close() }
func (b *blob) Size() int64                            { return b.size }

// Check reads all bytes of h.
func (s *Store) Check(ctx context.Context, h content.Hash) error {
	if err := ctx.Err(); err != nil {
		return failed(err, "check blob %s", h)
	}
	b, err := s.open(h)
	if err != nil {
		return err
	}
	defer func() { _ = b.Close() }()
	return matches(ctx, b.file, h)
}

// Remove takes h out for ever, also where it was set aside.
func (s *Store) Remove(ctx context.Context, h content.Hash) error {
	if err := ctx.Err(); err != nil {
		return failed(err, "remove blob %s", h)
	}
	if !valid(h) {
		return nil
	}
	if err := s.removeAside(h); err != nil {
		return failed(err, "remove blob %s", h)
	}
	place := Place(h)
	folder := filepath.Dir(place)
	if err := s.straight(folder); missing(err) {
		return nil
	} else if err != nil {
		return failed(err, "remove blob %s", h)
	}
	if err := os.Remove(s.at(place)); err != nil && !missing(err) {
		return failed(err, "remove blob %s", h)
	}
	// Whoever removed it before may have been killed before this.
	return failed(flush(s.at(folder)), "remove blob %s", h)
}

// matches reads f from its beginning and reports fault.Invalid when its bytes
// are not those of h.
func matches(ctx context.Context, f *os.File, h content.Hash) error {
	sum := sha256.New()
	const everything = 1<<63 - 1
	if _, err := io.Copy(sum, &patient{ctx, io.NewSectionReader(f, 0, everything)}); err != nil {
		return failed(err, "read blob %s", h)
	}
	if got := content.Hash(hex.EncodeToString(sum.Sum(nil))); got != h {
		return fault.Wrap(fault.Invalid, errors.New("the bytes are not those of the name"), "blob %s: the hash is %s", h, got)
	}
	return nil
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

// missing reports that err means that no blob lies there: nothing does, or
// something in its place or on the way to it that is none.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, errCrooked) ||
		errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ENXIO)
}

func absent(err error, h content.Hash) error {
	if missing(err) {
		return fault.Absent("blob %s", h)
	}
	return failed(err, "open blob %s", h)
}

// failed gives err a Kind and a sentence for the log; nil stays nil. What a disk
// refuses may be mended from outside, so it is Unavailable, and a full one says so.
func failed(err error, format string, args ...any) error {
	var known *fault.Fault
	if err == nil || errors.As(err, &known) {
		return err
	}
	said := &fault.Fault{Kind: fault.Unavailable, Err: fmt.Errorf(format+": %w", append(args, err)...)}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		said.Key = "media.refused.no_room"
	}
	return said
}
