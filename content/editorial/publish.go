package editorial

import (
	"context"
	"time"

	"herald/content"
	"herald/i18n"
)

func zone(s *content.Site) *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

// release is how Editions become public.
type release struct {
	by       content.MemberID
	at       time.Time
	urgent   content.Hash
	imported bool
	owed     func(*target) []content.Debt
	kind     content.EventKind
}

// Publish makes an approved text public now, with the locales it goes together
// with.
func (d *Desk) Publish(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale) (Result, error) {
	return d.LetOut(ctx, actor, Going{Document: id, Locale: locale})
}

// Schedule sets the time at which an approved text becomes public, with the
// locales it goes together with. Until then nobody outside can detect it.
func (d *Desk) Schedule(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale, at time.Time, zone string) (Result, error) {
	return d.LetOut(ctx, actor, Going{Document: id, Locale: locale, Timed: true, At: at, Zone: zone})
}

// ready finds the group of a text that somebody wants to let out, and checks
// all that letting out needs, at this moment: rights, state, every step valid,
// requirements, the source.
func (w *work) ready(action content.Action, in Going, at time.Time) ([]*target, error) {
	g, err := w.aim(action, in.Document, in.Locale, next)
	if err != nil {
		return nil, err
	}
	if err := asShown(g, in.Words); err != nil {
		return nil, err
	}
	if g, err = w.demand(g, next); err != nil {
		return nil, err
	}
	g.e.Major = g.e.Major || in.Major
	group, err := w.group(g)
	if err != nil {
		return nil, err
	}
	if missing, ok := complete(group); !ok {
		return nil, &IssuesError{Issues: []content.Issue{missing}}
	}
	for _, m := range group {
		if err := w.may(action, m); err != nil {
			return nil, err
		}
	}
	return group, w.sourceReady(g, group, at)
}

// sourceReady refuses to let anything out, at the time at, before its source.
func (w *work) sourceReady(g *target, group []*target, at time.Time) error {
	for _, m := range group {
		if m.t.Locale == g.d.Source {
			return nil
		}
	}
	s := g.d.SourceTranslation()
	if e := s.LiveEdition(); e != nil && e.State.Readable() {
		return nil
	}
	if e := s.NextEdition(); e != nil && e.State == content.Scheduled && !e.PublishAt.After(at) {
		return nil
	}
	return &IssuesError{Issues: []content.Issue{{Key: "issue.source.not_live", Locale: g.t.Locale}}}
}

