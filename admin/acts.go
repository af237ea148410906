package admin

import (
	"cmp"
	"slices"
	"strings"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
	"herald/internal/web"
)

// Act is something that the member can do with a text now.
type Act struct {
	// Name is that of the action, ID tells two acts of one name apart.
	Name, ID, Button, Effect string
	// Step is the step that an approval fills, Words the text that was shown.
	Step, Words string
	// Reason asks for a written reason.
	Reason bool
	// URL leads to the page of an act that needs more than a press.
	URL string
	// Typed is what was typed when the act was refused, Mistake what is wrong with it.
	Typed, Mistake string
	// Main is the one act that is most likely wanted.
	Main bool
}

// Refusal is an act that the member's role has and that cannot be done, with why.
type Refusal struct{ Action, Why string }

// doableAct is an action that a press on the page of a text does, with its verb.
type doableAct struct {
	action content.Action
	slot   func(*content.Translation) *content.Edition
	do     func(v *visit, o *open) (editorial.Result, error)
}

// doable are those actions. The others are doings.
var doable = []doableAct{
	{content.Approve, awaited, func(v *visit, o *open) (editorial.Result, error) {
		return v.Desk.Approve(v.ctx, v.actor, editorial.Approve{Document: o.d.ID, Locale: o.t.Locale, Step: v.field("step"), Words: content.Hash(v.field("words"))})
	}},
	{content.Return, (*content.Translation).NextEdition, func(v *visit, o *open) (editorial.Result, error) {
		return v.Desk.Return(v.ctx, v.actor, o.d.ID, o.t.Locale, v.reason())
	}},
	{content.TakeBack, (*content.Translation).NextEdition, func(v *visit, o *open) (editorial.Result, error) {
		return v.Desk.TakeBack(v.ctx, v.actor, o.d.ID, o.t.Locale)
	}},
	{content.Comment, (*content.Translation).Newest, func(v *visit, o *open) (editorial.Result, error) {
		return v.Desk.Comment(v.ctx, v.actor, o.d.ID, o.t.Locale, v.remark())
	}},
}

// awaited is the Edition of which a step is asked for, else the one that is edited.
func awaited(t *content.Translation) *content.Edition {
	if e := t.Awaited(); e != nil {
		return e
	}
	return t.Newest()
}

// acts gives what the member can do with a text, as the table of states and the
// policy say. What their role has and something else refuses is told with why.
func (v *visit) acts(o *open) (acts []Act, refused []Refusal) {
	for _, d := range doable {
		e := d.slot(o.t)
		if e == nil || !v.mayAny(d.action) {
			continue
		}
		if d.action != content.Comment {
			if _, ok := content.Find(d.action, e.State); !ok {
				continue
			}
		}
		s := o.subject
		s.Edition = e
		for _, step := range o.stepsOf(d.action, e) {
			s.Step = step
			switch err := content.Can(v.actor, d.action, s); {
			case err == nil && d.action == content.Approve && e != o.e:
				// Only what is shown is approved: the other Edition has a page that shows it.
				acts = append(acts, Act{Name: string(d.action), ID: string(d.action) + "-" + step, Button: v.T("desk.text.approve", "step", v.step(step)), URL: queuePath(o.d.ID, o.t.Locale)})
			case err == nil:
				acts = append(acts, v.act(d.action, e, step))
			case strings.Contains(keyOf(err), "four_eyes"):
				refused = append(refused, Refusal{Action: v.T("action." + string(d.action)), Why: v.say(err)})
			}
		}
	}
	more, also := v.doings(o)
	acts, refused = append(acts, more...), append(refused, also...)
	more, also = v.paperAct(o)
	acts, refused = append(acts, more...), append(refused, also...)
	slices.SortStableFunc(acts, func(a, b Act) int { return cmp.Compare(rank(a), rank(b)) })
	if len(acts) > 0 && (acts[0].Name == string(content.Approve) || slices.Contains(onward, acts[0].Name)) {
		acts[0].Main = true
	}
	return acts, refused
}

// onward are the acts that a text waits for; the first of them is the main one.
var onward = []string{"submit", "publish", "seal_reason"}

