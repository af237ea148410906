package intake

import (
	"bufio"
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds of an archive.
const (
	mostEntries   = 10_000
	mostEntryName = 300
	mostUnpacked  = 512 << 20
	// mostSwelling is how many times its packed size an archive may have, apart
	// from what is small anyway.
	mostSwelling = 150
	freeSwelling = 16 << 20
)

// entry is one file in an archive, as its directory and its own header agree.
type entry struct {
	name         string
	stored       bool
	flags        uint16
	crc          uint32
	packed, size int64
	// from is where its header begins, at where its data does.
	from, at int64
}

// archive is a ZIP that was checked as a whole.
type archive struct {
	*source
	entries []entry
	// left is how much may still be unpacked of what was allowed.
	left, allowed int64
	// These are used again for each entry: one is open at a time.
	raw, text *bufio.Reader
	inflater  io.ReadCloser
}

// openArchive reads the directory and every header, and refuses an archive in
// which anything overlaps, lies between entries, or is said in two ways: what two
// programs would read differently must not be let through.
func openArchive(s *source, allowed int64) (*archive, error) {
	count, at, end, err := findDirectory(s)
	if err != nil {
		return nil, err
	}
	a := &archive{source: s}
	if a.entries, err = readDirectory(s, count, at, end); err != nil {
		return nil, err
	}
	if err = a.checkNames(); err != nil {
		return nil, err
	}
	var packed, size int64
	for _, e := range a.entries {
		packed, size = packed+e.packed, size+e.size
	}
	a.allowed = min(allowed, max(freeSwelling, packed*mostSwelling))
	a.left = a.allowed
	if size > a.left {
		return nil, refused("swells")
	}
	order := slices.Clone(a.entries)
	slices.SortFunc(order, func(x, y entry) int { return int(x.from - y.from) })
	places := map[string]int64{}
	next := int64(0)
	for i := range order {
		if next, err = a.checkHeader(&order[i], next, at); err != nil {
			return nil, err
		}
		places[order[i].name] = order[i].at
	}
	if next, err = a.passDescriptor(order[len(order)-1], next, at); err != nil || next != at {
		return nil, broken("data before the directory")
	}
	for i := range a.entries {
		a.entries[i].at = places[a.entries[i].name]
	}
	return a, nil
}

// findDirectory reads the end of the archive, which is the end of the file.
func findDirectory(s *source) (count int, at, end int64, err error) {
	const size = 22
	for step := range 2 {
		from := max(0, s.size-size)
		if step == 1 {
			from = max(0, s.size-windowSize)
		}
		tail, err := s.upTo(from, windowSize)
		if err != nil {
			return 0, 0, 0, err
		}
		i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
		if i < 0 || len(tail)-i < size {
			continue
		}
		b := tail[i:]
		if int(binary.LittleEndian.Uint16(b[20:])) != len(b)-size {
			return 0, 0, 0, broken("data after the archive")
		}
		count = int(binary.LittleEndian.Uint16(b[10:]))
		length := int64(binary.LittleEndian.Uint32(b[12:]))
		at, end = int64(binary.LittleEndian.Uint32(b[16:])), from+int64(i)
		if !bytes.Equal(b[4:8], make([]byte, 4)) || int(binary.LittleEndian.Uint16(b[8:])) != count || at+length != end {
			return 0, 0, 0, broken("the end of the archive contradicts itself")
		}
		if count == 0 {
			return 0, 0, 0, broken("an empty archive")
		}
		if count > mostEntries {
			return 0, 0, 0, refused("entries", "limit", mostEntries)
		}
		return count, at, end, nil
	}
	return 0, 0, 0, errCut
}

// readDirectory reads what the directory says of each entry.
func readDirectory(s *source, count int, at, end int64) ([]entry, error) {
	all := make([]entry, 0, count)
	for at < end {
		b, err := s.bytes(at, 46)
		if err != nil {
			return nil, err
		}
		if !bytes.HasPrefix(b, []byte("PK\x01\x02")) || len(all) == count {
			return nil, broken("the directory of the archive")
		}
		e := entry{
			flags: binary.LittleEndian.Uint16(b[8:]), crc: binary.LittleEndian.Uint32(b[16:]),
			packed: int64(binary.LittleEndian.Uint32(b[20:])), size: int64(binary.LittleEndian.Uint32(b[24:])),
			from: int64(binary.LittleEndian.Uint32(b[42:])),
		}
		method := binary.LittleEndian.Uint16(b[10:])
		e.stored = method == 0
		n := int64(binary.LittleEndian.Uint16(b[28:]))
		rest := n + int64(binary.LittleEndian.Uint16(b[30:])) + int64(binary.LittleEndian.Uint16(b[32:]))
		switch {
		case e.flags&(1|1<<6|1<<13) != 0:
			return nil, refused("encrypted")
		case method != 0 && method != 8 || e.stored && e.packed != e.size:
			return nil, broken("method %d", method)
		case n == 0 || n > mostEntryName || at+46+rest > end || e.size == 1<<32-1 || e.packed == 1<<32-1:
			return nil, broken("an entry of the directory")
		}
		if b, err = s.bytes(at+46, int(n)); err != nil {
			return nil, err
		}
		e.name = string(b)
		all = append(all, e)
		at += 46 + rest
	}
	if len(all) != count || at != end {
		return nil, broken("the directory has %d entries of %d", len(all), count)
	}
	return all, nil
}

// checkNames refuses names that lead out of the archive or that two entries
// share, to whoever ignores case.
func (a *archive) checkNames() error {
	seen := make(map[string]bool, len(a.entries))
	for _, e := range a.entries {
		low := strings.ToLower(e.name)
		if !safeName(e.name) || seen[low] {
			return broken("name %.60q", e.name)
		}
		if strings.HasSuffix(e.name, "/") && e.size > 0 {
			return broken("a folder with content")
		}
		seen[low] = true
	}
	return nil
}

func safeName(name string) bool {
	if !utf8.ValidString(name) || strings.ContainsAny(name, "\\:\x00") || strings.HasPrefix(name, "/") {
		return false
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(name, "/"), "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}

// checkHeader holds the header of an entry against the directory. Entries follow
// each other without a gap, except for the sums that may stand behind one; next
// is where the data of the one before has ended.
func (a *archive) checkHeader(e *entry, next, directory int64) (int64, error) {
	if e.from < next || e.from > next+24 || e.from+30 > directory {
		return 0, broken("%.60q overlaps or is set apart", e.name)
	}
	b, err := a.bytes(e.from, 30)
	if err != nil {
		return 0, err
	}
	method := binary.LittleEndian.Uint16(b[8:])
	flags, crc := binary.LittleEndian.Uint16(b[6:]), binary.LittleEndian.Uint32(b[14:])
	packed, size := int64(binary.LittleEndian.Uint32(b[18:])), int64(binary.LittleEndian.Uint32(b[22:]))
	n, extra := int(binary.LittleEndian.Uint16(b[26:])), int64(binary.LittleEndian.Uint16(b[28:]))
	same := packed == e.packed && size == e.size && crc == e.crc
	later := flags&8 != 0 && crc == 0 && (packed == 0 && size == 0 || packed == 1<<32-1 && size == 1<<32-1)
	if !bytes.HasPrefix(b, []byte("PK\x03\x04")) || (method == 0) != e.stored || flags&^8 != e.flags&^8 || !same && !later || n != len(e.name) {
		return 0, broken("%.60q has two headers", e.name)
	}
	if e.from > 0 && e.from > next && next == 0 {
		return 0, broken("data before the archive")
	}
	if b, err = a.bytes(e.from+30, n); err != nil {
		return 0, err
	}
	if string(b) != e.name {
		return 0, broken("%.60q has two names", e.name)
	}
	e.flags = flags
	e.at = e.from + 30 + int64(n) + extra
	if e.at+e.packed > directory {
		return 0, broken("%.60q reaches into the directory", e.name)
	}
	return a.passDescriptor(*e, e.at+e.packed, directory)
}

// passDescriptor passes the sums behind an entry that announced them.
func (a *archive) passDescriptor(e entry, at, directory int64) (int64, error) {
	if e.flags&8 == 0 || at > e.at+e.packed {
		return at, nil
	}
	b, err := a.upTo(at, int(min(24, directory-at)))
	if err != nil {
		return 0, err
	}
	if bytes.HasPrefix(b, []byte("PK\x07\x08")) {
		at, b = at+4, b[4:]
	}
	if len(b) < 12 || binary.LittleEndian.Uint32(b) != e.crc {
		return 0, broken("%.60q ends with other sums", e.name)
	}
	if int64(binary.LittleEndian.Uint32(b[4:])) == e.packed && int64(binary.LittleEndian.Uint32(b[8:])) == e.size {
		return at + 12, nil
	}
	if len(b) >= 20 && int64(binary.LittleEndian.Uint64(b[4:])) == e.packed && int64(binary.LittleEndian.Uint64(b[12:])) == e.size {
		return at + 20, nil
	}
	return 0, broken("%.60q ends with other sums", e.name)
}

// open unpacks an entry, and ends the use of the one before. Reading fails when it is longer or shorter than it was
// said to be, or another file.
func (a *archive) open(e entry) *bufio.Reader {
	if a.raw == nil {
		a.raw, a.text = bufio.NewReaderSize(nil, 16<<10), bufio.NewReaderSize(nil, 32<<10)
		a.inflater = flate.NewReader(a.raw)
	}
	r := a.part(e.at, e.at+e.packed)
	if !e.stored {
		a.raw.Reset(r)
		// Resetting to no dictionary cannot fail.
		_ = a.inflater.(flate.Resetter).Reset(a.raw, nil)
		r = a.inflater
	}
	a.text.Reset(&checked{a: a, r: r, want: e, left: e.size})
	return a.text
}

// checked counts what is unpacked and holds it against the directory.
type checked struct {
	a    *archive
	r    io.Reader
	crc  uint32
	want entry
	left int64
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.crc = crc32.Update(c.crc, crc32.IEEETable, p[:n])
	c.left -= int64(n)
	c.a.left -= int64(n)
	switch {
	case c.left < 0:
		return n, broken("%.60q is longer than it says", c.want.name)
	case c.a.left < 0:
		return n, refused("swells")
	case err == io.EOF && c.left > 0:
		return n, broken("%.60q is shorter than it says", c.want.name)
	case err == io.EOF && c.crc != c.want.crc:
		return n, broken("%.60q has another sum", c.want.name)
	}
	return n, unpacked(err)
}

// memory gives a small archive that lies in memory as a source.
func memory(ctx context.Context, b []byte) *source {
	return newSource(ctx, bytes.NewReader(b), int64(len(b)))
}
