package admin

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/web"
)

// onRun are the actions that the page of a run has.
var onRun = []content.Action{content.Approve, content.Return, content.Comment}

// queueAct does what a button of a run says, and goes on to the next text. The words
// that were shown come with the form: no others are approved by it.
func queueAct(v *visit) error {
	o, err := v.openWaiting()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(doable, func(d doableAct) bool {
		return slices.Contains(onRun, d.action) && string(d.action) == v.c.Params("action")
	})
	if i < 0 {
		return fault.Absent("action %q", v.c.Params("action"))
	}
	d := doable[i]
	if _, err := d.do(v, o); err != nil {
		return v.refuseQueued(err, d.action)
	}
	r := v.run()
	if r.since.IsZero() {
		r.since = v.now
	}
	if d.action == content.Comment {
		return v.to(done(r.at(o.d.ID, o.t.Locale), d.action) + "#_remarks")
	}
	return v.onward(r, d.action)
}

// onward goes on to what waits next, or to the end of the run.
func (v *visit) onward(r run, did content.Action) error {
	w, err := v.waits(r)
	if err != nil {
		return err
	}
	ahead := Ahead{Next: r.from(), Said: v.T("desk.done." + string(did))}
	if len(w.all) > 0 {
		s := &w.all[0]
		ahead.Next, ahead.Place = done(r.at(s.Document, s.Locale), did), v.placeOf(w, 0)
		if did != content.Return {
			// What was just said can be picked on the next page: it is made anew.
			ahead.Mark = mark(s)
		}
	}
	if strings.Contains(v.c.Get(fiber.HeaderAccept), fiber.MIMEApplicationJSON) {
		return v.c.JSON(ahead)
	}
	return v.to(ahead.Next)
}

// Ahead tells the script of a run where it goes on. A page that it has fetched before
// is shown only if its Mark is this one: then nothing has happened to that text since.
// An empty Mark is that of no page.
type Ahead struct {
	Next  string `json:"next"`
	Mark  string `json:"mark"`
	Place string `json:"place"`
	Said  string `json:"said"`
}

// done adds to an address what has just been done.
func done(path string, action content.Action) string {
	if strings.Contains(path, "?") {
		return path + "&done=" + string(action)
	}
	return path + "?done=" + string(action)
}

// refuseQueued stays at the text and says what is wrong, with what was typed.
func (v *visit) refuseQueued(err error, action content.Action) error {
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	o, loadErr := v.openWaiting()
	if loadErr != nil {
		return loadErr
	}
	reason := refusedReason(&m)
	return v.queueForm(o, m, web.Status(err), func(a *Act) {
		if a.Name == string(action) {
			a.Typed, a.Mistake = v.reason(), reason
		}
	})
}

// meanwhile says what has happened to a text since it was shown, and what it says
// differently now.
func (v *visit) meanwhile(p *Text, o *open) error {
	if seen, err := strconv.ParseInt(v.field("seen"), 10, 64); err == nil && seen > 0 {
		at := time.UnixMilli(seen)
		for _, h := range p.History {
			if h.When.After(at) {
				p.Run.Meanwhile = append(p.Run.Meanwhile, h)
			}
		}
	}
	shown := content.Hash(v.field("words"))
	if shown == o.e.Words || !wasOf(o.t, shown) {
		return nil
	}
	was, err := v.version(o, shown, "")
	if err != nil {
		return err
	}
	titles, err := v.titles(o)
	if err != nil {
		return err
	}
	p.Run.Since = v.compare(o, was, titles)
	return nil
}

// wasOf reports whether words are those of an Edition of t, or of a save of one: a hash
// that a form brings opens no other text.
func wasOf(t *content.Translation, words content.Hash) bool {
	return words != "" && slices.ContainsFunc(t.Editions, func(e *content.Edition) bool {
		return e.Words == words || slices.ContainsFunc(e.Revisions, func(r content.Revision) bool { return r.Words == words })
	})
}