// rank puts what is pressed here before what has a page of its own, and before
// both what the text waits for.
func rank(a Act) int {
	switch {
	case a.Name == string(content.Approve) || slices.Contains(onward, a.Name):
		return 0
	case a.URL == "":
		return 1
	}
	return 2
}

// doings gives the acts with a page of their own that the member can do now.
func (v *visit) doings(o *open) (acts []Act, refused []Refusal) {
	for _, d := range doings {
		e := d.slot(o.t)
		if e == nil || !v.mayAny(d.action) || d.offered != nil && !d.offered(v, o) || !d.from(e.State) {
			continue
		}
		s := o.subject
		s.Edition = e
		if d.about != nil {
			d.about(&s)
		}
		switch err := content.Can(v.actor, d.action, s); {
		case err == nil:
			acts = append(acts, Act{Name: d.name, ID: d.name, Button: v.T(d.title()), URL: documentURL(o.d.ID, o.t.Locale) + "/do/" + d.name})
		case strings.Contains(keyOf(err), "four_eyes"):
			refused = append(refused, Refusal{Action: v.T(d.title()), Why: v.say(err)})
		}
	}
	return acts, refused
}

// from reports whether the table lets the action begin at a state. What is about a
// whole Document, or about its facts, stands in no table.
func (d *doing) from(state content.State) bool {
	if d.offered != nil {
		return true
	}
	_, ok := content.Find(d.action, state)
	return ok
}

// stepsOf gives the steps that an action could be about: for an approval those that
// can be given to e, for any other action none by name.
func (o *open) stepsOf(action content.Action, e *content.Edition) []string {
	if action != content.Approve {
		return []string{""}
	}
	return o.t.Askable(e, o.steps)
}

func keyOf(err error) string {
	if f := faultOf(err); f != nil {
		return f.Key
	}
	return ""
}

func (v *visit) act(action content.Action, e *content.Edition, step string) Act {
	a := Act{Name: string(action), ID: string(action) + "-" + step, Button: v.T("action." + string(action)), Effect: v.T("desk.effect." + string(action))}
	switch action {
	case content.Approve:
		a.Button, a.Step, a.Words = v.T("desk.text.approve", "step", v.step(step)), step, string(e.Words)
	case content.Return, content.Comment:
		a.Reason = true
	}
	return a
}

// act does what a button of a text says. It is asked again who may: the page may
// be old, and the verb knows better than any page.
func act(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	if v.c.Params("action") == "copy" {
		return v.copyAsNew(o)
	}
	if d := doingCalled(v.c.Params("action")); d != nil {
		return v.doAct(o, d)
	}
	for _, d := range doable {
		if string(d.action) != v.c.Params("action") {
			continue
		}
		if _, err := d.do(v, o); err != nil {
			return v.refuseAct(err, d.action)
		}
		return v.to(v.afterActing(o, d.action))
	}
	return fault.Absent("action %q", v.c.Params("action"))
}

// refuseAct shows the text again with what is wrong, beside the field where it is
// about one, and with what was typed.
func (v *visit) refuseAct(err error, action content.Action) error {
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	reason := refusedReason(&m)
	return v.textForm(m, web.Status(err), func(a *Act) {
		if a.Name == string(action) {
			a.Typed, a.Mistake = v.reason(), reason
		}
	})
}

// refusedReason takes out of m what is wrong with the reason that was typed. What is
// beside no field of the page stands above it.
func refusedReason(m *mistakes) string {
	reason := m.ByField["reason"] + m.ByField["comment"]
	if reason == "" && len(m.Whole) == 0 {
		for _, text := range m.ByField {
			m.Whole = append(m.Whole, text)
		}
	}
	return reason
}

// afterActing is where the member goes on: who checks texts to the next that waits,
// everybody else to the text.
func (v *visit) afterActing(o *open, action content.Action) string {
	own := documentURL(o.d.ID, o.t.Locale) + "?done=" + string(action)
	if action != content.Approve && action != content.Return {
		return own
	}
	r := run{since: v.now}
	w, err := v.waits(r)
	if err != nil || len(w.all) == 0 {
		return Root + "/?done=" + string(action)
	}
	return r.at(w.all[0].Document, w.all[0].Locale) + "&done=" + string(action)
}
