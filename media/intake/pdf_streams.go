package intake

import (
	"bufio"
	"cmp"
	"compress/flate"
	"compress/zlib"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Bounds of what is unpacked of one PDF.
const (
	mostInflated    = 64 << 20
	mostRatio       = 100
	freeInflation   = 1 << 20
	mostObjectTable = 1 << 20
)

// inflater unpacks streams within what is left for the whole file.
type inflater struct {
	z    io.ReadCloser
	raw  *bufio.Reader
	left int64
}

// errSwells is told apart from what is broken.
var errSwells = refused("swells")

// open begins one stream of a packed length.
func (i *inflater) open(r io.Reader, packed int64) (io.Reader, error) {
	if i.raw == nil {
		i.raw = bufio.NewReaderSize(r, 16<<10)
	} else {
		i.raw.Reset(r)
	}
	var err error
	if i.z == nil {
		i.z, err = zlib.NewReader(i.raw)
	} else {
		err = i.z.(zlib.Resetter).Reset(i.raw, nil)
	}
	if err != nil {
		i.z = nil
		if errors.Is(err, io.EOF) {
			return nil, broken("packed data that is empty")
		}
		return nil, unpacked(err)
	}
	return &bounded{i, i.z, freeInflation + packed*mostRatio}, nil
}

// unpacked tells damage of packed data from failures to read.
func unpacked(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.As(err, &corrupt), errors.Is(err, zlib.ErrHeader), errors.Is(err, zlib.ErrChecksum),
		errors.Is(err, zlib.ErrDictionary), errors.Is(err, io.ErrUnexpectedEOF):
		return broken("packed data: %v", err)
	}
	return err
}

// bounded stops a stream that swells.
type bounded struct {
	all  *inflater
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.left -= int64(n)
	b.all.left -= int64(n)
	if b.left < 0 || b.all.left < 0 {
		return n, errSwells
	}
	return n, unpacked(err)
}

// stream passes over the data of a stream. Those that hold objects are read.
func (w *pdfWalk) stream() error {
	from, to, err := w.endOfStream()
	if err != nil {
		return err
	}
	if w.onStream != nil {
		if err := w.onStream(&w.cur, from, to); err != nil {
			return err
		}
	}
	// A stream of objects is known by First, whatever it says it is.
	if !w.cur.packs || w.shallow {
		return nil
	}
	if w.cur.large {
		return broken("a stream of objects with too many words")
	}
	first, ok := w.cur.number("First")
	// An address instead of a number would have to be looked up, and of two
	// numbers nobody knows which one is read.
	count, counted := w.cur.number("N")
	if !ok || !counted || first > mostObjectTable || w.cur.reference("First") || w.cur.reference("N") {
		return refused("pdf_form")
	}
	r := w.part(from, to)
	switch f := w.cur.filters(); {
	case len(f) == 0:
	case len(f) == 1 && isFlate(f[0]) && !w.cur.has("Predictor"):
		if r, err = w.inflate.open(r, to-from); err != nil {
			return err
		}
	default:
		return refused("pdf_form")
	}
	return w.objects(r, first, count)
}

// number gives the number behind a key that stands there once.
func (o *object) number(key string) (n int64, ok bool) {
	times := 0
	for i, t := range o.tokens {
		if t.sort != tokName || t.text != key {
			continue
		}
		if times++; i+1 < len(o.tokens) && o.tokens[i+1].sort == tokNumber {
			n, ok = o.tokens[i+1].num, true
		}
	}
	return n, ok && times == 1
}

// reference reports whether the value of a key is looked up elsewhere.
func (o *object) reference(key string) bool {
	for i, t := range o.tokens {
		if t.sort == tokName && t.text == key && i+2 < len(o.tokens) && o.tokens[i+2].sort == tokNumber {
			return true
		}
	}
	return false
}

// place is where an object begins in a stream of objects.
type place struct{ at, num int64 }

// objects reads a stream of objects as the file itself was read. No object may
// begin within a string or a comment of another.
func (w *pdfWalk) objects(r io.Reader, first, count int64) error {
	places, err := readPlaces(r, first)
	if err != nil {
		return err
	}
	if count > int64(len(places)) {
		return broken("%d objects of %d in a stream", len(places), count)
	}
	if w.inner == nil {
		w.inner = &pdfWalk{source: w.source, suspects: w.suspects, infos: w.infos}
	}
	inner := w.inner
	inner.last, inner.opens, inner.signed, inner.many = [2]token{}, nil, false, w.many
	inner.begin(-1)
	inner.reset(r, 0)
	inner.over = func(from, to int64) error {
		i, _ := slices.BinarySearchFunc(places, from+1, func(p place, at int64) int { return cmp.Compare(p.at, at) })
		if i < len(places) && places[i].at < to {
			return broken("an object within a string")
		}
		return inner.failure()
	}
	for i := 0; ; {
		t, err := inner.token()
		if err != nil {
			return err
		}
		if t.sort == tokEnd {
			break
		}
		for ; i < len(places) && places[i].at <= t.at; i++ {
			inner.finish()
			inner.begin(places[i].num)
		}
		if t.text == "obj" && t.sort == tokWord {
			return broken("an object within a stream of objects")
		}
		if err := inner.take(t); err != nil {
			return err
		}
	}
	inner.finish()
	w.signed, w.many, w.opens = w.signed || inner.signed, w.many || inner.many, append(w.opens, inner.opens...)
	if len(w.opens) > mostOpenActions {
		return refused("pdf_active")
	}
	return nil
}

// readPlaces reads the table before the objects.
func readPlaces(r io.Reader, first int64) ([]place, error) {
	table := make([]byte, 0, min(first, 4<<10))
	for int64(len(table)) < first {
		n := int(min(first-int64(len(table)), 16<<10))
		table = slices.Grow(table, n)
		got, err := io.ReadFull(r, table[len(table):len(table)+n])
		table = table[:len(table)+got]
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return nil, broken("a stream of objects shorter than its table")
		}
		if err != nil {
			return nil, err
		}
	}
	words := strings.Fields(string(table))
	places := make([]place, 0, len(words)/2)
	for i := 0; i+1 < len(words); i += 2 {
		num, err := strconv.ParseInt(words[i], 10, 40)
		at, err2 := strconv.ParseInt(words[i+1], 10, 40)
		if err != nil || err2 != nil || num < 0 || at < 0 {
			return nil, broken("a table of objects")
		}
		places = append(places, place{at, num})
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.at, b.at) })
	return places, nil
}
