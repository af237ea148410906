package editorial

import (
	"context"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Many is one change of what is looked after of many Documents.
type Many struct {
	// Owner is who answers for them from now on, with the Grants that they have;
	// nil leaves it as it is. The rest is in Change, whose own Owner does not count.
	Owner     *content.Actor
	Change    content.Steward
	Documents []Shown
}

// Shown is a Document as somebody was shown it: one whose Stamp is another by now is
// left as it is. An empty Stamp is as it is now.
type Shown struct {
	Document content.ID
	Stamp    string
}

// Altered is a Document with what was and what is.
type Altered struct {
	Document      content.ID
	Stamp         string
	Before, After content.Stewardship
	// From and To are the states of the source. Opened says that a new Edition was
	// begun beside the public one, to be handed over.
	From, To content.State
	Opened   bool
}

// ManyDone is what became of it.
type ManyDone struct {
	Altered []Altered
	// Same are those that were so already.
	Same    []content.ID
	Refused []Refused
}

// ChangeMany changes what is looked after of many Documents, in one Change. A
// Document is changed as a whole or not at all; one that cannot be, or was changed
// since it was shown, is told, and the others are done. Facts are saved in the source
// and become public as any change does.
func (d *Desk) ChangeMany(ctx context.Context, actor content.Actor, in Many) (ManyDone, error) {
	ids := make([]content.ID, len(in.Documents))
	for i, s := range in.Documents {
		ids[i] = s.Document
	}
	if err := atMost(ids); err != nil {
		return ManyDone{}, err
	}
	if in.Change.Owner = nil; in.Owner != nil {
		in.Change.Owner = &in.Owner.ID
	}
	var done ManyDone
	_, err := d.do(ctx, actor, content.Ask{Documents: append(ids, in.named()...)}, func(w *work) error {
		done = ManyDone{}
		if err := w.sound(in); err != nil {
			return err
		}
		seen := map[content.ID]bool{}
		for _, s := range in.Documents {
			if seen[s.Document] {
				continue
			}
			seen[s.Document] = true
			a, changed, err := w.alter(in, s)
			switch {
			case err != nil:
				done.Refused = append(done.Refused, Refused{Document: s.Document, Err: err})
			case changed:
				done.Altered = append(done.Altered, a)
			default:
				done.Same = append(done.Same, s.Document)
			}
		}
		return nil
	})
	return done, err
}

// named gives the Documents that the change itself names.
func (in Many) named() []content.ID {
	all := append([]content.ID(nil), in.Change.Add...)
	if o := in.Change.Organization; o != nil && *o != "" {
		all = append(all, *o)
	}
	return all
}

// sound refuses a change that would make no sense for any Document.
func (w *work) sound(in Many) error {
	c := in.Change
	if c.Empty() {
		return issue("", "issue.many.nothing")
	}
	if in.Owner != nil && (in.Owner.ID == "" || in.Owner.ID.IsSystem()) {
		return issue("owner", "issue.owner.missing")
	}
	if o := c.Organization; o != nil && *o != "" && w.typeOf(*o) != "organization" {
		return issue("organization", "issue.many.organization")
	}
	for _, id := range c.Add {
		if w.typeOf(id) != "topic" {
			return issue("topics", "issue.many.topic")
		}
	}
	if c.Review != nil && *c.Review != "" {
		day, err := content.ParseDay(*c.Review)
		if err != nil || day.Day == 0 {
			return issue("review", "issue.due.day")
		}
		if *c.Review < content.DayOf(w.now).String() {
			return issue("review", "issue.many.past")
		}
	}
	return nil
}

func (w *work) typeOf(id content.ID) string {
	if d := w.snap.Documents[id]; d != nil {
		return d.Type
	}
	return ""
}

// alter changes one Document, or refuses it before anything of it has changed.
func (w *work) alter(in Many, s Shown) (a Altered, changed bool, err error) {
	doc, err := w.document(s.Document)
	if err != nil {
		return a, false, err
	}
	g, err := w.look(s.Document, doc.Source, newest)
	if err != nil {
		return a, false, err
	}
	// Whoever may not read a text is told of none, not even that there is one.
	if err := w.may(content.ReadDraft, g); err != nil {
		return a, false, fault.Absent("document %q", s.Document)
	}
	a = Altered{Document: doc.ID, Stamp: doc.Stamp(), From: g.e.State, To: g.e.State,
		Before: content.Stewardship{Owner: doc.Owner, Organization: g.facts.Organization, Topics: g.facts.Topics, Review: doc.Review}}
	a.After = in.Change.Of(a.Before)
	facts := !a.After.SameFacts(a.Before)
	if !facts && a.After.Owner == a.Before.Owner && a.After.Review == a.Before.Review {
		return a, false, nil
	}
	if s.Stamp != "" && s.Stamp != a.Stamp {
		return a, false, fault.New(fault.Conflict, "fault.changed_since_shown")
	}
	if err := w.alterable(in, g, a, facts); err != nil {
		return a, false, err
	}
	if a.After.Owner != a.Before.Owner {
		w.setOwner(doc, a.After.Owner)
	}
	if a.After.Review != a.Before.Review {
		doc.Review = a.After.Review
		w.record(content.EventReviewSet, doc, nil, func(e *content.Event) { e.Other = doc.Review })
	}
	if facts {
		a.Opened = w.resave(g, a.After)
		a.To = g.t.Newest().State
	}
	return a, true, nil
}

// alterable asks policy and table about all that is to change in g.
func (w *work) alterable(in Many, g *target, a Altered, facts bool) error {
	if a.After.Owner != a.Before.Owner || a.After.Review != a.Before.Review {
		if err := w.may(content.HandOver, g); err != nil {
			return err
		}
	}
	if a.After.Owner != a.Before.Owner {
		if err := content.MayOwn(*in.Owner, g.d, g.typ, w.now); err != nil {
			return err
		}
	}
	if !facts {
		return nil
	}
	if err := w.may(content.Save, g); err != nil {
		return err
	}
	// What somebody gave up does not come back because it stands in a list.
	if _, ok := content.Find(content.Save, g.e.State); !ok || g.t.Derived || g.e.State == content.Discarded {
		return fault.New(fault.Invalid, "issue.many.state", "state", i18n.Key("state."+string(g.e.State)))
	}
	return nil
}

// resave saves other facts with the words as they are, and reports whether that
// began a new Edition.
func (w *work) resave(g *target, s content.Stewardship) bool {
	tr, _ := content.Find(content.Save, g.e.State)
	facts := g.facts
	facts.Organization, facts.Topics = s.Organization, s.Topics
	e := g.e
	if tr.Opens {
		e = g.t.Open(g.e)
	}
	e.State = tr.To[0]
	w.revise(g.t, e, g.words, facts, false)
	g.d.Organization = facts.Organization
	w.record(content.EventSaved, g.d, g.t)
	return tr.Opens
}
