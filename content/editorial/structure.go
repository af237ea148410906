package editorial

import (
	"context"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// whole asks the policy about an action on a whole Document.
func (w *work) whole(action content.Action, id content.ID) (*content.Document, *content.Type, error) {
	doc, err := w.document(id)
	if err != nil {
		return nil, nil, err
	}
	typ := w.desk.Types.Get(doc.Type)
	if typ == nil {
		return nil, nil, fault.New(fault.Invalid, "issue.type.unknown", "type", doc.Type)
	}
	return doc, typ, content.Can(w.actor, action, content.Subject{Document: doc, Type: typ, Now: w.now})
}

// MakeSource makes another Translation the one that the rest is made from.
func (d *Desk) MakeSource(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		return w.makeSource(id, locale)
	})
}

func (w *work) makeSource(id content.ID, locale i18n.Locale) error {
	doc, _, err := w.whole(content.MakeSource, id)
	if err != nil {
		return err
	}
	old, t := doc.SourceTranslation(), doc.Translation(locale)
	switch {
	case t == nil:
		return fault.Absent("document %s in %s", id, locale)
	case locale == doc.Source:
		return issue("locale", "issue.source.already")
	case t.Derived:
		return issue("locale", "issue.state.derived")
	case old.LiveEdition() != nil && old.LiveEdition().State.Readable() && (t.LiveEdition() == nil || !t.LiveEdition().State.Readable()):
		// The rest may not be public without its source.
		return &IssuesError{Issues: []content.Issue{{Key: "issue.source.not_live", Locale: locale}}}
	}
	// The new source takes over the facts as they stand.
	facts := doc.Facts()
	doc.Source = locale
	if e := t.NextEdition(); e != nil {
		e.Facts = facts
	}
	t.MadeFrom = content.MadeFrom{}
	if old.MadeFrom.Words == "" {
		old.MadeFrom = madeFrom(doc)
	}
	w.record(content.EventSourceMade, doc, t)
	return nil
}

// Join makes the Translations of other Translations of id: two Documents were
// one all along. Both must be at home on one Site, of one Type, and share no
// locale; other is left empty and its addresses lead here.
func (d *Desk) Join(ctx context.Context, actor content.Actor, id, other content.ID) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id, other}}, func(w *work) error {
		doc, _, err := w.whole(content.Join, id)
		if err != nil {
			return err
		}
		from, _, err := w.whole(content.Join, other)
		if err != nil {
			return err
		}
		if id == other || doc.Type != from.Type || doc.Site != from.Site {
			return issue("other", "issue.join.kind")
		}
		for _, t := range from.Translations {
			if doc.Translation(t.Locale) != nil {
				return issue("other", "issue.join.locale", "locale", string(t.Locale))
			}
			if e := t.NextEdition(); e != nil && e.State == content.Scheduled {
				return wrongState(content.Join, e.State)
			}
		}
		if err := w.joinable(doc, from); err != nil {
			return err
		}
		for _, t := range from.Translations {
			if t.MadeFrom.Words == "" {
				t.MadeFrom = madeFrom(doc)
			}
			doc.Put(t)
		}
		doc.Questions = append(doc.Questions, from.Questions...)
		from.Translations, from.Questions, from.Joined = nil, nil, id
		w.record(content.EventJoined, doc, nil, func(e *content.Event) { e.Other = string(other) })
		w.record(content.EventJoined, from, nil, func(e *content.Event) { e.Other = string(id) })
		w.result.Document = id
		return nil
	})
}

// joinable refuses to make public Translations of a Document whose own source
// is not public.
func (w *work) joinable(doc, from *content.Document) error {
	public := func(d *content.Document) bool {
		for _, t := range d.Translations {
			if e := t.LiveEdition(); e != nil && e.State.Readable() {
				return true
			}
		}
		return false
	}
	if e := doc.SourceTranslation().LiveEdition(); public(from) && (e == nil || !e.State.Readable()) {
		return &IssuesError{Issues: []content.Issue{{Key: "issue.source.not_live", Locale: doc.Source}}}
	}
	return nil
}

// Split takes a Translation out of its Document and makes it one of its own.
func (d *Desk) Split(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale) (Result, error) {
	fresh := content.NewID()
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, typ, err := w.whole(content.Split, id)
		if err != nil {
			return err
		}
		t := doc.Translation(locale)
		switch {
		case t == nil:
			return fault.Absent("document %s in %s", id, locale)
		case locale == doc.Source || typ.Single:
			return issue("locale", "issue.split.source")
		case t.Derived:
			return issue("locale", "issue.state.derived")
		}
		if e := t.NextEdition(); e != nil && e.State == content.Scheduled {
			return wrongState(content.Split, e.State)
		}
		own := &content.Document{ID: fresh, Type: doc.Type, Site: doc.Site, Source: locale,
			Organization: doc.Organization, Owner: doc.Owner, Created: w.mark()}
		if err := w.rename(t, fresh); err != nil {
			return err
		}
		t.MadeFrom, t.Follows = content.MadeFrom{}, nil
		doc.Remove(locale)
		own.Put(t)
		about := func(q content.Question) bool { return q.Of == locale }
		for _, q := range doc.Questions {
			if about(q) {
				own.Questions = append(own.Questions, q)
			}
		}
		doc.Questions = slices.DeleteFunc(doc.Questions, about)
		w.record(content.EventSplit, doc, nil, func(e *content.Event) { e.Locale, e.Other = locale, string(fresh) })
		w.record(content.EventSplit, own, t, func(e *content.Event) { e.Other = string(id) })
		return nil
	})
}

