package web

import (
	"encoding/base32"
	"encoding/binary"
	"math/rand/v2"

	"github.com/gofiber/fiber/v2"
)

// HeaderRequestID carries the id of a request to the reader, who can quote it.
const HeaderRequestID = "X-Request-Id"

var headerRequestID = []byte(HeaderRequestID)

var idCoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// requestID is 64 bits in base32.
type requestID [13]byte

// newRequestID makes an id of our own: one that came with the request could be
// forged to hide among the lines of another. It is no secret, but tells nothing
// of how many requests there are.
func newRequestID() (id requestID) {
	var raw [8]byte
	binary.NativeEndian.PutUint64(raw[:], rand.Uint64())
	idCoding.Encode(id[:], raw[:])
	return id
}

// RequestID is the id of the current request; it is empty outside of an
// application made by New.
func RequestID(c *fiber.Ctx) string {
	if x, ok := c.Context().UserValue(exchangeKey{}).(*exchange); ok {
		return string(x.id[:])
	}
	return ""
}
