package content

import (
	"slices"
	"time"

	"herald/internal/fault"
)

// Handing records that somebody gave a text which is not public yet to somebody
// else, who goes on with it. It rewrites nothing: who wrote, submitted or scheduled
// the text did so, and four eyes still count them.
type Handing struct {
	From MemberID `json:"from"`
	To   MemberID `json:"to"`
	Mark
}

// Keepers gives those who go on with e when it comes back, sorted: who wrote in it,
// submitted it or set its time, but for those who have handed it over since, and
// those who took it over.
func (e *Edition) Keepers() []MemberID {
	type turn struct {
		at    time.Time
		comes MemberID
		goes  MemberID
	}
	var turns []turn
	if e.State == Scheduled || e.State == Missed {
		turns = append(turns, turn{comes: e.ScheduledBy})
	}
	for _, r := range e.Revisions {
		if !r.Review {
			turns = append(turns, turn{at: r.At, comes: r.By})
		}
	}
	if e.Submitted != nil {
		turns = append(turns, turn{at: e.Submitted.At, comes: e.Submitted.By})
	}
	for _, h := range e.Handed {
		turns = append(turns, turn{at: h.At, comes: h.To, goes: h.From})
	}
	// Of one instant the handing counts last: it was made of what was there.
	slices.SortStableFunc(turns, func(a, b turn) int { return a.at.Compare(b.at) })
	var keepers []MemberID
	for _, t := range turns {
		if t.goes != "" {
			keepers = slices.DeleteFunc(keepers, func(m MemberID) bool { return m == t.goes })
		}
		if t.comes != "" {
			keepers = append(keepers, t.comes)
		}
	}
	return sortedUnique(keepers)
}

// Keeps reports whether m goes on with e.
func (e *Edition) Keeps(m MemberID) bool { return slices.Contains(e.Keepers(), m) }

// Hand gives e from one member to another.
func (e *Edition) Hand(h Handing) { e.Handed = append(e.Handed, h) }

// SetTime is by choosing when e goes out. Who sets its time again after handing it
// over has it in hand again.
func (e *Edition) SetTime(at time.Time, zone string, by MemberID) {
	e.PublishAt, e.Zone, e.ScheduledBy = at, zone, by
	e.Handed = slices.DeleteFunc(e.Handed, func(h Handing) bool { return h.From == by })
}

// MayTake refuses somebody to take over a text from one who leaves: they have to be
// able to go on with it, and they may not have approved it, or one person would
// stand on both sides of the four eyes.
func MayTake(to Actor, from MemberID, s Subject) error {
	action, e := Save, s.Edition
	if e.State == Scheduled && e.ScheduledBy == from {
		// Whoever answers for a time must be able to stop it.
		action = Unschedule
	}
	if Can(to, action, s) != nil {
		return fault.New(fault.Forbidden, "denied.receiver")
	}
	if slices.ContainsFunc(e.Approvals, func(a Approval) bool { return a.By == to.ID && !a.Carried }) {
		return fault.New(fault.Forbidden, "denied.four_eyes.take")
	}
	return nil
}

// MayOwn refuses somebody to answer for a Document who could not put it right: an
// owner may write in its source.
func MayOwn(to Actor, d *Document, typ *Type, now time.Time) error {
	if Can(to, Save, Subject{Document: d, Translation: d.SourceTranslation(), Type: typ, Locale: d.Source, Now: now}) != nil {
		return fault.New(fault.Forbidden, "denied.owner")
	}
	return nil
}
