package darkroom

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// Nothing here is flushed to the disk before it takes its name: that would cost
// more than it is worth for what can be made again. So after a power cut a file
// may be short, or whole in length and hollow within. Each file therefore ends
// with a trailer: the SHA-256 of its bytes, their number, and its recipe. The
// number and the recipe are compared whenever it is opened; the bytes once in the
// life of a process, since a power cut ends the process, too.

const (
	folderMode = 0o700
	fileMode   = 0o600

	making = ".making-"
	// trailer is the sum, the length and the recipe.
	trailer = sha256.Size + 8 + 8
	// mostChecked bounds what is remembered of checks; forgetting costs a check.
	mostChecked = 1 << 20
)

// errTorn is a file that is not whole or was made by another recipe.
var errTorn = errors.New("the file does not fit its trailer")

// File is a derived file, open. The caller closes it.
type File struct {
	media.Blob
	// Made is when it was made, for Last-Modified.
	Made time.Time
	// Tag differs when the bytes differ, for a strong ETag.
	Tag string
}

// kept is a file without its trailer.
type kept struct {
	*io.SectionReader
	io.Closer
}

// place is where a file of a blob is kept.
func place(h content.Hash, name string) string { return path.Join(folderOf(h), name) }

func folderOf(h content.Hash) string { return path.Join(string(h[:2]), string(h)) }

func validHash(h content.Hash) bool {
	if len(h) != 2*sha256.Size {
		return false
	}
	for _, c := range h {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// open gives a kept file. It is fs.ErrNotExist when there is none, and when what
// there is cannot be trusted.
func (r *Room) open(ctx context.Context, at, recipe string) (*File, error) {
	f, err := r.root.Open(at)
	if err != nil {
		return nil, err
	}
	file, err := r.trust(ctx, f, at, recipe)
	if err != nil {
		_ = f.Close()
	}
	if errors.Is(err, errTorn) {
		r.log.Info("a derived file is made anew", "file", at)
		return nil, fs.ErrNotExist
	}
	return file, err
}

func (r *Room) trust(ctx context.Context, f *os.File, at, recipe string) (*File, error) {
	about, err := f.Stat()
	if err != nil {
		return nil, err
	}
	size := about.Size() - trailer
	if size < 0 || !about.Mode().IsRegular() {
		return nil, errTorn
	}
	var end [trailer]byte
	if _, err := f.ReadAt(end[:], size); err != nil {
		return nil, err
	}
	if string(end[sha256.Size:]) != ending(size, recipe) {
		return nil, errTorn
	}
	body := io.NewSectionReader(f, 0, size)
	if !r.wasChecked(at) {
		sum := sha256.New()
		if _, err := io.Copy(sum, patient{ctx, body}); err != nil {
			return nil, err
		}
		if string(sum.Sum(nil)) != string(end[:sha256.Size]) {
			return nil, errTorn
		}
		r.noteChecked(at)
	}
	return &File{
		Blob: kept{io.NewSectionReader(f, 0, size), f},
		Made: about.ModTime(),
		Tag:  hex.EncodeToString(end[:16]),
	}, nil
}

// ending is the trailer behind the sum.
func ending(size int64, recipe string) string {
	sum := sha256.Sum256([]byte(recipe))
	return string(append(binary.BigEndian.AppendUint64(nil, uint64(size)), sum[:8]...))
}

// write keeps what fill writes, whole or not at all. That the disk refuses is
// fault.Unavailable; what fill returns is returned.
func (r *Room) write(at, recipe string, fill func(io.Writer) error) (err error) {
	if err := r.root.MkdirAll(path.Dir(at), folderMode); err != nil {
		return noRoom(err)
	}
	wet := path.Join(path.Dir(at), making+rand.Text())
	f, err := r.root.OpenFile(wet, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return noRoom(err)
	}
	// Whatever happens, a panic too, nothing half made stays.
	done := false
	defer func() {
		if !done {
			_ = f.Close()
			_ = r.root.Remove(wet)
		}
	}()
	sheet := &sheet{to: bufio.NewWriterSize(r.paper(f), 1<<16)}
	sum := sha256.New()
	err = fill(io.MultiWriter(sheet, sum))
	if sheet.err != nil {
		return noRoom(sheet.err)
	}
	if err != nil {
		return err
	}
	_, _ = sheet.Write(sum.Sum(nil))
	_, _ = sheet.Write([]byte(ending(sheet.size-sha256.Size, recipe)))
	if err := errors.Join(sheet.err, sheet.to.Flush()); err != nil {
		return noRoom(err)
	}
	if err := f.Close(); err != nil {
		return noRoom(err)
	}
	if err := r.root.Rename(wet, at); err != nil {
		return noRoom(err)
	}
	done = true
	r.noteChecked(at)
	return nil
}

// sheet is what is written on; it remembers that the disk refused.
type sheet struct {
	to   *bufio.Writer
	size int64
	err  error
}

// Write counts what was written.
func (s *sheet) Write(p []byte) (int, error) {
	n, err := s.to.Write(p)
	s.size += int64(n)
	if err != nil {
		s.err = err
	}
	return n, err
}

func noRoom(err error) error { return fault.Wrap(fault.Unavailable, err, "keeping a derived file") }

// patient reads until ctx ends.
type patient struct {
	ctx  context.Context
	from io.Reader
}

// Read asks ctx first.
func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.from.Read(b)
}

func key(at string) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, at)
	return h.Sum64()
}

func (r *Room) wasChecked(at string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.checked[key(at)]
	return ok
}

func (r *Room) noteChecked(at string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.checked) >= mostChecked {
		clear(r.checked)
	}
	r.checked[key(at)] = struct{}{}
}
