package editorial

import (
	"context"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// MostAtOnce bounds how many Documents one verb changes: a Change is one entry of
// the log, and everybody waits while it is made.
const MostAtOnce = 500

// TextAt names a Translation.
type TextAt struct {
	Document content.ID
	Locale   i18n.Locale
}

// Handing is what one member takes over from another.
type Handing struct {
	// To is who takes it, with the Grants that they have now.
	To content.Actor
	// Owned are Documents that they answer for from now on, Texts those that they go
	// on with.
	Owned []content.ID
	Texts []TextAt
}

// Handed is what became of it.
type Handed struct {
	Owned, Texts int
	Refused      []Refused
}

// Refused is something that was left as it was, and why; Locale is empty where it
// is the whole Document.
type Refused struct {
	Document content.ID
	Locale   i18n.Locale
	Err      error
}

// HandOver gives what from has to others, in one Change. What somebody may not take,
// or the actor not give away, stays and is told; what from does not have any more is
// passed over, so that the same asked twice is done once.
func (d *Desk) HandOver(ctx context.Context, actor content.Actor, from content.MemberID, in ...Handing) (Handed, error) {
	var ask content.Ask
	for _, h := range in {
		if h.To.ID == "" || h.To.ID.IsSystem() || h.To.ID == from {
			return Handed{}, issue("owner", "issue.owner.missing")
		}
		ask.Documents = append(ask.Documents, h.Owned...)
		for _, t := range h.Texts {
			ask.Documents = append(ask.Documents, t.Document)
		}
	}
	if err := atMost(ask.Documents); err != nil {
		return Handed{}, err
	}
	var done Handed
	_, err := d.do(ctx, actor, ask, func(w *work) error {
		done = Handed{}
		for _, h := range in {
			for _, id := range h.Owned {
				done.took(id, "", &done.Owned, w.owned(from, h.To, id))
			}
			for _, t := range h.Texts {
				done.took(t.Document, t.Locale, &done.Texts, w.handed(from, h.To, t))
			}
		}
		return nil
	})
	return done, err
}

// atMost refuses to change more Documents at once than others can wait for.
func atMost(ids []content.ID) error {
	seen := map[content.ID]bool{}
	for _, id := range ids {
		seen[id] = true
	}
	if len(seen) > MostAtOnce {
		return issue("", "issue.many.most", "max", MostAtOnce)
	}
	return nil
}

// errNothing says that there was nothing to do.
var errNothing = fault.New(fault.NotFound, "fault.not_found")

// took counts what was done, or notes why it was not.
func (h *Handed) took(id content.ID, locale i18n.Locale, count *int, err error) {
	switch err {
	case nil:
		*count++
	case errNothing:
	default:
		h.Refused = append(h.Refused, Refused{Document: id, Locale: locale, Err: err})
	}
}

// owned makes to the owner of a Document that from answers for.
func (w *work) owned(from content.MemberID, to content.Actor, id content.ID) error {
	doc, typ, err := w.whole(content.HandOver, id)
	switch {
	case err != nil:
		return err
	case doc.Owner != from:
		return errNothing
	}
	if err := content.MayOwn(to, doc, typ, w.now); err != nil {
		return err
	}
	w.setOwner(doc, to.ID)
	return nil
}

func (w *work) setOwner(doc *content.Document, to content.MemberID) {
	before := doc.Owner
	doc.Owner = to
	w.record(content.EventHandedOver, doc, nil, func(e *content.Event) { e.Other, e.To = string(before), to })
}

// handed lets to go on with a text that is in the hands of from.
func (w *work) handed(from content.MemberID, to content.Actor, at TextAt) error {
	if _, _, err := w.whole(content.HandOver, at.Document); err != nil {
		return err
	}
	g, err := w.look(at.Document, at.Locale, next)
	switch {
	case err != nil:
		return err
	case g.e == nil || g.t.Derived || !g.e.Keeps(from):
		return errNothing
	}
	if err := content.MayTake(to, from, g.subject); err != nil {
		return err
	}
	g.e.Hand(content.Handing{From: from, To: to.ID, Mark: w.mark()})
	w.record(content.EventHandedOver, g.d, g.t, func(e *content.Event) { e.Other, e.To = string(from), to.ID })
	return nil
}
