package content

import (
	"strconv"
	"strings"
	"time"

	"herald/i18n"
)

// TrailQuery selects Events of the log. All that is set must hold; what is empty
// selects everything.
type TrailQuery struct {
	// Document, Asset and Member are what an Event is about: the timeline of one
	// Document, file or account.
	Document ID
	Asset    ID
	Member   MemberID
	// By is who did it.
	By    MemberID
	Kinds []EventKind
	// Locale selects the Events about one Translation, and those about its whole
	// Document.
	Locale i18n.Locale
	// From and Until bound when it happened, Until excluded; zero is open.
	From, Until time.Time
	// Newest gives the newest first; else the oldest.
	Newest bool
	// After is the place of the last entry seen, in the order asked for.
	After TrailPlace
	// Limit bounds the answer; 0 is no bound.
	Limit int
}

// TrailPlace is where an Event stands: the Position of its Change, and which of
// the Change's Events it is, from 1. It is zero at the start.
type TrailPlace struct {
	Position Position
	N        int
}

// String gives p in the form that stands in an address, "" at the start.
func (p TrailPlace) String() string {
	if p == (TrailPlace{}) {
		return ""
	}
	return strconv.FormatUint(uint64(p.Position), 10) + "." + strconv.Itoa(p.N)
}

// ParseTrailPlace reads what String wrote. Anything else is the start.
func ParseTrailPlace(s string) TrailPlace {
	position, n, _ := strings.Cut(s, ".")
	at, err := strconv.ParseInt(position, 10, 64)
	if err != nil || at < 0 {
		return TrailPlace{}
	}
	i, err := strconv.Atoi(n)
	if err != nil {
		return TrailPlace{}
	}
	return TrailPlace{Position: Position(at), N: i}
}

// TrailEntry is an Event and its place. The Event is read from the log entry
// itself; of what readers see differently it tells nothing (Tags are left out).
type TrailEntry struct {
	TrailPlace
	Event
}
