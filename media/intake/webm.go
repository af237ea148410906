package intake

import (
	"encoding/binary"
	"math"
	"math/bits"
	"strings"
	"time"
)

// mostElements bounds the walk through a film of unknown lengths.
const mostElements = 8 << 20

// Elements of WebM.
const (
	idHeader, idDocType, idSegment      = 0x1a45dfa3, 0x4282, 0x18538067
	idInfo, idTracks, idCluster, idTags = 0x1549a966, 0x1654ae6b, 0x1f43b675, 0x1254c367
	idSeekHead, idCues, idChapters      = 0x114d9b74, 0x1c53bb6b, 0x1043a770
	idAttachments, idVoid, idChecksum   = 0x1941a469, 0xec, 0xbf
	idScale, idDuration                 = 0x2ad7b1, 0x4489
	idTitle, idMuxing, idWriting        = 0x7ba9, 0x4d80, 0x5741
	idDate, idFileName                  = 0x4461, 0x7384
	idTrack, idTrackType, idCodec       = 0xae, 0x83, 0x86
	idVideo, idWidth, idHeight          = 0xe0, 0xb0, 0xba
	idTime                              = 0xe7
)

// element is one element of WebM; end is -1 while its length is unknown.
type element struct {
	id            uint32
	from, at, end int64
}

// parentsOfElements are walked into.
var parentsOfElements = map[uint32]bool{idHeader: true, idSegment: true, idInfo: true, idTracks: true, idTrack: true, idVideo: true, idCluster: true}

// segmentLevel are the elements that end a cluster of unknown length.
func segmentLevel(id uint32) bool {
	switch id {
	case idInfo, idTracks, idCluster, idTags, idSeekHead, idCues, idChapters, idAttachments:
		return true
	}
	return false
}

// elementWalk goes through the elements of a file.
type elementWalk struct {
	*source
	count int
	do    func(element) error
}

// walk passes all elements from a place to an end. Within a cluster of unknown
// length, which open says, it stops where the next part of the segment begins.
func (w *elementWalk) walk(at, end int64, depth int, open bool) (int64, error) {
	if depth > 6 {
		return 0, broken("elements nested too deep")
	}
	for at < end {
		e, err := w.element(at, end)
		if err != nil {
			return 0, err
		}
		if open && segmentLevel(e.id) {
			return at, nil
		}
		if w.count++; w.count > mostElements {
			return 0, broken("too many elements")
		}
		unknown := e.end < 0
		if unknown && e.id != idCluster && e.id != idSegment {
			return 0, broken("element %x of unknown length", e.id)
		}
		if unknown {
			e.end = end
		}
		if err := w.do(e); err != nil {
			return 0, err
		}
		at = e.end
		if parentsOfElements[e.id] {
			if at, err = w.walk(e.at, e.end, depth+1, unknown && e.id == idCluster); err != nil {
				return 0, err
			}
		}
	}
	return at, nil
}

// element reads the header of one element.
func (w *elementWalk) element(at, end int64) (element, error) {
	b, err := w.upTo(at, int(min(12, end-at)))
	if err != nil {
		return element{}, err
	}
	if len(b) == 0 || b[0] < 0x10 {
		return element{}, broken("no element at %d", at)
	}
	n := bits.LeadingZeros8(b[0]) + 1
	if len(b) < n+1 {
		return element{}, errCut
	}
	e := element{from: at}
	for _, c := range b[:n] {
		e.id = e.id<<8 | uint32(c)
	}
	b = b[n:]
	m := bits.LeadingZeros8(b[0]) + 1
	if m > 8 || len(b) < m {
		return element{}, errCut
	}
	size := uint64(b[0]) & (1<<(8-m) - 1)
	for _, c := range b[1:m] {
		size = size<<8 | uint64(c)
	}
	e.at = at + int64(n+m)
	if size == 1<<(7*m)-1 {
		e.end = -1
		return e, nil
	}
	if size > uint64(end-e.at) {
		return element{}, errCut
	}
	e.end = e.at + int64(size)
	return e, nil
}

// webFilm is what the elements say together.
type webFilm struct {
	*look
	webm     bool
	clusters int
	tracks   int
	scale    uint64
	units    float64
	last     uint64
}

// webm walks all elements.
func (l *look) webm() error {
	f := webFilm{look: l, scale: 1_000_000}
	w := elementWalk{source: l.source, do: f.element}
	if _, err := w.walk(0, l.size, 0, false); err != nil {
		return err
	}
	if !f.webm {
		return refused("matroska")
	}
	if f.clusters == 0 {
		return errCut
	}
	if f.tracks == 0 {
		return refused("no_track")
	}
	l.found.Length = duration(f.units*float64(f.scale), 1e9)
	if l.found.Length == 0 {
		// Browsers record without a length; the last part says when it began.
		l.found.Length = duration(float64(f.last)*float64(f.scale), 1e9)
	}
	l.found.Length = l.found.Length.Truncate(time.Millisecond)
	return nil
}

func (f *webFilm) element(e element) error {
	switch e.id {
	case idDocType:
		name, err := f.text(e)
		if err == nil && name != "webm" {
			return refused("matroska")
		}
		f.webm = true
		return err
	case idSegment:
		if !f.webm {
			return refused("matroska")
		}
	case idCluster:
		f.clusters++
	case idAttachments:
		return hidden("Attachments")
	case idCodec:
		return f.codec(e)
	case idTrackType:
		n, err := f.number(e)
		if n == 1 || n == 2 {
			f.tracks++
		}
		return err
	case idDuration:
		return f.duration(e)
	case idScale, idWidth, idHeight, idTime:
		n, err := f.number(e)
		f.note(e.id, n)
		return err
	}
	return nil
}

func (f *webFilm) note(id uint32, n uint64) {
	switch id {
	case idScale:
		f.scale = n
	case idTime:
		f.last = max(f.last, n)
	case idWidth:
		if f.found.Width == 0 {
			f.found.Width = int(min(n, math.MaxUint16))
		}
	case idHeight:
		if f.found.Height == 0 {
			f.found.Height = int(min(n, math.MaxUint16))
		}
	}
}

// codec takes those that browsers play in WebM.
func (f *webFilm) codec(e element) error {
	name, err := f.text(e)
	if err != nil {
		return err
	}
	switch name {
	case "V_VP8", "V_VP9", "V_AV1", "A_VORBIS", "A_OPUS":
		return nil
	}
	if strings.HasPrefix(name, "D_WEBVTT/") {
		return nil
	}
	return refused("matroska")
}

func (f *webFilm) text(e element) (string, error) {
	if e.end-e.at > 64 {
		return "", broken("a name of %d bytes", e.end-e.at)
	}
	b, err := f.bytes(e.at, int(e.end-e.at))
	return strings.TrimRight(string(b), "\x00"), err
}

func (f *webFilm) number(e element) (n uint64, err error) {
	if e.end-e.at > 8 {
		return 0, broken("a number of %d bytes", e.end-e.at)
	}
	b, err := f.bytes(e.at, int(e.end-e.at))
	for _, c := range b {
		n = n<<8 | uint64(c)
	}
	return n, err
}

func (f *webFilm) duration(e element) error {
	b, err := f.bytes(e.at, int(min(e.end-e.at, 9)))
	switch {
	case err != nil:
		return err
	case len(b) == 4:
		f.units = float64(math.Float32frombits(binary.BigEndian.Uint32(b)))
	case len(b) == 8:
		f.units = math.Float64frombits(binary.BigEndian.Uint64(b))
	default:
		return broken("a duration of %d bytes", len(b))
	}
	return nil
}
