package storetest

import (
	"slices"
	"time"

	"herald/content"
)

// selects reports whether q selects r: the meaning of content.Query, spelt out.
func selects(q content.Query, r content.Row) bool {
	return where(q, r) && when(q, r) && dated(q, r) && who(q, r) && what(q, r)
}

// next gives the first instant after now at which one of rows changes for q.
func next(now time.Time, q content.Query, rows []content.Row) (first time.Time) {
	for _, r := range rows {
		if !where(q, r) || !dated(q, r) || !who(q, r) || !what(q, r) {
			continue
		}
		for _, at := range []time.Time{r.Begin, r.End, r.Until} {
			if at.After(now) && (first.IsZero() || at.Before(first)) {
				first = at
			}
		}
	}
	return first
}

func where(q content.Query, r content.Row) bool {
	if len(q.Sites) > 0 && !slices.Contains(q.Sites, r.Site) {
		return false
	}
	// A query for no locale wants every text once, in its own.
	if q.For == "" {
		return r.For == r.Locale
	}
	return r.For == q.For
}

func when(q content.Query, r content.Row) bool {
	if !r.Begin.IsZero() && r.Begin.After(q.Now) || !r.End.IsZero() && !r.End.After(q.Now) {
		return false
	}
	return !q.Current || r.Until.IsZero() || r.Until.After(q.Now)
}

func dated(q content.Query, r content.Row) bool {
	return (q.From == "" || r.Date != "" && upTo(r.Date, q.From) >= upTo(q.From, r.Date)) &&
		(q.To == "" || r.Date != "" && upTo(r.Date, q.To) <= upTo(q.To, r.Date))
}

// upTo gives as much of a as b is long.
func upTo(a, b string) string { return a[:min(len(a), len(b))] }

func who(q content.Query, r content.Row) bool {
	states := q.States
	if len(states) == 0 {
		states = []content.State{content.Published}
	}
	return slices.Contains(q.Audiences, r.Audience) && slices.Contains(states, r.State)
}

func what(q content.Query, r content.Row) bool {
	if len(q.Types) > 0 && !slices.Contains(q.Types, r.Type) ||
		len(q.Documents) > 0 && !slices.Contains(q.Documents, r.Document) ||
		q.Parent != nil && r.Parent != *q.Parent {
		return false
	}
	for name, values := range q.Terms {
		if !slices.ContainsFunc(r.Terms, func(t content.Term) bool { return t.Name == name && slices.Contains(values, t.Value) }) {
			return false
		}
	}
	return true
}
