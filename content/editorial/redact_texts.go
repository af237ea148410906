package editorial

import (
	"context"
	"slices"

	"herald/content"
	"herald/i18n"
)

// SpotKind says what sort of text a passage stands in.
type SpotKind string

// The sorts of texts: the words or facts of an Edition, an earlier save, what
// colleagues wrote to each other, a reason that readers are told, and what is said
// about a file.
const (
	SpotWords  SpotKind = "words"
	SpotFacts  SpotKind = "facts"
	SpotSave   SpotKind = "save"
	SpotNote   SpotKind = "note"
	SpotReason SpotKind = "reason"
)

// Spot is a text of a Document as people know it: which sort, in which language,
// of which Edition, 0 where it is of none.
type Spot struct {
	Kind    SpotKind
	Locale  i18n.Locale
	Edition int
}

// texts are all the texts of a Document that ever were, and where each stands.
type texts struct {
	hashes []content.Hash
	places map[content.Hash][]Spot
}

func (t *texts) add(p Spot, hashes ...content.Hash) {
	for _, h := range hashes {
		if h != "" && !slices.Contains(t.places[h], p) {
			t.places[h] = append(t.places[h], p)
		}
	}
}

// weak adds a place to what has none yet.
func (t *texts) weak(p Spot, hashes ...content.Hash) {
	for _, h := range hashes {
		if len(t.places[h]) == 0 {
			t.add(p, h)
		}
	}
}

// localeOf gives the locale that a text is read in; the source's where it is no
// language's own.
func (t *texts) localeOf(h content.Hash, doc *content.Document) i18n.Locale {
	for _, p := range t.places[h] {
		if p.Locale != "" {
			return p.Locale
		}
	}
	return doc.Source
}

// textsOf gives every text of doc: those its Record names, those that it named
// before, such as Revisions that were dropped, and the notes of its timeline.
func (w *work) textsOf(doc *content.Document) (*texts, error) {
	t := &texts{places: map[content.Hash][]Spot{}}
	t.of(doc)
	kin, err := t.history(w, doc.ID, nil)
	for _, other := range kin {
		if err == nil {
			err = t.joined(w, other)
		}
	}
	for h := range t.places {
		t.hashes = append(t.hashes, h)
	}
	slices.Sort(t.hashes)
	return t, err
}

// history adds the texts that a Document had, but for those in except. It gives the
// Documents that the texts came from or went to.
func (t *texts) history(w *work, id content.ID, except []content.Hash) (kin []content.ID, err error) {
	weak := func(p Spot, hashes ...content.Hash) {
		t.weak(p, slices.DeleteFunc(slices.Clone(hashes), func(h content.Hash) bool { return slices.Contains(except, h) })...)
	}
	return kin, w.eachChangeOf(content.TrailQuery{Document: id}, func(c content.Change) error {
		for _, e := range c.Events {
			if e.Document != id {
				continue
			}
			weak(Spot{SpotNote, e.Locale, e.Edition}, e.Note)
			weak(Spot{SpotSave, e.Locale, e.Edition}, e.Words)
			if e.Kind == content.EventJoined || e.Kind == content.EventSplit {
				kin = append(kin, content.ID(e.Other))
			}
		}
		for _, r := range c.Records {
			if r.Kind != content.RecordDocument || r.ID != id {
				continue
			}
			was, err := content.DecodeDocument(r.Body)
			if err != nil {
				return err
			}
			earlier := &texts{places: map[content.Hash][]Spot{}}
			earlier.of(was)
			for h, places := range earlier.places {
				for _, p := range places {
					if p.Kind == SpotWords || p.Kind == SpotFacts {
						p.Kind = SpotSave
					}
					weak(p, h)
				}
			}
		}
		return nil
	})
}

// joined adds the history of a Document that was joined to this one, or that this
// one was split from, without what that one still says itself.
func (t *texts) joined(w *work, other content.ID) error {
	snap, err := w.desk.Log.Load(w.ctx, content.Ask{Documents: []content.ID{other}})
	if err != nil {
		return err
	}
	var own []content.Hash
	if d := snap.Documents[other]; d != nil {
		own = d.Texts()
	}
	_, err = t.history(w, other, own)
	return err
}

// of adds the texts that a Record names.
func (t *texts) of(doc *content.Document) {
	for _, tr := range doc.Translations {
		for _, e := range tr.Editions {
			t.add(Spot{SpotWords, tr.Locale, e.Number}, e.Words)
			t.add(Spot{Kind: SpotFacts, Edition: e.Number}, e.Facts)
			if e.Ending != nil {
				t.add(Spot{SpotReason, tr.Locale, e.Number}, e.Ending.Reason.Text)
			}
			if e.Published != nil {
				t.add(Spot{SpotNote, tr.Locale, e.Number}, e.Published.Urgent)
			}
		}
		for _, e := range tr.Editions {
			for _, r := range e.Revisions {
				t.weak(Spot{SpotSave, tr.Locale, e.Number}, r.Words, r.Facts)
			}
		}
		if tr.Follows != nil {
			t.add(Spot{Kind: SpotNote, Locale: tr.Locale}, tr.Follows.Reason)
		}
	}
	// What else the Record names, such as what a translation was made from.
	t.weak(Spot{Kind: SpotSave}, doc.Texts()...)
}

// eachChangeOf calls for the Changes of which the Trail tells something, in order. A
// log without a Trail is walked whole.
func (w *work) eachChangeOf(q content.TrailQuery, do func(content.Change) error) error {
	log, ok := w.desk.Log.(interface {
		Trail(ctx context.Context, q content.TrailQuery) ([]content.TrailEntry, error)
	})
	if !ok {
		return w.eachChange(do)
	}
	entries, err := log.Trail(w.ctx, q)
	if err != nil {
		return err
	}
	seen := content.Position(0)
	for _, e := range entries {
		if e.Position == seen {
			continue
		}
		seen = e.Position
		changes, err := w.desk.Log.Changes(w.ctx, e.Position-1, 1)
		if err != nil {
			return err
		}
		for _, c := range changes {
			if err := do(c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *work) eachChange(do func(content.Change) error) error {
	const batch = 500
	for after := content.Position(0); ; {
		changes, err := w.desk.Log.Changes(w.ctx, after, batch)
		if err != nil {
			return err
		}
		for _, c := range changes {
			if err := do(c); err != nil {
				return err
			}
			after = c.Position
		}
		if len(changes) < batch {
			return nil
		}
	}
}
