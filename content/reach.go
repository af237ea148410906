package content

import (
	"slices"
	"time"

	"herald/i18n"
)

// Reach answers whether somebody is there who can give a step. It is asked of the
// people who can come in now; that a text waits for nobody never blocks anything.
type Reach struct {
	People []Actor
	Types  *Types
	Now    time.Time
}

// Lacks gives the steps that the text of d in locale waits for, or owes, and that
// nobody of the people may give, sorted: by their Grants as they hold now, and by
// four eyes. missing are the steps that its next Edition lacks: Standing.Missing.
func (r Reach) Lacks(d *Document, locale i18n.Locale, missing []string) []string {
	t, typ := d.Translation(locale), r.Types.Get(d.Type)
	if t == nil || typ == nil || t.Derived {
		return nil
	}
	s := Subject{Document: d, Translation: t, Type: typ, Locale: locale, Now: r.Now}
	var lacks []string
	if e := t.NextEdition(); e != nil && e.State == Submitted {
		s.Edition = e
		lacks = r.unreached(s, missing)
	}
	if e := t.LiveEdition(); e != nil && e.State == Published {
		s.Edition = e
		var owed []string
		for _, debt := range e.Owed {
			owed = append(owed, debt.Step)
		}
		lacks = append(lacks, r.unreached(s, owed)...)
	}
	return sortedUnique(lacks)
}

// unreached gives those of the open steps of an Edition that nobody may give.
func (r Reach) unreached(s Subject, open []string) []string {
	// Of the steps that were given only who gave them counts.
	s.Steps = slices.Clone(open)
	for _, a := range s.Edition.Approvals {
		s.Steps = append(s.Steps, a.Step)
	}
	var lacks []string
	for _, step := range open {
		s.Step = step
		if !slices.ContainsFunc(r.People, func(p Actor) bool { return Can(p, Approve, s) == nil }) {
			lacks = append(lacks, step)
		}
	}
	return lacks
}

// Covers reports whether anybody has a Grant for a step in locale at all, for
// whatever organization or Type: where nobody has, every text there waits in vain.
func (r Reach) Covers(step string, locale i18n.Locale) bool {
	return slices.ContainsFunc(r.People, func(p Actor) bool {
		return slices.ContainsFunc(BoundsOf(p, Approve, r.Types, r.Now), func(b Bounds) bool {
			return slices.Contains(b.Steps, step) && (len(b.Locales) == 0 || slices.Contains(b.Locales, locale))
		})
	})
}

// Without gives the reach of everybody but one.
func (r Reach) Without(m MemberID) Reach {
	r.People = slices.DeleteFunc(slices.Clone(r.People), func(p Actor) bool { return p.ID == m })
	return r
}

// With gives the reach where one of the people holds other Grants than they do.
func (r Reach) With(m MemberID, grants []Grant) Reach {
	r.People = slices.Clone(r.People)
	for i := range r.People {
		if r.People[i].ID == m {
			r.People[i].Grants = grants
		}
	}
	return r
}
