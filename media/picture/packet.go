package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"

	"github.com/bep/imagemeta"
)

// The library reads no XMP in PNG, where it stands in a text chunk, and loses its
// way in a WebP behind a chunk of an odd length. There the blocks are found here,
// and the library is given each alone.

const (
	xmpKeyword  = "XML:com.adobe.xmp\x00"
	packetBytes = 1 << 20
	// mostChunks bounds how many chunks are looked at.
	mostChunks = 1 << 16
)

// chunkNames are those of WebP.
var chunkNames = map[imagemeta.Source]string{imagemeta.EXIF: "EXIF", imagemeta.XMP: "XMP "}

// pngPacket gives the XMP of a PNG, or nil.
func pngPacket(r io.ReadSeeker) []byte {
	if _, err := r.Seek(8, io.SeekStart); err != nil {
		return nil
	}
	for range mostChunks {
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

// webpPacket gives the first chunk of a name of a WebP, or nil.
func webpPacket(r io.ReadSeeker, name string) []byte {
	if _, err := r.Seek(12, io.SeekStart); err != nil {
		return nil
	}
	for range mostChunks {
		var head [8]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return nil
		}
		length := int64(binary.LittleEndian.Uint32(head[4:]))
		if string(head[:4]) == name && length <= packetBytes {
			block := make([]byte, length)
			if _, err := io.ReadFull(r, block); err != nil {
				return nil
			}
			// Some programs put the mark of a JPEG before it.
			return bytes.TrimPrefix(block, []byte("Exif\x00\x00"))
		}
		if _, err := r.Seek(length+length&1, io.SeekCurrent); err != nil {
			return nil
		}
	}
	return nil
}

// aloneBlock wraps a block in the shortest file in which the library finds it.
func aloneBlock(name string, block []byte) []byte {
	file := []byte("RIFF\x00\x00\x00\x00WEBP" + name)
	file = binary.LittleEndian.AppendUint32(file, uint32(len(block)))
	return append(file, block...)
}
