package search

import (
	"encoding/binary"

	"github.com/RoaringBitmap/roaring/v2"
)

// postingsWriter is what the texts with a term are written with.
type postingsWriter struct {
	times, places chunked
	// one are the places of one text.
	one []byte
	// having are the texts.
	having []uint32
}

// chunked is bytes in chunks, each of as many texts.
type chunked struct {
	size uint32
	data []byte
	// ends are where each chunk ends that is full.
	ends []int
}

// mostInChunk is how many texts with a term a chunk has, about.
const mostInChunk = 1024

// begin empties c for a term that so many of all texts have.
func (c *chunked) begin(having, texts int) {
	c.size = uint32(texts / (having/mostInChunk + 1))
	c.data, c.ends = c.data[:0], c.ends[:0]
}

// enter begins the chunk of a text, if it has not.
func (c *chunked) enter(text uint32) {
	for len(c.ends) < int(text/c.size) {
		c.ends = append(c.ends, len(c.data))
	}
}

func (c *chunked) uvarint(n uint64) { c.data = binary.AppendUvarint(c.data, n) }

// chunks writes c and gives where, 0 where there is nothing to write.
func (w *writer) chunks(c *chunked) int {
	if len(c.data) == 0 {
		return 0
	}
	at := len(w.out)
	c.enter(uint32(w.texts - 1))
	w.uvarint(len(c.ends) + 1)
	for _, end := range c.ends {
		w.uvarint(end)
	}
	w.uvarint(len(c.data))
	w.out = append(w.out, c.data...)
	return at
}

// postings writes where a term stands, which is all in the order of the texts, and
// gives where it says that.
func (w *writer) postings(field int, all []occurrence) uint64 {
	values := w.fields[field].values
	w.having = w.having[:0]
	for _, s := range all {
		if text := values[s.value].text; len(w.having) == 0 || w.having[len(w.having)-1] != text {
			w.having = append(w.having, text)
		}
	}
	w.times.begin(len(w.having), w.texts)
	w.places.begin(len(w.having), w.texts)
	for len(all) > 0 {
		text, n := values[all[0].value].text, 1
		for n < len(all) && values[all[n].value].text == text {
			n++
		}
		w.oneText(field, text, all[:n])
		all = all[n:]
	}
	times, places := w.chunks(&w.times), w.chunks(&w.places)
	at := len(w.out)
	w.uvarint(times)
	w.uvarint(places)
	w.set(w.having)
	return uint64(at)
}

// oneText adds how often, and where, a term stands in the values of one text.
func (w *writer) oneText(field int, text uint32, all []occurrence) {
	times, placed := 0, uint64(0)
	for _, s := range all {
		if times += int(s.times); s.places > 0 {
			placed = 1
		}
	}
	w.times.enter(text)
	w.times.uvarint(uint64(times)<<1 | placed)
	if times > 0 {
		w.times.uvarint(uint64(uint32(w.lengths[text])))
	}
	if placed == 0 {
		return
	}
	w.one = w.one[:0]
	for _, s := range all {
		v := &w.fields[field].values[s.value]
		numbers := v.ArrayPositions()
		for _, p := range v.places[s.at : s.at+s.places] {
			for _, n := range [...]int32{int32(field), p.position, p.start, p.end, int32(len(numbers))} {
				w.one = binary.AppendUvarint(w.one, uint64(n))
			}
			for _, n := range numbers {
				w.one = binary.AppendUvarint(w.one, n)
			}
		}
	}
	w.places.enter(text)
	w.places.uvarint(uint64(len(w.one)))
	w.places.data = append(w.places.data, w.one...)
}

// What is written before a set of up to mostInArray texts of a segment with up to 65,536:
// https://github.com/RoaringBitmap/RoaringFormatSpec.
const (
	roaringCookie = 12346
	roaringHead   = 16
	mostInArray   = 4096
)

// set writes a set of texts, the lowest first.
func (w *writer) set(texts []uint32) {
	if len(texts) > mostInArray || texts[len(texts)-1] > 0xffff {
		packed, err := roaring.BitmapOf(texts...).ToBytes()
		if err != nil {
			panic(err) // memory does not fail
		}
		w.uvarint(len(packed))
		w.out = append(w.out, packed...)
		return
	}
	w.uvarint(roaringHead + 2*len(texts))
	for _, n := range [...]uint32{roaringCookie, 1, uint32(len(texts)-1) << 16, roaringHead} {
		w.out = binary.LittleEndian.AppendUint32(w.out, n)
	}
	for _, n := range texts {
		w.out = binary.LittleEndian.AppendUint16(w.out, uint16(n))
	}
}
