package admin

import (
	"fmt"
	"slices"

	"herald/content"
	"herald/i18n"
)

// waits is what waits for the member on a run, in order: what was skipped stands at
// the end.
type waits struct {
	all []content.Standing
	// fresh is how many of all were not skipped yet.
	fresh int
	// total is how many wait, those that are not in all included.
	total int
	// handled is how many the member has dealt with since the run began.
	handled int
}

// window bounds how many texts are looked at one by one for four eyes, and how many of
// a previous site are listed at a time. The others are counted.
const window = 200

// waits finds what waits on a run.
func (v *visit) waits(r run) (waits, error) {
	find := v.awaiting
	if r.unsealed {
		find = v.neverSealed
	}
	w, err := find(r)
	if err != nil {
		return w, err
	}
	head := w.all[:min(len(w.all), window+len(r.skipped))]
	kept, err := v.approvable(head)
	if err != nil {
		return w, err
	}
	w.total -= len(head) - len(kept)
	w.all = append(kept, w.all[len(head):]...)
	w.handled, _, err = v.handled(r)
	place := func(s *content.Standing) int { return slices.Index(r.skipped, skipKey(s.Document, s.Locale)) }
	slices.SortStableFunc(w.all, func(a, b content.Standing) int { return place(&a) - place(&b) })
	if w.fresh = slices.IndexFunc(w.all, func(s content.Standing) bool { return place(&s) >= 0 }); w.fresh < 0 {
		w.fresh = len(w.all)
	}
	return w, err
}

// asking is what every question of a run asks of the board.
func (r run) asking(within []content.Bounds) content.BoardQuery {
	q := content.BoardQuery{Within: within}
	if r.language != "" {
		q.Locales = []i18n.Locale{r.language}
	}
	if r.typ != "" {
		q.Types = []string{r.typ}
	}
	if r.organization != "" {
		q.Organizations = []content.ID{r.organization}
	}
	return q
}

// awaiting are the texts that were handed over or went out urgently and wait for a
// step that the member may give.
func (v *visit) awaiting(r run) (w waits, err error) {
	submitted := r.asking(content.BoundsOf(v.actor, content.Approve, v.Types, v.now))
	owed := submitted
	submitted.Awaits, submitted.Without, submitted.Sort = true, v.actor.ID, content.BySubmitted
	owed.Owed, owed.Sort = true, content.ByDue
	for _, q := range []content.BoardQuery{owed, submitted} {
		found, err := v.Store.Board(v.ctx, q)
		if err != nil {
			return w, err
		}
		w.all = append(w.all, found...)
	}
	// What follows by rule shares the steps of what it follows from.
	w.all = slices.DeleteFunc(w.all, func(s content.Standing) bool { return s.Derived })
	slices.SortFunc(w.all, func(a, b content.Standing) int { return content.CompareWaiting(&a, &b) })
	w.all = slices.CompactFunc(w.all, func(a, b content.Standing) bool { return a.Document == b.Document && a.Locale == b.Locale })
	w.total = len(w.all)
	return w, nil
}

// neverSealed are the texts of a previous site that the member may seal.
func (v *visit) neverSealed(r run) (w waits, err error) {
	q := v.unsealedQuery(r)
	if w.total, err = v.Store.BoardCount(v.ctx, q); err != nil {
		return w, err
	}
	q.Limit = window + len(r.skipped)
	w.all, err = v.Store.Board(v.ctx, q)
	return w, err
}

// unsealedQuery asks for all of them.
func (v *visit) unsealedQuery(r run) content.BoardQuery {
	q := r.asking(v.sealing())
	q.Unsealed, q.LiveStates, q.Sort = true, []content.State{content.Published}, content.ByDocument
	return q
}

// sealing gives where the member may give the step that binds to words alone.
func (v *visit) sealing() []content.Bounds {
	var all []content.Bounds
	for _, b := range content.BoundsOf(v.actor, content.Approve, v.Types, v.now) {
		if slices.ContainsFunc(b.Steps, content.SealStep) {
			b.Steps = nil // what was never sealed awaits no step
			all = append(all, b)
		}
	}
	return all
}

// approvable leaves of all what the policy lets the member approve: the board does not
// know who has given another step.
func (v *visit) approvable(all []content.Standing) ([]content.Standing, error) {
	if len(all) == 0 {
		return nil, nil
	}
	ids := make([]content.ID, len(all))
	for i := range all {
		ids[i] = all[i].Document
	}
	slices.Sort(ids)
	found, err := v.Store.Documents(v.ctx, slices.Compact(ids)...)
	if err != nil {
		return nil, err
	}
	var kept []content.Standing
	for i := range all {
		if d := found[all[i].Document]; d != nil && v.mayApprove(d, &all[i]) {
			kept = append(kept, all[i])
		}
	}
	return kept, nil
}

// mayApprove reports whether one of the steps that s waits for is the member's to give.
func (v *visit) mayApprove(d *content.Document, s *content.Standing) bool {
	t, typ := d.Translation(s.Locale), v.Types.Get(d.Type)
	if t == nil || typ == nil || t.Awaited() == nil {
		return false
	}
	e := t.Awaited()
	steps := append(slices.Clone(typ.Steps), content.StepLanguage, content.StepAuthentic)
	about := content.Subject{Document: d, Translation: t, Edition: e, Type: typ, Locale: s.Locale, Steps: steps, Now: v.now}
	asked := t.Askable(e, steps)
	if e.State == content.Submitted {
		asked = s.Missing
	}
	return slices.ContainsFunc(asked, func(step string) bool {
		about.Step = step
		return content.Can(v.actor, content.Approve, about) == nil
	})
}

// handled counts what the member has approved and returned since a run began.
func (v *visit) handled(r run) (all, returned int, err error) {
	if r.since.IsZero() {
		return 0, 0, nil
	}
	trail, err := v.Store.Trail(v.ctx, content.TrailQuery{By: v.actor.ID, From: r.since, Kinds: []content.EventKind{content.EventApproved, content.EventReturned}})
	for _, e := range trail {
		if e.Kind == content.EventReturned {
			returned++
		}
	}
	return len(trail), returned, err
}

// index is where a text stands in w, -1 if it does not wait.
func (w waits) index(id content.ID, locale i18n.Locale) int {
	return slices.IndexFunc(w.all, func(s content.Standing) bool { return s.Document == id && s.Locale == locale })
}

// place is which of how many the ith is: what was dealt with and what was skipped
// counts as passed.
func (w waits) place(i int) (n, of int) {
	n = w.handled + i + 1
	if i < w.fresh {
		n += len(w.all) - w.fresh
	}
	return n, w.handled + w.total
}

// mark tells whether anything has happened to a text since its page was made.
func mark(s *content.Standing) string {
	return fmt.Sprintf("%.12s.%s.%d", s.Words, s.Version, s.Updated.At.UnixMilli())
}
