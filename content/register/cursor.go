package register

import (
	"encoding/base64"
	"strings"

	"herald/content"
)

// maxCursor bounds a cursor in an address: the collation key of the longest
// title, with room.
const maxCursor = 8192

var cursorCode = base64.RawURLEncoding.Strict()

// encodeCursor writes c for an address. It names the order that c is a place
// in, so that a cursor cut from one list is refused by another instead of
// opening it somewhere.
func encodeCursor(c content.Cursor, s content.Sort) string {
	if c == (content.Cursor{}) {
		return ""
	}
	return cursorCode.EncodeToString([]byte(order(s) + " " + string(c.Document) + " " + c.Key))
}

func parseCursor(text string, s content.Sort) (content.Cursor, bool) {
	// The decoder skips line ends, which would give one place two addresses.
	if len(text) > maxCursor || strings.ContainsAny(text, "\r\n") {
		return content.Cursor{}, false
	}
	raw, err := cursorCode.DecodeString(text)
	if err != nil {
		return content.Cursor{}, false
	}
	parts := strings.SplitN(string(raw), " ", 3)
	if len(parts) != 3 || parts[0] != order(s) || !content.ID(parts[1]).Valid() {
		return content.Cursor{}, false
	}
	return content.Cursor{Key: parts[2], Document: content.ID(parts[1])}, true
}

func order(s content.Sort) string {
	if s == "" {
		s = content.ByPublic
	}
	return string(s)
}
