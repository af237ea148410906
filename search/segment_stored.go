package search

import (
	"encoding/binary"

	"github.com/golang/snappy"
)

// stored writes what is kept of each text as it is and gives where it says where that
// is.
func (w *writer) stored() uint64 {
	at := make([]int, w.texts)
	// next is the first value of each field that was not come to yet.
	next := make([]int, len(w.fields))
	var about, kept, packed []byte
	for n := range at {
		id := w.fields[0].values[n].Value()
		about, kept = binary.AppendUvarint(about[:0], uint64(len(id))), kept[:0]
		for i := 1; i < len(w.fields); i++ {
			values := w.fields[i].values
			for ; next[i] < len(values) && int(values[next[i]].text) == n; next[i]++ {
				if v := values[next[i]]; v.Options().IsStored() {
					about = describe(about, i, v, len(kept))
					kept = append(kept, v.Value()...)
				}
			}
		}
		packed = snappy.Encode(packed[:cap(packed)], kept)
		at[n] = len(w.out)
		w.uvarint(len(about))
		w.uvarint(len(id) + len(packed))
		w.out = append(append(append(w.out, about...), id...), packed...)
	}
	index := len(w.out)
	for _, at := range at {
		w.out = binary.BigEndian.AppendUint64(w.out, uint64(at))
	}
	w.uvarint(0) // texts that stand within others
	return uint64(index)
}

// describe adds to about that v, of a field, is kept from start on.
func describe(about []byte, field int, v fieldValue, start int) []byte {
	numbers := v.ArrayPositions()
	for _, n := range [...]int{field, int(v.EncodedFieldType()), start, len(v.Value()), len(numbers)} {
		about = binary.AppendUvarint(about, uint64(n))
	}
	for _, n := range numbers {
		about = binary.AppendUvarint(about, n)
	}
	return about
}
