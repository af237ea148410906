package editorial

import (
	"context"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Copying says which text another one begins with.
type Copying struct {
	Document content.ID
	Locale   i18n.Locale
	// Note tells colleagues what was copied and what was not.
	Note string
}

// CopyAsNew makes a Document of what the newest text of another one says in one
// language: a draft with a life of its own. What its Type leaves out of copies is
// left out; no approval, address or time goes along. A file stays before those who
// see it now, and so nobody is asked about it.
func (d *Desk) CopyAsNew(ctx context.Context, actor content.Actor, in Copying) (Result, error) {
	id := content.NewID()
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		g, err := w.look(in.Document, in.Locale, newest)
		if err != nil {
			return err
		}
		if err := w.mayCopy(g); err != nil {
			return err
		}
		beside, err := w.beside(g)
		if err != nil {
			return err
		}
		c := g.typ.Copy(g.words, beside)
		doc := &content.Document{ID: id, Type: g.typ.Name, Site: g.site.Name, Source: in.Locale, Organization: c.Facts.Organization, Owner: actor.ID, Created: w.mark()}
		if c.Facts.Name, err = w.named(doc, in.Locale, c.Words.Title, ""); err != nil {
			return err
		}
		t := &content.Translation{Locale: in.Locale}
		doc.Put(t)
		if c.Words, err = w.addressed(doc, g.typ, t, c.Words, ""); err != nil {
			return err
		}
		w.revise(t, t.Open(nil), c.Words, c.Facts, false)
		w.record(content.EventCreated, doc, t, w.telling(in.Note))
		return w.advise(doc, t)
	})
}

// mayCopy refuses a copy of what the actor may not read, of a kind that they may not
// begin, and of what there can be only one of.
func (w *work) mayCopy(g *target) error {
	if g.e == nil {
		return fault.Absent("document %s has no text", g.d.ID)
	}
	if err := w.may(content.ReadDraft, g); err != nil {
		return err
	}
	if err := content.Can(w.actor, content.Create, content.Subject{Type: g.typ, Locale: g.t.Locale, Organization: g.facts.Organization, Now: w.now}); err != nil {
		return err
	}
	switch {
	case g.t.Derived:
		return fault.New(fault.Invalid, "issue.state.derived")
	case g.typ.Single:
		return fault.New(fault.Invalid, "issue.single.taken")
	case !g.site.Has(g.t.Locale):
		return fault.New(fault.Invalid, "issue.locale.unknown", "locale", string(g.t.Locale))
	}
	return nil
}
