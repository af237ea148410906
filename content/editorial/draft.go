package editorial

import (
	"context"
	"slices"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Create is what a new Document starts with.
type Create struct {
	Site, Type string
	Locale     i18n.Locale
	Words      content.Words
	Facts      content.Facts
	// Agreed are the files that the actor was asked about and puts before everybody.
	Agreed []content.ID
	// Note tells colleagues out of what the text was begun, and what that left out.
	Note string
}

// Create makes a Document with one Translation in state draft, which is its
// source.
func (d *Desk) Create(ctx context.Context, actor content.Actor, in Create) (Result, error) {
	id := content.NewID()
	return d.do(ctx, actor, content.Ask{}, func(w *work) error {
		typ, site, err := d.place(in.Site, in.Type, in.Locale)
		if err != nil {
			return err
		}
		subject := content.Subject{Type: typ, Locale: in.Locale, Organization: in.Facts.Organization, Now: w.now}
		if err := content.Can(actor, content.Create, subject); err != nil {
			return err
		}
		doc := &content.Document{ID: id, Type: typ.Name, Site: site.Name, Source: in.Locale,
			Organization: in.Facts.Organization, Owner: actor.ID, Created: w.mark()}
		if in.Facts.Name, err = w.named(doc, in.Locale, in.Words.Title, in.Facts.Name); err != nil {
			return err
		}
		t := &content.Translation{Locale: in.Locale}
		doc.Put(t)
		if in.Words, err = w.addressed(doc, typ, t, in.Words, ""); err != nil {
			return err
		}
		if err := w.expose(&target{d: doc, t: t, typ: typ, site: site}, in.Words, in.Facts, in.Agreed); err != nil {
			return err
		}
		w.revise(t, t.Open(nil), in.Words, in.Facts, false)
		w.record(content.EventCreated, doc, t, w.telling(in.Note))
		return w.advise(doc, t)
	})
}

// telling puts a sentence for colleagues beside an Event.
func (w *work) telling(s string) func(*content.Event) {
	note := w.note(s)
	return func(e *content.Event) { e.Note = note }
}

// place finds Type and Site and checks that they go together.
func (d *Desk) place(site, typ string, locale i18n.Locale) (*content.Type, *content.Site, error) {
	s, t := d.Sites[site], d.Types.Get(typ)
	switch {
	case s == nil:
		return nil, nil, fault.New(fault.Invalid, "issue.site.unknown", "site", site)
	case t == nil:
		return nil, nil, fault.New(fault.Invalid, "issue.type.unknown", "type", typ)
	case !s.Has(locale):
		return nil, nil, fault.New(fault.Invalid, "issue.locale.unknown", "locale", string(locale))
	case s.Audience == content.Public && t.CheckAudience() != nil:
		return nil, nil, fault.New(fault.Invalid, "issue.type.staff_only", "type", typ)
	}
	return t, s, nil
}

// Advice gives what a text still lacks before it may be submitted, as it is now.
// Who may read it was asked before: it changes nothing.
func (d *Desk) Advice(ctx context.Context, id content.ID, locale i18n.Locale) ([]content.Issue, error) {
	w := &work{ctx: ctx, desk: d, now: content.Instant(d.Clock.Now()), ask: content.Ask{Documents: []content.ID{id}}}
	if err := w.load(content.Ask{}); err != nil {
		return nil, err
	}
	g, err := w.look(id, locale, newest)
	if err != nil || g.e == nil {
		return nil, err
	}
	return w.requirements(g)
}

// revise makes a Revision of e out of words and facts.
func (w *work) revise(t *content.Translation, e *content.Edition, words content.Words, facts content.Facts, review bool) {
	before := e.Words
	e.Words, e.Facts = w.keep(words.Encode()), w.keep(facts.Encode())
	if w.onlyNote(before, words) {
		e.Carry(before)
	}
	e.Revisions = append(e.Revisions, content.Revision{Words: e.Words, Facts: e.Facts, Mark: w.mark(), Review: review})
}

// advise puts into the Result what is still to be mended, without refusing. It
// reads claims at the Position of the verb.
func (w *work) advise(d *content.Document, t *content.Translation) error {
	g, err := w.held(d, t)
	if err != nil {
		return err
	}
	ask, beside, err := w.asks(g)
	if err != nil {
		return err
	}
	snap, err := w.desk.Log.Load(w.ctx, ask)
	if err != nil {
		return err
	}
	p, err := w.proposal(g, beside, snap)
	if err != nil {
		return err
	}
	w.result.Issues = content.Requirements(p)
	return nil
}

// held is a target made of what the verb holds in hand.
func (w *work) held(d *content.Document, t *content.Translation) (g *target, err error) {
	e := t.Newest()
	g = &target{d: d, t: t, e: e, typ: w.desk.Types.Get(d.Type), site: w.desk.Sites[d.Site]}
	if g.words, err = w.words(e.Words); err != nil {
		return nil, err
	}
	g.facts, err = w.facts(e.Facts)
	return g, err
}

// Save is a new Revision of a text.
type Save struct {
	Document content.ID
	Locale   i18n.Locale
	// Base is the Version the editor started from.
	Base  content.Version
	Words content.Words
	// Facts are taken from the source only; nil leaves them as they are.
	Facts *content.Facts
	// CaughtUp says that the words now render the source as it is published.
	CaughtUp bool
	// Agreed are the files that the actor was asked about and puts before everybody.
	Agreed []content.ID
}

// Save keeps a Revision. Saving beside a public Edition opens a new one; saving
// an approved text opens its seal unless the words are the same again. A stale
// Base gives a ConflictError with both texts; a scheduled text is frozen.
func (d *Desk) Save(ctx context.Context, actor content.Actor, in Save) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		if in.Facts != nil {
			if err := w.climb(Move{Document: in.Document, Place: &Place{Parent: in.Facts.Parent}}, nil); err != nil {
				return err
			}
		}
		g, err := w.look(in.Document, in.Locale, newest)
		if err != nil {
			return err
		}
		if err := w.may(content.Save, g); err != nil {
			return err
		}
		if g.t.Derived {
			return fault.New(fault.Invalid, "issue.state.derived")
		}
		if err := w.fresh(g, in); err != nil {
			return err
		}
		tr, ok := content.Find(content.Save, g.e.State)
		if !ok {
			return wrongState(content.Save, g.e.State)
		}
		facts := w.factsFor(g, in.Facts)
		if in.Words, err = w.addressed(g.d, g.typ, g.t, in.Words, g.words.Path); err != nil {
			return err
		}
		if err := w.expose(g, in.Words, facts, in.Agreed); err != nil {
			return err
		}
		if tr.Opens && g.e.State != content.Discarded && w.unchanged(g, in.Words, facts) {
			w.result = Result{Document: g.d.ID, Locale: in.Locale, Edition: g.e.Number, State: g.e.State, Version: g.t.Version()}
			return nil
		}
		e := g.e
		if tr.Opens {
			e = g.t.Open(g.e)
		}
		e.State = tr.To[0]
		w.revise(g.t, e, in.Words, facts, false)
		if in.Locale == g.d.Source {
			g.d.Organization = facts.Organization
		}
		if in.CaughtUp {
			g.t.MadeFrom = madeFrom(g.d)
		}
		w.record(content.EventSaved, g.d, g.t)
		return w.advise(g.d, g.t)
	})
}

