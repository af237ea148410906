package upload

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"herald/content"
	"herald/internal/fault"
)

const (
	noteEnd = ".json"
	partEnd = ".part"
	// A note is written under a name with this end first.
	newEnd = ".new"
	// longestNote is more than an honest note can have.
	longestNote = 64 << 10
)

func (s *Uploads) note(id content.ID) string { return filepath.Join(s.dir, string(id)+noteEnd) }
func (s *Uploads) part(id content.ID) string { return filepath.Join(s.dir, string(id)+partEnd) }

// errTorn is said of a note that is not one.
var errTorn = errors.New("the note of an upload cannot be read")

// own reads an upload of owner. Another owner's is absent like one that never was.
func (s *Uploads) own(owner content.MemberID, id content.ID) (Upload, error) {
	if !id.Valid() {
		return Upload{}, fault.Absent("upload %q", id)
	}
	u, err := s.read(id)
	if missing(err) || errors.Is(err, errTorn) || err == nil && u.Owner != owner {
		return Upload{}, fault.Absent("upload %s", id)
	}
	return u, failed(err, "upload %s", id)
}

// read finds on disk how far an upload is.
func (s *Uploads) read(id content.ID) (Upload, error) {
	f, err := os.OpenFile(s.note(id), os.O_RDONLY|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return Upload{}, err
	}
	defer func() { _ = f.Close() }()
	body, err := io.ReadAll(io.LimitReader(f, longestNote))
	if err != nil {
		return Upload{}, err
	}
	var u Upload
	if json.Unmarshal(body, &u) != nil || u.ID != id || u.Size < 0 {
		return Upload{}, errTorn
	}
	info, err := os.Lstat(s.part(id))
	if missing(err) {
		return u, nil
	}
	if err != nil {
		return Upload{}, err
	}
	if !info.Mode().IsRegular() || info.Size() > u.Size {
		return Upload{}, errTorn
	}
	u.Received = info.Size()
	return u, nil
}

// all reads every upload, the oldest first. One that cannot be understood does
// not hide the others.
func (s *Uploads) all() ([]Upload, error) {
	ids, err := s.ids()
	if err != nil {
		return nil, err
	}
	var all []Upload
	for _, id := range ids {
		u, err := s.read(id)
		if missing(err) || errors.Is(err, errTorn) {
			continue
		}
		if err != nil {
			return nil, failed(err, "upload %s", id)
		}
		all = append(all, u)
	}
	slices.SortFunc(all, func(a, b Upload) int {
		return cmp.Or(a.Begun.Compare(b.Begun), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

func (s *Uploads) ids() ([]content.ID, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, failed(err, "list uploads")
	}
	var ids []content.ID
	for _, entry := range entries {
		if name, ok := strings.CutSuffix(entry.Name(), noteEnd); ok && content.ID(name).Valid() {
			ids = append(ids, content.ID(name))
		}
	}
	return ids, nil
}

// announce writes the note of a new upload, whole or not at all.
func (s *Uploads) announce(u Upload) (err error) {
	body, err := json.Marshal(u)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(s.note(u.ID)+newEnd, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Chtimes(f.Name(), u.Begun, u.Begun)
	}
	if err == nil {
		err = os.Rename(f.Name(), s.note(u.ID))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if err = s.flush(); err != nil {
		return errors.Join(err, os.Remove(s.note(u.ID)))
	}
	return nil
}

// forget removes the bytes first: a note without them is an upload that has
// received nothing, and bytes without a note would be nobody's.
func (s *Uploads) forget(id content.ID) error {
	for _, path := range []string{s.part(id), s.note(id)} {
		if err := os.Remove(path); err != nil && !missing(err) {
			return failed(err, "forget upload %s", id)
		}
	}
	return failed(s.flush(), "forget upload %s", id)
}

// touch notes on disk that somebody continues an upload.
func (s *Uploads) touch(id content.ID) error {
	now := s.options.Clock.Now()
	return os.Chtimes(s.note(id), now, now)
}

// Sweep removes the uploads that nobody has continued for the time set, and what
// a killed process left of one that was being begun.
func (s *Uploads) Sweep(ctx context.Context) error {
	s.begin.Lock()
	defer s.begin.Unlock()
	return s.sweep(ctx)
}

func (s *Uploads) sweep(ctx context.Context) error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return failed(err, "sweep uploads")
	}
	for _, entry := range entries {
		if err := ctx.Err(); err != nil {
			return failed(err, "sweep uploads")
		}
		if name, ok := strings.CutSuffix(entry.Name(), noteEnd+newEnd); ok && content.ID(name).Valid() {
			err = os.Remove(filepath.Join(s.dir, entry.Name()))
		} else if name, ok := strings.CutSuffix(entry.Name(), noteEnd); ok && content.ID(name).Valid() {
			err = s.sweepOne(content.ID(name))
		} else if name, ok := strings.CutSuffix(entry.Name(), partEnd); ok && content.ID(name).Valid() {
			err = s.sweepPart(content.ID(name))
		}
		if err != nil && !missing(err) {
			return failed(err, "sweep uploads")
		}
	}
	return nil
}

func (s *Uploads) sweepOne(id content.ID) error {
	l := s.lock(id)
	l.Lock()
	defer l.Unlock()
	info, err := os.Lstat(s.note(id))
	if err != nil {
		return err
	}
	if s.options.Clock.Now().Sub(info.ModTime()) < s.options.Idle {
		return nil
	}
	return s.forget(id)
}

// sweepPart removes bytes that are nobody's.
func (s *Uploads) sweepPart(id content.ID) error {
	l := s.lock(id)
	l.Lock()
	defer l.Unlock()
	if _, err := os.Lstat(s.note(id)); !missing(err) {
		return err
	}
	return os.Remove(s.part(id))
}

// flush makes the names in the folder outlast a power cut.
func (s *Uploads) flush() error {
	d, err := os.Open(s.dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
