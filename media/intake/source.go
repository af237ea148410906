package intake

import (
	"bufio"
	"context"
	"fmt"
	"io"
)

// windowSize is how much of a file is held at once.
const windowSize = 64 << 10

// strideSize is how much is read at a place that does not follow the last one.
const strideSize = 4 << 10

// source reads a file through one window. Slices that it gives are valid until
// the next call. It must never be asked for more than a window.
type source struct {
	ctx  context.Context
	f    io.ReaderAt
	size int64
	room []byte
	// from is where the window begins, in the file.
	from int64
	win  []byte
}

func newSource(ctx context.Context, f io.ReaderAt, size int64) *source {
	return &source{ctx: ctx, f: f, size: size}
}

// bytes gives the n bytes at a place, or errCut when the file ends before.
func (s *source) bytes(at int64, n int) ([]byte, error) {
	if at < 0 || n < 0 || at > s.size-int64(n) {
		return nil, errCut
	}
	if at < s.from || at+int64(n) > s.from+int64(len(s.win)) {
		if err := s.fill(at, n); err != nil {
			return nil, err
		}
	}
	i := int(at - s.from)
	return s.win[i : i+n : i+n], nil
}

// upTo gives at most n bytes at a place: fewer at the end of the file.
func (s *source) upTo(at int64, n int) ([]byte, error) {
	return s.bytes(at, int(max(0, min(int64(n), s.size-at))))
}

// rest gives at least one byte at a place, as many as the window holds, none at
// the end.
func (s *source) rest(at, end int64) ([]byte, error) {
	if at >= end {
		return nil, nil
	}
	if _, err := s.bytes(at, 1); err != nil {
		return nil, err
	}
	return s.win[at-s.from : min(int64(len(s.win)), end-s.from)], nil
}

// fill moves the window. Reading on gets a whole window, a jump gets little, so
// that many jumps cannot make much work.
func (s *source) fill(at int64, n int) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	if s.room == nil {
		s.room = make([]byte, windowSize)
	}
	want := strideSize
	if at >= s.from && at <= s.from+int64(len(s.win)) {
		want = windowSize
	}
	want = int(min(int64(max(want, n)), s.size-at))
	s.win = nil
	got, err := s.f.ReadAt(s.room[:want], at)
	if got < want {
		return fmt.Errorf("read %d bytes at %d: got %d: %w", want, at, got, notEOF(err))
	}
	s.from, s.win = at, s.room[:want]
	return nil
}

// notEOF keeps a file that is shorter than it was said to be from passing as
// one that has ended well.
func notEOF(err error) error {
	if err == nil || err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// part reads a stretch of the file beside the window.
func (s *source) part(at, end int64) io.Reader {
	return &partReader{s, at, end}
}

type partReader struct {
	s       *source
	at, end int64
}

// Read reads on, and stops when the context has ended.
func (p *partReader) Read(b []byte) (int, error) {
	if err := p.s.ctx.Err(); err != nil {
		return 0, err
	}
	if p.at >= p.end {
		return 0, io.EOF
	}
	want := int(min(int64(len(b)), p.end-p.at))
	n, err := p.s.f.ReadAt(b[:want], p.at)
	p.at += int64(n)
	if n < want {
		return n, notEOF(err)
	}
	return n, nil
}

// buffered reads a stretch byte by byte, with no larger buffer than it needs.
func (s *source) buffered(at, end int64) *bufio.Reader {
	return bufio.NewReaderSize(s.part(at, end), int(max(16, min(32<<10, end-at))))
}
