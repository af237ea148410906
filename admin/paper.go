package admin

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/web"
)

// Paper is the form for a step that somebody signed on a printed sheet.
type Paper struct {
	Base
	// Path is the address of the text, Print that of the sheet.
	Path, Print, Text     string
	Kind, Language, State string
	Lang                  i18n.Locale
	// Steps are those that can be recorded, Members who may have signed.
	Steps, Members []Choice
	Effects        []EffectLine
	Typed          PaperForm
	// Lacks say why nothing can be recorded.
	Lacks []Lack
	// Since is what has changed since an older sheet was printed.
	Since *Comparison
	Wrong mistakes
}

// PaperForm is what is typed about a sheet.
type PaperForm struct{ Step, Signer, Name, Day, Sheet, Code string }

// recording gives the text of which a step is asked for, the steps that the member
// may record, and why not the others.
func (v *visit) recording(o *open) (*open, []string, error) {
	e := awaited(o.t)
	if e == nil {
		return o, nil, nil
	}
	a, err := v.edition(o, e)
	if err != nil {
		return nil, nil, err
	}
	var steps []string
	var why error
	if _, ok := content.Find(content.RecordPaper, e.State); ok {
		for _, step := range a.stepsOf(content.Approve, e) {
			s := a.subject
			s.Step = step
			if err := content.Can(v.actor, content.RecordPaper, s); err != nil {
				why = err
				continue
			}
			steps = append(steps, step)
		}
	}
	if len(steps) > 0 {
		why = nil
	}
	return a, steps, why
}

// paperAct offers to record a sheet, or says why four eyes refuse it.
func (v *visit) paperAct(o *open) (acts []Act, refused []Refusal) {
	if !v.mayAny(content.RecordPaper) {
		return nil, nil
	}
	_, steps, why := v.recording(o)
	switch {
	case len(steps) > 0:
		name := string(content.RecordPaper)
		acts = append(acts, Act{Name: name, ID: name, Button: v.T("action.record_paper"), URL: documentURL(o.d.ID, o.t.Locale) + "/paper"})
	case strings.Contains(keyOf(why), "four_eyes"):
		refused = append(refused, Refusal{Action: v.T("action.record_paper"), Why: v.say(why)})
	}
	return acts, refused
}

func paperPage(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	return v.paperForm(o, PaperForm{}, nil)
}

// recordPaper takes down what stands on a signed sheet.
func recordPaper(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	in := PaperForm{Step: v.field("step"), Signer: v.field("signer"), Name: v.field("name"), Day: v.field("day"), Sheet: v.field("sheet"), Code: v.field("code")}
	record, err := v.paperOf(o, in)
	if err == nil {
		_, err = v.Desk.RecordPaper(v.ctx, v.actor, record)
	}
	if err == nil {
		return v.to(documentURL(o.d.ID, o.t.Locale) + "?done=record_paper")
	}
	return v.paperForm(o, in, err)
}

// paperOf turns the form into what the verb asks for: a Member goes by their name.
func (v *visit) paperOf(o *open, in PaperForm) (editorial.RecordPaper, error) {
	record := editorial.RecordPaper{Document: o.d.ID, Locale: o.t.Locale, Step: in.Step, Signer: content.MemberID(in.Signer), Name: in.Name,
		Day: in.Day, Sheet: in.Sheet, Code: in.Code}
	if in.Signer == "" {
		return record, nil
	}
	if in.Name != "" {
		return record, asks("signer", "issue.paper.both")
	}
	names, err := v.names(record.Signer)
	if err != nil {
		return record, err
	}
	// Somebody who is no Member has no name, and the verb asks for one.
	record.Name = names[record.Signer]
	return record, nil
}

