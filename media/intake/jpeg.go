package intake

import (
	"bytes"
	"encoding/binary"
)

// Markers of a JPEG.
const (
	markSOI, markEOI, markSOS = 0xd8, 0xd9, 0xda
	markDNL, markDAC          = 0xdc, 0xcc
	markAPP1, markAPP13       = 0xe1, 0xed
	markCOM                   = 0xfe
)

// Bounds of the scans of a JPEG: each of them passes over the whole picture.
const (
	mostScans       = 100
	mostScannedFull = 30
)

// segment is a marker of a JPEG with its payload.
type segment struct {
	marker byte
	at     int64
	n      int
}

// jpeg walks all markers to the end.
func (l *look) jpeg() error {
	scans, first, turn := 0, true, 1
	end, err := walkJPEG(l.source, 0, l.size, func(g segment) error {
		// A segment of this length makes the beginning a script with a comment.
		if first && g.n+2 == '/'<<8|'*' {
			return hidden("JavaScript")
		}
		first = false
		switch {
		case g.marker == markSOS:
			scans++
			return l.checkScans(scans)
		case isSOF(g.marker):
			if l.found.Width > 0 {
				return broken("two frames in one JPEG")
			}
			return l.jpegFrame(g)
		case g.marker == markDAC || g.marker == markDNL:
			return refused("jpeg_form")
		case g.marker == markAPP1 && turn == 1:
			b, err := l.bytes(g.at, g.n)
			if err == nil && bytes.HasPrefix(b, []byte(exifMark)) {
				turn = turnOf(b)
			}
			return err
		}
		return nil
	})
	if err != nil {
		return err
	}
	if scans == 0 || l.found.Width == 0 {
		return broken("a JPEG without a picture")
	}
	l.found.Turn = turn
	return l.checkTail(end)
}

func (l *look) checkScans(scans int) error {
	pixels := int64(l.found.Width) * int64(l.found.Height)
	if pixels == 0 {
		return broken("a scan before the frame")
	}
	if scans > mostScans || int64(scans)*pixels > mostScannedFull*int64(l.limits.Pixels) {
		return refused("scans")
	}
	return nil
}

// isSOF knows the markers that begin a frame, whatever its coding.
func isSOF(m byte) bool {
	return m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != markDAC
}

// jpegFrame takes the sides. Only the three codings that browsers show are
// taken: baseline, extended and progressive with eight bits.
func (l *look) jpegFrame(g segment) error {
	if g.marker > 0xc2 {
		return refused("jpeg_form")
	}
	if g.n < 6 {
		return broken("a frame header of %d bytes", g.n)
	}
	b, err := l.bytes(g.at, g.n)
	if err != nil {
		return err
	}
	if b[0] != 8 {
		return refused("jpeg_form")
	}
	if n := int(b[5]); n != 1 && n != 3 && n != 4 || g.n != 6+3*n {
		return broken("a frame of %d components", n)
	}
	return l.picture(int(binary.BigEndian.Uint16(b[3:])), int(binary.BigEndian.Uint16(b[1:])))
}

// walkJPEG calls do for each marker with a payload from a place on, and gives
// where the picture ends. Nothing but markers may stand between segments.
func walkJPEG(s *source, at, end int64, do func(segment) error) (int64, error) {
	b, err := s.bytes(at, 2)
	if err != nil || b[0] != 0xff || b[1] != markSOI {
		return 0, broken("a JPEG that does not begin")
	}
	for at += 2; ; {
		marker, next, err := jpegMarker(s, at, end)
		if err != nil || marker == markEOI {
			return next, err
		}
		at = next
		if marker >= 0xd0 && marker <= 0xd7 || marker == 0x01 {
			continue
		}
		if marker == markSOI || marker == 0 {
			return 0, broken("marker %x between segments", marker)
		}
		if at+2 > end {
			return 0, errCut
		}
		if b, err = s.bytes(at, 2); err != nil {
			return 0, err
		}
		g := segment{marker, at + 2, int(binary.BigEndian.Uint16(b)) - 2}
		if g.n < 0 {
			return 0, broken("a segment shorter than its length")
		}
		if at = g.at + int64(g.n); at > end {
			return 0, errCut
		}
		if err = do(g); err != nil {
			return 0, err
		}
		if marker == markSOS {
			if at, err = skipScan(s, at, end); err != nil {
				return 0, err
			}
		}
	}
}

// jpegMarker reads a marker with the filling before it.
func jpegMarker(s *source, at, end int64) (marker byte, next int64, err error) {
	for filled := false; at < end; at++ {
		b, err := s.bytes(at, 1)
		if err != nil {
			return 0, 0, err
		}
		switch {
		case b[0] == 0xff:
			filled = true
		case filled:
			return b[0], at + 1, nil
		default:
			return 0, 0, broken("data between segments")
		}
	}
	return 0, 0, errCut
}

// skipScan gives where the coded data ends: at a marker that does not belong to
// it.
func skipScan(s *source, at, end int64) (int64, error) {
	for {
		b, err := s.rest(at, end)
		if err != nil {
			return 0, err
		}
		if len(b) == 0 {
			return 0, errCut
		}
		i := bytes.IndexByte(b, 0xff)
		if i < 0 {
			at += int64(len(b))
			continue
		}
		at += int64(i)
		if at+2 > end {
			return 0, errCut
		}
		if b, err = s.bytes(at, 2); err != nil {
			return 0, err
		}
		switch {
		case b[1] == 0xff:
			at++
		case b[1] == 0 || b[1] >= 0xd0 && b[1] <= 0xd7:
			at += 2
		default:
			return at, nil
		}
	}
}
