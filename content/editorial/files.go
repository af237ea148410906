package editorial

import (
	"context"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// TakeIn makes an Asset of a file that was looked into and whose bytes are kept.
// The same bytes are one Asset: where there is one already, its id is the answer
// and nothing changes. Of file counts what it says of the bytes, and its id where
// it has one that is free: an import keeps the ids that an export wrote.
func (d *Desk) TakeIn(ctx context.Context, actor content.Actor, file media.Asset, notes media.Notes) (content.ID, error) {
	id := content.NewID()
	claim := media.BlobClaim(file.Blob)
	ask := content.Ask{Claims: []content.Claim{claim}}
	if file.ID.Valid() {
		ask.Assets = []content.ID{file.ID}
	}
	_, err := d.do(ctx, actor, ask, func(w *work) error {
		if err := w.mayUpload(); err != nil {
			return err
		}
		if held := w.snap.Claimed[claim]; len(held) > 0 {
			id = held[0]
			return w.again(id)
		}
		if _, taken := w.snap.Assets[file.ID]; file.ID.Valid() && !taken {
			id = file.ID
		}
		file.ID, file.Focal, file.Uploaded = id, media.Center, w.mark()
		file.Successor, file.Removed = "", time.Time{}
		notes.Of = id
		file.Notes = w.keep(notes.Text())
		w.file(content.EventUploaded, &file)
		return nil
	})
	return id, err
}

// again remembers who else brought a file that is there already: they may see it.
func (w *work) again(id content.ID) error {
	if err := w.load(content.Ask{Assets: []content.ID{id}}); err != nil {
		return err
	}
	a, err := w.asset(id)
	if err != nil || a.Uploaded.By == w.actor.ID || w.actor.ID.IsSystem() {
		return err
	}
	w.events = append(w.events, content.Event{Kind: content.EventUploaded, At: w.now, By: w.actor.ID, Asset: id})
	return nil
}

// Describe changes what must stay in the crops of a picture and what is offered
// where a file is used. base is the text of the notes that the change started
// from; a stale one is refused as a conflict.
func (d *Desk) Describe(ctx context.Context, actor content.Actor, id content.ID, base content.Hash, focal media.Focal, notes media.Notes) error {
	_, err := d.do(ctx, actor, content.Ask{Assets: []content.ID{id}}, func(w *work) error {
		if err := w.mayUpload(); err != nil {
			return err
		}
		a, err := w.asset(id)
		switch {
		case err != nil:
			return err
		case !focal.Valid():
			return issue("focal", "issue.focal")
		case a.Notes != base:
			return fault.New(fault.Conflict, "fault.conflict")
		}
		was, err := w.notes(a)
		if err != nil {
			return err
		}
		// Under what name it came is history.
		notes.Name, notes.Of = was.Name, id
		hash := notes.Text().Hash
		if hash == a.Notes && focal == a.Focal {
			return nil
		}
		a.Focal, a.Notes = focal, w.keep(notes.Text())
		w.file(content.EventDescribed, a)
		return nil
	})
	return err
}

// Notes gives the words about an Asset.
func (d *Desk) Notes(ctx context.Context, a *media.Asset) (media.Notes, error) {
	bodies, err := d.Log.Texts(ctx, a.Notes)
	if err != nil {
		return media.Notes{}, err
	}
	return media.DecodeNotes(bodies[a.Notes])
}

func (w *work) mayUpload() error {
	if w.actor.ID.IsSystem() {
		return nil
	}
	return content.Can(w.actor, content.Upload, content.Subject{Now: w.now})
}

// asset gives a loaded Asset that was not removed, or fault.NotFound.
func (w *work) asset(id content.ID) (*media.Asset, error) {
	r, ok := w.snap.Assets[id]
	if !ok {
		return nil, fault.Absent("asset %q", id)
	}
	a, err := media.DecodeAsset(r.Body)
	if err != nil {
		return nil, err
	}
	if !a.Removed.IsZero() {
		return nil, fault.Absent("asset %q, which was removed", id)
	}
	return a, nil
}

func (w *work) notes(a *media.Asset) (media.Notes, error) {
	body, err := w.body(a.Notes)
	if err != nil {
		return media.Notes{}, err
	}
	return media.DecodeNotes(body)
}

// file puts an Asset into the Change, with what happened to it.
func (w *work) file(kind content.EventKind, a *media.Asset) {
	w.files = append(w.files, a)
	w.events = append(w.events, content.Event{Kind: kind, At: w.now, By: w.actor.ID, Asset: a.ID, Tags: []string{content.AssetTag(a.ID)}})
}
