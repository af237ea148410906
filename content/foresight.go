package content

import (
	"time"

	"herald/i18n"
)

// EffectKind names what becomes of a text for those who read it, or for those who
// work on it where no reader sees anything of it.
type EffectKind string

// The kinds of Effect.
const (
	// EffectAppears: readers see a text that they did not see before.
	EffectAppears EffectKind = "appears"
	// EffectReplaces: readers see other words than before.
	EffectReplaces EffectKind = "replaces"
	// EffectFacts: the words stay, the facts beside them change.
	EffectFacts EffectKind = "facts"
	// EffectScheduled: nobody outside sees anything before the time.
	EffectScheduled   EffectKind = "scheduled"
	EffectUnscheduled EffectKind = "unscheduled"
	EffectWithdrawn   EffectKind = "withdrawn"
	EffectRestored    EffectKind = "restored"
	EffectGone        EffectKind = "gone"
	EffectRedirected  EffectKind = "redirected"
	// EffectLater: readers are told that the text follows by a day.
	EffectLater EffectKind = "later"
	// EffectReason: readers see a typed reason in place of the ready-made one.
	EffectReason EffectKind = "reason"
	// EffectMoved: the text is at home on another Site.
	EffectMoved EffectKind = "moved"
	// EffectSource: the others are made from this text from now on.
	EffectSource EffectKind = "source"
	// EffectWorked: where the text stands in the desk changes, nothing else.
	EffectWorked EffectKind = "worked"
)

// Effect is what an action does to one Translation.
type Effect struct {
	Kind    EffectKind
	Locale  i18n.Locale
	Edition *Edition
	// At is when, where that is not now.
	At time.Time
	// Derived says that it follows by rule from another text.
	Derived bool
	// Announced says that lists and feeds put it on top and alerts go out.
	Announced bool
	// Owed are the steps that have to follow.
	Owed []Debt
	// Due is the day by which a text follows that comes later.
	Due string
}

// Public reports whether readers see anything of it.
func (e Effect) Public() bool {
	switch e.Kind {
	case EffectWorked, EffectUnscheduled, EffectSource:
		return false
	}
	return true
}

// Foresee gives what readers, and those who work on d, see differently once d is
// as after; before is how it stands. It asks nothing else: what a verb leaves
// behind is all that an action does.
func Foresee(before, after *Document) []Effect {
	var all []Effect
	for _, t := range after.Translations {
		was := before.Translation(t.Locale)
		if was == nil {
			was = &Translation{Locale: t.Locale}
		}
		e := foresee(was, t)
		if e.Kind == "" && before.Site != after.Site {
			e = Effect{Kind: EffectMoved, Edition: t.Newest()}
		}
		if e.Kind == "" && before.Source != after.Source && after.Source == t.Locale {
			e = Effect{Kind: EffectSource, Edition: t.Newest()}
		}
		if e.Kind != "" {
			e.Locale, e.Derived = t.Locale, t.Derived
			all = append(all, e)
		}
	}
	return all
}

func foresee(was, t *Translation) Effect {
	live, next := t.LiveEdition(), t.NextEdition()
	switch {
	case live != nil && t.Live != was.Live:
		return published(was, t, live)
	case live != nil && reasonOf(was.LiveEdition(), t.Locale) != reasonOf(live, t.Locale) && was.LiveEdition().State == live.State:
		return Effect{Kind: EffectReason, Edition: live}
	case live != nil && was.LiveEdition().State != live.State:
		return Effect{Kind: ending(live), Edition: live}
	case next != nil && next.State == Scheduled && (was.NextEdition() == nil || was.NextEdition().State != Scheduled || !was.NextEdition().PublishAt.Equal(next.PublishAt)):
		return Effect{Kind: EffectScheduled, Edition: next, At: next.PublishAt, Announced: next.Major || t.FirstPublic().IsZero()}
	case was.NextEdition() != nil && was.NextEdition().State == Scheduled && (next == nil || next.State != Scheduled):
		return Effect{Kind: EffectUnscheduled, Edition: was.NextEdition()}
	case t.Follows != nil && was.Follows == nil:
		return Effect{Kind: EffectLater, Edition: t.Newest(), Due: t.Follows.Due}
	case newestState(was) != newestState(t):
		return Effect{Kind: EffectWorked, Edition: t.Newest()}
	}
	return Effect{}
}

func published(was, t *Translation, live *Edition) Effect {
	e := Effect{Kind: EffectReplaces, Edition: live, Owed: live.Owed}
	seen := was.LiveEdition() != nil && was.LiveEdition().State.Readable()
	switch {
	case live.Published != nil && live.Published.FactsOnly:
		e.Kind = EffectFacts
	case !seen:
		e.Kind = EffectAppears
	case was.LiveEdition().Words == live.Words:
		e.Kind = EffectFacts
	}
	e.Announced = e.Kind != EffectFacts && (live.Major || !t.publishedBefore(live.Number)) || e.Kind == EffectFacts && live.Major
	return e
}

// reasonOf is the typed reason that readers of an ended text see, if any.
func reasonOf(e *Edition, locale i18n.Locale) Hash {
	if e.Ending == nil {
		return ""
	}
	return e.Ending.Reason.Typed(locale)
}

func ending(live *Edition) EffectKind {
	switch {
	case live.State == Withdrawn:
		return EffectWithdrawn
	case live.State == Published:
		return EffectRestored
	case live.Ending != nil && live.Ending.Redirect != (Redirect{}):
		return EffectRedirected
	}
	return EffectGone
}

func newestState(t *Translation) State {
	if e := t.Newest(); e != nil {
		return e.State
	}
	return None
}