func (w *work) unchanged(g *target, words content.Words, facts content.Facts) bool {
	return words.Encode().Hash == g.e.Words && facts.Encode().Hash == g.e.Facts
}

// fresh refuses a save from a Version that is no longer current.
func (w *work) fresh(g *target, in Save) error {
	if in.Base == g.t.Version() {
		return nil
	}
	c := &ConflictError{Yours: in.Words, Theirs: g.words, TheirsFacts: g.facts, Version: g.t.Version()}
	if in.Facts != nil {
		c.YoursFacts = *in.Facts
	}
	if n := len(g.e.Revisions); n > 0 {
		c.By = g.e.Revisions[n-1].By
	}
	return c
}

// factsFor gives the facts of a save: those typed with the source, else those
// that the source has.
func (w *work) factsFor(g *target, typed *content.Facts) content.Facts {
	if typed == nil || g.t.Locale != g.d.Source {
		return g.facts
	}
	if typed.Name == "" {
		typed.Name = g.facts.Name
	}
	return *typed
}

// madeFrom names the source as readers see it, or its newest text while nothing
// is public.
func madeFrom(d *content.Document) content.MadeFrom {
	s := d.SourceTranslation()
	e := s.LiveEdition()
	if e == nil {
		e = s.Newest()
	}
	return content.MadeFrom{Edition: e.Number, Words: e.Words}
}

// Translate opens a Translation in locale, in state draft. Words may be empty:
// the translator starts beside the source.
func (d *Desk) Translate(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale, words content.Words) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, err := w.document(id)
		if err != nil {
			return err
		}
		typ, site, err := d.place(doc.Site, doc.Type, locale)
		if err != nil {
			return err
		}
		if err := content.Can(actor, content.Translate, content.Subject{Document: doc, Type: typ, Locale: locale, Now: w.now}); err != nil {
			return err
		}
		t := doc.Translation(locale)
		if t != nil && !t.Derived {
			return fault.New(fault.Invalid, "issue.translation.exists")
		}
		facts, err := w.facts(doc.Facts())
		if err != nil {
			return err
		}
		// A hand-made text takes the place of a derived one, beside its live
		// Edition, and has a seal of its own.
		if t == nil {
			t = &content.Translation{Locale: locale}
			doc.Put(t)
		}
		if err := w.expose(&target{d: doc, t: t, typ: typ, site: site, facts: facts}, words, facts, nil); err != nil {
			return err
		}
		giveUp(t)
		t.Derived, t.MadeFrom = false, madeFrom(doc)
		if words, err = w.addressed(doc, typ, t, words, ""); err != nil {
			return err
		}
		w.revise(t, t.Open(nil), words, facts, false)
		w.record(content.EventTranslated, doc, t)
		return w.advise(doc, t)
	})
}

// Discard gives up the Edition being prepared. What is public stays.
func (d *Desk) Discard(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		g, err := w.aim(content.Discard, id, locale, next)
		if err != nil {
			return err
		}
		g.e.State = content.Discarded
		w.record(content.EventDiscarded, g.d, g.t)
		g.t.Next = 0
		return nil
	})
}

func has[T comparable](all []T, one T) bool { return slices.Contains(all, one) }
