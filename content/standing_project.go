package content

import (
	"slices"
	"time"
)

// standings gives where every Translation stands, that of a Type or Site that is
// not configured any more too: the desk must be able to find it.
func (j *projecting) standings() {
	for _, t := range j.d.Translations {
		if e := t.Newest(); e != nil {
			j.out.Standings = append(j.out.Standings, j.standing(t, e))
		}
	}
}

// standing gives where t stands, whose newest Edition is e.
func (j *projecting) standing(t *Translation, e *Edition) Standing {
	d := j.d
	s := Standing{
		Document: d.ID, Site: d.Site, Type: d.Type, Locale: t.Locale, Source: d.Source, Derived: t.Derived,
		Organization: d.Organization, Owner: d.Owner, Review: d.Review,
		Edition: e.Number, State: e.State, Words: e.Words, Version: t.Version(),
		Stale: stale(d, t), Updated: touched(d, t),
	}
	if j.site != nil {
		s.Audience = j.site.Audience
	}
	if r := d.OpenRedaction(); r != nil {
		s.Redaction, s.Redacts = true, r.Asked.By
	}
	s.hands(e)
	s.questions(d)
	if j.typ != nil {
		s.Files = AssetsOf(j.typ, j.words[e.Words], j.facts[d.Beside(t.Locale)], Staff)
	}
	if n := t.NextEdition(); n != nil {
		s.PublishAt, s.Zone, s.ScheduledBy, s.AsSoonAsApproved = n.PublishAt, n.Zone, n.ScheduledBy, n.AsSoonAsApproved
		if j.typ != nil {
			s.Missing = n.Missing(j.typ.StepsIn(t.Locale, j.facts[n.Facts].AuthenticIn(d.Source)))
		}
	}
	s.Day = j.day(t, s.Updated.At)
	if l := t.LiveEdition(); l != nil {
		s.Live, s.LiveState, s.LiveWords = l.Number, l.State, l.Words
		s.Owed = slices.Clone(l.Owed)
		slices.SortStableFunc(s.Owed, func(a, b Debt) int { return a.Due.Compare(b.Due) })
		s.LiveFiles = j.given(t, l)
		s.Unsealed = t.Unsealed()
		if end := l.Ending; end != nil && !t.Derived && end.Reason.Waiting(t.Locale) {
			s.Reason, s.Ended = true, end.By
		}
	}
	return s
}

// day gives the day that the newest Edition of t is of; touched is when somebody
// touched it last.
func (j *projecting) day(t *Translation, touched time.Time) string {
	at := touched
	if l := t.LiveEdition(); l != nil && !t.LastMajor(l.Number).IsZero() {
		at = t.LastMajor(l.Number)
	}
	if j.typ == nil || j.site == nil {
		return DayOf(at.UTC()).String()
	}
	if day, _ := j.date(j.facts[j.d.Beside(t.Locale)], at); day != "" {
		return day
	}
	return DayOf(at.In(j.zone())).String()
}

// given gives the files that come with the live Edition of t.
func (j *projecting) given(t *Translation, live *Edition) []ID {
	if j.typ == nil || j.site == nil {
		return nil
	}
	var all []ID
	for _, term := range j.assets(t, live, live.Facts) {
		all = append(all, ID(term.Value))
	}
	return all
}

// hands takes down who has to do with e.
func (s *Standing) hands(e *Edition) {
	for _, r := range e.Revisions {
		s.Saved = r.Mark
		if r.Review {
			s.Corrected = append(s.Corrected, r.By)
		} else {
			s.Wrote = append(s.Wrote, r.By)
		}
	}
	s.Wrote, s.Corrected, s.Keeps = sortedUnique(s.Wrote), sortedUnique(s.Corrected), e.Keepers()
	if e.Submitted != nil {
		s.Submitted = *e.Submitted
	}
}

// stale reports whether readers may read t while the published source has other
// words than those t was made from. What follows by rule is made from another
// translation and moves with it.
func stale(d *Document, t *Translation) bool {
	live, source := t.LiveEdition(), d.SourceTranslation().LiveEdition()
	return t.Locale != d.Source && !t.Derived && t.MadeFrom.Words != "" &&
		live != nil && live.State.Readable() && source != nil && source.State.Readable() && source.Words != t.MadeFrom.Words
}

// touched gives the last of the marks that t and d bear. A Record from before
// the Events left a Mark in it still has those of its Editions.
func touched(d *Document, t *Translation) Mark {
	marks := []Mark{d.Created, d.Touched}
	for _, e := range []*Edition{t.Newest(), t.LiveEdition()} {
		marks = append(marks, e.marks()...)
	}
	marks = append(marks, t.Touched)
	// Of marks of one instant the last counts: the Event itself.
	slices.SortStableFunc(marks, func(a, b Mark) int { return a.At.Compare(b.At) })
	return marks[len(marks)-1]
}

// marks gives what was done to e, as far as the Edition itself remembers.
func (e *Edition) marks() []Mark {
	if e == nil {
		return nil
	}
	var all []Mark
	if n := len(e.Revisions); n > 0 {
		all = append(all, e.Revisions[n-1].Mark)
	}
	if e.Submitted != nil {
		all = append(all, *e.Submitted)
	}
	for _, a := range e.Approvals {
		all = append(all, a.Mark)
	}
	if e.Published != nil {
		all = append(all, e.Published.Mark)
	}
	if e.Ending != nil {
		all = append(all, e.Ending.Mark)
	}
	return all
}
