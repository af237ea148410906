package editorial

import (
	"context"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Submit hands a text over for its steps.
type Submit struct {
	Document content.ID
	Locale   i18n.Locale
	// PublishAt and Zone name the time at which the last approval schedules.
	PublishAt time.Time
	Zone      string
	// AsSoonAsApproved lets the last approval publish.
	AsSoonAsApproved bool
	// Minor and Correction describe the change against the live Edition.
	Minor, Correction bool
	// AskMinor leaves it to whoever publishes to confirm a minor change that looks
	// like more.
	AskMinor bool
	// Note tells readers what the change is; nil keeps what the text says already.
	Note *content.Note
}

// Submit asks for the steps of a text. It refuses while a requirement is not
// met. A text whose seal is still closed needs no second look at its words.
// Naming a time or "as soon as approved" needs the right to do so.
func (d *Desk) Submit(ctx context.Context, actor content.Actor, in Submit) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		g, err := w.aim(content.Submit, in.Document, in.Locale, next)
		if err != nil {
			return err
		}
		if g, err = w.demand(g, next); err != nil {
			return err
		}
		if err := w.described(g, in); err != nil {
			return err
		}
		if err := w.wish(g, in); err != nil {
			return err
		}
		mark := w.mark()
		g.e.Submitted = &mark
		g.e.Recuse()
		g.e.State = content.Submitted
		w.record(content.EventSubmitted, g.d, g.t)
		return w.settle(g)
	})
}

// wish takes down when the submitter wants the text to be public.
func (w *work) wish(g *target, in Submit) error {
	g.e.PublishAt, g.e.Zone, g.e.AsSoonAsApproved, g.e.ScheduledBy = time.Time{}, "", false, ""
	switch {
	case in.AsSoonAsApproved && !in.PublishAt.IsZero():
		return issue("publish_at", "issue.time.both")
	case in.AsSoonAsApproved:
		if err := w.mayLater(content.Publish, g); err != nil {
			return err
		}
		g.e.AsSoonAsApproved, g.e.ScheduledBy = true, w.actor.ID
	case !in.PublishAt.IsZero():
		if err := w.mayLater(content.Schedule, g); err != nil {
			return err
		}
		return w.setTime(g.e, in.PublishAt, in.Zone)
	}
	return nil
}

// mayLater asks whether the actor has the right to let a text out once others
// have approved it; four eyes are judged when it is let out.
func (w *work) mayLater(action content.Action, g *target) error {
	s := g.subject
	s.Edition = nil
	return content.Can(w.actor, action, s)
}

// setTime keeps the instant and the zone in which it was chosen.
func (w *work) setTime(e *content.Edition, at time.Time, zone string) error {
	if zone != "" {
		if _, err := time.LoadLocation(zone); err != nil {
			return issue("zone", "issue.time.zone", "zone", zone)
		}
	}
	if at = content.Instant(at); !at.After(w.now) {
		return issue("publish_at", "issue.time.past")
	}
	e.PublishAt, e.Zone, e.ScheduledBy = at, zone, w.actor.ID
	return nil
}

// TakeBack makes a text that waits for its steps a draft again, for whoever wrote it
// or handed it over: they have seen what is wrong before the approver has.
func (d *Desk) TakeBack(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		g, err := w.aim(content.TakeBack, id, locale, next)
		if err != nil {
			return err
		}
		g.e.State = content.Draft
		w.record(content.EventTakenBack, g.d, g.t)
		return nil
	})
}

// Return sends a text back to its author, with a reason.
func (d *Desk) Return(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale, reason string) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		g, err := w.aim(content.Return, id, locale, next)
		if err != nil {
			return err
		}
		if reason == "" {
			return issue("reason", "issue.reason.missing")
		}
		g.e.State = content.Returned
		note := w.note(reason)
		w.record(content.EventReturned, g.d, g.t, func(e *content.Event) { e.Note = note })
		return nil
	})
}

// Correct changes the words of a submitted text under review. The corrector may
// still seal them; then somebody else lets them out.
func (d *Desk) Correct(ctx context.Context, actor content.Actor, in Save) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		g, err := w.aim(content.Correct, in.Document, in.Locale, next)
		if err != nil {
			return err
		}
		if err := w.fresh(g, in); err != nil {
			return err
		}
		if in.Words, err = w.addressed(g.d, g.typ, g.t, in.Words, g.words.Path); err != nil {
			return err
		}
		if err := w.expose(g, in.Words, g.facts, in.Agreed); err != nil {
			return err
		}
		if w.unchanged(g, in.Words, g.facts) {
			return nil
		}
		w.revise(g.t, g.e, in.Words, g.facts, true)
		w.record(content.EventCorrected, g.d, g.t)
		return w.advise(g.d, g.t)
	})
}