// rename gives the facts of a split-off Translation a folder name of their own,
// and drops the values that may stand in one Document only.
func (w *work) rename(t *content.Translation, id content.ID) error {
	for _, e := range []*content.Edition{t.LiveEdition(), t.NextEdition()} {
		if e == nil {
			continue
		}
		facts, err := w.facts(e.Facts)
		if err != nil {
			return err
		}
		facts.Name = strings.TrimSuffix(facts.Name, "-"+string(id)) + "-" + string(id)
		e.Facts = w.keep(facts.Encode())
	}
	return nil
}

// Rehome is a Document that goes to another Site.
type Rehome struct {
	Document content.ID
	Site     string
	// Redirect lets its old addresses lead to where it is now; else they answer 410.
	Redirect bool
	// Agreed are the files that the actor was asked about and puts before everybody.
	Agreed []content.ID
}

// Rehome moves a Document to another Site, in one Change.
func (d *Desk) Rehome(ctx context.Context, actor content.Actor, in Rehome) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		doc, typ, err := w.whole(content.Rehome, in.Document)
		if err != nil {
			return err
		}
		if in.Site == doc.Site {
			return issue("site", "issue.site.same")
		}
		if doc, err = w.freeThere(doc, typ, in.Site); err != nil {
			return err
		}
		former := content.Former{Site: doc.Site, Until: w.now, Redirect: in.Redirect}
		for _, t := range doc.Translations {
			if _, _, err := d.place(in.Site, doc.Type, t.Locale); err != nil {
				return err
			}
			for _, e := range t.Editions {
				if e.Published != nil {
					former.Words = append(former.Words, content.FormerWords{Locale: t.Locale, Words: e.Words})
				}
			}
			if e := t.NextEdition(); e != nil && e.State == content.Scheduled {
				return wrongState(content.Rehome, e.State)
			}
		}
		if err := w.uncover(doc, typ, in); err != nil {
			return err
		}
		if len(former.Words) > 0 {
			doc.Former = append(doc.Former, former)
		}
		doc.Site = in.Site
		w.record(content.EventRehomed, doc, nil, func(e *content.Event) { e.Other = former.Site })
		return nil
	})
}

// freeThere refuses a Site on which somebody else holds what the Document would
// claim there. It loads, so it gives the Document anew.
func (w *work) freeThere(doc *content.Document, typ *content.Type, site string) (*content.Document, error) {
	claims, err := w.newClaims(doc, typ, site)
	if err != nil {
		return nil, err
	}
	if err := w.load(content.Ask{Claims: claims}); err != nil {
		return nil, err
	}
	for _, c := range claims {
		if slices.ContainsFunc(w.snap.Claimed[c], func(holder content.ID) bool { return holder != doc.ID }) {
			return nil, issue("site", "issue.site.claimed")
		}
	}
	return w.snap.Documents[doc.ID], nil
}

// uncover refuses to take files of a Site for staff to a public one with the texts
// that show them, until the actor has agreed to each.
func (w *work) uncover(doc *content.Document, typ *content.Type, in Rehome) error {
	if w.actor.ID.IsSystem() || w.desk.Sites[doc.Site].Audience == content.Public || w.desk.Sites[in.Site].Audience != content.Public {
		return nil
	}
	shown, err := w.shows(doc, typ)
	if err != nil {
		return err
	}
	var issues []content.Issue
	for _, id := range shown {
		if slices.Contains(in.Agreed, id) {
			continue
		}
		uses, err := w.desk.Log.Using(w.ctx, id)
		if err != nil {
			return err
		}
		if i, asks := content.Moving(id, uses); asks {
			issues = append(issues, i)
		}
	}
	if len(issues) > 0 {
		return &IssuesError{Issues: issues}
	}
	return nil
}

// shows gives the files that readers of a public Site are given with the texts of a
// Document as they are, or as they are written now.
func (w *work) shows(doc *content.Document, typ *content.Type) ([]content.ID, error) {
	var all []content.ID
	for _, t := range doc.Translations {
		for _, e := range []*content.Edition{t.LiveEdition(), t.Newest()} {
			if e == nil {
				continue
			}
			words, err := w.words(e.Words)
			if err != nil {
				return nil, err
			}
			facts, err := w.facts(e.Facts)
			if err != nil {
				return nil, err
			}
			for _, id := range content.AssetsOf(typ, words, facts, content.Public) {
				if !slices.Contains(all, id) {
					all = append(all, id)
				}
			}
		}
	}
	return all, nil
}

// newClaims gives what the Document would claim on another Site.
func (w *work) newClaims(doc *content.Document, typ *content.Type, site string) ([]content.Claim, error) {
	there := *doc
	there.Site = site
	var claims []content.Claim
	for _, t := range doc.Translations {
		e := t.Newest()
		words, err := w.words(e.Words)
		if err != nil {
			return nil, err
		}
		facts, err := w.facts(e.Facts)
		if err != nil {
			return nil, err
		}
		claims = append(claims, content.ClaimsOf(&there, typ, t.Locale, words, facts)...)
	}
	return claims, nil
}
