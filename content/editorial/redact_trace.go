package editorial

import (
	"cmp"
	"context"
	"regexp"
	"slices"

	"herald/content"
	"herald/media"
)

// Traces say where what a redaction would take out stands.
type Traces struct {
	Passages []Traced
	// Files are those that the Document shows or once showed.
	Files []TracedFile
}

// Traced is a passage with the places that it stands in.
type Traced struct {
	Passage string
	Count   int
	In      []TracedSpot
}

// TracedSpot is a text with the places of it that hold a passage.
type TracedSpot struct {
	Spot
	Cuts []content.Cut
}

// TracedFile is a file, with the other Documents that show it.
type TracedFile struct {
	Asset  *media.Asset
	Notes  media.Notes
	Others []content.ID
}

// Trace finds passages in every text that a Document ever had, and the files that
// it ever showed. It holds nobody up: what is asked for and confirmed is looked for
// again then.
func (d *Desk) Trace(ctx context.Context, actor content.Actor, id content.ID, passages ...string) (Traces, error) {
	w, doc, err := d.reading(ctx, actor, id)
	if err != nil {
		return Traces{}, err
	}
	return w.trace(doc, passages)
}

// Passages gives what an open redaction asks to take out, for the second person to
// read before confirming.
func (d *Desk) Passages(ctx context.Context, actor content.Actor, id content.ID) ([]string, error) {
	w, doc, err := d.reading(ctx, actor, id)
	if err != nil || doc.OpenRedaction() == nil {
		return nil, err
	}
	return w.passages(doc.OpenRedaction())
}

// reading loads a Document for somebody who may ask for a redaction of it.
func (d *Desk) reading(ctx context.Context, actor content.Actor, id content.ID) (*work, *content.Document, error) {
	w := &work{ctx: ctx, desk: d, actor: actor, now: content.Instant(d.Clock.Now()), ask: content.Ask{Documents: []content.ID{id}}}
	if err := w.load(content.Ask{}); err != nil {
		return nil, nil, err
	}
	doc, _, err := w.whole(content.AskRedaction, id)
	return w, doc, err
}

func (w *work) trace(doc *content.Document, passages []string) (Traces, error) {
	all, err := w.textsOf(doc)
	if err != nil {
		return Traces{}, err
	}
	bodies, err := w.desk.Log.Texts(w.ctx, all.hashes...)
	if err != nil {
		return Traces{}, err
	}
	x := content.NewTakeout(w.desk.Types.Get(doc.Type), passages, nil)
	found := Traces{Passages: make([]Traced, len(passages))}
	for i, p := range passages {
		found.Passages[i].Passage = p
	}
	named := map[content.ID]bool{}
	for _, h := range all.hashes {
		for _, id := range idsIn(bodies[h]) {
			named[id] = true
		}
		_, cuts, err := x.From(bodies[h], "")
		if err != nil {
			return Traces{}, err
		}
		for _, c := range cuts {
			p := &found.Passages[c.Passage]
			p.Count++
			for _, place := range all.places[h] {
				p.at(place, c)
			}
		}
	}
	for i := range found.Passages {
		slices.SortFunc(found.Passages[i].In, func(a, b TracedSpot) int {
			return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Locale, b.Locale), cmp.Compare(a.Edition, b.Edition))
		})
	}
	found.Files, err = w.tracedFiles(doc.ID, named)
	return found, err
}

func (t *Traced) at(p Spot, c content.Cut) {
	i := slices.IndexFunc(t.In, func(in TracedSpot) bool { return in.Spot == p })
	if i < 0 {
		t.In, i = append(t.In, TracedSpot{Spot: p}), len(t.In)
	}
	t.In[i].Cuts = append(t.In[i].Cuts, c)
}

var idForm = regexp.MustCompile(`\b[0-9a-z]{12}\b`)

// idsIn gives whatever in a text could be the id of a file.
func idsIn(body []byte) (ids []content.ID) {
	for _, id := range idForm.FindAll(body, -1) {
		ids = append(ids, content.ID(id))
	}
	return ids
}

// tracedFiles gives the files among ids that are there, with the Documents other
// than id that show them.
func (w *work) tracedFiles(id content.ID, ids map[content.ID]bool) ([]TracedFile, error) {
	ask := content.Ask{}
	for named := range ids {
		ask.Assets = append(ask.Assets, named)
	}
	slices.Sort(ask.Assets)
	snap, err := w.desk.Log.Load(w.ctx, ask)
	if err != nil {
		return nil, err
	}
	var all []TracedFile
	for _, named := range ask.Assets {
		r, ok := snap.Assets[named]
		if !ok {
			continue
		}
		a, err := media.DecodeAsset(r.Body)
		if err != nil {
			return nil, err
		}
		if !a.Removed.IsZero() {
			continue
		}
		f := TracedFile{Asset: a}
		if f.Notes, err = w.notes(a); err != nil {
			return nil, err
		}
		if f.Others, err = w.others(id, named); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// others gives the Documents other than id of which a text shows a file, in
// whatever State.
func (w *work) others(id, asset content.ID) ([]content.ID, error) {
	using, err := w.desk.Log.Using(w.ctx, asset)
	if err != nil {
		return nil, err
	}
	all, err := w.desk.Log.Showing(w.ctx, asset)
	for _, s := range using {
		all = append(all, s.Document)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(other content.ID) bool { return other == id }), err
}
