package picture

import (
	"errors"
	"image"
	"image/jpeg"
	"io"
)

// mostScans bounds how often a JPEG may go over the picture. Ten times is usual;
// fifty bytes are enough for once more, and each takes milliseconds.
const mostScans = 500

var errScans = errors.New("jpeg: too many scans")

func decodeJPEG(r io.Reader) (image.Image, error) { return jpeg.Decode(&scans{from: r}) }

// scans ends reading when too many scans have begun. Within the data of a scan
// their mark cannot stand; in what a camera added it may, a few times.
type scans struct {
	from io.Reader
	seen int
	last byte
}

// Read counts the marks in what it reads.
func (s *scans) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	for _, b := range p[:n] {
		if s.last == 0xff && b == 0xda {
			s.seen++
		}
		s.last = b
	}
	if s.seen > mostScans {
		return 0, errScans
	}
	return n, err
}
