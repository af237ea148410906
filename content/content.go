// Package content owns the nouns and rules of Herald: what a Document is, which
// states its Editions pass through, who may do what, what a seal binds and what
// a reader may see at an instant. It is pure: it must never read a clock, a
// file, a network or the configuration, and it knows no HTTP and no database.
//
// Verbs live in content/editorial, storage in store/…, reading edges in site,
// search and site/feeds. docs/glossary.md defines every word used here.
package content

import (
	"crypto/rand"
	"strings"
	"time"
)

// ID names a Document, an Asset or a Change: twelve characters of
// Crockford's base-32 alphabet in lower case, sixty random bits. Ids are random so
// that a gap or an order never betrays an item under embargo.
type ID string

const (
	idAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"
	idLength   = 12
)

// NewID returns a fresh random ID. It panics only where the system has no
// randomness left, when nothing safe can be done.
func NewID() ID {
	raw := make([]byte, idLength)
	if _, err := rand.Read(raw); err != nil {
		panic("content: no randomness: " + err.Error())
	}
	for i, b := range raw {
		raw[i] = idAlphabet[b&31]
	}
	return ID(raw)
}

// Valid reports whether id has the form NewID gives.
func (id ID) Valid() bool {
	return len(id) == idLength && strings.Trim(string(id), idAlphabet) == ""
}

// MemberID names who acts: the id of a Member, or "system:NAME" for a command
// run at the machine.
type MemberID string

// System gives the MemberID of a command run by the operating-system user name.
func System(name string) MemberID { return MemberID("system:" + name) }

// IsSystem reports whether the actor is a command and not a Member.
func (m MemberID) IsSystem() bool { return strings.HasPrefix(string(m), "system:") }

// Position is the dense number of a Change in the log; the first is 1.
type Position uint64

// Clock gives the instant that rules and readers call now. There is one per
// process; nothing else in Herald may ask the machine for the time.
type Clock interface{ Now() time.Time }

// Instant brings t to the form every record holds: UTC at whole milliseconds,
// which every store keeps exactly.
func Instant(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}
