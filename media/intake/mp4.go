package intake

import (
	"encoding/binary"
	"math"
	"strings"
	"time"
)

// Bounds of the walk through the boxes of a film.
const (
	mostBoxes    = 200_000
	mostBoxDepth = 12
)

// box is one box of a film; at is where its content begins.
type box struct {
	name      string
	from      int64
	at, end   int64
	depth     int
	container string
}

// boxContainers hold other boxes.
var boxContainers = map[string]bool{
	"moov": true, "trak": true, "mdia": true, "minf": true, "dinf": true, "stbl": true, "edts": true,
	"mvex": true, "moof": true, "traf": true, "mfra": true, "udta": false,
}

// brands are those of films that browsers play.
var brands = map[string]bool{
	"isom": true, "iso2": true, "iso3": true, "iso4": true, "iso5": true, "iso6": true, "iso7": true, "iso8": true, "iso9": true,
	"mp41": true, "mp42": true, "avc1": true, "M4V ": true, "M4VH": true, "M4VP": true, "M4A ": true, "dash": true, "MSNV": true, "av01": true,
}

// boxWalk goes through the boxes of a file. Lengths are checked against what
// holds them, so no loop can arise.
type boxWalk struct {
	*source
	count int
	do    func(box) error
}

func (w *boxWalk) walk(at, end int64, depth int, container string) error {
	if depth > mostBoxDepth {
		return broken("boxes nested too deep")
	}
	for at < end {
		b, err := w.box(at, end, depth, container)
		if err != nil {
			return err
		}
		if w.count++; w.count > mostBoxes {
			return broken("too many boxes")
		}
		if err := w.do(b); err != nil {
			return err
		}
		if boxContainers[b.name] {
			if err := w.walk(b.at, b.end, depth+1, b.name); err != nil {
				return err
			}
		}
		at = b.end
	}
	return nil
}

// box reads the header of one box.
func (w *boxWalk) box(at, end int64, depth int, container string) (box, error) {
	if end-at < 8 {
		if depth == 0 {
			return box{}, errCut
		}
		return box{}, broken("%d bytes left in %s", end-at, container)
	}
	h, err := w.bytes(at, 8)
	if err != nil {
		return box{}, err
	}
	b := box{name: string(h[4:8]), from: at, at: at + 8, depth: depth, container: container}
	size := int64(binary.BigEndian.Uint32(h))
	switch size {
	case 0:
		if depth > 0 {
			return box{}, broken("box %q without a length", b.name)
		}
		size = end - at
	case 1:
		if h, err = w.bytes(at+8, 8); err != nil {
			return box{}, err
		}
		long := binary.BigEndian.Uint64(h)
		if long > math.MaxInt64 {
			return box{}, broken("box %q of %d bytes", b.name, long)
		}
		size, b.at = int64(long), at+16
	}
	if size < b.at-at {
		return box{}, broken("box %q of %d bytes", b.name, size)
	}
	if size > end-at {
		if depth == 0 {
			return box{}, errCut
		}
		return box{}, broken("box %q beyond %q", b.name, container)
	}
	b.end = at + size
	return b, nil
}

// film is what the boxes say together.
type film struct {
	*look
	header, moov, data bool
	tracks             int
	// width and height are those of the track that is being read.
	width, height int
	handler       string
	described     bool
	longest       time.Duration
	// scale is the time of the track that is being read, scales those of all by
	// number; parts of a film that comes in parts name theirs by part.
	scale, track, part uint32
	scales             map[uint32]uint32
}

// mp4 walks all boxes.
func (l *look) mp4() error {
	f := film{look: l, scales: map[uint32]uint32{}}
	w := boxWalk{source: l.source, do: f.box}
	if err := w.walk(0, l.size, 0, ""); err != nil {
		return err
	}
	f.endTrack()
	if !f.moov || !f.data {
		return errCut
	}
	if f.tracks == 0 {
		return refused("no_track")
	}
	l.found.Length = f.longest.Truncate(time.Millisecond)
	return nil
}

func (f *film) box(b box) error {
	if !f.header && b.name != "ftyp" {
		return broken("box %q first", b.name)
	}
	switch b.name {
	case "ftyp":
		return f.brand(b)
	case "moov":
		if f.moov || b.depth > 0 {
			return broken("two films in one")
		}
		f.moov = true
	case "mdat":
		f.data = f.data || b.end > b.at && b.depth == 0
	case "trak", "moof":
		f.endTrack()
	case "mvhd":
		return f.length(b, 12, 20)
	case "tkhd":
		return f.sides(b)
	case "mdhd", "tfhd", "tfdt":
		return f.time(b)
	case "hdlr":
		if h, err := f.bytes(b.at, 12); err != nil || b.container != "mdia" {
			return err
		} else {
			f.handler = string(h[8:12])
		}
	case "stsd":
		return f.samples(b)
	case "dref":
		return f.references(b)
	case "rmra", "rdrf", "cmov", "pssh":
		return refused("film_external")
	}
	return nil
}

