package editorial

import (
	"context"

	"herald/content"
)

// Rehearsal is what a verb would leave behind: its rules were asked, and nothing
// was committed.
type Rehearsal struct {
	Before, After *content.Document
	texts         map[content.Hash][]byte
	log           content.Log
}

// Rehearse does a verb up to its commit. What it would refuse it refuses here too.
// The verb is given another Desk, which forgets what it did.
func (d *Desk) Rehearse(ctx context.Context, id content.ID, verb func(*Desk) (Result, error)) (*Rehearsal, error) {
	r := &Rehearsal{texts: map[content.Hash][]byte{}, log: d.Log}
	snap, err := d.Log.Load(ctx, content.Ask{Documents: []content.ID{id}})
	if err != nil {
		return nil, err
	}
	r.Before = snap.Documents[id]
	dry := &Desk{Log: d.Log, Types: d.Types, Sites: d.Sites, Clock: d.Clock, Removed: d.Removed, Named: d.Named, rehearsal: r}
	if _, err := verb(dry); err != nil {
		return nil, err
	}
	return r, nil
}

// take keeps what a verb would have committed about the Document.
func (r *Rehearsal) take(w *work) {
	for _, d := range w.touched {
		if r.Before != nil && d.ID == r.Before.ID {
			r.After = d
		}
	}
	for _, t := range w.texts {
		r.texts[t.Hash] = t.Body
	}
}

// Words gives the words of an Edition as the verb would leave it.
func (r *Rehearsal) Words(ctx context.Context, h content.Hash) (content.Words, error) {
	if body, ok := r.texts[h]; ok {
		return content.DecodeWords(body)
	}
	bodies, err := r.log.Texts(ctx, h)
	if err != nil {
		return content.Words{}, err
	}
	return content.DecodeWords(bodies[h])
}
