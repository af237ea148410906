package editorial

import (
	"context"

	"herald/content"
	"herald/i18n"
)

// Move says where a text goes.
type Move struct {
	Document content.ID
	Locale   i18n.Locale
	// Path is the new whole path; empty keeps it.
	Path string
	// Place is the new place in the page tree, given with the source; nil keeps it.
	Place *Place
}

// Place is a place in the page tree.
type Place struct {
	Parent content.ID
	Order  int
}

// Move gives a page another place in the tree, or a text another address, in
// the Edition being prepared; it becomes public as any change does. Pages below
// keep their addresses, and the old address leads to the new one.
func (d *Desk) Move(ctx context.Context, actor content.Actor, in Move) (Result, error) {
	return d.Arrange(ctx, actor, []Move{in})
}

// Arrange makes several Moves in one Change: a page goes to its place, and those
// beside it make room. The Result is about the first. No page may come to stand
// below itself.
func (d *Desk) Arrange(ctx context.Context, actor content.Actor, all []Move) (Result, error) {
	var ask content.Ask
	for _, in := range all {
		ask.Documents = append(ask.Documents, in.Document)
	}
	return d.do(ctx, actor, ask, func(w *work) error {
		for _, in := range all {
			if err := w.climb(in, all); err != nil {
				return err
			}
		}
		var first *target
		for i := len(all) - 1; i >= 0; i-- {
			moved, err := w.move(all[i])
			if err != nil {
				return err
			}
			first = moved
		}
		if first == nil {
			return nil
		}
		return w.advise(first.d, first.t)
	})
}

// climb refuses a place below the page itself. It loads what stands above.
func (w *work) climb(in Move, all []Move) error {
	if in.Place == nil {
		return nil
	}
	seen := map[content.ID]bool{}
	for at := in.Place.Parent; at != "" && !seen[at]; {
		if at == in.Document {
			return issue("parent", "issue.parent.below")
		}
		seen[at] = true
		above, err := w.parentOf(at, all)
		if err != nil {
			return err
		}
		at = above
	}
	return nil
}

// parentOf is the page above id, as it will be after all Moves; "" where id is not there.
func (w *work) parentOf(id content.ID, all []Move) (content.ID, error) {
	for _, in := range all {
		if in.Document == id && in.Place != nil {
			return in.Place.Parent, nil
		}
	}
	if _, loaded := w.snap.Documents[id]; !loaded {
		if err := w.load(content.Ask{Documents: []content.ID{id}}); err != nil {
			return "", err
		}
	}
	doc := w.snap.Documents[id]
	if doc == nil || doc.SourceTranslation() == nil || doc.SourceTranslation().Newest() == nil {
		return "", nil
	}
	facts, err := w.facts(doc.SourceTranslation().Newest().Facts)
	return facts.Parent, err
}

// move makes one Move. It gives nothing where nothing changes.
func (w *work) move(in Move) (*target, error) {
	g, err := w.look(in.Document, in.Locale, newest)
	if err != nil {
		return nil, err
	}
	if err := w.may(content.Move, g); err != nil {
		return nil, err
	}
	tr, ok := content.Find(content.Save, g.e.State)
	if !ok || g.t.Derived {
		return nil, wrongState(content.Move, g.e.State)
	}
	words, facts := g.words, g.facts
	if in.Path != "" {
		words.Path = in.Path
	}
	if in.Place != nil {
		if in.Locale != g.d.Source {
			return nil, issue("parent", "issue.parent.source")
		}
		facts.Parent, facts.Order = in.Place.Parent, in.Place.Order
	}
	if w.unchanged(g, words, facts) {
		return nil, nil
	}
	e := g.e
	if tr.Opens {
		e = g.t.Open(g.e)
	}
	e.State = tr.To[0]
	w.revise(g.t, e, words, facts, false)
	w.record(content.EventMoved, g.d, g.t)
	w.needless(g, e)
	return g, nil
}

// needless drops an Edition that a Move has made what readers see already: a page
// that was put back needs nobody's approval. What others wrote is never dropped: then
// its words or facts differ.
func (w *work) needless(g *target, e *content.Edition) {
	live := g.t.LiveEdition()
	if live == nil || live == e || !live.State.Readable() || e.State != content.Draft || live.Words != e.Words || live.Facts != e.Facts {
		return
	}
	e.State = content.Discarded
	w.record(content.EventDiscarded, g.d, g.t)
	g.t.Next = 0
}
