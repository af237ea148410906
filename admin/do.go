package admin

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
	"herald/internal/web"
)

// Do is the page of an action: what cannot be undone, what becomes public where,
// what is still missing, and the form.
type Do struct {
	Base
	Name string
	// Path is the address of the text, to which the form is sent.
	Path, Text      string
	Kind, Language  string
	State           string
	Lang            i18n.Locale
	Edition         int
	Words           string
	Warning, Button string
	// Danger says that the button takes something away.
	Danger  bool
	Effects []EffectLine
	// Lacks are why it cannot be done yet; with any there is no button.
	Lacks []Lack
	// Questions have to be agreed to before it is done.
	Questions []Question
	Wrong     mistakes
	Form      DoForm
	// Said is the typed reason that is to be read.
	Said string
	// Join is the other Document, where two are joined.
	Join *Joining
	// Waits says that the form has to say more before it can be sent.
	Waits bool
	// Shown is what it is said of what happens; only that is done.
	Shown string
	// Nobody are the steps that the text would wait for, and nobody can give.
	Nobody []string
}

// May reports whether there is anything to press.
func (d *Do) May() bool { return len(d.Lacks) == 0 }

// Has reports whether the form asks for a part.
func (d *Do) Has(part string) bool { return slices.Contains(d.Form.Parts, part) }

// Looks reports whether the form asks for something that changes what happens.
func (d *Do) Looks() bool {
	return slices.ContainsFunc([]string{"time", "change", "late", "wish", "scope", "answer", "site", "due", "other", "leaving"}, d.Has)
}

func doPage(v *visit) error {
	o, d, err := v.openDoing("action")
	if err != nil {
		return err
	}
	return v.doForm(o, d, v.first(o), nil, fiber.StatusOK)
}

// openDoing finds the text and the action that an address names.
func (v *visit) openDoing(param string) (*open, *doing, error) {
	o, err := v.openText()
	if err != nil {
		return nil, nil, err
	}
	d := doingCalled(v.c.Params(param))
	if d == nil {
		return nil, nil, fault.Absent("action %q", v.c.Params(param))
	}
	return o, d, nil
}

// doAct does an action that has a page. Pressed twice it is done once, and the
// second press says that it is done.
func (v *visit) doAct(o *open, d *doing) error {
	in := v.ask(o)
	var wrong error
	if in.timed(d.name) {
		wrong = in.moment()
	}
	if v.field("look") != "" || d.ready != nil && v.field("shown") != in.about() {
		return v.doForm(o, d, in, wrong, fiber.StatusOK)
	}
	if wrong == nil {
		var got editorial.Result
		if got, wrong = d.verb(v, o, in, v.Desk); wrong == nil {
			return v.to(d.lands(o, got) + "?done=" + d.name)
		}
	}
	again, err := v.openText()
	if err != nil {
		return err
	}
	if in.Edition > 0 && d.done(v, again, in) {
		return v.to(documentURL(o.d.ID, o.t.Locale) + "?done=already")
	}
	if _, ok := v.mistakes(wrong); !ok {
		return wrong
	}
	return v.doForm(again, d, in, wrong, web.Status(wrong))
}

// doForm shows the page of an action, with what was refused, if anything was.
func (v *visit) doForm(o *open, d *doing, in asked, refused error, status int) error {
	e := d.slot(o.t)
	if e == nil {
		e = o.e
	}
	p := &Do{Base: v.base(v.T(d.title())), Name: d.name, Path: documentURL(o.d.ID, o.t.Locale), Text: v.titled(o.words), Kind: v.kind(o.typ.Name),
		Language: v.words.LanguageName(o.t.Locale), State: v.T("state." + string(e.State)), Lang: o.t.Locale,
		Edition: e.Number, Words: string(e.Words), Danger: slices.Contains([]string{"withdraw", "unpublish", "discard", "end_now"}, d.name)}
	places, err := v.foresee(o, d, in, p)
	if err != nil {
		return err
	}
	if key := "desk.do.warning." + d.name; v.words.Has(key) && p.May() {
		p.Warning = v.T(key)
	}
	p.Button = v.T("desk.do.button", "what", v.T(d.title()), "where", v.where(o, places))
	if p.Said, err = v.typedReason(o, d); err != nil {
		return err
	}
	if err := v.doParts(o, d, e, in, p); err != nil {
		return err
	}
	if refused != nil {
		v.refusal(o, d, refused, p)
	}
	return v.page(status, "do", p)
}

// lands is where the member goes on once it is done: to the text, or to the Document
// that a language became.
func (d *doing) lands(o *open, got editorial.Result) string {
	if d.action == content.Split {
		return documentURL(got.Document, got.Locale)
	}
	return documentURL(o.d.ID, o.t.Locale)
}