func (w *work) publishAll(group []*target, r release) error {
	// The source first: the facts that the others show are its facts.
	for _, sourceTurn := range []bool{true, false} {
		for _, g := range group {
			if (g.t.Locale == g.d.Source) == sourceTurn {
				if err := w.publish(g, r); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// publish takes one Edition to the live slot.
func (w *work) publish(g *target, r release) error {
	prior := g.t.LiveEdition()
	w.supersede(prior)
	takeFacts(g, nil)
	e := g.e
	if prior == nil || prior.Published == nil {
		e.Major, e.Correction = true, false
	}
	e.State = content.Published
	e.Published = &content.Publication{Mark: content.Mark{By: r.by, At: r.at}, Urgent: r.urgent, Imported: r.imported}
	if r.owed != nil {
		e.Owed = r.owed(g)
	}
	g.t.Live, g.t.Next, g.t.Follows = e.Number, 0, nil
	kind := r.kind
	if kind == "" {
		kind = content.EventPublished
	}
	reason, err := w.changeNote(e)
	if err != nil {
		return err
	}
	w.record(kind, g.d, g.t, func(ev *content.Event) { ev.When, ev.Note, ev.Reason = r.at, r.urgent, reason })
	if err := w.derive(g, r); err != nil {
		return err
	}
	if g.t.Locale == g.d.Source && prior != nil && prior.Facts != e.Facts {
		w.spreadFacts(g, r)
	}
	return nil
}

func (w *work) supersede(e *content.Edition) {
	if e != nil {
		e.State = content.Superseded
	}
}

// spreadFacts gives every other live Translation, in the same Change, a minor
// Edition with the new facts: same words, same seal. What is being prepared
// takes the facts over as well.
func (w *work) spreadFacts(g *target, r release) {
	for _, t := range g.d.Translations {
		if t == g.t {
			continue
		}
		if live := t.LiveEdition(); live != nil && live.State.Readable() && live.Facts != g.e.Facts {
			e := insert(t)
			e.State, e.Facts, e.Owed, e.Ending = live.State, g.e.Facts, live.Owed, live.Ending
			e.Published = &content.Publication{Mark: content.Mark{By: r.by, At: r.at}, Imported: live.Imported(), FactsOnly: true}
			w.supersede(live)
			t.Live, t.Touched = e.Number, content.Mark{By: r.by, At: w.now}
			w.events = append(w.events, content.Event{Kind: content.EventPublished, At: w.now, By: r.by, Document: g.d.ID,
				Locale: t.Locale, Edition: e.Number, Words: e.Words, When: r.at})
		}
		w.refact(g, t)
	}
}

// refact gives what is being prepared of a translation the facts that the
// source now shows. A step that bound the old ones is asked for again: what was
// approved, or had its time, waits for it.
func (w *work) refact(g *target, t *content.Translation) {
	e := t.NextEdition()
	if e == nil || e.Facts == g.e.Facts {
		return
	}
	e.Facts = g.e.Facts
	steps := g.typ.StepsIn(t.Locale, g.facts.AuthenticIn(g.d.Source))
	switch e.State {
	case content.Approved, content.Scheduled, content.Missed:
		if len(e.Missing(steps)) == 0 {
			return
		}
		if e.State == content.Scheduled {
			w.unschedule(g.d, t, e)
		}
		e.State = content.Submitted
	}
}

// takeFacts lets a translation go out with the facts that its source shows, or
// will show once the group is out.
func takeFacts(g *target, group []*target) {
	source := g.d.SourceTranslation()
	if g.t == source {
		return
	}
	for _, m := range group {
		if m.t == source {
			g.e.Facts = m.e.Facts
			return
		}
	}
	if e := source.LiveEdition(); e != nil {
		g.e.Facts = e.Facts
	}
}

// complete reports whether every step of every one of group is valid for what
// it goes out with, and names the first that is not.
func complete(group []*target) (missing content.Issue, ok bool) {
	for _, g := range group {
		takeFacts(g, group)
		if steps := g.e.Missing(g.steps); len(steps) > 0 {
			return content.Issue{Key: "issue.step.owed", Args: []any{"step", stepKey(steps[0])}, Locale: g.t.Locale}, false
		}
	}
	return content.Issue{}, true
}

// stepKey names a step to people, in whatever language they are told.
func stepKey(step string) i18n.Key { return i18n.Key("step." + step) }

func (w *work) scheduleAll(group []*target, at time.Time, zone string, by content.MemberID) error {
	for _, g := range group {
		g.e.State, g.e.PublishAt, g.e.Zone, g.e.ScheduledBy = content.Scheduled, at, zone, by
		w.record(content.EventScheduled, g.d, g.t, func(e *content.Event) { e.When = at })
		if err := w.derive(g, release{by: by, at: at}); err != nil {
			return err
		}
	}
	return nil
}

// Unschedule takes the time off a text and off those that would go with it; it
// stays approved.
func (d *Desk) Unschedule(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		g, err := w.aim(content.Unschedule, id, locale, next)
		if err != nil {
			return err
		}
		for _, l := range g.typ.Group(g.site, locale) {
			t := g.d.Translation(l)
			if e := t.NextEdition(); e != nil && e.State == content.Scheduled && e.PublishAt.Equal(g.e.PublishAt) && l != locale {
				w.unschedule(g.d, t, e)
			}
		}
		w.unschedule(g.d, g.t, g.e)
		return nil
	})
}

func (w *work) unschedule(d *content.Document, t *content.Translation, e *content.Edition) {
	e.State, e.PublishAt, e.Zone, e.ScheduledBy = content.Approved, time.Time{}, "", ""
	w.dropDerived(d, t)
	w.record(content.EventUnscheduled, d, t)
}

// dropDerived gives up the Edition that was made by rule from one that no
// longer has its time.
func (w *work) dropDerived(d *content.Document, t *content.Translation) {
	derived := d.Translation(w.desk.Sites[d.Site].Derives(t.Locale))
	if derived != nil && derived.Derived {
		giveUp(derived)
	}
}

// giveUp empties the next slot of a derived Translation.
func giveUp(t *content.Translation) {
	if n := t.NextEdition(); n != nil {
		n.State, t.Next = content.Discarded, 0
	}
}
