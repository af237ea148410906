package editorial

import (
	"slices"

	"herald/content"
	"herald/media"
)

// expose refuses to put files that readers are not given yet into a text of a
// public Site, until the actor has agreed to each. What an import brings was
// public before. It loads, so it must come before changes.
func (w *work) expose(g *target, words content.Words, facts content.Facts, agreed []content.ID) error {
	if g.site.Audience != content.Public || w.actor.ID.IsSystem() {
		return nil
	}
	held := content.AssetsOf(g.typ, g.words, g.facts, content.Public)
	var issues []content.Issue
	for _, id := range content.AssetsOf(g.typ, words, facts, content.Public) {
		if slices.Contains(held, id) || slices.Contains(agreed, id) {
			continue
		}
		uses, err := w.desk.Log.Using(w.ctx, id)
		if err != nil {
			return err
		}
		own, err := w.brought(id)
		if err != nil {
			return err
		}
		if i, asks := content.Exposing(g.d, id, uses, own); asks {
			i.Locale = g.t.Locale
			issues = append(issues, i)
		}
	}
	if len(issues) > 0 {
		return &IssuesError{Issues: issues}
	}
	return nil
}

// brought reports whether the actor brought a file. One that there is not, which
// the requirements say, cannot be shown to anybody.
func (w *work) brought(id content.ID) (bool, error) {
	snap, err := w.desk.Log.Load(w.ctx, content.Ask{Assets: []content.ID{id}})
	if err != nil {
		return false, err
	}
	r, ok := snap.Assets[id]
	if !ok {
		return true, nil
	}
	a, err := media.DecodeAsset(r.Body)
	return err == nil && a.Uploaded.By == w.actor.ID, err
}
