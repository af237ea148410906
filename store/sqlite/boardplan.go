package sqlite

import (
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
)

// boardPlan is how the Standings of a BoardQuery are found: by ranges of one
// index, asked for by name, so that no statistics can change the plan.
type boardPlan struct {
	query content.BoardQuery
	// from is the source; a leg says which range of its index, where the rest.
	from  string
	legs  []where
	where where
	// none says that nothing can be selected.
	none bool
}

// hands reports whether the plan starts from what a member has to do with.
func (p boardPlan) hands() bool { return strings.HasPrefix(p.from, "hands") }

func newBoardPlan(q content.BoardQuery) boardPlan {
	p := boardPlan{query: q}
	near, ok := narrowed(q)
	if p.none = !ok; p.none {
		return p
	}
	p.where = boardConditions(q)
	index, legs := boardRanges(near)
	p.from, p.legs = "standings s INDEXED BY "+index, legs
	switch index {
	case "hands":
		p.from = "hands h CROSS JOIN standings s ON s.document = h.document AND s.locale = h.locale"
	case "":
		p.from = "standings s NOT INDEXED" // which leaves the key: document and locale
	}
	return p
}

// narrowed brings what all Bounds of q have in common into its own lists, so
// that somebody of one language or organization walks only that, and reports
// whether anything is left. What it selects is not less than what q does.
func narrowed(q content.BoardQuery) (content.BoardQuery, bool) {
	var organizations [][]content.ID
	var locales [][]i18n.Locale
	var types [][]string
	for _, b := range q.Within {
		organizations, types = append(organizations, b.Organizations), append(types, b.Types)
		if b.Sources {
			locales = append(locales, nil) // a source may be in any
			continue
		}
		locales = append(locales, b.Locales)
	}
	ok := len(q.Within) > 0
	q.Organizations = common(q.Organizations, organizations, &ok)
	q.Locales = common(q.Locales, locales, &ok)
	q.Types = common(q.Types, types, &ok)
	return q, ok
}

// common gives what is in asked and in one of the bounds; an empty list of
// either is no bound. It takes ok away where nothing is.
func common[S ~string](asked []S, bounds [][]S, ok *bool) []S {
	allowed := slices.Concat(bounds...)
	if len(allowed) == 0 || slices.ContainsFunc(bounds, func(b []S) bool { return len(b) == 0 }) {
		return sortedSet(asked)
	}
	if len(asked) == 0 {
		return sortedSet(allowed)
	}
	both := slices.DeleteFunc(sortedSet(asked), func(s S) bool { return !slices.Contains(allowed, s) })
	if len(both) == 0 {
		*ok = false
	}
	return both
}

func sortedSet[S ~string](all []S) []S {
	return slices.Compact(slices.Sorted(slices.Values(all)))
}

// fewStates are those that few Translations are in at a time, because somebody
// has work with them.
var fewStates = []content.State{content.Draft, content.Submitted, content.Returned, content.Approved, content.Scheduled, content.Missed}

// boardRanges chooses the index that has what q is about together, and the
// ranges of it. Of what is rare any order is soon made.
func boardRanges(q content.BoardQuery) (index string, legs []where) {
	whole := []where{{}}
	few := len(q.States) > 0 && !slices.ContainsFunc(q.States, func(st content.State) bool { return !slices.Contains(fewStates, st) })
	switch {
	case len(q.Documents) > 0:
		return "", each("s.document", sortedSet(q.Documents))
	case q.By != "":
		return "hands", cross(each("h.member", []content.MemberID{q.By}), each("h.hand", hands(q)), each("h.state", boardStates(q)))
	case q.Awaits:
		return "standings_submitted", whole
	case onlyScheduled(q) && (q.Sort == content.ByPublishAt || !q.ScheduledBefore.IsZero()):
		return "standings_scheduled", whole
	case q.Owed || !q.OwedBefore.IsZero():
		return "standings_owed", whole
	case q.Redaction:
		return "standings_redaction", whole
	case q.Reason:
		return "standings_reason", whole
	case few:
		return "standings_state", each("s.state", sortedSet(q.States))
	case q.Stale:
		return "standings_stale", whole
	case q.Unsealed:
		return "standings_unsealed", whole
	case q.ReviewBefore != "":
		return "standings_review", whole
	case q.Sort == content.ByDocument:
		return "", whole
	case len(q.Organizations) > 0:
		return "standings_organization", cross(each("s.organization", q.Organizations), each("s.state", boardStates(q)))
	case len(q.Types) > 0 && len(q.Locales) > 0:
		return "standings_type", cross(each("s.type", q.Types), each("s.locale", q.Locales), each("s.state", boardStates(q)))
	}
	return "standings_state", each("s.state", boardStates(q))
}

func boardStates(q content.BoardQuery) []content.State {
	if len(q.States) == 0 {
		return content.States()
	}
	return sortedSet(q.States)
}

func hands(q content.BoardQuery) []content.Hand {
	if len(q.As) == 0 {
		return content.Hands()
	}
	return sortedSet(q.As)
}

// each gives a range for each value of a column.
func each[S ~string](column string, values []S) []where {
	all := make([]where, len(values))
	for i, v := range values {
		all[i].add(column+" = ?", string(v))
	}
	return all
}

// cross gives a range for each choice of one from each of the lists.
func cross(lists ...[]where) []where {
	all := []where{{}}
	for _, list := range lists {
		var longer []where
		for _, head := range all {
			for _, tail := range list {
				longer = append(longer, and(head, tail))
			}
		}
		all = longer
	}
	return all
}

// either gives what one of ranges holds.
func either(ranges []where) where {
	var all where
	terms := make([]string, len(ranges))
	for i, r := range ranges {
		terms[i] = "(" + r.String() + ")"
		all.args = append(all.args, r.args...)
	}
	all.terms = []string{"(" + strings.Join(terms, " OR ") + ")"}
	return all
}
