package intake

import (
	"bytes"
	"encoding/binary"
)

const exifMark = "Exif\x00\x00"

// turnOf reads the orientation, 1 to 8, in a block of EXIF; it is 1 when the
// block does not say, or says nonsense: a picture is not refused for that.
func turnOf(b []byte) int {
	b = bytes.TrimPrefix(b, []byte(exifMark))
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	switch string(b[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
	default:
		return 1
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	list := b[at+2:]
	for range order.Uint16(b[at:]) {
		if len(list) < 12 {
			return 1
		}
		const orientation, short = 0x112, 3
		if order.Uint16(list) == orientation && order.Uint16(list[2:]) == short {
			if turn := int(order.Uint16(list[8:])); turn >= 1 && turn <= 8 {
				return turn
			}
			return 1
		}
		list = list[12:]
	}
	return 1
}

// bareEXIF is a block of EXIF that says an orientation and nothing else.
func bareEXIF(turn int) []byte {
	b := []byte(exifMark + "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	return append(b, 0, byte(turn), 0, 0, 0, 0, 0, 0)
}
