package intake

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
)

// The words that are planted where makers' machines write, and must never reach
// readers.
const (
	plantedGPS    = "PLANTED-GPS-54.6872N-25.2797E"
	plantedSerial = "PLANTED-SERIAL-0451-7788"
	plantedAuthor = "PLANTED-AUTHOR-Jonas-Jonaitis"
)

var planted = []string{plantedGPS, plantedSerial, plantedAuthor}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func be16(n int) string { return string(binary.BigEndian.AppendUint16(nil, uint16(n))) }
func be32(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }
func be64(n int) string { return string(binary.BigEndian.AppendUint64(nil, uint64(n))) }
func le16(n int) string { return string(binary.LittleEndian.AppendUint16(nil, uint16(n))) }
func le32(n int) string { return string(binary.LittleEndian.AppendUint32(nil, uint32(n))) }

func painted(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = byte(i * 7)
	}
	return m
}

// exif is a block of EXIF with an orientation and planted words.
func exif(turn int) string {
	b := bareEXIF(turn)
	return string(b) + plantedGPS + plantedSerial
}

func jpegSegment(marker byte, payload string) string {
	return "\xff" + string([]byte{marker}) + be16(len(payload)+2) + payload
}

// plainJPEG is a JPEG without notes.
func plainJPEG(w, h int) string {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, painted(w, h), nil); err != nil {
		panic(err)
	}
	return b.String()
}

// goodJPEG is one with EXIF, XMP, IPTC and a comment.
func goodJPEG() string {
	s := plainJPEG(40, 30)
	notes := jpegSegment(markAPP1, exif(6)) + jpegSegment(markAPP1, "http://ns.adobe.com/xap/1.0/\x00"+plantedAuthor) +
		jpegSegment(markAPP13, "Photoshop 3.0\x00"+plantedAuthor) + jpegSegment(markCOM, plantedSerial)
	return s[:2] + notes + s[2:]
}

// crafted is a JPEG of markers alone: its sides are stated, its data is none.
func crafted(sof byte, precision, w, h, scans int) string {
	frame := string([]byte{byte(precision)}) + be16(h) + be16(w) + "\x01\x01\x11\x00"
	s := "\xff\xd8" + jpegSegment(sof, frame)
	for range scans {
		s += jpegSegment(markSOS, "\x01\x01\x00\x00\x3f\x00") + "\x12\x34"
	}
	return s + "\xff\xd9"
}

func pngChunk(name, data string) string {
	sum := crc32.ChecksumIEEE([]byte(name + data))
	return be32(len(data)) + name + data + be32(int(sum))
}

const pngStart = "\x89PNG\r\n\x1a\n"

func pngHeader(w, h, depth, colour int) string {
	return pngChunk("IHDR", be32(w)+be32(h)+string([]byte{byte(depth), byte(colour), 0, 0, 0}))
}

func plainPNG(w, h int) string {
	var b bytes.Buffer
	if err := png.Encode(&b, painted(w, h)); err != nil {
		panic(err)
	}
	return b.String()
}

func goodPNG() string {
	s := plainPNG(50, 20)
	const head = 8 + 25
	tiff := strings.TrimPrefix(exif(8), exifMark)
	return s[:head] + pngChunk("eXIf", tiff) + pngChunk("tEXt", "Author\x00"+plantedAuthor) + s[head:]
}

func goodGIF(frames int) string {
	var all gif.GIF
	for i := range frames {
		m := image.NewPaletted(image.Rect(0, 0, 16, 12), color.Palette{color.Black, color.White})
		m.Pix[i%len(m.Pix)] = 1
		all.Image, all.Delay = append(all.Image, m), append(all.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &all); err != nil {
		panic(err)
	}
	return b.String()
}

func riff(chunks ...string) string {
	body := "WEBP" + strings.Join(chunks, "")
	return "RIFF" + le32(len(body)) + body
}

func riffChunk(name, data string) string {
	s := name + le32(len(data)) + data
	if len(data)%2 == 1 {
		s += "\x00"
	}
	return s
}

func vp8l(w, h int) string {
	return riffChunk("VP8L", "\x2f"+le32((w-1)|(h-1)<<14)+"\x88\x88\x08")
}

func vp8(w, h int) string {
	return riffChunk("VP8 ", "\x30\x01\x00\x9d\x01\x2a"+le16(w)+le16(h)+"\x00\x00\x00\x00")
}

func vp8x(flags byte, w, h int) string {
	side := func(n int) string { return le32(n - 1)[:3] }
	return riffChunk("VP8X", string([]byte{flags, 0, 0, 0})+side(w)+side(h))
}

func goodWebP() string {
	return riff(vp8x(8, 70, 30), vp8(70, 30), riffChunk("EXIF", exif(3)))
}
