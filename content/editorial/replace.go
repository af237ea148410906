package editorial

import (
	"context"
	"slices"
	"strings"

	"herald/content"
	"herald/media"
)

// Replaced says what became of the texts that showed a file.
type Replaced struct {
	// Drafts are the texts that have a draft with the new file now.
	Drafts []Result
	// Waiting are those that are under review, approved or scheduled: they are
	// not touched, and cannot go on before their author has taken the new file.
	Waiting []Result
}

// Replace puts one Asset in the place of another: a scan that was cut off, a
// picture of the wrong bridge. What is public stays as it is, and beside every text
// that shows the old file a draft with the new one is made, for the usual steps.
// The old address leads to the new file as soon as that is public. Whoever
// replaces must be allowed to in every Document concerned, and agrees to a file
// that readers are not given yet by naming it again.
func (d *Desk) Replace(ctx context.Context, actor content.Actor, old, by content.ID, agreed ...content.ID) (Replaced, error) {
	var out Replaced
	_, err := d.do(ctx, actor, content.Ask{Assets: []content.ID{old, by}}, func(w *work) error {
		out = Replaced{}
		before, after, err := w.both(old, by)
		if err != nil {
			return err
		}
		ids, err := d.Log.Showing(ctx, old)
		if err != nil {
			return err
		}
		if err := w.load(content.Ask{Documents: ids}); err != nil {
			return err
		}
		for _, id := range ids {
			if err := w.replaceIn(id, old, by, agreed, &out); err != nil {
				return err
			}
		}
		before.Successor = after.ID
		w.file(content.EventReplaced, before)
		return nil
	})
	return out, err
}

// both gives the two Assets, if the one may take the place of the other: without
// going round in circles, and a picture only of a picture.
func (w *work) both(old, by content.ID) (before, after *media.Asset, err error) {
	if before, err = w.asset(old); err != nil {
		return nil, nil, err
	}
	if after, err = w.asset(by); err != nil {
		return nil, nil, err
	}
	switch {
	case old == by, before.Successor != "", after.Successor != "":
		return nil, nil, issue("asset:"+string(by), "issue.asset.gone", "file", string(by))
	case before.Kind.Class() != after.Kind.Class():
		return nil, nil, issue("asset:"+string(by), "issue.asset.other_class")
	}
	return before, after, nil
}

// replaceIn makes the drafts of one Document.
func (w *work) replaceIn(id, old, by content.ID, agreed []content.ID, out *Replaced) error {
	doc, err := w.document(id)
	if err != nil {
		return err
	}
	for _, t := range doc.Translations {
		if t.Newest() == nil || t.Derived {
			continue
		}
		g, err := w.look(id, t.Locale, newest)
		if err != nil {
			return err
		}
		if err := w.may(content.ReplaceFile, g); err != nil {
			return err
		}
		x := exchange{old: old, by: by}
		words, facts := x.words(g.typ, g.words), g.facts
		if t.Locale == doc.Source {
			facts = x.facts(g.typ, g.facts)
		}
		if !x.found {
			continue
		}
		if err := w.expose(g, words, facts, agreed); err != nil {
			return err
		}
		here := Result{Document: id, Locale: t.Locale}
		tr, ok := content.Find(content.Save, g.e.State)
		if !ok || g.e.State != content.Draft && g.e.State != content.Returned && !tr.Opens {
			out.Waiting = append(out.Waiting, here)
			continue
		}
		e := g.e
		if tr.Opens {
			e = t.Open(g.e)
		}
		e.State = tr.To[0]
		w.revise(t, e, words, facts, false)
		w.record(content.EventSaved, doc, t)
		here.Edition, here.State, here.Version = e.Number, e.State, t.Version()
		out.Drafts = append(out.Drafts, here)
	}
	return nil
}

// exchange puts one Asset in the place of another wherever a text names it.
type exchange struct {
	old, by content.ID
	found   bool
}

func (x *exchange) id(id content.ID) content.ID {
	if id != x.old {
		return id
	}
	x.found = true
	return x.by
}

// prose exchanges addresses in Markdown. An id has one length, so that none is
// the beginning of another.
func (x *exchange) prose(s string) string {
	out := strings.ReplaceAll(s, "asset:"+string(x.old), "asset:"+string(x.by))
	x.found = x.found || out != s
	return out
}

func (x *exchange) words(t *content.Type, w content.Words) content.Words {
	w.Body = x.prose(w.Body)
	w.Assets = slices.Clone(w.Assets)
	for i := range w.Assets {
		a := &w.Assets[i]
		a.Asset, a.Captions = x.id(a.Asset), x.id(a.Captions)
	}
	w.Fields = x.fields(t.Fields, w.Fields.Clone())
	return w
}

func (x *exchange) facts(t *content.Type, f content.Facts) content.Facts {
	f.Fields = x.fields(t.Fields, f.Fields.Clone())
	return f
}

func (x *exchange) fields(fields []content.Field, values content.Fields) content.Fields {
	for _, f := range fields {
		v := values[f.Name]
		for i, item := range v.Items {
			switch f.Kind {
			case content.KindAsset:
				v.Items[i] = string(x.id(content.ID(item)))
			case content.KindProse:
				v.Items[i] = x.prose(item)
			}
		}
		for _, row := range v.Rows {
			x.fields(f.Fields, row)
		}
	}
	return values
}
