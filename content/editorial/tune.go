package editorial

import (
	"context"
	"slices"

	"herald/content"
	"herald/content/tuning"
	"herald/i18n"
	"herald/internal/fault"
)

// Searches names the searches that are tuned: those of a Site in a locale.
type Searches struct {
	Site   string
	Locale i18n.Locale
}

// Tuning gives what was said of some searches, as of now.
func (d *Desk) Tuning(ctx context.Context, of Searches) (*tuning.Tuning, error) {
	if err := d.tuned(of); err != nil {
		return nil, err
	}
	snap, err := d.Log.Load(ctx, content.Ask{Tuning: true})
	if err != nil {
		return nil, err
	}
	all, err := tuning.DecodeAll(snap.Tuning)
	return tuning.Of(all, of.Site, of.Locale), err
}

// KeepSynonyms lets words and phrases mean the same, as a new group or, with the id
// of one, in its place. It gives the id, and refuses what cannot be a group.
func (d *Desk) KeepSynonyms(ctx context.Context, actor content.Actor, of Searches, id content.ID, words []string) (content.ID, error) {
	kind := content.EventSynonymsChanged
	if id == "" {
		id, kind = content.NewID(), content.EventSynonymsAdded
	}
	err := d.tune(ctx, actor, of, nil, func(w *work, t *tuning.Tuning) error {
		before := t.Group(id)
		if kind == content.EventSynonymsChanged && before == nil {
			return fault.Absent("synonyms %s", id)
		}
		group := tuning.Synonyms{ID: id, Words: words, Added: w.mark()}
		if issues := t.Keep(group); len(issues) > 0 {
			return &IssuesError{Issues: issues}
		}
		after := t.Group(id)
		if before == nil || !slices.Equal(before.Words, after.Words) {
			w.tunes(kind, t, after.Text())
		}
		return nil
	})
	return id, err
}

// RemoveSynonyms gives a group up. One that is given up already stays so.
func (d *Desk) RemoveSynonyms(ctx context.Context, actor content.Actor, of Searches, id content.ID) error {
	return d.tune(ctx, actor, of, nil, func(w *work, t *tuning.Tuning) error {
		if group := t.Group(id); group != nil {
			was := group.Text()
			t.Remove(id)
			w.tunes(content.EventSynonymsRemoved, t, was)
		}
		return nil
	})
}

// PinResult puts Documents first for a question, as a new pin or, with the id of
// one, in its place. A Document has to be at home on the Site, and to be one that
// everybody or the actor may read.
func (d *Desk) PinResult(ctx context.Context, actor content.Actor, of Searches, pin tuning.Pin) (content.ID, error) {
	kind := content.EventPinChanged
	if pin.ID == "" {
		pin.ID, kind = content.NewID(), content.EventPinned
	}
	err := d.tune(ctx, actor, of, pin.Documents, func(w *work, t *tuning.Tuning) error {
		before := t.Pin(pin.ID)
		if kind == content.EventPinChanged && before == nil {
			return fault.Absent("pin %s", pin.ID)
		}
		pin.Added = w.mark()
		issues := t.KeepPin(pin)
		for _, id := range pin.Documents {
			if len(issues) == 0 && !w.pinnable(of.Site, id) {
				issues = []content.Issue{{Field: "documents", Key: "issue.tuning.no_document", Args: []any{"id", string(id)}}}
			}
		}
		if len(issues) > 0 {
			return &IssuesError{Issues: issues}
		}
		after := t.Pin(pin.ID)
		if before == nil || before.Question != after.Question || !slices.Equal(before.Documents, after.Documents) {
			w.tunes(kind, t, pinned(after))
		}
		return nil
	})
	return pin.ID, err
}

// Unpin gives a pin up. One that is given up already stays so.
func (d *Desk) Unpin(ctx context.Context, actor content.Actor, of Searches, id content.ID) error {
	return d.tune(ctx, actor, of, nil, func(w *work, t *tuning.Tuning) error {
		if pin := t.Pin(id); pin != nil {
			was := pinned(pin)
			t.Unpin(id)
			w.tunes(content.EventUnpinned, t, was)
		}
		return nil
	})
}

// pinned is how the audit trail names a pin.
func pinned(p *tuning.Pin) string {
	text := p.Question + " →"
	for _, id := range p.Documents {
		text += " " + string(id)
	}
	return text
}

// pinnable reports whether a loaded Document can stand first on a Site. One that
// the actor may not read answers as if it were not there.
func (w *work) pinnable(site string, id content.ID) bool {
	d := w.snap.Documents[id]
	if d == nil || d.Site != site {
		return false
	}
	typ := w.desk.Types.Get(d.Type)
	return typ != nil && !typ.Hidden && slices.ContainsFunc(d.Translations, func(t *content.Translation) bool {
		s := content.Subject{Document: d, Translation: t, Edition: t.Newest(), Type: typ, Locale: t.Locale, Now: w.now}
		return t.Readable(w.now) || content.Can(w.actor, content.ReadDraft, s) == nil
	})
}

// tuned refuses searches that nobody tunes: of no Site, of a language that it does
// not speak, or of one that follows another.
func (d *Desk) tuned(of Searches) error {
	if s := d.Sites[of.Site]; s != nil && slices.Contains(tuning.Locales(s), of.Locale) {
		return nil
	}
	return fault.Absent("searches of %q in %q", of.Site, of.Locale)
}

// tune lets verb change what is said of some searches.
func (d *Desk) tune(ctx context.Context, actor content.Actor, of Searches, documents []content.ID, verb func(*work, *tuning.Tuning) error) error {
	_, err := d.do(ctx, actor, content.Ask{Tuning: true, Documents: documents}, func(w *work) error {
		if err := d.tuned(of); err != nil {
			return err
		}
		if err := content.Can(w.actor, content.TuneSearch, content.Subject{Locale: of.Locale, Now: w.now}); err != nil {
			return err
		}
		all, err := tuning.DecodeAll(w.snap.Tuning)
		if err != nil {
			return err
		}
		return verb(w, tuning.Of(all, of.Site, of.Locale))
	})
	return err
}

// tunes puts what is said of some searches into the Change, with what happened.
func (w *work) tunes(kind content.EventKind, t *tuning.Tuning, what string) {
	w.tunings = append(w.tunings, t)
	w.events = append(w.events, content.Event{Kind: kind, At: w.now, By: w.actor.ID, Locale: t.Locale, Other: t.Site + ": " + what})
}
