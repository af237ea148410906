// Package upload owns files on their way in: pieces of at most 1 MiB that are
// put together on disk, and can be continued after the connection, the browser
// or the process broke off. It must not look into files, decide what is taken
// in, or use a name that somebody gave as a path.
//
// The disk alone says how far an upload is:
//
//	ID.json    who uploads what, written once
//	ID.part    the bytes received so far, none where it is missing
//
// The length of the part is what was received. A piece is flushed before it is
// acknowledged, and is only ever written behind the bytes that are there, so
// that what a killed process leaves is the beginning of the file.
package upload

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
	"unicode"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// Piece is the longest piece in bytes.
const Piece = 1 << 20

// Options bound what may be on its way in. All of them must be set.
type Options struct {
	// Largest is the longest file in bytes.
	Largest int64
	// Open is how many uploads one owner may have begun and not finished.
	Open int
	// Total is the sum of the sizes of all uploads that are not finished.
	Total int64
	// Idle is how long an upload stays that nobody continues.
	Idle  time.Duration
	Clock content.Clock
}

// Upload is a file on its way in.
type Upload = media.Upload

// check demands that every option is set.
func (o Options) check() error {
	if o.Largest <= 0 || o.Open <= 0 || o.Total <= 0 || o.Idle <= 0 || o.Clock == nil {
		return fmt.Errorf("uploads need every option: %+v", o)
	}
	return nil
}

// fits reports why a file of size bytes is not taken, whoever brings it.
func (o Options) fits(size int64) error {
	if size < 0 {
		return fault.Wrap(fault.Invalid, errors.New("a size below zero"), "begin an upload")
	}
	if size > o.Largest {
		return fault.New(fault.Invalid, "media.refused.too_large", "mib", o.Largest>>20)
	}
	return nil
}

// room reports why owner may not begin a file of size bytes beside all that are on
// their way. Announced bytes count as if they were there, so that what was begun can be
// finished.
func (o Options) room(all []Upload, owner content.MemberID, size int64) error {
	own, total := 0, size
	for _, u := range all {
		total += u.Size
		if u.Owner == owner {
			own++
		}
	}
	if own >= o.Open {
		return fault.New(fault.Invalid, "media.refused.too_many_uploads", "most", o.Open)
	}
	if total > o.Total {
		return &fault.Fault{Kind: fault.Unavailable, Key: noRoom, Err: fmt.Errorf("unfinished uploads have %d bytes with this one", total)}
	}
	return nil
}

// Uploads are the files on their way in. One process alone may hold a folder.
type Uploads struct {
	dir     string
	options Options
	// begin is held while uploads are counted and a new one is added.
	begin sync.Mutex
	// Whoever reads and writes one upload holds the lock that its id falls on.
	locks [64]sync.Mutex
	seed  maphash.Seed
}

// Open gives the Uploads in dir, which is made where it is missing.
func Open(dir string, o Options) (*Uploads, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	whole, err := filepath.Abs(dir)
	if err == nil {
		err = os.MkdirAll(whole, 0o700)
	}
	if err != nil {
		return nil, failed(err, "uploads in %s", dir)
	}
	return &Uploads{dir: whole, options: o, seed: maphash.MakeSeed()}, nil
}

func (s *Uploads) lock(id content.ID) *sync.Mutex {
	return &s.locks[maphash.String(s.seed, string(id))%uint64(len(s.locks))]
}

// Begin announces a file of size bytes. It refuses one that is too large, or one
// too many.
func (s *Uploads) Begin(ctx context.Context, owner content.MemberID, name string, size int64) (Upload, error) {
	if err := ctx.Err(); err != nil {
		return Upload{}, failed(err, "begin an upload")
	}
	if err := s.options.fits(size); err != nil {
		return Upload{}, err
	}
	s.begin.Lock()
	defer s.begin.Unlock()
	if err := s.sweep(ctx); err != nil {
		return Upload{}, err
	}
	all, err := s.all()
	if err == nil {
		err = s.options.room(all, owner, size)
	}
	if err != nil {
		return Upload{}, err
	}
	u := Upload{ID: content.NewID(), Owner: owner, Name: clean(name), Size: size, Begun: content.Instant(s.options.Clock.Now())}
	if err := s.announce(u); err != nil {
		return Upload{}, failed(err, "begin upload %s", u.ID)
	}
	return u, nil
}

// State tells how far an upload is.
func (s *Uploads) State(ctx context.Context, owner content.MemberID, id content.ID) (Upload, error) {
	if err := ctx.Err(); err != nil {
		return Upload{}, failed(err, "upload %s", id)
	}
	// A piece that is being written may yet fail.
	l := s.lock(id)
	l.Lock()
	defer l.Unlock()
	return s.own(owner, id)
}

// List gives the uploads of owner that are not finished, the oldest first.
func (s *Uploads) List(ctx context.Context, owner content.MemberID) ([]Upload, error) {
	if err := ctx.Err(); err != nil {
		return nil, failed(err, "list uploads")
	}
	all, err := s.all()
	if err != nil {
		return nil, err
	}
	var own []Upload
	for _, u := range all {
		if u.Owner == owner {
			own = append(own, u)
		}
	}
	return own, nil
}

// Discard forgets an upload and its bytes, those that were moved away included.
func (s *Uploads) Discard(ctx context.Context, owner content.MemberID, id content.ID) error {
	if err := ctx.Err(); err != nil {
		return failed(err, "discard upload %s", id)
	}
	l := s.lock(id)
	l.Lock()
	defer l.Unlock()
	if _, err := s.own(owner, id); err != nil {
		return err
	}
	return s.forget(id)
}

// clean makes of a name one that can be shown: without folders, without
// characters that cannot be seen, and not too long.
func clean(name string) string {
	const most = 200
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	if runes := []rune(name); len(runes) > most {
		name = string(runes[:most])
	}
	if name = strings.TrimSpace(name); name == "" || strings.Trim(name, ".") == "" {
		return media.WholeFile
	}
	return name
}

const noRoom = "media.refused.no_room"

// failed gives err a Kind and a sentence for the log; nil stays nil. What a disk
// refuses may be mended from outside, so it is Unavailable, and a full one says so.
func failed(err error, format string, args ...any) error {
	var known *fault.Fault
	if err == nil || errors.As(err, &known) {
		return err
	}
	said := &fault.Fault{Kind: fault.Unavailable, Err: fmt.Errorf(format+": %w", append(args, err)...)}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		said.Key = noRoom
	}
	return said
}

func missing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
