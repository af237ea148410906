package editorial

import (
	"context"
	"slices"

	"herald/content"
	"herald/i18n"
)

// group gives the targets that move with g: those of its together group whose
// next Edition is approved. It refuses while one of the group is neither ready
// nor excepted; a minor change of a text that is public may go alone.
func (w *work) group(g *target) ([]*target, error) {
	all := []*target{g}
	if !g.e.Major && !g.t.FirstPublic().IsZero() {
		return all, nil
	}
	var issues []content.Issue
	for _, l := range g.typ.Group(g.site, g.t.Locale) {
		t := g.d.Translation(l)
		if l == g.t.Locale || !g.site.Has(l) || t != nil && (t.Derived || t.Follows != nil) || t == nil && g.derives(l) {
			continue
		}
		e := t.NextEdition()
		if e == nil || e.State != content.Approved && e.State != content.Missed {
			issues = append(issues, content.Issue{Key: "issue.together.not_ready", Args: []any{"language", l}, Locale: l})
			continue
		}
		m, err := w.look(g.d.ID, l, next)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	if len(issues) > 0 {
		return nil, &IssuesError{Issues: issues}
	}
	return all, nil
}

// derives reports whether locale is made by rule from another locale here.
func (g *target) derives(locale i18n.Locale) bool {
	return slices.ContainsFunc(g.site.Locales, func(l i18n.Locale) bool { return g.site.Derives(l) == locale })
}

// Except lets a locale of a together group come later than the others, with a
// reason and a day; the others say so to their readers.
func (d *Desk) Except(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale, reason, due string) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, err := w.document(id)
		if err != nil {
			return err
		}
		typ, _, err := d.place(doc.Site, doc.Type, locale)
		if err != nil {
			return err
		}
		if err := content.Can(actor, content.Except, content.Subject{Document: doc, Type: typ, Locale: locale, Now: w.now}); err != nil {
			return err
		}
		if reason == "" {
			return issue("reason", "issue.reason.missing")
		}
		if day, err := content.ParseDay(due); err != nil || day.Day == 0 || due < content.DayOf(w.now).String() {
			return issue("due", "issue.due.day")
		}
		note := w.note(reason)
		t, err := w.follows(doc, locale, note, due)
		if err != nil {
			return err
		}
		w.record(content.EventExcepted, doc, t, func(e *content.Event) { e.Note = note })
		return nil
	})
}

// follows says of a locale that it comes later than its group. A Translation
// that is not there yet is opened, empty, for its translator.
func (w *work) follows(doc *content.Document, locale i18n.Locale, reason content.Hash, due string) (*content.Translation, error) {
	t := doc.Translation(locale)
	if t == nil {
		facts, err := w.facts(doc.Facts())
		if err != nil {
			return nil, err
		}
		t = &content.Translation{Locale: locale, MadeFrom: madeFrom(doc)}
		doc.Put(t)
		w.revise(t, t.Open(nil), content.Words{}, facts, false)
	}
	t.Follows = &content.Follows{Reason: reason, Due: due, Mark: w.mark()}
	return t, nil
}

// groupFollows records, for an urgent publishing, that the rest of a together
// group that is not public yet comes later: the urgent reason is the exception's.
func (w *work) groupFollows(g *target, reason content.Hash, due string) error {
	for _, l := range g.typ.Group(g.site, g.t.Locale) {
		t := g.d.Translation(l)
		if l == g.t.Locale || !g.site.Has(l) || g.derives(l) || t.LiveEdition() != nil {
			continue
		}
		if _, err := w.follows(g.d, l, reason, due); err != nil {
			return err
		}
	}
	return nil
}

// derive makes, in the same Change, the Edition of the Translation that follows
// from g by rule: its words transliterated, its approvals shared. It does
// nothing where that Translation has a text of its own.
func (w *work) derive(g *target, r release) error {
	locale := g.site.Derives(g.t.Locale)
	if locale == "" {
		return nil
	}
	t := g.d.Translation(locale)
	if t != nil && !t.Derived {
		return nil
	}
	if t == nil {
		t = &content.Translation{Locale: locale, Derived: true}
		g.d.Put(t)
	}
	words, err := w.words(g.e.Words)
	if err != nil {
		return err
	}
	e := t.NextEdition()
	if e == nil {
		e = t.Open(nil)
	}
	e.Words, e.Facts = w.keep(transliterate(words).Encode()), g.e.Facts
	e.Revisions = append(e.Revisions, content.Revision{Words: e.Words, Facts: e.Facts, Mark: content.Mark{By: r.by, At: w.now}})
	e.Major, e.Correction, e.Submitted = g.e.Major, g.e.Correction, g.e.Submitted
	e.Approvals = nil
	for _, step := range g.steps {
		if a := g.e.Approval(step); a != nil {
			e.Approvals = append(e.Approvals, shared(*a, e, g.t.Locale))
		}
	}
	t.MadeFrom = content.MadeFrom{Edition: g.e.Number, Words: g.e.Words}
	t.Touched = content.Mark{By: r.by, At: w.now}
	if g.e.State == content.Scheduled {
		e.State, e.PublishAt, e.Zone, e.ScheduledBy = content.Scheduled, g.e.PublishAt, g.e.Zone, g.e.ScheduledBy
		return nil
	}
	w.supersede(t.LiveEdition())
	e.State, e.Published, e.Owed = content.Published, g.e.Published, g.e.Owed
	t.Live, t.Next = e.Number, 0
	w.events = append(w.events, content.Event{Kind: content.EventPublished, At: w.now, By: r.by, Document: g.d.ID,
		Locale: locale, Edition: e.Number, Words: e.Words, When: r.at})
	return nil
}

// shared is an approval of the origin as it binds to the derived Edition e.
func shared(a content.Approval, e *content.Edition, read i18n.Locale) content.Approval {
	a.Words, a.Facts, a.Locale = e.Words, e.Facts, read
	return a
}

// transliterate gives the words of sr in Gaj's Latin. Addresses stay: they are
// Latin already.
func transliterate(w content.Words) content.Words {
	latin := i18n.SerbianLatin
	w.Title, w.Summary, w.Body, w.ChangeNote.Text = latin(w.Title), latin(w.Summary), latin(w.Body), latin(w.ChangeNote.Text)
	w.FormerPaths = nil
	w.Fields = w.Fields.Clone()
	var fields func(content.Fields)
	fields = func(f content.Fields) {
		for _, v := range f {
			for i := range v.Items {
				v.Items[i] = latin(v.Items[i])
			}
			for _, row := range v.Rows {
				fields(row)
			}
		}
	}
	fields(w.Fields)
	w.Assets = slices.Clone(w.Assets)
	for i := range w.Assets {
		a := &w.Assets[i]
		a.Alt, a.Caption, a.Credit = latin(a.Alt), latin(a.Caption), latin(a.Credit)
	}
	return w
}
