package editorial

import (
	"context"

	"herald/content"
	"herald/internal/fault"
)

// Clockwork is the actor of what time does by itself.
const Clockwork content.MemberID = "system:clock"

// Tick commits what has come due: a scheduled Edition whose time has come is
// released, once; one that may not go public then has missed its time. Pages
// are right without it, because readers are shown what is due by the clock;
// index and alerts act on the Events. It returns how many Editions it moved.
func (d *Desk) Tick(ctx context.Context) (int, error) {
	due, err := d.Log.Due(ctx, content.Instant(d.Clock.Now()))
	if err != nil {
		return 0, err
	}
	moved := 0
	for _, id := range due {
		n := 0
		_, err := d.do(ctx, content.Actor{ID: Clockwork}, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
			n, err = w.releaseDue(id)
			return err
		})
		if err != nil {
			return moved, fault.Wrap(fault.KindOf(err), err, "release %s", id)
		}
		moved += n
	}
	return moved, nil
}

// releaseDue moves every due Edition of one Document, the source first.
func (w *work) releaseDue(id content.ID) (moved int, err error) {
	doc := w.snap.Documents[id]
	if doc == nil {
		return 0, nil
	}
	for _, sourceTurn := range []bool{true, false} {
		for _, t := range doc.Translations {
			e := t.NextEdition()
			if (t.Locale == doc.Source) != sourceTurn || e == nil || e.State != content.Scheduled || e.PublishAt.After(w.now) || t.Derived {
				continue
			}
			if err := w.releaseOne(id, t, e); err != nil {
				return moved, err
			}
			moved++
		}
	}
	return moved, nil
}

func (w *work) releaseOne(id content.ID, t *content.Translation, e *content.Edition) error {
	g, err := w.look(id, t.Locale, next)
	if err != nil {
		return err
	}
	source := g.d.SourceTranslation().LiveEdition()
	takeFacts(g, nil)
	shown := t.Locale == g.d.Source || source != nil && source.State.Readable()
	if len(e.Missing(g.steps)) > 0 || !shown {
		e.State = content.Missed
		w.dropDerived(g.d, t)
		w.record(content.EventMissed, g.d, t)
		return nil
	}
	return w.publish(g, release{by: e.ScheduledBy, at: e.PublishAt, kind: content.EventReleased})
}
