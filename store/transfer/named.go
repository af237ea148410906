package transfer

import (
	"encoding/hex"

	"herald/content"
)

// Named are the hashes that entries of a log name, whatever for: some fifty bytes of
// memory for each.
type Named map[[32]byte]struct{}

// Entry notes what an entry names.
func (n Named) Entry(body []byte) {
	for _, h := range content.Named(body) {
		if key, ok := keyOf(h); ok {
			n[key] = struct{}{}
		}
	}
}

// Has reports whether an entry names h.
func (n Named) Has(h content.Hash) bool {
	key, ok := keyOf(h)
	_, there := n[key]
	return ok && there
}

func keyOf(h content.Hash) (key [32]byte, ok bool) {
	if len(h) != hex.EncodedLen(len(key)) {
		return key, false
	}
	_, err := hex.Decode(key[:], []byte(h))
	return key, err == nil
}
