package notice

import (
	"slices"
	"time"

	"herald/content"
	"herald/staff"
)

// rule says of one kind of Event which Members are told what. fits fills in what
// the Notice says beside, and reports whether m is told at all.
type rule struct {
	kind Kind
	fits func(t *Text, e content.Event, m *staff.Member, n *Notice) bool
}

// rules is the whole of who is told what of which Event. Of several rules of one
// Event the first that fits a Member counts. What happened is the Event's; what is
// told of it is what is true now.
var rules = map[content.EventKind][]rule{
	content.EventSubmitted:   {{Waiting, waits}, {Ready, publishes}},
	content.EventCorrected:   {{Waiting, waitsAgain}},
	content.EventReturned:    {{Returned, sentBack}},
	content.EventApproved:    {{Ready, publishes}, {Approved, given}},
	content.EventUnscheduled: {{Ready, publishes}},
	content.EventMissed:      {{Missed, retimes}},
	content.EventPublished:   {{Owed, pays}},
	content.EventAsked:       {{Question, asked}},
	content.EventAnswered:    {{Answered, answered}, {Question, asked}},
}

// Concerns reports whether an Event can be a reason to tell somebody something.
func Concerns(e content.Event) bool { return len(rules[e.Kind]) > 0 && e.Locale != "" }

// Tell gives the Notices that the n-th Event of a Change is a reason for, with the
// text as it is now: one at most for each Member, none for who did it, for who may
// not read the text, or for who has left.
func Tell(t *Text, change content.ID, n int, e content.Event, members []*staff.Member) []Notice {
	var all []Notice
	for _, m := range members {
		if m.ID == e.By || m.Disabled != nil {
			continue
		}
		for _, r := range rules[e.Kind] {
			told := Notice{ID: ID(m.ID, eventKey(change, n)), Member: m.ID, Kind: r.kind, Document: e.Document, Locale: e.Locale,
				Edition: e.Edition, By: e.By, At: e.At}
			if r.fits(t, e, m, &told) && t.Reads(m) {
				all = append(all, told)
				break
			}
		}
	}
	return all
}

func waits(t *Text, e content.Event, m *staff.Member, n *Notice) bool {
	n.Step = t.awaits(m)
	return n.Step != "" && t.in(e.Edition, content.Submitted)
}

// waitsAgain is for whoever gave a step to words that were corrected since; the
// others have been told already that the text waits.
func waitsAgain(t *Text, e content.Event, m *staff.Member, n *Notice) bool {
	if !waits(t, e, m, n) {
		return false
	}
	for _, a := range t.Translation.Edition(e.Edition).Approvals {
		if a.By == m.ID && a.Step == n.Step && !a.Carried {
			return true
		}
	}
	return false
}

func sentBack(t *Text, e content.Event, m *staff.Member, _ *Notice) bool {
	return t.in(e.Edition, content.Returned) && had(m, t.Translation.Edition(e.Edition))
}

func publishes(t *Text, e content.Event, m *staff.Member, _ *Notice) bool {
	return t.in(e.Edition, content.Approved) && t.can(m, content.Publish, t.Translation.Newest(), "")
}

func given(t *Text, e content.Event, m *staff.Member, n *Notice) bool {
	n.Step = e.Step
	return approved(t, e.Edition) && had(m, t.Translation.Edition(e.Edition))
}

// approved reports whether an approval of an Edition is still news: it was neither
// taken back to its writer nor given up, and nothing took its place.
func approved(t *Text, n int) bool {
	e := t.Translation.Edition(n)
	if e == nil {
		return false
	}
	switch e.State {
	case content.Submitted, content.Approved, content.Scheduled, content.Published:
		return true
	}
	return false
}

// retimes is for whoever can give a new time, and for who had wished the old one.
func retimes(t *Text, e content.Event, m *staff.Member, _ *Notice) bool {
	if !t.in(e.Edition, content.Missed) {
		return false
	}
	newest := t.Translation.Newest()
	return newest.Submitted != nil && newest.Submitted.By == m.ID || newest.ScheduledBy == m.ID || t.can(m, content.Schedule, newest, "")
}

