package content

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"herald/i18n"
)

// Board is what the desk reads of a store beside the texts themselves: where
// every Translation stands, in any State, and what has happened. It filters by
// the Bounds it is handed and knows no policy: whoever shows an answer asks Can.
type Board interface {
	// Board gives the Standings that q selects, in its order.
	Board(ctx context.Context, q BoardQuery) ([]Standing, error)
	// BoardCount counts what q selects, without After and Limit.
	BoardCount(ctx context.Context, q BoardQuery) (int, error)
	// Trail gives the recorded facts that q selects, in its order.
	Trail(ctx context.Context, q TrailQuery) ([]TrailEntry, error)
	Texts
}

// BoardQuery selects Standings. All that is set must hold; what is empty selects
// everything, but for Within.
type BoardQuery struct {
	// Within are the bounds of whoever asks: a Standing is given if one of them
	// holds it. An empty list gives nothing; []Bounds{{}} is no bound.
	Within []Bounds

	Sites, Types  []string
	Locales       []i18n.Locale
	Organizations []ID
	Documents     []ID
	// States are of the newest Edition, LiveStates of the one in the live slot;
	// None in LiveStates is an empty slot.
	States, LiveStates []State
	// Sources gives of each Document its source Translation only.
	Sources bool
	// Lacks gives what has no Translation in a locale beside it.
	Lacks i18n.Locale
	// Year gives what is of a year ("2026").
	Year string

	// Awaits selects what was submitted and lacks a step, Owed what is live and
	// owes one: one of Steps, where any are named.
	Awaits, Owed bool
	Steps        []string
	// OwedBefore selects what owes such a step that is due before an instant.
	OwedBefore time.Time

	// By selects what a member has to do with in one of the ways of As; in any
	// way where As is empty.
	By MemberID
	As []Hand
	// Without leaves out the Editions that a member wrote in, submitted or took over,
	// which that member may not approve; with Redaction, what the member asked to have
	// redacted, which they may not confirm, and with Reason what they ended: see Barring.
	Without MemberID

	// ScheduledBefore selects what is scheduled for before an instant.
	ScheduledBefore time.Time
	// ReviewBefore selects what has a review day before a day ("2027-03-01").
	ReviewBefore string
	// Stale, Unsealed, Reason and Redaction select the Standings that are.
	Stale, Unsealed, Reason, Redaction bool

	// Sort is the order; empty is ByUpdated.
	Sort  BoardSort
	After BoardCursor
	// Limit bounds the answer; 0 is no bound.
	Limit int
}

// Barring gives the ways in which Without has to do with what is left out.
func (q BoardQuery) Barring() []Hand {
	if q.Redaction {
		return []Hand{HandRedacts}
	}
	if q.Reason {
		return []Hand{HandEnded}
	}
	return slices.Clone(handsOn)
}

// BoardSort is the order of Standings. Those with the same key stand by Document
// and locale; what lacks the instant of an ascending order stands first in it.
type BoardSort string

// The orders.
const (
	// ByUpdated is the last touched first.
	ByUpdated BoardSort = "updated"
	// BySubmitted is what was handed over earliest first, ByPublishAt what goes
	// out earliest, ByDue what is owed earliest, ByReview the earliest review day.
	BySubmitted BoardSort = "submitted"
	ByPublishAt BoardSort = "publish_at"
	ByDue       BoardSort = "due"
	ByReview    BoardSort = "review"
	// ByDocument is an order that no change of a text moves it in.
	ByDocument BoardSort = "document"
)

// BoardSorts lists every order.
func BoardSorts() []BoardSort {
	return []BoardSort{ByUpdated, BySubmitted, ByPublishAt, ByDue, ByReview, ByDocument}
}

// Descends reports whether the order runs from the greatest key to the least.
func (b BoardSort) Descends() bool { return b == ByUpdated || b == "" }

// BoardCursor is a place in an order: what the last Standing seen is sorted by
// (an instant, or the day of ByReview), and which it was. It is empty at the start.
type BoardCursor struct {
	At       time.Time
	Day      string
	Document ID
	Locale   i18n.Locale
}

// Cursor gives the place of s in an order.
func (s *Standing) Cursor(sort BoardSort) BoardCursor {
	c := BoardCursor{Document: s.Document, Locale: s.Locale}
	switch sort {
	case BySubmitted:
		c.At = s.Submitted.At
	case ByPublishAt:
		c.At = s.PublishAt
	case ByDue:
		if d := s.Owes(); d != nil {
			c.At = d.Due
		}
	case ByReview:
		c.Day = s.Review
	case ByDocument:
	default:
		c.At = s.Updated.At
	}
	return c
}

// Compare orders places: the instant or day first, then Document and locale.
func (c BoardCursor) Compare(o BoardCursor) int {
	return cmp.Or(c.At.Compare(o.At), cmp.Compare(c.Day, o.Day), cmp.Compare(c.Document, o.Document), cmp.Compare(c.Locale, o.Locale))
}

// String gives c in the form that stands in an address, "" at the start.
func (c BoardCursor) String() string {
	if c == (BoardCursor{}) {
		return ""
	}
	at := ""
	if !c.At.IsZero() {
		at = strconv.FormatInt(c.At.UnixMilli(), 10)
	}
	return strings.Join([]string{at, c.Day, string(c.Document), string(c.Locale)}, "~")
}

// ParseBoardCursor reads what String wrote. Anything else is the start.
func ParseBoardCursor(s string) BoardCursor {
	parts := strings.Split(s, "~")
	if len(parts) != 4 {
		return BoardCursor{}
	}
	c := BoardCursor{Day: parts[1], Document: ID(parts[2]), Locale: i18n.Locale(parts[3])}
	if parts[0] != "" {
		ms, err := strconv.ParseInt(parts[0], 10, 64)
		if err != nil {
			return BoardCursor{}
		}
		c.At = time.UnixMilli(ms).UTC()
	}
	return c
}
