package intake

import "encoding/binary"

// webp walks all chunks.
func (l *look) webp() error {
	b, err := l.bytes(0, 12)
	if err != nil {
		return err
	}
	end := 8 + int64(binary.LittleEndian.Uint32(b[4:]))
	end += end & 1
	if end > l.size {
		return errCut
	}
	state := webpState{look: l}
	for at := int64(12); at < end; {
		if b, err = l.bytes(at, 8); err != nil {
			return err
		}
		c := chunk{string(b[:4]), at + 8, int64(binary.LittleEndian.Uint32(b[4:]))}
		if at = c.at + c.n + c.n&1; at > end {
			return broken("chunk %q beyond the end", c.name)
		}
		if err := state.chunk(c); err != nil {
			return err
		}
	}
	if !state.painted {
		return broken("a WebP without a picture")
	}
	return l.checkTail(end)
}

type webpState struct {
	*look
	began, painted bool
}

func (p *webpState) chunk(c chunk) error {
	first := !p.began
	p.began = true
	switch c.name {
	case "VP8X":
		if !first {
			return broken("VP8X out of place")
		}
		return p.extended(c)
	case "VP8 ":
		return p.lossy(c)
	case "VP8L":
		return p.lossless(c)
	case "ANIM", "ANMF":
		return refused("animated_webp")
	case "EXIF":
		b, err := p.upTo(c.at, int(min(c.n, windowSize)))
		if err == nil && p.found.Width > 0 {
			p.found.Turn = turnOf(b)
		}
		return err
	}
	if first {
		return broken("chunk %q out of place", c.name)
	}
	return nil
}

func (p *webpState) extended(c chunk) error {
	if c.n < 10 {
		return broken("VP8X of %d bytes", c.n)
	}
	b, err := p.bytes(c.at, 10)
	if err != nil {
		return err
	}
	if b[0]&2 != 0 {
		return refused("animated_webp")
	}
	return p.picture(1+int(b[4])+int(b[5])<<8+int(b[6])<<16, 1+int(b[7])+int(b[8])<<8+int(b[9])<<16)
}

func (p *webpState) lossy(c chunk) error {
	if c.n < 10 {
		return broken("VP8 of %d bytes", c.n)
	}
	b, err := p.bytes(c.at, 10)
	if err != nil {
		return err
	}
	if b[0]&1 != 0 || b[3] != 0x9d || b[4] != 0x01 || b[5] != 0x2a {
		return broken("VP8 does not begin")
	}
	return p.paint(int(binary.LittleEndian.Uint16(b[6:])&0x3fff), int(binary.LittleEndian.Uint16(b[8:])&0x3fff))
}

func (p *webpState) lossless(c chunk) error {
	if c.n < 5 {
		return broken("VP8L of %d bytes", c.n)
	}
	b, err := p.bytes(c.at, 5)
	if err != nil {
		return err
	}
	bits := binary.LittleEndian.Uint32(b[1:])
	if b[0] != 0x2f || bits>>29 != 0 {
		return broken("VP8L does not begin")
	}
	return p.paint(1+int(bits&0x3fff), 1+int(bits>>14&0x3fff))
}

// paint notes the one picture; its sides are those of the whole, else one of the
// two was written to be overlooked.
func (p *webpState) paint(width, height int) error {
	if p.painted {
		return broken("two pictures in one WebP")
	}
	p.painted = true
	if p.found.Width > 0 && (width != p.found.Width || height != p.found.Height) {
		return broken("%d by %d within %d by %d", width, height, p.found.Width, p.found.Height)
	}
	if p.found.Width > 0 {
		return nil
	}
	return p.picture(width, height)
}
