package editorial

import (
	"context"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Import is one Document taken over from a folder of files.
type Import struct {
	// ID is the Document's id if it exists already, or the id it will have.
	ID           content.ID
	Site, Type   string
	Source       i18n.Locale
	Facts        content.Facts
	Translations []ImportedText
}

// ImportedText is one file of an Import.
type ImportedText struct {
	Locale i18n.Locale
	Words  content.Words
	// Published is when it became public on the site it comes from; zero is now.
	Published time.Time
}

// ImportOutcome says what an Import did to one Document.
type ImportOutcome struct {
	ID content.ID
	// Created, Changed and Published count its Translations.
	Created, Changed, Published int
	// Warnings are requirements that the texts do not meet.
	Warnings []content.Issue
	// Err says why nothing of the Document was taken over.
	Err error
}

// Lookup says who holds claims: how an import finds what it brought before.
func (d *Desk) Lookup(ctx context.Context, claims ...content.Claim) (map[content.Claim][]content.ID, error) {
	snap, err := d.Log.Load(ctx, content.Ask{Claims: claims})
	return snap.Claimed, err
}

// Import takes over items in one Change. Equal text changes nothing; other text
// becomes a draft or, with publish, a public Edition marked imported and
// unsealed. Only a system actor may. A Document that cannot be taken over is
// left out whole, with its reason in its outcome.
func (d *Desk) Import(ctx context.Context, by content.MemberID, items []Import, publish bool) ([]ImportOutcome, error) {
	if !by.IsSystem() {
		return nil, fault.New(fault.Forbidden, "denied.role")
	}
	ask := content.Ask{}
	for _, in := range items {
		ask = d.importAsk(ask, in)
	}
	var outcomes []ImportOutcome
	_, err := d.do(ctx, content.Actor{ID: by}, ask, func(w *work) error {
		outcomes = outcomes[:0]
		for _, in := range items {
			outcomes = append(outcomes, w.importOne(in, publish))
		}
		return nil
	})
	return outcomes, err
}

func (d *Desk) importAsk(ask content.Ask, in Import) content.Ask {
	ask.Documents = append(ask.Documents, in.ID)
	typ := d.Types.Get(in.Type)
	doc := &content.Document{ID: in.ID, Type: in.Type, Site: in.Site}
	for _, t := range in.Translations {
		if typ == nil {
			continue
		}
		more := asks(doc, typ, t.Locale, t.Words, in.Facts)
		ask.Documents, ask.Claims = append(ask.Documents, more.Documents...), append(ask.Claims, more.Claims...)
		ask.Assets = append(ask.Assets, more.Assets...)
	}
	return ask
}

// importOne changes one Document, or nothing when it returns an Err.
func (w *work) importOne(in Import, publish bool) (out ImportOutcome) {
	out.ID = in.ID
	typ, site, err := w.desk.place(in.Site, in.Type, in.Source)
	if err == nil {
		err = w.importable(in, typ, site, publish, &out)
	}
	if err != nil {
		out.Err = err
		return out
	}
	doc := w.snap.Documents[in.ID]
	if doc == nil {
		doc = &content.Document{ID: in.ID, Type: typ.Name, Site: site.Name, Source: in.Source,
			Organization: in.Facts.Organization, Created: w.mark()}
		w.snap.Documents[in.ID] = doc
	}
	for _, text := range in.Translations {
		if t := doc.Translation(text.Locale); t == nil {
			doc.Put(&content.Translation{Locale: text.Locale})
		} else if t.Derived {
			giveUp(t)
			t.Derived = false
		}
	}
	for _, sourceTurn := range []bool{true, false} {
		for _, text := range in.Translations {
			if (text.Locale == doc.Source) == sourceTurn {
				if err := w.importText(doc, typ, site, in.Facts, text, publish, &out); err != nil {
					out.Err = err
					return out
				}
			}
		}
	}
	return out
}

// importable checks everything that would leave the Document out, before any
// of it is changed.
func (w *work) importable(in Import, typ *content.Type, site *content.Site, publish bool, out *ImportOutcome) error {
	doc := w.snap.Documents[in.ID]
	if doc != nil && doc.Joined != "" {
		return fault.New(fault.Invalid, "issue.import.joined", "document", string(doc.Joined))
	}
	if doc != nil && (doc.Type != in.Type || doc.Site != in.Site) {
		return fault.New(fault.Invalid, "issue.import.kind", "type", doc.Type, "site", doc.Site)
	}
	if !sourceComes(doc, in, publish) {
		return &IssuesError{Issues: []content.Issue{{Key: "issue.source.not_live", Locale: in.Source}}}
	}
	probe := &content.Document{ID: in.ID, Type: in.Type, Site: in.Site}
	for _, text := range in.Translations {
		if !site.Has(text.Locale) {
			return fault.New(fault.Invalid, "issue.locale.unknown", "locale", string(text.Locale))
		}
		if text.Published.After(w.now) {
			return fault.New(fault.Invalid, "issue.import.future")
		}
		if doc != nil {
			if err := importState(doc.Translation(text.Locale), publish); err != nil {
				return err
			}
		}
		g := &target{d: probe, t: &content.Translation{Locale: text.Locale}, typ: typ, site: site, words: text.Words, facts: in.Facts}
		p, err := w.proposal(g, in.Facts, w.snap)
		if err != nil {
			return err
		}
		for _, i := range content.Requirements(p) {
			if blocking(i) {
				return &IssuesError{Issues: []content.Issue{i}}
			}
			out.Warnings = append(out.Warnings, i)
		}
	}
	return nil
}

// sourceComes reports whether the source is there, and public where the import
// publishes, or comes with in.
func sourceComes(doc *content.Document, in Import, publish bool) bool {
	source := in.Source
	if doc != nil {
		source = doc.Source
	}
	for _, t := range in.Translations {
		if t.Locale == source {
			return true
		}
	}
	if doc == nil || doc.SourceTranslation() == nil {
		return false
	}
	e := doc.SourceTranslation().LiveEdition()
	return !publish || e != nil && e.State.Readable()
}

// importState refuses to reach into a text that is with its editors.
func importState(t *content.Translation, publish bool) error {
	e := t.NextEdition()
	if e == nil || publish && e.State != content.Scheduled {
		return nil
	}
	if _, ok := content.Find(content.Save, e.State); !ok {
		return wrongState(content.Import, e.State)
	}
	return nil
}

// blocking issues would break what must be unique for ever.
func blocking(i content.Issue) bool {
	switch i.Key {
	case "issue.path.taken", "issue.path.form", "issue.path.long", "issue.path.reserved", "issue.name.taken", "issue.single.taken", "issue.field.taken":
		return true
	}
	return false
}

func (w *work) importText(doc *content.Document, typ *content.Type, site *content.Site, facts content.Facts, text ImportedText, publish bool, out *ImportOutcome) error {
	t := doc.Translation(text.Locale)
	words, same := text.Words, t.Newest()
	if publish {
		same = t.LiveEdition()
	}
	if same != nil && (!publish || same.State.Readable()) && words.Encode().Hash == same.Words && facts.Encode().Hash == same.Facts {
		return nil
	}
	if t.Newest() == nil {
		out.Created++
	} else {
		out.Changed++
	}
	if !publish {
		w.importDraft(doc, t, words, facts)
		return nil
	}
	e := insert(t)
	w.revise(t, e, words, facts, false)
	if text.Locale != doc.Source {
		t.MadeFrom = madeFrom(doc)
	}
	g := &target{d: doc, t: t, e: e, typ: typ, site: site, words: words, facts: facts, steps: typ.StepsIn(text.Locale, facts.AuthenticIn(doc.Source))}
	at := content.Instant(text.Published)
	if at.IsZero() {
		at = w.now
	}
	e.Major = t.LiveEdition() == nil || at.After(t.LastMajor(len(t.Editions)))
	out.Published++
	draft := t.Next
	t.Next = 0
	err := w.publish(g, release{by: w.actor.ID, at: at, imported: len(e.Missing(g.steps)) > 0})
	t.Next = draft
	return err
}

func (w *work) importDraft(doc *content.Document, t *content.Translation, words content.Words, facts content.Facts) {
	e := t.NextEdition()
	kind := content.EventSaved
	if e == nil {
		if t.Newest() == nil {
			kind = content.EventCreated
		}
		e = t.Open(t.LiveEdition())
	}
	e.State = content.Draft
	w.revise(t, e, words, facts, false)
	if t.Locale != doc.Source {
		t.MadeFrom = madeFrom(doc)
	}
	w.record(kind, doc, t)
}

// insert opens an Edition for publication in front of what is being prepared,
// which keeps its place in the next slot and takes the next number.
func insert(t *content.Translation) *content.Edition {
	draft := t.NextEdition()
	e := t.Open(t.LiveEdition())
	t.Next = 0
	if draft != nil {
		t.Editions[draft.Number-1], t.Editions[e.Number-1] = e, draft
		draft.Number, e.Number = e.Number, draft.Number
		t.Next = draft.Number
	}
	return e
}
