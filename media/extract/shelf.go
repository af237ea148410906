// Package extract keeps what was read in files: the extract of a file is its text, as
// plain words, or why it has none.
//
// All of it is disposable: it may be deleted at any time and is read again. It must
// never be the only place of anything, never give a text that is not whole, keep
// nothing of a file that was taken out, and never decide who may find a file by what
// it says.
//
//	DIR/ab/abcd…               the extract of the blob abcd…: a line about it, and the text
//	DIR/ab/.making-…           what is being kept, or was when the power failed
package extract

import (
	"bufio"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"

	"herald/content"
	"herald/internal/fault"
	"herald/media/reading"
)

const (
	folderMode = 0o700
	fileMode   = 0o600

	making = ".making-"
	// longestHead bounds the line about an extract; mostHeads what is remembered of
	// them, and forgetting costs a look at the disk.
	longestHead = 1 << 10
	mostHeads   = 1 << 18
)

// Extract is what is known of the text of a file.
type Extract struct {
	// Version is that of the reading.
	Version int `json:"version"`
	// Why is why the file has no text; it is empty for one that was read.
	Why reading.Why `json:"why,omitempty"`
	// Sum is the sum over the text, Size its length in bytes.
	Sum  content.Hash `json:"sum"`
	Size int64        `json:"size"`
	// Cut says that the file says more than what is kept.
	Cut bool `json:"cut,omitempty"`
}

// Shelf keeps extracts in one folder. It is safe for concurrent use.
type Shelf struct {
	root *os.Root
	mu   sync.Mutex
	// heads are those that this process has seen or written.
	heads map[content.Hash]Extract
}

// Open gives the Shelf in dir, which is made where it is missing.
func Open(dir string) (*Shelf, error) {
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return nil, fault.Wrap(fault.Unavailable, err, "extracts in %s", dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fault.Wrap(fault.Unavailable, err, "extracts in %s", dir)
	}
	return &Shelf{root: root, heads: map[content.Hash]Extract{}}, nil
}

// Close lets go of the folder.
func (s *Shelf) Close() error { return s.root.Close() }

// Head gives what is known of the text of a blob; ok is false where nothing is, so
// that the file is yet to be read.
func (s *Shelf) Head(h content.Hash) (e Extract, ok bool) {
	if !valid(h) {
		return Extract{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.head(h)
}

func (s *Shelf) head(h content.Hash) (Extract, bool) {
	if e, ok := s.heads[h]; ok {
		if _, err := s.root.Stat(place(h)); err == nil {
			return e, true
		}
		delete(s.heads, h)
		return Extract{}, false
	}
	e, f, err := s.open(h)
	if err != nil {
		return Extract{}, false
	}
	_ = f.raw.Close()
	s.remember(h, e)
	return e, true
}

func (s *Shelf) remember(h content.Hash, e Extract) {
	if len(s.heads) >= mostHeads {
		clear(s.heads)
	}
	s.heads[h] = e
}

// open reads the line about an extract and leaves the file open behind it.
func (s *Shelf) open(h content.Hash) (e Extract, f *file, err error) {
	raw, err := s.root.Open(place(h))
	if err != nil {
		return e, nil, err
	}
	f = &file{raw, bufio.NewReaderSize(raw, longestHead)}
	line, err := f.text.ReadSlice('\n')
	if err == nil {
		err = json.Unmarshal(line, &e)
	}
	if err == nil {
		var about os.FileInfo
		if about, err = raw.Stat(); err == nil && about.Size() != int64(len(line))+e.Size {
			err = errTorn
		}
	}
	if err != nil {
		_ = f.raw.Close()
		return e, nil, fmt.Errorf("%w: %w", errTorn, err)
	}
	return e, f, nil
}

// file is an extract that is open, read up to its text.
type file struct {
	raw  *os.File
	text *bufio.Reader
}

// errTorn is an extract that is not whole.
var errTorn = errors.New("the extract is not whole")

// Text gives the text of a blob, if its sum is the one that is asked for. What is not
// there, not whole, or another text by now is fault.NotFound; what is not whole is
// taken away, so that it is read again.
func (s *Shelf) Text(h, sum content.Hash) (string, error) {
	e, text, err := s.read(h)
	switch {
	case errors.Is(err, errTorn):
		return "", s.torn(h)
	case err != nil:
		return "", err
	case e.Sum != sum:
		return "", fault.Absent("extract %s of blob %s", sum, h)
	}
	return text, nil
}

// Check reports fault.NotFound where nothing is kept of a blob, and fault.Invalid where
// it is not whole. It takes nothing away.
func (s *Shelf) Check(h content.Hash) error {
	_, _, err := s.read(h)
	if errors.Is(err, errTorn) {
		return fault.Wrap(fault.Invalid, err, "extract of blob %s", h)
	}
	return err
}

// read gives a whole extract, errTorn or fault.NotFound.
func (s *Shelf) read(h content.Hash) (Extract, string, error) {
	if !valid(h) {
		return Extract{}, "", fault.Absent("extract of blob %q", h)
	}
	e, f, err := s.open(h)
	if errors.Is(err, fs.ErrNotExist) {
		return e, "", fault.Absent("extract of blob %s", h)
	}
	if err != nil {
		return e, "", err
	}
	defer f.raw.Close()
	raw, err := io.ReadAll(f.text)
	if err != nil || content.Sum(raw) != e.Sum {
		return e, "", errTorn
	}
	return e, string(raw), nil
}

// torn takes away what cannot be trusted.
func (s *Shelf) torn(h content.Hash) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.heads, h)
	if err := s.root.Remove(place(h)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.Wrap(fault.Unavailable, err, "extract of blob %s", h)
	}
	return fault.Absent("whole extract of blob %s", h)
}

