package intake

import (
	"bytes"
	"encoding/binary"
	"time"
)

// Bounds of what is passed over in a recording that has lost its rhythm.
const (
	mostGaps     = 64
	mostGapBytes = 64 << 10
	leastFrames  = 4
)

// mp3Frame is the header of one frame of sound; its length is 0 when the four
// bytes are no such header.
type mp3Frame struct {
	length, samples, rate int
	mono, early           bool
}

var (
	bitRates1   = [16]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0}
	bitRates2   = [16]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0}
	sampleRates = [4]int{44100, 48000, 32000, 0}
)

// frameOf reads the header of a frame of layer III.
func frameOf(h uint32) (f mp3Frame) {
	version, layer := h>>19&3, h>>17&3
	if h>>21 != 0x7ff || version == 1 || layer != 1 {
		return f
	}
	rate := sampleRates[h>>10&3]
	f.samples, f.early = 1152, version == 3
	bits := bitRates1[h>>12&15]
	if !f.early {
		f.samples, rate, bits = 576, rate/2, bitRates2[h>>12&15]
	}
	if version == 0 {
		rate /= 2
	}
	if rate == 0 || bits == 0 {
		return mp3Frame{}
	}
	f.rate, f.mono = rate, h>>6&3 == 3
	f.length = f.samples/8*bits*1000/rate + int(h>>9&1)
	return f
}

// stretch is a part of a file.
type stretch struct{ at, end int64 }

// sound is a recording as it was walked through.
type sound struct {
	frames int
	length time.Duration
	// promised is how many frames the first one says there are.
	promised int
	// tags are the stretches that hold words instead of sound.
	tags []stretch
}

// mp3 walks all frames: the length is counted, not believed.
func (l *look) mp3() error {
	s, err := walkMP3(l.source)
	if err != nil {
		return err
	}
	if s.frames < leastFrames {
		return broken("%d frames of sound", s.frames)
	}
	if s.promised > 0 && s.frames+s.frames/8+8 < s.promised {
		return errCut
	}
	l.found.Length = s.length.Truncate(time.Millisecond)
	return nil
}

// walkMP3 goes from frame to frame. Tags may stand between; what is neither is
// passed over within bounds.
func walkMP3(s *source) (found sound, err error) {
	gaps, gone, run := 0, 0, 0
	for at := int64(0); at < s.size; {
		b, err := s.upTo(at, 48)
		if err != nil {
			return found, err
		}
		var f mp3Frame
		if len(b) >= 4 {
			f = frameOf(binary.BigEndian.Uint32(b))
		}
		if f.length > 0 && at+int64(f.length) > s.size {
			// The last frame of a recording that was stopped is often cut.
			return found, nil
		}
		if f.length > 0 && (run > 0 || s.followed(at, f)) {
			found.count(b, f)
			at, run = at+int64(f.length), run+1
			continue
		}
		end, err := s.soundTag(at)
		if err != nil {
			return found, err
		}
		if end > at {
			found.tags = append(found.tags, stretch{at, end})
			at, run = end, 0
			if len(found.tags) > mostGaps {
				return found, broken("more than %d tags", mostGaps)
			}
			continue
		}
		if found.frames > 0 && len(b) > 0 && run > 0 {
			gaps++
		}
		at, run, gone = at+1, 0, gone+1
		if gaps > mostGaps || gone > mostGapBytes || found.frames == 0 && gone > windowSize/16 {
			return found, broken("no sound at %d", at)
		}
	}
	return found, nil
}

// followed reports whether another frame follows the one that seems to begin at
// a place, or the end or a tag.
func (s *source) followed(at int64, f mp3Frame) bool {
	at += int64(f.length)
	if at >= s.size {
		return true
	}
	b, err := s.upTo(at, 4)
	if err != nil || len(b) < 4 {
		return err == nil
	}
	g := frameOf(binary.BigEndian.Uint32(b))
	return g.length > 0 && g.rate == f.rate || bytes.HasPrefix(b, []byte("TAG")) || bytes.HasPrefix(b, []byte("APET")) || bytes.HasPrefix(b, []byte("ID3"))
}

// count takes one frame into account. The first one may hold a table of contents
// in place of sound.
func (t *sound) count(b []byte, f mp3Frame) {
	if t.frames == 0 && t.promised == 0 {
		if n := promisedFrames(b, f); n > 0 {
			t.promised = n
			return
		}
	}
	t.frames++
	t.length += time.Duration(f.samples) * time.Second / time.Duration(f.rate)
}

// promisedFrames reads how many frames a table of contents announces.
func promisedFrames(b []byte, f mp3Frame) int {
	side := 36
	if f.early == f.mono {
		side = 21
	} else if !f.early && f.mono {
		side = 13
	}
	if len(b) >= side+12 && (bytes.HasPrefix(b[side:], []byte("Xing")) || bytes.HasPrefix(b[side:], []byte("Info"))) && b[side+7]&1 == 1 {
		return int(min(binary.BigEndian.Uint32(b[side+8:]), 1<<30))
	}
	return 0
}

// soundTag gives where a tag ends that begins at a place: the place itself when
// none does.
func (s *source) soundTag(at int64) (int64, error) {
	b, err := s.upTo(at, 32)
	if err != nil {
		return at, err
	}
	switch {
	case len(b) >= 10 && bytes.HasPrefix(b, []byte("ID3")):
		return s.id3(at, b)
	case len(b) >= 32 && bytes.HasPrefix(b, []byte("APETAGEX")):
		n := int64(binary.LittleEndian.Uint32(b[12:]))
		// The header names the length of what follows it; a footer alone ends
		// what was passed over before.
		if b[23]&0x20 == 0 {
			return at + 32, nil
		}
		if at+32+n > s.size {
			return at, errCut
		}
		return at + 32 + n, nil
	case bytes.HasPrefix(b, []byte("LYRICSBEGIN")):
		return s.lyrics(at)
	case bytes.HasPrefix(b, []byte("TAG")) && at+128 == s.size, bytes.HasPrefix(b, []byte("TAG+")) && at+227+128 == s.size:
		return s.size, nil
	}
	return at, nil
}

// id3 checks the length that a tag states.
func (s *source) id3(at int64, b []byte) (int64, error) {
	if b[3] == 0xff || b[4] == 0xff || b[6]|b[7]|b[8]|b[9] >= 0x80 {
		return at, broken("an ID3 tag with a wrong header")
	}
	end := at + 10 + (int64(b[6])<<21 | int64(b[7])<<14 | int64(b[8])<<7 | int64(b[9]))
	if b[5]&0x10 != 0 {
		end += 10
	}
	if end > s.size {
		return at, errCut
	}
	return end, nil
}

// lyrics finds the end of a Lyrics3 tag, which is never long.
func (s *source) lyrics(at int64) (int64, error) {
	b, err := s.upTo(at, 8<<10)
	if err != nil {
		return at, err
	}
	for _, end := range []string{"LYRICS200", "LYRICSEND"} {
		if i := bytes.Index(b, []byte(end)); i >= 0 {
			return at + int64(i+len(end)), nil
		}
	}
	return at, nil
}
