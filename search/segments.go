package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// segments makes the segments of our indexes: the same files as zapx makes, which
// reads, merges and writes them as its own. zapx takes the terms of every text from
// a map and looks each up in another, twice, which is most of what building an index
// costs; here terms have numbers, and the texts that have one are counted out. The form
// of the files is that of https://github.com/blevesearch/zapx/blob/v17.2.3/zap.md.
type segments struct{ zap.ZapPlugin }

// segmentType is the name under which Bleve finds segments, and which an index
// remembers. The version is that of the files.
const segmentType = "herald"

func init() { scorch.RegisterSegmentPlugin(&segments{}, false) }

// Type implements scorch.SegmentPlugin.
func (*segments) Type() string { return segmentType }

// New implements scorch.SegmentPlugin.
func (s *segments) New(texts []index.Document) (segment.Segment, uint64, error) {
	return s.NewUsing(texts, nil)
}

// NewUsing implements scorch.SegmentPlugin: it gives a segment in memory of texts that
// were analysed, and how many bytes it has.
func (*segments) NewUsing(texts []index.Document, config map[string]any) (segment.Segment, uint64, error) {
	w := writers.Get().(*writer)
	defer w.free()
	if err := w.take(texts); err != nil {
		return nil, 0, err
	}
	w.out = make([]byte, 0, w.guess())
	stored := w.stored()
	for i := range w.fields {
		if err := w.invert(i); err != nil {
			return nil, 0, fmt.Errorf("field %s: %w", w.fields[i].name, err)
		}
	}
	list := w.list()
	stats, ok := config[segment.StatsKey].(*segment.Stats)
	if !ok || stats == nil {
		stats = &segment.Stats{}
	}
	made, err := zap.InitSegmentBase(w.out, crc32.ChecksumIEEE(w.out), zap.DefaultChunkMode, uint64(w.texts), stored, list, config, stats)
	if err != nil {
		return nil, 0, err
	}
	return made, uint64(len(w.out)), nil
}

// writer makes one segment, and then the next.
type writer struct {
	// out is the file, as far as it is written. It goes with the segment.
	out []byte
	// texts is how many texts the segment has, fields are by their numbers, the first
	// is that of the texts' ids.
	texts  int
	fields []segmentField
	inverting
}

// segmentField is a field of the segment.
type segmentField struct {
	name    string
	options index.FieldIndexingOptions
	// values are in the order of the texts.
	values []fieldValue
	// at is where what is known of the field stands in the file.
	at int
}

// fieldValue is a value that a text has in a field.
type fieldValue struct {
	text uint32
	index.Field
	// places are those of its terms, one term after another.
	places []spot
}

var writers = sync.Pool{New: func() any { return &writer{} }}

// free gives w back without the texts.
func (w *writer) free() {
	w.out, w.texts, w.fields = nil, 0, nil
	w.inverting.clear()
	writers.Put(w)
}

// idField is the name of the field that Bleve adds to every text.
const idField = "_id"

var (
	errOtherKind = errors.New("segments are not made of fields of this kind")
	errNoID      = errors.New("a text has no id, or more than one")
)

// take takes up texts, field by field.
func (w *writer) take(texts []index.Document) (err error) {
	w.texts = len(texts)
	numbers := map[string]int{}
	for n, d := range texts {
		if d.HasComposite() {
			return errOtherKind
		}
		d.VisitFields(func(f index.Field) {
			if !plainField(f) {
				err = fmt.Errorf("%w: %s", errOtherKind, f.Name())
			}
			i, ok := numbers[f.Name()]
			if !ok {
				i = len(w.fields)
				numbers[f.Name()] = i
				w.fields = append(w.fields, segmentField{name: f.Name()})
			}
			to := &w.fields[i]
			to.options |= f.Options()
			to.values = append(to.values, fieldValue{text: uint32(n), Field: f})
		})
	}
	slices.SortFunc(w.fields, func(a, b segmentField) int {
		switch {
		case a.name == idField:
			return -1
		case b.name == idField:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	if err == nil && !w.identified() {
		err = errNoID
	}
	return err
}

// identified reports whether each text has one id.
func (w *writer) identified() bool {
	if len(w.fields) == 0 || w.fields[0].name != idField || len(w.fields[0].values) != w.texts {
		return false
	}
	for n, v := range w.fields[0].values {
		if int(v.text) != n {
			return false
		}
	}
	return true
}

// guess gives how many bytes the segment may have, so that it is not moved again and
// again while it grows: what its terms, their places and what is kept take, about.
func (w *writer) guess() (bytes int) {
	for _, f := range w.fields {
		for _, v := range f.values {
			if t, ok := v.Field.(*textField); ok {
				bytes += 6*len(t.made.found) + 8*len(t.made.places)
			}
			if v.Options().IsStored() {
				bytes += len(v.Value()) / 2
			}
		}
	}
	return bytes
}

// plainField reports whether f is of words, exact values or numbers.
func plainField(f index.Field) bool {
	switch f.(type) {
	case index.GeoShapeField, index.GeoShapeV2Field, index.SynonymField:
		return false
	}
	return !f.Options().SkipDVChunking() && !f.Options().SkipDVCompression()
}

func (w *writer) uvarint(n int) { w.out = binary.AppendUvarint(w.out, uint64(n)) }

// list writes which fields there are and gives where it says that.
func (w *writer) list() uint64 {
	at := make([]int, len(w.fields))
	for i, f := range w.fields {
		at[i] = len(w.out)
		w.uvarint(len(f.name))
		w.out = append(w.out, f.name...)
		w.uvarint(int(f.options))
		w.uvarint(1)
		w.out = binary.BigEndian.AppendUint16(w.out, zap.SectionInvertedTextIndex)
		w.out = binary.BigEndian.AppendUint64(w.out, uint64(f.at))
	}
	list := len(w.out)
	w.uvarint(len(w.fields))
	for _, at := range at {
		w.out = binary.BigEndian.AppendUint64(w.out, uint64(at))
	}
	return uint64(list)
}
