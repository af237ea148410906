package editorial

import (
	"slices"

	"herald/content"
	"herald/media"
)

// showing loads files with the Documents other than id that show one of them, and
// asks whether the actor may do action in each of those. It must come before
// changes.
func (w *work) showing(action content.Action, id content.ID, files []content.ID) ([]content.ID, error) {
	var others []content.ID
	for _, f := range files {
		more, err := w.others(id, f)
		if err != nil {
			return nil, err
		}
		others = append(others, more...)
	}
	slices.Sort(others)
	others = slices.Compact(others)
	if err := w.load(content.Ask{Documents: others, Assets: files}); err != nil {
		return nil, err
	}
	for _, other := range others {
		if _, _, err := w.whole(action, other); err != nil {
			return nil, err
		}
	}
	return others, nil
}

// removeFiles takes the files of r out: their Records say since when, and every note
// about them that ever was is emptied. The bytes are removed by whoever keeps them,
// once this is committed.
func (w *work) removeFiles(r *content.Redaction) error {
	for _, id := range r.Files {
		a, err := w.asset(id)
		if err != nil {
			return err
		}
		notes, err := w.notesOf(a)
		if err != nil {
			return err
		}
		for _, h := range notes {
			w.redactText(r, h, media.Notes{Of: id}.Text().Body)
		}
		a.Removed = w.now
		w.file(content.EventFileRemoved, a)
	}
	return nil
}

// notesOf gives every text of notes that an Asset ever had.
func (w *work) notesOf(a *media.Asset) ([]content.Hash, error) {
	all := []content.Hash{a.Notes}
	err := w.eachChangeOf(content.TrailQuery{Asset: a.ID}, func(c content.Change) error {
		for _, r := range c.Records {
			if r.Kind != content.RecordAsset || r.ID != a.ID {
				continue
			}
			was, err := media.DecodeAsset(r.Body)
			if err != nil {
				return err
			}
			all = append(all, was.Notes)
		}
		return nil
	})
	slices.Sort(all)
	return slices.Compact(all), err
}
