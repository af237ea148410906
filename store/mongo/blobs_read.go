package mongo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
	"herald/internal/fault"
)

// blobReader is an open file. It keeps the chunks that were read last, since whoever
// reads asks for less than one mostly.
type blobReader struct {
	b    *Blobs
	file fileDoc
	last window
}

func (r *blobReader) Size() int64  { return r.file.Length }
func (r *blobReader) Close() error { return nil }

// ReadAt implements io.ReaderAt. Each question to the server may take as long as the
// Store's patience. A file that was removed meanwhile gives fault.Invalid, and never
// other bytes.
func (r *blobReader) ReadAt(p []byte, at int64) (int, error) {
	if at < 0 {
		return 0, fault.Wrap(fault.Invalid, errors.New("before the beginning"), "read blob %s at %d", r.file.Name, at)
	}
	done := 0
	for done < len(p) && at < r.file.Length {
		n := at / int64(r.file.Chunk)
		data, err := r.chunk(int32(n))
		if err != nil {
			return done, err
		}
		copied := copy(p[done:], data[at-n*int64(r.file.Chunk):])
		done += copied
		at += int64(copied)
	}
	if done < len(p) {
		return done, io.EOF
	}
	return done, nil
}

// chunk gives the nth chunk. It reads ahead for who reads on.
func (r *blobReader) chunk(n int32) ([]byte, error) {
	data, want := r.last.get(n)
	if data != nil {
		return data, nil
	}
	chunks, err := r.read(n, want)
	if err != nil {
		return nil, err
	}
	r.last.set(n, chunks)
	return chunks[0], nil
}

// read reads the chunks from the nth on, at least that one and at most so many. Each
// has the length that it should have.
func (r *blobReader) read(n int32, most int) ([][]byte, error) {
	var found []chunkDoc
	err := r.b.s.find(context.Background(), chunkColl, &found,
		fields(field("files_id", r.file.ID), field("n", bson.D{field("$gte", n), field("$lt", int64(n)+int64(most))})),
		options.Find().SetSort(fields(field("n", 1))))
	if err != nil {
		return nil, err
	}
	var all [][]byte
	for i, c := range found {
		at := n + int32(i)
		want := min(int64(r.file.Chunk), r.file.Length-int64(at)*int64(r.file.Chunk))
		if c.N != at || int64(len(c.Data)) != want {
			break
		}
		all = append(all, c.Data)
	}
	if len(all) == 0 {
		return nil, damaged(fmt.Sprintf("chunk %d is not there as it should be, or was removed", n), content.Hash(r.file.Name))
	}
	return all, nil
}

// window is what was read last: chunks from the first on, for several readers at once.
type window struct {
	mu     sync.Mutex
	first  int32
	chunks [][]byte
}

// chunksAhead is how many chunks are read ahead at the most.
const chunksAhead = 8

// get gives the nth chunk, or nil and how many should be read: more each time for who
// reads one after the other.
func (w *window) get(n int32) ([]byte, int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	at, have := int(n-w.first), len(w.chunks)
	switch {
	case at >= 0 && at < have:
		return w.chunks[at], 0
	case at == have:
		return nil, min(max(1, 2*have), chunksAhead)
	}
	return nil, 1
}

func (w *window) set(first int32, chunks [][]byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.first, w.chunks = first, chunks
}
