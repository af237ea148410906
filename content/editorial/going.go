package editorial

import (
	"context"
	"slices"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Going says how an approved text goes public.
type Going struct {
	Document content.ID
	Locale   i18n.Locale
	// Words is the hash of the text that was shown; empty is whatever is there.
	Words content.Hash
	// Timed texts wait for At, an instant that was chosen in Zone.
	Timed bool
	At    time.Time
	Zone  string
	// Note is a ready-made change note chosen last; nil keeps what the text says.
	// A typed one has to be read first: it is given on submitting.
	Note *content.Note
	// Major calls major what was submitted as a minor change; Confirmed says that
	// it is minor although it looks like more.
	Major, Confirmed bool
}

// LetOut publishes an approved text, or schedules it, with the locales that it
// goes together with.
func (d *Desk) LetOut(ctx context.Context, actor content.Actor, in Going) (Result, error) {
	action, at := content.Publish, func(w *work) time.Time { return w.now }
	if in.Timed {
		action, at = content.Schedule, func(*work) time.Time { return content.Instant(in.At) }
	}
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		group, err := w.ready(action, in, at(w))
		if err != nil {
			return err
		}
		for _, g := range group {
			if err := w.asGoing(g, in); err != nil {
				return err
			}
		}
		if !in.Timed {
			return w.publishAll(group, release{by: actor.ID, at: w.now})
		}
		for _, g := range group {
			if err := w.setTime(g.e, in.At, in.Zone); err != nil {
				return err
			}
		}
		return w.scheduleAll(group, content.Instant(in.At), in.Zone, actor.ID)
	})
}

// asShown refuses to let out another text than the one that was shown.
func asShown(g *target, words content.Hash) error {
	if words != "" && words != g.e.Words {
		return fault.New(fault.Conflict, "fault.changed_since_shown")
	}
	return nil
}

// asGoing takes down what was chosen last about the change that g is.
func (w *work) asGoing(g *target, in Going) error {
	if err := w.minor(g, in.Confirmed); err != nil {
		return err
	}
	if in.Note == nil || g.t.FirstPublic().IsZero() {
		return nil
	}
	if *in.Note != (content.Note{}) && !in.Note.Ready() {
		return issue("note", "issue.change.note_late")
	}
	if w.setNote(g, *in.Note) {
		g.e.Correction = in.Note.Correction(false)
		if w.approved(g) {
			return fault.New(fault.Forbidden, "denied.four_eyes.corrected")
		}
	}
	if len(g.e.Missing(g.steps)) > 0 {
		// A typed sentence was read with the text and is not taken off unread.
		return issue("note", "issue.change.note_late")
	}
	return nil
}

// approved reports whether the member gave one of the approvals with which g is to
// go out: who chooses another sentence for readers then, has changed what they read
// themselves, and leaves publishing to somebody else.
func (w *work) approved(g *target) bool {
	return slices.ContainsFunc(g.steps, func(step string) bool {
		a := g.e.Approval(step)
		return a != nil && has(a.Hands(), w.actor.ID) && !a.Carried
	})
}