// Approve is one step given.
type Approve struct {
	Document content.ID
	Locale   i18n.Locale
	Step     string
	// Words is the hash of the text that was shown. Only that can be approved.
	Words content.Hash
}

// Approve fills a step of a submitted text, or one that an urgently published
// text still owes. The last one settles the text: it waits for a publisher, is
// scheduled, has missed its time, or goes out, as was chosen on submitting.
func (d *Desk) Approve(ctx context.Context, actor content.Actor, in Approve) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		g, err := w.look(in.Document, in.Locale, awaited)
		if err != nil {
			return err
		}
		g.subject.Step = in.Step
		if err := w.may(content.Approve, g); err != nil {
			return err
		}
		if _, ok := content.Find(content.Approve, g.e.State); !ok || g.e.State == content.Published && !owes(g.e, in.Step) {
			return wrongState(content.Approve, g.e.State)
		}
		if in.Words != g.e.Words {
			return fault.New(fault.Conflict, "fault.changed_since_shown")
		}
		g.e.Approvals = append(g.e.Approvals, content.Approval{Step: in.Step, Words: g.e.Words, Facts: g.e.Facts, Mark: w.mark()})
		w.record(content.EventApproved, g.d, g.t, func(e *content.Event) { e.Step, e.Edition, e.Words = in.Step, g.e.Number, g.e.Words })
		w.result.Edition, w.result.State = g.e.Number, g.e.State
		if g.e.State == content.Published {
			g.payOff(in.Step)
			return nil
		}
		return w.settle(g)
	})
}

// awaited picks the Edition whose step is asked for: the submitted next one,
// else a live one that still owes a step.
func awaited(t *content.Translation) *content.Edition {
	if e := t.NextEdition(); e != nil && e.State == content.Submitted {
		return e
	}
	if e := t.LiveEdition(); e != nil && len(e.Owed) > 0 {
		return e
	}
	return t.Newest()
}

func owes(e *content.Edition, step string) bool {
	for _, o := range e.Owed {
		if o.Step == step {
			return true
		}
	}
	return false
}

func (g *target) payOff(step string) {
	var left []content.Debt
	for _, o := range g.e.Owed {
		if o.Step != step {
			left = append(left, o)
		}
	}
	g.e.Owed = left
	g.shareWithDerived(step)
}

// shareWithDerived lets the derived text, which shares the seal, owe no more
// than its origin.
func (g *target) shareWithDerived(step string) {
	t := g.d.Translation(g.site.Derives(g.t.Locale))
	if t == nil || !t.Derived || t.LiveEdition() == nil {
		return
	}
	e := t.LiveEdition()
	e.Owed = g.e.Owed
	a := g.e.Approval(step)
	e.Approvals = append(e.Approvals, shared(*a, e, g.t.Locale))
}

// settle moves a submitted text on when no step is missing any more.
func (w *work) settle(g *target) error {
	takeFacts(g, nil)
	if len(g.e.Missing(g.steps)) > 0 {
		w.show(g)
		return nil
	}
	g.e.State = content.Approved
	w.show(g)
	if g.e.ScheduledBy == "" || !w.mayGo(g, g.e.ScheduledBy) {
		return nil // a publisher decides
	}
	if doubts, err := w.doubts(g); err != nil || len(doubts) > 0 {
		return err // a publisher confirms that the change is minor
	}
	if !g.e.PublishAt.IsZero() && !g.e.PublishAt.After(w.now) {
		g.e.State = content.Missed
		w.record(content.EventMissed, g.d, g.t)
		return nil
	}
	group, err := w.group(g)
	if err != nil {
		// The rest of the group is not ready: the text waits, approved.
		return nil
	}
	at := w.now
	if !g.e.AsSoonAsApproved {
		at = g.e.PublishAt
	}
	for _, m := range group {
		if !w.mayGo(m, g.e.ScheduledBy) {
			return nil
		}
	}
	if _, ok := complete(group); !ok || w.sourceReady(g, group, at) != nil {
		return nil
	}
	if g.e.AsSoonAsApproved {
		return w.publishAll(group, release{by: w.actor.ID, at: w.now})
	}
	return w.scheduleAll(group, g.e.PublishAt, g.e.Zone, g.e.ScheduledBy)
}

// mayGo reports whether a text can go out by the wish of a submitter: not where
// who approves has corrected it, nor where nobody but the submitter has looked.
func (w *work) mayGo(g *target, by content.MemberID) bool {
	return !g.e.Corrected(w.actor.ID) && (len(g.steps) == 0 || !g.e.Alone(by))
}

// show puts the Edition into the Result as it stands now.
func (w *work) show(g *target) {
	w.result.Edition, w.result.State, w.result.Version = g.e.Number, g.e.State, g.t.Version()
}
