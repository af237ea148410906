package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
)

// The library reads no XMP in PNG, where it stands in a text chunk.

const (
	xmpKeyword  = "XML:com.adobe.xmp\x00"
	packetBytes = 1 << 20
	// pngChunks bounds how many chunks are looked at.
	pngChunks = 1 << 16
)

// pngPacket gives the XMP of a PNG, or nil.
func pngPacket(r io.ReadSeeker) []byte {
	if _, err := r.Seek(8, io.SeekStart); err != nil {
		return nil
	}
	for range pngChunks {
		var head [8]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return nil
		}
		length := int64(binary.BigEndian.Uint32(head[:]))
		read := 0
		if string(head[4:]) == "iTXt" && length <= packetBytes {
			text := make([]byte, length)
			n, err := io.ReadFull(r, text)
			if err != nil {
				return nil
			}
			if rest, ok := bytes.CutPrefix(text, []byte(xmpKeyword)); ok {
				return textOf(rest)
			}
			read = n
		}
		// The checksum of a chunk is not asked for: at worst a word is wrong.
		if _, err := r.Seek(length-int64(read)+4, io.SeekCurrent); err != nil {
			return nil
		}
	}
	return nil
}

// textOf reads a chunk behind its keyword: whether it is compressed and how, a
// language, the keyword in that language, the text.
func textOf(rest []byte) []byte {
	if len(rest) < 2 {
		return nil
	}
	compressed := rest[0] == 1
	parts := bytes.SplitN(rest[2:], []byte{0}, 3)
	if len(parts) < 3 {
		return nil
	}
	if !compressed {
		return parts[2]
	}
	z, err := zlib.NewReader(bytes.NewReader(parts[2]))
	if err != nil {
		return nil
	}
	defer z.Close()
	text, err := io.ReadAll(io.LimitReader(z, packetBytes))
	if err != nil {
		return nil
	}
	return text
}

// aloneXMP wraps a packet in the shortest file in which the library finds it.
func aloneXMP(packet []byte) []byte {
	file := []byte("RIFF\x00\x00\x00\x00WEBPXMP ")
	file = binary.LittleEndian.AppendUint32(file, uint32(len(packet)))
	return append(file, packet...)
}
