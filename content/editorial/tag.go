package editorial

import (
	"slices"

	"herald/content"
)

// tag puts onto the Events of every touched Document the tags of what readers
// see differently, by projecting it as it was and as it will be.
func (w *work) tag() error {
	p := content.Projector{Types: w.desk.Types, Sites: w.desk.Sites}
	for _, after := range w.touched {
		var was content.Projection
		if r, ok := w.before[after.ID]; ok {
			d, err := content.DecodeDocument(r.Body)
			if err != nil {
				return err
			}
			if was, err = w.project(p, d); err != nil {
				return err
			}
		}
		is, err := w.project(p, after)
		if err != nil {
			return err
		}
		w.hang(after.ID, p.Tags(was, is))
	}
	return nil
}

func (w *work) project(p content.Projector, d *content.Document) (content.Projection, error) {
	texts := map[content.Hash][]byte{}
	var stored []content.Hash
	for _, n := range p.Needs(d) {
		if i := slices.IndexFunc(w.texts, func(t content.Text) bool { return t.Hash == n.Hash }); i >= 0 {
			texts[n.Hash] = w.texts[i].Body
			continue
		}
		stored = append(stored, n.Hash)
	}
	if len(stored) > 0 {
		bodies, err := w.desk.Log.Texts(w.ctx, stored...)
		if err != nil {
			return content.Projection{}, err
		}
		for h, body := range bodies {
			texts[h] = body
		}
	}
	return p.Project(d, texts)
}

// hang puts the tags onto the last Event about the Document: one bearer in a
// Change is enough. What a reader sees of a Document can also follow from its
// Record alone, as with a debt that is paid off.
func (w *work) hang(id content.ID, tags []string) {
	for i := len(w.events) - 1; i >= 0; i-- {
		e := &w.events[i]
		if e.Document != id {
			continue
		}
		if e.Kind.Publicly() && !slices.Contains(tags, content.DocTag(id)) {
			tags = append(tags, content.DocTag(id))
		}
		if len(tags) > 0 && len(e.Tags) == 0 {
			e.Tags = tags
			return
		}
	}
}