func (v *visit) paperForm(o *open, in PaperForm, refused error) error {
	a, steps, why := v.recording(o)
	p := &Paper{Base: v.base(v.T("action.record_paper")), Path: documentURL(o.d.ID, o.t.Locale), Text: v.titled(a.words), Kind: v.kind(o.typ.Name),
		Language: v.words.LanguageName(o.t.Locale), State: v.T("state." + string(a.e.State)), Lang: o.t.Locale, Typed: in}
	p.Print = p.Path + "/print?edition=" + strconv.Itoa(a.e.Number)
	if len(steps) == 0 {
		p.Lacks = []Lack{v.noPaper(a, why)}
		return v.page(statusOr(refused, fiber.StatusOK), "paper", p)
	}
	for _, step := range steps {
		p.Steps = append(p.Steps, Choice{Value: step, Text: v.step(step), Chosen: step == in.Step})
	}
	members, err := v.Roster.All(v.ctx)
	if err != nil {
		return err
	}
	for _, m := range members {
		s := a.subject
		s.Step = steps[0]
		if m.Disabled == nil && content.MaySign(m.ID, v.actor, s) == nil {
			p.Members = append(p.Members, Choice{Value: string(m.ID), Text: m.Name, Chosen: string(m.ID) == in.Signer})
		}
	}
	v.sortChoices(p.Members)
	if p.Effects, err = v.paperEffects(a, steps[0]); err != nil {
		return err
	}
	return v.paperRefused(p, a, refused)
}

func statusOr(err error, status int) int {
	if err != nil {
		return web.Status(err)
	}
	return status
}

// paperRefused shows the form with what was refused beside its field, and with the
// difference where the sheet is of an older text.
func (v *visit) paperRefused(p *Paper, a *open, refused error) error {
	if refused == nil {
		return v.page(fiber.StatusOK, "paper", p)
	}
	m, ok := v.mistakes(refused)
	if !ok {
		return refused
	}
	var stale *editorial.SheetError
	if errors.As(refused, &stale) {
		was, err := v.version(a, stale.Words, stale.Facts)
		if err != nil {
			return err
		}
		titles, err := v.titles(a)
		if err != nil {
			return err
		}
		p.Since = v.compare(a, was, titles)
		m = mistakes{ByField: map[string]string{"code": v.say(refused)}}
	}
	p.Wrong = m
	return v.page(web.Status(refused), "paper", p)
}

// noPaper says why nothing can be recorded, and who could.
func (v *visit) noPaper(a *open, why error) Lack {
	if why == nil {
		return Lack{Text: v.T("issue.paper.nothing")}
	}
	l := Lack{Text: v.say(why)}
	l.who(v, a, a.t, content.RecordPaper, slices.Concat(a.stepsOf(content.Approve, a.e), []string{""})[0])
	return l
}

// paperEffects says what becomes of the text when the step is given.
func (v *visit) paperEffects(a *open, step string) ([]EffectLine, error) {
	in := editorial.RecordPaper{Document: a.d.ID, Locale: a.t.Locale, Step: step, Name: "–", Sheet: "–",
		Day: content.DayOf(v.now.In(v.zone())).String(), Code: content.SheetCode(step, a.e.Words, a.e.Facts)}
	got, err := v.Desk.Rehearse(v.ctx, a.d.ID, func(desk *editorial.Desk) (editorial.Result, error) { return desk.RecordPaper(v.ctx, v.actor, in) })
	if err != nil || got.After == nil {
		if _, ok := v.mistakes(err); ok {
			return nil, nil // the form will say it
		}
		return nil, err
	}
	lines, _, err := v.effects(got, false)
	return lines, err
}

// onPaper says how an approval was given on a sheet, "" where it was given at the desk.
func (v *visit) onPaper(body []byte, who string) (string, error) {
	if body == nil {
		return "", nil
	}
	s, err := content.DecodeSignature(body)
	if err != nil {
		return "", err
	}
	return v.T("desk.paper.given", "signer", s.Name, "sheet", s.Sheet, "date", v.dayText(s.Day), "who", who), nil
}
