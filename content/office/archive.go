package office

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"herald/internal/fault"
)

// Bounds of an archive.
const (
	mostEntries   = 4000
	mostDirectory = 1 << 20
	mostEntryName = 300
	// mostUnpacked bounds all that is read of an archive, mostPart one part of XML,
	// mostPicture one picture.
	mostUnpacked = 256 << 20
	mostPart     = 32 << 20
	mostPicture  = 64 << 20
	// mostSwelling is how many times its packed size an archive may have, apart
	// from what is small anyway.
	mostSwelling = 150
	freeSwelling = 16 << 20
)

// archive is a ZIP whose directory was looked through. Names are keys and nothing
// else: none is ever a path.
type archive struct {
	parts map[string]*zip.File
	left  int64
}

// broken is a file that cannot be read; what is wrong stands in the log alone.
func broken(format string, args ...any) error {
	return &fault.Fault{Kind: fault.Invalid, Key: "desk.bring.broken", Err: fmt.Errorf(format, args...)}
}

func swells() error { return fault.New(fault.Invalid, "desk.bring.swells") }

// openArchive reads the directory. It is measured first: the length that it takes
// to list a million entries has to be refused before they are listed.
func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	if err := measure(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, broken("archive: %w", err)
	}
	if len(z.File) > mostEntries {
		return nil, swells()
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), left: mostUnpacked}
	var packed, unpacked uint64
	for _, f := range z.File {
		if f.Flags&(1|1<<6|1<<13) != 0 {
			return nil, fault.New(fault.Invalid, "desk.bring.encrypted")
		}
		if !safeName(f.Name) || a.parts[f.Name] != nil {
			return nil, broken("name %.60q", f.Name)
		}
		a.parts[f.Name] = f
		packed, unpacked = packed+f.CompressedSize64, unpacked+f.UncompressedSize64
		if unpacked > mostUnpacked || f.UncompressedSize64 > mostUnpacked {
			return nil, swells()
		}
	}
	if packed > uint64(size) || unpacked > max(freeSwelling, packed*mostSwelling) {
		return nil, swells()
	}
	return a, nil
}

// measure finds the end of the archive and refuses a directory that is long, lies
// elsewhere than it says, or has the numbers of a larger kind of archive.
func measure(r io.ReaderAt, size int64) error {
	const end, comment = 22, 1 << 16
	tail := make([]byte, min(size, end+comment))
	if n, err := r.ReadAt(tail, size-int64(len(tail))); n < len(tail) && err != nil {
		return broken("the end of the archive: %w", err)
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail)-i < end {
		return broken("an archive without an end")
	}
	b := tail[i:]
	count, length, at := binary.LittleEndian.Uint16(b[10:]), int64(binary.LittleEndian.Uint32(b[12:])), int64(binary.LittleEndian.Uint32(b[16:]))
	switch {
	case count > mostEntries || length > mostDirectory:
		return swells()
	case at+length != size-int64(len(tail))+int64(i):
		return broken("a directory that lies elsewhere")
	}
	return nil
}

func safeName(name string) bool {
	if len(name) == 0 || len(name) > mostEntryName || !utf8.ValidString(name) || strings.ContainsAny(name, "\\\x00") || strings.HasPrefix(name, "/") {
		return false
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(name, "/"), "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}

func (a *archive) has(name string) bool { return a.parts[name] != nil }

// open unpacks a part of at most limit bytes. Everything read counts against what
// the whole archive may hold.
func (a *archive) open(name string, limit int64) (io.ReadCloser, error) {
	f := a.parts[name]
	if f == nil {
		return nil, broken("no part %.60q", name)
	}
	if f.UncompressedSize64 > uint64(limit) {
		return nil, swells()
	}
	r, err := f.Open()
	if err != nil {
		return nil, broken("part %.60q: %w", name, err)
	}
	return &counted{a: a, r: r, left: limit}, nil
}

type counted struct {
	a    *archive
	r    io.ReadCloser
	left int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.left -= int64(n)
	c.a.left -= int64(n)
	if c.left < 0 || c.a.left < 0 {
		return 0, swells()
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = broken("unpacking: %w", err)
	}
	return n, err
}

func (c *counted) Close() error { return c.r.Close() }

// beside gives the name of a part that another one names, "" where that leads out
// of the archive.
func beside(part, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	name := path.Join(path.Dir(part), target)
	if !safeName(name) {
		return ""
	}
	return name
}