func pays(t *Text, e content.Event, m *staff.Member, n *Notice) bool {
	debt := t.owes(m)
	if debt == nil || t.Translation.Live != e.Edition {
		return false
	}
	n.Step, n.Due = debt.Step, debt.Due
	return true
}

// asked is for whoever answers for the text that a question is about: its owner, who
// had a hand in it, and who wrote in a translation of it. The question is the Event's
// Other.
func asked(t *Text, e content.Event, m *staff.Member, _ *Notice) bool {
	q := t.Document.Question(content.ID(e.Other))
	if q == nil || !q.Waits() || q.Asked.By == m.ID {
		return false
	}
	if t.Document.Owner == m.ID {
		return true
	}
	return slices.ContainsFunc(t.Document.Translations, func(o *content.Translation) bool {
		return had(m, o.Newest()) || had(m, o.LiveEdition())
	})
}

func answered(t *Text, e content.Event, m *staff.Member, _ *Notice) bool {
	q := t.Document.Question(content.ID(e.Other))
	return q != nil && q.Asked.By == m.ID && q.Told()
}

// questions reports whether some question of the Document is so.
func questions(t *Text, is func(*content.Question) bool) bool {
	return slices.ContainsFunc(t.Document.Questions, func(q content.Question) bool { return is(&q) })
}

// holding says of each kind whether what was told is still true. A kind that has
// no line here stays true as long as the Member may read the text.
var holding = map[Kind]func(t *Text, n Notice, m *staff.Member) bool{
	Waiting: func(t *Text, n Notice, m *staff.Member) bool {
		return t.in(n.Edition, content.Submitted) && t.awaits(m) != ""
	},
	Returned: func(t *Text, n Notice, _ *staff.Member) bool { return t.in(n.Edition, content.Returned) },
	Approved: func(t *Text, n Notice, _ *staff.Member) bool { return approved(t, n.Edition) },
	Ready: func(t *Text, n Notice, m *staff.Member) bool {
		return publishes(t, content.Event{Edition: n.Edition}, m, nil)
	},
	Missed: func(t *Text, n Notice, _ *staff.Member) bool { return t.in(n.Edition, content.Missed) },
	Question: func(t *Text, _ Notice, m *staff.Member) bool {
		return questions(t, func(q *content.Question) bool { return q.Waits() && q.Asked.By != m.ID })
	},
	Answered: func(t *Text, _ Notice, m *staff.Member) bool {
		return questions(t, func(q *content.Question) bool { return q.Told() && q.Asked.By == m.ID })
	},
	Owed: stillOwed,
	Due:  stillOwed,
}

func stillOwed(t *Text, n Notice, m *staff.Member) bool {
	return t.Translation.Live == n.Edition && t.owes(m) != nil
}

// Holds reports whether what n told m is still true, and m may still be told it. t
// is nil where the text is not there any more.
func Holds(t *Text, n Notice, m *staff.Member) bool {
	if t == nil || m == nil || m.Disabled != nil || !t.Reads(m) {
		return false
	}
	holds, bound := holding[n.Kind]
	return !bound || holds(t, n, m)
}

// Remind gives the Notices of a day, named day and lasting from one instant to
// another, on which the text owes a step.
func Remind(t *Text, day string, from, until time.Time, members []*staff.Member) []Notice {
	live := t.Translation.LiveEdition()
	if live == nil || live.State != content.Published {
		return nil
	}
	var all []Notice
	for _, m := range members {
		for _, debt := range live.Owed {
			if debt.Due.Before(from) || !debt.Due.Before(until) || m.Disabled != nil || t.fills(m, live, []string{debt.Step}) == "" || !t.Reads(m) {
				continue
			}
			key := "due " + string(t.Document.ID) + " " + string(t.Translation.Locale) + " " + debt.Step + " " + day
			all = append(all, Notice{ID: ID(m.ID, key), Member: m.ID, Kind: Due, Document: t.Document.ID, Locale: t.Translation.Locale,
				Edition: live.Number, Step: debt.Step, By: live.Published.By, At: t.Now, Due: debt.Due})
			break
		}
	}
	return all
}
