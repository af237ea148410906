package intake

import "encoding/binary"

// gif walks all blocks to the trailer.
func (l *look) gif() error {
	b, err := l.bytes(0, 13)
	if err != nil {
		return err
	}
	// These sides make of the beginning a script: a name and a comment, or a
	// name that something is assigned to. No camera makes them.
	if b[6] == '/' && (b[7] == '*' || b[7] == '/') || b[6] == '=' && b[7] >= '\t' && b[7] < 0x7f {
		return hidden("JavaScript")
	}
	width, height := int(binary.LittleEndian.Uint16(b[6:])), int(binary.LittleEndian.Uint16(b[8:]))
	if err := l.picture(width, height); err != nil {
		return err
	}
	at, frames := 13+colourTable(b[10]), 0
	for {
		if b, err = l.bytes(at, 1); err != nil {
			return err
		}
		switch b[0] {
		case 0x21:
			at += 2
		case 0x2c:
			if at, err = l.gifFrame(at + 1); err != nil {
				return err
			}
			if frames++; frames > l.limits.Frames {
				return refused("frames", "limit", l.limits.Frames)
			}
		case 0x3b:
			if frames == 0 {
				return broken("a GIF without a picture")
			}
			l.found.Frames = frames
			return l.checkTail(at + 1)
		default:
			return broken("block %x", b[0])
		}
		if at, err = l.skipBlocks(at); err != nil {
			return err
		}
	}
}

// colourTable gives the length of the table that flags announce.
func colourTable(flags byte) int64 {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// gifFrame checks the header of a frame, which lies in the screen, and gives
// where its data begins.
func (l *look) gifFrame(at int64) (int64, error) {
	b, err := l.bytes(at, 9)
	if err != nil {
		return 0, err
	}
	x, y := int(binary.LittleEndian.Uint16(b)), int(binary.LittleEndian.Uint16(b[2:]))
	w, h := int(binary.LittleEndian.Uint16(b[4:])), int(binary.LittleEndian.Uint16(b[6:]))
	if w == 0 || h == 0 || x+w > l.found.Width || y+h > l.found.Height {
		return 0, broken("a frame beyond the screen")
	}
	at += 9 + colourTable(b[8])
	if b, err = l.bytes(at, 1); err != nil {
		return 0, err
	}
	if b[0] < 1 || b[0] > 8 {
		return 0, broken("codes of %d bits", b[0])
	}
	return at + 1, nil
}

// skipBlocks passes the blocks of data up to the empty one.
func (l *look) skipBlocks(at int64) (int64, error) {
	for {
		b, err := l.bytes(at, 1)
		if err != nil {
			return 0, err
		}
		at += 1 + int64(b[0])
		if b[0] == 0 {
			return at, nil
		}
	}
}
