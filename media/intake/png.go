package intake

import (
	"encoding/binary"
	"hash/crc32"
)

// chunk is one chunk of a PNG.
type chunk struct {
	name string
	at   int64
	n    int64
}

// png walks all chunks to the end.
func (l *look) png() error {
	state := pngState{look: l}
	for at := int64(8); ; {
		b, err := l.bytes(at, 8)
		if err != nil {
			return err
		}
		c := chunk{string(b[4:8]), at + 8, int64(binary.BigEndian.Uint32(b))}
		if c.n > 1<<31-1 || !isChunkName(c.name) {
			return broken("chunk %q of %d bytes", c.name, c.n)
		}
		if at = c.at + c.n + 4; at > l.size {
			return errCut
		}
		if err = state.chunk(c); err != nil {
			return err
		}
		if c.name == "IEND" {
			return l.checkTail(at)
		}
	}
}

func isChunkName(name string) bool {
	for _, c := range []byte(name) {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

// pngState is what the order and number of chunks depend on.
type pngState struct {
	*look
	began, palette, data bool
	depth, colour        byte
	frames               int
}

func (p *pngState) chunk(c chunk) error {
	if p.began == (c.name == "IHDR") {
		return broken("chunk %q out of place", c.name)
	}
	switch c.name {
	case "IHDR":
		p.began = true
		return p.header(c)
	case "PLTE":
		if p.palette || p.data || c.n == 0 || c.n%3 != 0 || c.n > 768 || p.colour == 3 && c.n/3 > 1<<p.depth {
			return broken("a palette of %d bytes", c.n)
		}
		p.palette = true
	case "IDAT":
		if p.colour == 3 && !p.palette {
			return broken("data before the palette")
		}
		p.data = p.data || c.n > 0
	case "acTL", "fcTL":
		return p.animation(c)
	case "eXIf":
		b, err := p.upTo(c.at, int(min(c.n, windowSize)))
		p.found.Turn = turnOf(b)
		return err
	case "IEND":
		if c.n != 0 || !p.data {
			return broken("the end without a picture")
		}
	}
	return nil
}

// header reads the sides, the checksum being right: decoders look at it too, and
// what they see must be what was checked.
func (p *pngState) header(c chunk) error {
	if c.n != 13 {
		return broken("a header of %d bytes", c.n)
	}
	b, err := p.bytes(c.at-4, 4+13+4)
	if err != nil {
		return err
	}
	if crc32.ChecksumIEEE(b[:17]) != binary.BigEndian.Uint32(b[17:]) {
		return broken("the header has another checksum")
	}
	b = b[4:]
	p.depth, p.colour = b[8], b[9]
	depths := map[byte]string{0: "\x01\x02\x04\x08\x10", 2: "\x08\x10", 3: "\x01\x02\x04\x08", 4: "\x08\x10", 6: "\x08\x10"}
	ok := false
	for _, d := range []byte(depths[p.colour]) {
		ok = ok || d == p.depth
	}
	if !ok || b[10] != 0 || b[11] != 0 || b[12] > 1 {
		return broken("colour %d with %d bits", p.colour, p.depth)
	}
	width, height := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])
	if width > 1<<31-1 || height > 1<<31-1 {
		return broken("sides beyond the format")
	}
	return p.picture(int(width), int(height))
}

// animation counts the frames of an animated PNG, which lie in the picture.
func (p *pngState) animation(c chunk) error {
	if c.name == "acTL" {
		b, err := p.bytes(c.at, 8)
		if err != nil {
			return err
		}
		if int64(binary.BigEndian.Uint32(b)) > int64(p.limits.Frames) {
			return refused("frames", "limit", p.limits.Frames)
		}
		return nil
	}
	if c.n != 26 {
		return broken("a frame header of %d bytes", c.n)
	}
	b, err := p.bytes(c.at, 26)
	if err != nil {
		return err
	}
	w, h := int64(binary.BigEndian.Uint32(b[4:])), int64(binary.BigEndian.Uint32(b[8:]))
	x, y := int64(binary.BigEndian.Uint32(b[12:])), int64(binary.BigEndian.Uint32(b[16:]))
	if w == 0 || h == 0 || x+w > int64(p.found.Width) || y+h > int64(p.found.Height) {
		return broken("a frame beyond the picture")
	}
	if p.frames++; p.frames > p.limits.Frames {
		return refused("frames", "limit", p.limits.Frames)
	}
	p.found.Frames = max(1, p.frames)
	return nil
}
