package editorial

import (
	"context"

	"herald/content"
	"herald/i18n"
)

// Comment leaves a note for colleagues on a text, in its timeline. A Remark about a
// passage is refused where the text does not hold that passage: what it is about
// could never be found.
func (d *Desk) Comment(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale, in content.Remark) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		g, err := w.look(id, locale, newest)
		if err != nil {
			return err
		}
		if err := w.may(content.Comment, g); err != nil {
			return err
		}
		in = in.Normal()
		switch {
		case in.Text == "":
			return issue("comment", "issue.comment.missing")
		case in.Passage != "" && !g.words.Holds(in.Passage):
			return issue("passage", "issue.comment.passage")
		}
		note := w.keep(in.Encode())
		w.record(content.EventCommented, g.d, g.t, func(e *content.Event) { e.Note = note })
		return nil
	})
}