// brand refuses what only Apple's player knows.
func (f *film) brand(b box) error {
	n := b.end - b.at
	if f.header || n < 8 || n > 1<<10 {
		return broken("ftyp of %d bytes", n)
	}
	f.header = true
	h, err := f.bytes(b.at, int(n))
	if err != nil {
		return err
	}
	known := brands[string(h[:4])]
	for i := 8; i+4 <= len(h); i += 4 {
		known = known || brands[string(h[i:i+4])]
	}
	if !known && strings.Contains(string(h), "qt  ") {
		return refused("quicktime")
	}
	if !known {
		return refused("film")
	}
	return nil
}

// length reads how long the film is: scale and duration, in two widths.
func (f *film) length(b box, short, long int) error {
	h, err := f.upTo(b.at, int(min(b.end-b.at, 40)))
	if err != nil {
		return err
	}
	if len(h) < short+8 || h[0] == 1 && len(h) < long+12 {
		return broken("%s of %d bytes", b.name, len(h))
	}
	scale, units := uint64(binary.BigEndian.Uint32(h[short:])), uint64(binary.BigEndian.Uint32(h[short+4:]))
	if h[0] == 1 {
		scale, units = uint64(binary.BigEndian.Uint32(h[long:])), binary.BigEndian.Uint64(h[long+4:])
	} else if units == math.MaxUint32 {
		units = 0
	}
	f.longest = max(f.longest, duration(float64(units), float64(scale)))
	return nil
}

// duration divides units by a scale in units per second. What no film can last
// counts as not said.
func duration(units, scale float64) time.Duration {
	seconds := units / scale
	if !(seconds > 0 && seconds < 1000*3600) {
		return 0
	}
	return time.Duration(math.Round(seconds*1000)) * time.Millisecond
}

// sides reads how large a track is shown. A matrix that turns it by a quarter
// swaps its sides: telephones film so.
func (f *film) sides(b box) error {
	h, err := f.upTo(b.at, int(min(b.end-b.at, 96)))
	if err != nil {
		return err
	}
	number, at := 12, 40
	if len(h) > 0 && h[0] == 1 {
		number, at = 20, 52
	}
	if len(h) < at+44 {
		return broken("tkhd of %d bytes", len(h))
	}
	f.track = binary.BigEndian.Uint32(h[number:])
	f.width, f.height = int(binary.BigEndian.Uint16(h[at+36:])), int(binary.BigEndian.Uint16(h[at+40:]))
	if binary.BigEndian.Uint32(h[at:]) == 0 && binary.BigEndian.Uint32(h[at+4:]) != 0 {
		f.width, f.height = f.height, f.width
	}
	return nil
}

// time follows a film that comes in parts: its head does not say how long it is,
// and the last part says when it begins.
func (f *film) time(b box) error {
	h, err := f.upTo(b.at, int(min(b.end-b.at, 24)))
	if err != nil {
		return err
	}
	if len(h) < 8 || b.name == "mdhd" && len(h) < 16 || b.name != "tfhd" && h[0] == 1 && len(h) < 12 || b.name == "mdhd" && h[0] == 1 && len(h) < 24 {
		return broken("%s of %d bytes", b.name, len(h))
	}
	switch {
	case b.name == "tfhd":
		f.part = binary.BigEndian.Uint32(h[4:])
	case b.name == "mdhd" && h[0] == 1:
		f.scale = binary.BigEndian.Uint32(h[20:])
	case b.name == "mdhd":
		f.scale = binary.BigEndian.Uint32(h[12:])
	case h[0] == 1:
		f.begins(binary.BigEndian.Uint64(h[4:]))
	default:
		f.begins(uint64(binary.BigEndian.Uint32(h[4:])))
	}
	return nil
}

func (f *film) begins(units uint64) {
	f.longest = max(f.longest, duration(float64(units), float64(f.scales[f.part])))
}

// samples reads how a track is coded, as far as it may be locked.
func (f *film) samples(b box) error {
	h, err := f.upTo(b.at, int(min(b.end-b.at, 16)))
	if err != nil {
		return err
	}
	if len(h) < 16 {
		return broken("stsd of %d bytes", len(h))
	}
	f.described = true
	if name := string(h[12:16]); name == "encv" || name == "enca" {
		return refused("encrypted")
	}
	return nil
}

// references refuses a film whose pictures lie somewhere else.
func (f *film) references(b box) error {
	h, err := f.bytes(b.at, 8)
	if err != nil {
		return err
	}
	count, at := binary.BigEndian.Uint32(h[4:]), b.at+8
	if count > 64 {
		return broken("%d data references", count)
	}
	for range count {
		if at+12 > b.end {
			return broken("a data reference beyond its box")
		}
		if h, err = f.bytes(at, 12); err != nil {
			return err
		}
		if h[11]&1 == 0 {
			return refused("film_external")
		}
		size := int64(binary.BigEndian.Uint32(h))
		if size < 12 {
			return broken("a data reference of %d bytes", size)
		}
		at += size
	}
	return nil
}

// endTrack takes a track into account when the next one begins.
func (f *film) endTrack() {
	if f.described && (f.handler == "vide" || f.handler == "soun") {
		if f.tracks++; f.tracks <= 64 {
			f.scales[f.track] = f.scale
		}
		if f.handler == "vide" && f.found.Width == 0 {
			f.found.Width, f.found.Height = f.width, f.height
		}
	}
	f.handler, f.described, f.width, f.height, f.scale, f.track = "", false, 0, 0, 0, 0
}