// Keep keeps what was read in a blob, whole or not at all, unless wanted says that the
// file has been taken out meanwhile; it reports whether it was kept. Nobody who forgets
// the blob comes between the two. That the disk refuses is fault.Unavailable.
func (s *Shelf) Keep(h content.Hash, text reading.Text, why reading.Why, wanted func() (bool, error)) (kept bool, err error) {
	if !valid(h) {
		return false, fault.Absent("blob %q", h)
	}
	e := Extract{Version: reading.Version, Why: why, Sum: content.Sum([]byte(text.Body)), Size: int64(len(text.Body)), Cut: text.Cut}
	head, err := json.Marshal(e)
	if err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if ok, err := wanted(); err != nil || !ok {
		return false, err
	}
	if err := s.write(h, string(head)+"\n"+text.Body); err != nil {
		return false, fault.Wrap(fault.Unavailable, err, "keeping the extract of blob %s", h)
	}
	s.remember(h, e)
	return true, nil
}

// write is not flushed to the disk: what a power cut tears does not fit its line or its
// sum.
func (s *Shelf) write(h content.Hash, all string) error {
	at := place(h)
	if err := s.root.MkdirAll(path.Dir(at), folderMode); err != nil {
		return err
	}
	wet := path.Join(path.Dir(at), making+rand.Text())
	f, err := s.root.OpenFile(wet, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, all)
	if err = errors.Join(err, f.Close()); err == nil {
		err = s.root.Rename(wet, at)
	}
	if err != nil {
		_ = s.root.Remove(wet)
	}
	return err
}

// Forget takes out what was read in a blob and flushes that to the disk: what was
// redacted must not come back with the power.
func (s *Shelf) Forget(h content.Hash) error {
	if !valid(h) {
		return fault.Absent("blob %q", h)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.heads, h)
	err := s.root.Remove(place(h))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		var above *os.File
		if above, err = s.root.Open(path.Dir(place(h))); err == nil {
			err = errors.Join(above.Sync(), above.Close())
		}
	}
	return fault.Wrap(fault.Unavailable, err, "forgetting what was read in blob %s", h)
}

// Sweep takes out what was read in blobs that keep does not know, and what was left
// half kept. It touches nothing else in the folder.
func (s *Shelf) Sweep(keep func(content.Hash) bool) error {
	shelves, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "sweeping extracts")
	}
	for _, shelf := range shelves {
		if !shelf.IsDir() || len(shelf.Name()) != 2 {
			continue
		}
		names, err := fs.ReadDir(s.root.FS(), shelf.Name())
		if err != nil {
			return fault.Wrap(fault.Unavailable, err, "sweeping extracts")
		}
		for _, name := range names {
			if err := s.sweep(shelf.Name(), name.Name(), keep); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Shelf) sweep(shelf, name string, keep func(content.Hash) bool) error {
	if strings.HasPrefix(name, making) {
		s.mu.Lock()
		defer s.mu.Unlock()
		return fault.Wrap(fault.Unavailable, s.root.Remove(path.Join(shelf, name)), "sweeping extracts")
	}
	if h := content.Hash(name); valid(h) && strings.HasPrefix(name, shelf) && !keep(h) {
		return s.Forget(h)
	}
	return nil
}

func place(h content.Hash) string { return path.Join(string(h[:2]), string(h)) }

func valid(h content.Hash) bool {
	const letters = 64
	return len(h) == letters && strings.Trim(string(h), "0123456789abcdef") == ""
}
