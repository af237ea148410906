package intake

import (
	"bufio"
	"encoding/binary"
	"io"
)

// pngNotes are the chunks in which programs write who made a picture, and when.
func pngNotes(name string) bool {
	switch name {
	case "eXIf", "tEXt", "zTXt", "iTXt", "tIME":
		return true
	}
	return false
}

// stripPNG copies a PNG without notes. What is no sound PNG is copied as it is
// from there on.
func stripPNG(r *bufio.Reader, w io.Writer) (changed bool, err error) {
	if _, err := io.CopyN(w, r, 8); err != nil {
		return false, err
	}
	for {
		head, err := r.Peek(8)
		if len(head) < 8 || string(head[4:]) == "IEND" {
			if err != nil && err != io.EOF {
				return changed, err
			}
			_, err = io.Copy(w, r)
			return changed, err
		}
		to := w
		if pngNotes(string(head[4:])) {
			to, changed = io.Discard, true
		}
		if _, err := io.CopyN(to, r, 12+int64(binary.BigEndian.Uint32(head))); err == io.EOF {
			return changed, nil
		} else if err != nil {
			return changed, err
		}
	}
}
