package search

import (
	"encoding/binary"
	"math"

	index "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"
	"github.com/golang/snappy"
)

// notCounted stands for where the values of a field begin and end that is not counted
// or sorted by.
const notCounted = math.MaxUint64

// values writes what each text has in f, if that is wanted, and then where all that was
// written of f is.
func (w *writer) values(f *segmentField, dictionary int) {
	begin, end := uint64(notCounted), uint64(notCounted)
	if f.options.IncludeDocValues() {
		of := make([][]byte, w.texts)
		for _, t := range w.order {
			last := -1
			for _, s := range w.sorted[w.begin[t]:w.begin[t+1]] {
				if text := int(f.values[s.value].text); text != last {
					of[text] = append(append(of[text], w.terms[t]...), index.DocValueTermSeparator)
					last = text
				}
			}
		}
		begin = uint64(len(w.out))
		w.columns(of)
		end = uint64(len(w.out))
	}
	f.at = len(w.out)
	for _, n := range []uint64{begin, end, uint64(dictionary)} {
		w.out = binary.AppendUvarint(w.out, n)
	}
}

// columns writes the values of the texts, some at once.
func (w *writer) columns(of [][]byte) {
	size := int(zap.LegacyChunkMode)
	begin := len(w.out)
	var ends []int
	var about, kept []byte
	for n := 0; n < len(of); n += size {
		about, kept = about[:0], kept[:0]
		having := 0
		for i, v := range of[n:min(n+size, len(of))] {
			if len(v) > 0 {
				having++
				kept = append(kept, v...)
				about = binary.AppendUvarint(about, uint64(n+i))
				about = binary.AppendUvarint(about, uint64(len(kept)))
			}
		}
		if having > 0 || n == 0 {
			w.uvarint(having)
			w.out = append(append(w.out, about...), snappy.Encode(nil, kept)...)
		}
		ends = append(ends, len(w.out)-begin)
	}
	at := len(w.out)
	for _, end := range ends {
		w.uvarint(end)
	}
	w.out = binary.BigEndian.AppendUint64(w.out, uint64(len(w.out)-at))
	w.out = binary.BigEndian.AppendUint64(w.out, uint64(len(ends)))
}
