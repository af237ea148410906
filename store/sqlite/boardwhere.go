package sqlite

import (
	"herald/content"
)

// boardConditions gives what q asks of every Standing by itself. Conditions that
// an index is made for are written as its definition has them, or SQLite would
// not know that it serves.
func boardConditions(q content.BoardQuery) where {
	var w where
	w.add("s.document <> ''")
	w.oneOf("s.site", q.Sites)
	w.oneOf("s.type", q.Types)
	w.oneOf("s.locale", texts(q.Locales))
	w.oneOf("s.organization", texts(q.Organizations))
	w.oneOf("s.state", texts(q.States))
	w.oneOf("s.live_state", texts(q.LiveStates))
	for _, flag := range []struct {
		set       bool
		condition string
	}{
		{q.Sources, "s.source = 1"}, {q.Awaits, "s.state = 'submitted'"}, {q.Stale, "s.stale = 1"},
		{q.Unsealed, "s.unsealed = 1"}, {q.Redaction, "s.redaction = 1"}, {q.Reason, "s.reason = 1"},
		{q.Owed || !q.OwedBefore.IsZero(), "s.owed <> '[]'"},
		{q.ReviewBefore != "", "s.review <> ''"},
		{onlyScheduled(q), "s.state = 'scheduled'"},
	} {
		if flag.set {
			w.add(flag.condition)
		}
	}
	if q.Lacks != "" {
		w.add("NOT EXISTS (SELECT 1 FROM standings x WHERE x.document = s.document AND x.locale = ?)", string(q.Lacks))
	}
	if q.Year != "" {
		w.add("substr(s.day, 1, 4) = ?", q.Year)
	}
	if q.Awaits {
		w.awaits(q.Steps)
	}
	if q.Owed || !q.OwedBefore.IsZero() {
		w.owes(q.Steps, q.OwedBefore.IsZero(), q.OwedBefore.UnixMilli())
	}
	if q.ReviewBefore != "" {
		w.add("s.review < ?", q.ReviewBefore)
	}
	if !q.ScheduledBefore.IsZero() {
		w.add("s.publish_ms < ?", q.ScheduledBefore.UnixMilli())
	}
	w.people(q)
	w.within(q.Within)
	return w
}

// onlyScheduled reports whether q can select nothing but what is scheduled.
func onlyScheduled(q content.BoardQuery) bool {
	return !q.ScheduledBefore.IsZero() || len(q.States) == 1 && q.States[0] == content.Scheduled
}

func texts[S ~string](all []S) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

// oneOf keeps those whose column has one of values; none is no condition.
func (w *where) oneOf(column string, values []string) {
	if len(values) > 0 {
		w.in(column, values)
	}
}

// awaits keeps what lacks one of steps, or any where none is named.
func (w *where) awaits(steps []string) {
	if len(steps) == 0 {
		w.add("json_array_length(s.missing) > 0")
		return
	}
	w.add("EXISTS (SELECT 1 FROM json_each(s.missing) m WHERE m.value IN (SELECT value FROM json_each(?)))", list(steps))
}

// owes keeps what owes one of steps, or any where none is named, and, unless at
// any time, before an instant.
func (w *where) owes(steps []string, anyTime bool, before int64) {
	var o where
	if len(steps) > 0 {
		o.add("o.value ->> 0 IN (SELECT value FROM json_each(?))", list(steps))
	}
	if !anyTime {
		o.add("o.value ->> 1 < ?", before)
	}
	if len(o.terms) == 0 {
		return
	}
	w.add("EXISTS (SELECT 1 FROM json_each(s.owed) o WHERE "+o.String()+")", o.args...)
}

const inHand = "EXISTS (SELECT 1 FROM hands x WHERE x.document = s.document AND x.locale = s.locale AND x.member = ? AND x.hand IN (SELECT value FROM json_each(?)))"

// people keeps what a member has to do with, and leaves out what another may
// not approve.
func (w *where) people(q content.BoardQuery) {
	if q.By != "" {
		w.add(inHand, string(q.By), list(hands(q)))
	}
	if q.Without != "" {
		w.add("NOT "+inHand, string(q.Without), list(q.Barring()))
	}
}

// locales keeps what is in the languages of b, or is a source where those do not
// count.
func (w *where) locales(b content.Bounds) {
	var in where
	in.oneOf("s.locale", texts(b.Locales))
	if b.Sources && len(in.terms) > 0 {
		in = either([]where{in, {terms: []string{"s.source = 1"}}})
	}
	w.terms, w.args = append(w.terms, in.terms...), append(w.args, in.args...)
}

// within keeps what one of bounds holds.
func (w *where) within(bounds []content.Bounds) {
	ways := make([]where, len(bounds))
	for i, b := range bounds {
		way := &ways[i]
		way.add("s.document <> ''")
		way.oneOf("s.organization", texts(b.Organizations))
		way.locales(b)
		way.oneOf("s.type", b.Types)
		if len(b.Steps) > 0 {
			var waits, owing where
			waits.add("s.state = 'submitted'")
			waits.awaits(b.Steps)
			owing.owes(b.Steps, true, 0)
			both := either([]where{waits, owing})
			way.add(both.String(), both.args...)
		}
	}
	if len(ways) > 0 {
		all := either(ways)
		w.add(all.String(), all.args...)
	}
}