// title is the key of what the action is called.
func (d *doing) title() string {
	switch d.name {
	case "end_now":
		return "desk.do.end_now"
	case "seal_reason":
		return "desk.do.seal_reason"
	}
	return "action." + d.name
}

// foresee puts what the action does into the page, or why it cannot be done. It
// gives the languages that it is about.
func (v *visit) foresee(o *open, d *doing, in asked, p *Do) ([]i18n.Locale, error) {
	own := []i18n.Locale{o.t.Locale}
	if d.ready != nil && !d.ready(in) {
		p.Waits = true
		return own, nil
	}
	assumed := in.assumed(d.name, o, v.now)
	if assumed.Site == "" {
		assumed.Site = v.otherSite(o)
	}
	rehearse := func(in asked) (*editorial.Rehearsal, error) {
		return v.Desk.Rehearse(v.ctx, o.d.ID, func(desk *editorial.Desk) (editorial.Result, error) { return d.verb(v, o, in, desk) })
	}
	assumed.Agreed = nil
	got, err := rehearse(assumed)
	if len(doubtsOf(err)) > 0 || strings.Contains(keyOf(err), "four_eyes.minor") {
		// The page asks about that itself.
		assumed.Major = true
		got, err = rehearse(assumed)
	}
	if p.Questions = v.questionsOf(err, in.Agreed); len(p.Questions) > 0 {
		// What happens is shown as if each were agreed to.
		for _, q := range p.Questions {
			assumed.Agreed = append(assumed.Agreed, q.Asset)
		}
		got, err = rehearse(assumed)
	}
	if err != nil {
		if _, ok := v.mistakes(err); !ok {
			return nil, err
		}
		p.Lacks = v.lacks(o, d, err, true)
		if d.ready != nil {
			p.Wrong, _ = v.mistakes(err)
			p.Wrong.Whole, p.Waits = nil, true
		}
		return own, nil
	}
	if got.After == nil {
		return own, nil
	}
	if d.tells != nil {
		p.Shown = in.about()
		return v.foretell(o, d, got, assumed, p)
	}
	lines, places, err := v.effects(got, in.At.IsZero())
	p.Effects = lines
	if err == nil && d.action == content.Submit {
		p.Nobody, err = v.reachedBy(o, got.After)
	}
	if len(places) == 0 || slices.Contains([]string{"make_source", "submit", "discard", "unschedule"}, d.name) {
		places = own
	}
	return places, err
}

// foretell puts into the page what an action itself says of what happens.
func (v *visit) foretell(o *open, d *doing, got *editorial.Rehearsal, in asked, p *Do) (places []i18n.Locale, err error) {
	p.Effects, err = d.tells(v, o, got, in)
	for _, line := range p.Effects {
		if line.Lang != "" {
			places = append(places, line.Lang)
		}
	}
	return places, err
}

// reachedBy gives the steps that a text would wait for once it is handed over, and
// that nobody can give.
func (v *visit) reachedBy(o *open, after *content.Document) ([]string, error) {
	r, err := v.reach()
	if err != nil {
		return nil, err
	}
	e := after.Translation(o.t.Locale).NextEdition()
	if e == nil {
		return nil, nil
	}
	var all []string
	for _, step := range r.Lacks(after, o.t.Locale, e.Missing(o.steps)) {
		all = append(all, v.step(step))
	}
	return all, nil
}

// refusal puts what the verb refused beside the fields of the form, and what is no
// field of it above.
func (v *visit) refusal(o *open, d *doing, refused error, p *Do) {
	m, _ := v.mistakes(refused)
	lacks := v.lacks(o, d, refused, true)
	for field := range m.ByField {
		if !inForm(field) {
			delete(m.ByField, field)
		}
	}
	m.Whole = nil
	if len(lacks) > 0 {
		p.Lacks = lacks
	}
	p.Wrong = m
	if len(m.ByField) == 0 && len(p.Lacks) == 0 && len(p.Questions) > 0 {
		p.Wrong.Whole = []string{v.T("desk.edit.questions")}
	} else if len(m.ByField) == 0 && len(p.Lacks) == 0 {
		p.Wrong.Whole = []string{v.say(refused)}
	}
}

// formFields are the fields of the forms of actions; what is wrong with any other
// is mended in the text.
var formFields = []string{"publish_at", "zone", "note", "minor", "reason", "redirect", "locale", "site", "due", "other", "leaving"}

func inForm(field string) bool { return slices.Contains(formFields, field) }

// doubtsOf gives why a change looks like more than a minor one.
func doubtsOf(err error) []content.Issue {
	var all []content.Issue
	for _, i := range issuesOf(err) {
		if i.Field == "minor" {
			all = append(all, i)
		}
	}
	return all
}
