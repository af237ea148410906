package web

import (
	"crypto/rand"
	"encoding/base32"

	"github.com/gofiber/fiber/v2"
)

// HeaderRequestID carries the id of a request to the reader, who can quote it.
const HeaderRequestID = "X-Request-Id"

var idCoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// newRequestID makes an id of our own: one that came with the request could be
// forged to hide among the lines of another.
func newRequestID() string {
	var raw [8]byte
	rand.Read(raw[:]) // never fails: the runtime ends the program instead
	return idCoding.EncodeToString(raw[:])
}

// RequestID is the id of the current request; it is empty outside of an
// application made by New.
func RequestID(c *fiber.Ctx) string {
	if x, ok := c.Context().UserValue(exchangeKey{}).(*exchange); ok {
		return x.id
	}
	return ""
}
