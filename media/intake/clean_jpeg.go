package intake

import (
	"bufio"
	"encoding/binary"
	"io"
)

// jpegNotes are the segments in which cameras and programs write: EXIF and XMP,
// IPTC, and comments. Colour profiles stay.
func jpegNotes(marker byte) bool {
	return marker == markAPP1 || marker == markAPP13 || marker == markCOM
}

// stripJPEG copies a JPEG without notes and without what follows its end. Of its
// EXIF the orientation stays. What is no sound JPEG is copied as it is: it is
// shown by the program that opens the document, or not.
func stripJPEG(r *bufio.Reader, w io.Writer) (changed bool, err error) {
	j := jpegCopy{r: r, w: w}
	if err := j.run(); err != nil {
		return j.changed, err
	}
	if !j.ended {
		_, err = io.Copy(w, r)
		return j.changed, err
	}
	n, err := io.Copy(io.Discard, r)
	return j.changed || n > 0, err
}

type jpegCopy struct {
	r              *bufio.Reader
	w              io.Writer
	changed, ended bool
}

// run copies segments until the end, or until something that it does not know.
func (j *jpegCopy) run() error {
	if err := j.copy(2); err != nil {
		return err
	}
	for !j.ended {
		head, err := j.r.Peek(4)
		if len(head) >= 2 && head[0] == 0xff && head[1] == markEOI {
			j.ended = true
			return j.copy(2)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if head[0] != 0xff {
			return nil
		}
		if m := head[1]; m == 0xff || m == 1 || m >= 0xd0 && m <= 0xd7 {
			if err := j.copy(1); err != nil {
				return err
			}
			continue
		}
		n := int(binary.BigEndian.Uint16(head[2:]))
		if n < 2 {
			return nil
		}
		marker := head[1]
		if jpegNotes(marker) {
			err = j.drop(2 + n)
		} else if err = j.copy(2 + n); err == nil && marker == markSOS {
			err = j.scan()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (j *jpegCopy) copy(n int) error {
	_, err := io.CopyN(j.w, j.r, int64(n))
	if err == io.EOF {
		return nil
	}
	return err
}

// drop leaves a segment out, except for the orientation in it.
func (j *jpegCopy) drop(n int) error {
	b := make([]byte, n)
	got, err := io.ReadFull(j.r, b)
	if err == io.ErrUnexpectedEOF {
		err = nil
	}
	if err != nil {
		return err
	}
	b = b[min(4, got):got]
	bare := bareEXIF(turnOf(b))
	if turnOf(b) == 1 {
		j.changed = true
		return nil
	}
	j.changed = j.changed || string(b) != string(bare)
	head := []byte{0xff, markAPP1, 0, byte(len(bare) + 2)}
	_, err = j.w.Write(append(head, bare...))
	return err
}

// scan copies coded data up to the next marker.
func (j *jpegCopy) scan() error {
	for {
		b, err := j.r.Peek(2)
		if len(b) < 2 {
			if err == io.EOF {
				return j.copy(len(b))
			}
			return err
		}
		if b[0] == 0xff && b[1] != 0 && (b[1] < 0xd0 || b[1] > 0xd7) {
			return nil
		}
		n := 2
		if b[0] != 0xff {
			n = j.plain()
		}
		if err := j.copy(n); err != nil {
			return err
		}
	}
}

// plain counts the bytes at hand up to the next 0xff.
func (j *jpegCopy) plain() int {
	b, _ := j.r.Peek(j.r.Buffered())
	for i, c := range b {
		if c == 0xff {
			return i
		}
	}
	return len(b)
}
