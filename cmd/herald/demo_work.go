package main

import (
	"context"
	"errors"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/content/folder"
	"herald/content/sample"
	"herald/i18n"
)

// sampleText is one text of the sample, and what is to become of it.
type sampleText struct {
	id     content.ID
	typ    *content.Type
	locale i18n.Locale
	// source is that of the Document; facts are those that the text is read with.
	source  i18n.Locale
	words   content.Words
	facts   content.Facts
	edition int
	state   sample.State
}

// begin takes a Document in as a draft, or as a text of the previous site.
func (f *filling) begin(ctx context.Context, d *folder.Document, publish bool) error {
	i := f.importer
	switch ok, err := i.takeFiles(ctx, d); {
	case err != nil:
		return err
	case !ok:
		return errors.New("its files could not be taken in")
	}
	it := i.item(i.byRef[d.Ref()], d)
	for n := range it.Translations {
		if !publish {
			it.Translations[n].Published = time.Time{}
		}
	}
	i.publish = publish
	if err := i.flush(ctx, []*item{it}); err != nil {
		return err
	}
	if i.tally.problems > 0 {
		return errors.New("its texts could not be taken in")
	}
	return nil
}

// hand does what the author did with one text: save what is new in it, and hand it
// over.
func (f *filling) hand(ctx context.Context, t sampleText) error {
	desk := f.house.desk
	if t.edition > 1 {
		if err := f.save(ctx, t); err != nil {
			return err
		}
	}
	submit := editorial.Submit{Document: t.id, Locale: t.locale, Minor: t.minor(), AskMinor: t.minor(), Correction: t.state.Change == "correction"}
	switch t.state.State {
	case "draft", "imported":
		return nil
	case "discarded":
		_, err := desk.Discard(ctx, f.press, t.id, t.locale)
		return err
	case "urgent":
		_, err := desk.PublishUrgently(ctx, f.press, editorial.Urgent{Document: t.id, Locale: t.locale, Reason: t.state.Reason})
		return err
	case "submitted", "returned", "approved":
	case "scheduled", "missed":
		submit.PublishAt, submit.Zone = f.start.Add(t.state.In), demoZone
	default:
		submit.AsSoonAsApproved = !t.confirmed()
	}
	_, err := desk.Submit(ctx, f.writer(t), submit)
	return err
}

// look does what the editor did with a text that was handed over.
func (f *filling) look(ctx context.Context, t sampleText) error {
	switch t.state.State {
	case "draft", "imported", "discarded", "urgent", "submitted":
		return nil
	case "returned":
		_, err := f.house.desk.Return(ctx, f.editor, t.id, t.locale, t.state.Reason)
		return err
	}
	return f.approve(ctx, t)
}

// letOut does what the press officer did with the text of somebody else, unless it
// went out together with another.
func (f *filling) letOut(ctx context.Context, t sampleText) error {
	d, err := f.document(ctx, t.id)
	if err != nil || d.Translation(t.locale).Newest().State != content.Approved {
		return err
	}
	_, err = f.house.desk.LetOut(ctx, f.press, editorial.Going{Document: t.id, Locale: t.locale, Confirmed: true})
	return err
}

// minor reports whether the change of a text is called minor.
func (t sampleText) minor() bool { return t.state.Change == "minor" }

// confirmed reports whether a text is let out by somebody else than who handed it
// over: a later text may keep the seal of the one before, or be a minor change that
// looks like more.
func (t sampleText) confirmed() bool { return t.edition > 1 && t.state.State == "published" }

// writer is whose work a text is.
func (f *filling) writer(t sampleText) content.Actor {
	if t.confirmed() {
		return f.author
	}
	return f.press
}

// document gives a Document as the deeds before left it.
func (f *filling) document(ctx context.Context, id content.ID) (*content.Document, error) {
	snap, err := f.log.Load(ctx, content.Ask{Documents: []content.ID{id}})
	return snap.Documents[id], err
}

// save writes a later text beside the public one.
func (f *filling) save(ctx context.Context, t sampleText) error {
	d, err := f.document(ctx, t.id)
	if err != nil {
		return err
	}
	in := editorial.Save{Document: t.id, Locale: t.locale, Base: d.Translation(t.locale).Version(), Words: t.words, CaughtUp: t.locale != t.source}
	if t.locale == t.source {
		in.Facts = &t.facts
	}
	_, err = f.house.desk.Save(ctx, f.writer(t), in)
	return err
}

// approve fills every step that the text needs.
func (f *filling) approve(ctx context.Context, t sampleText) error {
	d, err := f.document(ctx, t.id)
	if err != nil {
		return err
	}
	e := d.Translation(t.locale).Newest()
	for _, step := range e.Missing(t.typ.StepsIn(t.locale, t.facts.AuthenticIn(t.source))) {
		_, err := f.house.desk.Approve(ctx, f.editor, editorial.Approve{Document: t.id, Locale: t.locale, Step: step, Words: e.Words})
		if err != nil {
			return err
		}
	}
	return nil
}

// end takes down what is listed as taken down.
func (f *filling) end(ctx context.Context, s sample.State) (err error) {
	end := editorial.End{Document: f.id(s.Ref()), Locale: i18n.Locale(s.Locale), ReasonKey: "reason." + s.Reason}
	if s.State == "withdrawn" {
		_, err = f.house.desk.Withdraw(ctx, f.press, end)
		return err
	}
	end.Redirect.Document = f.id(s.Redirect)
	_, err = f.house.desk.Unpublish(ctx, f.press, end)
	return err
}

// except lets a locale come later than its group.
func (f *filling) except(ctx context.Context, s sample.State) error {
	due := content.DayOf(f.start.AddDate(0, 0, s.Days)).String()
	_, err := f.house.desk.Except(ctx, f.press, f.id(s.Ref()), i18n.Locale(s.Locale), s.Reason, due)
	return err
}
