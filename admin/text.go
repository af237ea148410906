package admin

import (
	"html/template"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/markdown"
	"herald/i18n"
	"herald/internal/fault"
)

// Text is one text in whatever state: its words, the steps it needs, what has
// happened to it, and what the member can do with it now.
type Text struct {
	Base
	// Path is the address of the text, Preview that of the page as readers would
	// see it.
	Preview               string
	Path                  string
	Kind, Language, State string
	Lang                  i18n.Locale
	// Others are the other languages of the Document.
	Others  []Line
	Summary string
	Body    template.HTML
	Fields  []TextField
	Steps   []StepLine
	// Wish says when the submitter wants it to be public.
	Wish string
	// Acts can be done now; Refused are those that the member's role has and
	// something else keeps from being done.
	Acts    []Act
	Refused []Refusal
	History []Happening
	Wrong   mistakes
}

// TextField is a field with its values as they were typed.
type TextField struct {
	Label  string
	Values []string
}

// StepLine is one step that the text needs, with who gave it, if anybody did.
type StepLine struct {
	Text, Who string
	When      time.Time
	Given     bool
}

// Happening is one line of the history.
type Happening struct {
	What, Who, Note string
	// Public is what readers were told, or the time that was set.
	Public string
	When   time.Time
}

// open is a text that a request is about, with all that policy and verbs ask.
type open struct {
	d     *content.Document
	t     *content.Translation
	e     *content.Edition
	typ   *content.Type
	words content.Words
	facts content.Facts
	// shown are the facts that readers see.
	shown   content.Facts
	subject content.Subject
	steps   []string
}

// text loads the text that an address names. To somebody who may not read it,
// it is not there.
func (v *visit) openText() (*open, error) {
	id, err := v.id("document")
	if err != nil {
		return nil, err
	}
	locale, err := i18n.Parse(v.c.Params("locale"))
	if err != nil {
		return nil, fault.Absent("locale %q", v.c.Params("locale"))
	}
	found, err := v.Store.Documents(v.ctx, id)
	if err != nil {
		return nil, err
	}
	o := &open{d: found[id]}
	if o.d == nil || o.d.Translation(locale) == nil {
		return nil, fault.Absent("document %s in %s", id, locale)
	}
	o.t, o.typ = o.d.Translation(locale), v.Types.Get(o.d.Type)
	o.e = o.t.Newest()
	if o.typ == nil || o.e == nil {
		return nil, fault.Absent("document %s in %s has no text", id, locale)
	}
	return o, v.fill(o)
}

func (v *visit) fill(o *open) error {
	o.subject = content.Subject{Document: o.d, Translation: o.t, Edition: o.e, Type: o.typ, Locale: o.t.Locale, Now: v.now}
	if content.Can(v.actor, content.ReadDraft, o.subject) != nil {
		return fault.Absent("document %s in %s is not to be read", o.d.ID, o.t.Locale)
	}
	shown := o.e.Facts
	if e := o.t.LiveEdition(); e != nil {
		shown = e.Facts
	}
	bodies, err := v.Store.Texts(v.ctx, o.e.Words, o.e.Facts, shown)
	if err != nil {
		return err
	}
	if o.words, err = content.DecodeWords(bodies[o.e.Words]); err != nil {
		return err
	}
	if o.facts, err = content.DecodeFacts(bodies[o.e.Facts]); err != nil {
		return err
	}
	if o.shown, err = content.DecodeFacts(bodies[shown]); err != nil {
		return err
	}
	o.steps = o.typ.StepsIn(o.t.Locale, o.facts.AuthenticIn(o.d.Source))
	o.subject.Steps = o.steps
	return nil
}

func textPage(v *visit) error { return v.textForm(mistakes{}, fiber.StatusOK) }

func (v *visit) textForm(wrong mistakes, status int, tried ...func(*Act)) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	p := &Text{Base: v.base(v.titled(o.words)), Kind: v.kind(o.typ.Name), Lang: o.t.Locale, Language: v.words.LanguageName(o.t.Locale),
		State: v.T("state." + string(o.e.State)), Path: documentURL(o.d.ID, o.t.Locale), Preview: previewPath(o), Summary: o.words.Summary, Wrong: wrong}
	if p.Body, err = markdown.Render(o.words.Body, markdown.Page, markdown.Options{Lang: string(o.t.Locale), Slug: o.t.Locale.Slug, IDPrefix: "text-"}); err != nil {
		return err
	}
	titles, err := v.titles(o)
	if err != nil {
		return err
	}
	p.Fields = append(v.typed(o.typ, o.words.Fields, titles), v.typed(o.typ, o.facts.Fields, titles)...)
	if at := o.e.PublishAt; !at.IsZero() {
		p.Wish = v.words.DateTime(at.In(v.zone()))
	}
	if p.Steps, err = v.stepLines(o); err != nil {
		return err
	}
	if p.Others, err = v.others(o); err != nil {
		return err
	}
	if p.History, err = v.history(o); err != nil {
		return err
	}
	p.Acts, p.Refused = v.acts(o)
	for i := range p.Acts {
		for _, again := range tried {
			again(&p.Acts[i])
		}
	}
	return v.page(status, "text", p)
}

// titles gives the titles of the Documents that a text names, as far as the
// member may read them, in the language of the text where there is one.
func (v *visit) titles(o *open) (map[content.ID]string, error) {
	ids := content.RefsOf(o.typ, o.words, o.facts)
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: v.reading(), Documents: ids, Sort: content.ByDocument})
	if err != nil {
		return nil, err
	}
	lines, err := v.lines(all, touched)
	if err != nil {
		return nil, err
	}
	titles := map[content.ID]string{}
	for i, s := range all {
		if titles[s.Document] == "" || s.Locale == o.t.Locale {
			titles[s.Document] = lines[i].Title
		}
	}
	return titles, nil
}

// typed gives the fields of a text that have a value.
func (v *visit) typed(typ *content.Type, values content.Fields, titles map[content.ID]string) []TextField {
	var all []TextField
	for _, f := range typ.Fields {
		value, ok := values[f.Name]
		if !ok || value.Empty() || f.Kind == content.KindGroup {
			continue
		}
		label := f.Name
		if key := "field." + typ.Name + "." + f.Name; v.words.Has(key) {
			label = v.T(key)
		}
		items := slices.Clone(value.Items)
		for i, item := range items {
			if ref, err := content.ParseRef(item); f.Kind == content.KindRef && err == nil && titles[ref.Document] != "" {
				items[i] = titles[ref.Document]
			}
		}
		all = append(all, TextField{Label: label, Values: items})
	}
	return all
}

// stepLines lists the steps in their order, with what was given of them.
func (v *visit) stepLines(o *open) ([]StepLine, error) {
	var all []StepLine
	for _, step := range o.steps {
		line := StepLine{Text: v.step(step)}
		if a := o.e.Approval(step); a != nil {
			names, err := v.names(a.By)
			if err != nil {
				return nil, err
			}
			line.Given, line.When, line.Who = true, a.At, names[a.By]
		}
		all = append(all, line)
	}
	return all, nil
}

// step is what a step is called; one of a municipality's own goes by its name.
func (v *visit) step(name string) string {
	if key := "step." + name; v.words.Has(key) {
		return v.T(key)
	}
	return name
}

func (v *visit) others(o *open) ([]Line, error) {
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: v.reading(), Documents: []content.ID{o.d.ID}, Sort: content.ByDocument})
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(s content.Standing) bool { return s.Locale == o.t.Locale })
	return v.lines(all, touched)
}

// historyLength bounds the history that a text shows.
const historyLength = 60

// history lists what has happened to a text, the newest first.
func (v *visit) history(o *open) ([]Happening, error) {
	trail, err := v.Store.Trail(v.ctx, content.TrailQuery{Document: o.d.ID, Locale: o.t.Locale, Newest: true, Limit: historyLength})
	if err != nil {
		return nil, err
	}
	var members []content.MemberID
	var hashes []content.Hash
	for _, e := range trail {
		members = append(members, e.By)
		if e.Note != "" {
			hashes = append(hashes, e.Note)
		}
	}
	names, err := v.names(members...)
	if err != nil {
		return nil, err
	}
	notes, err := v.Store.Texts(v.ctx, slices.Compact(slices.Sorted(slices.Values(hashes)))...)
	if err != nil {
		return nil, err
	}
	all := make([]Happening, len(trail))
	for i, e := range trail {
		all[i] = Happening{What: v.T("event." + string(e.Kind)), Who: names[e.By], When: e.At}
		if body, ok := notes[e.Note]; ok {
			if all[i].Note, err = content.DecodeNote(body); err != nil {
				return nil, err
			}
		}
		if e.Step != "" {
			all[i].What += ": " + v.step(e.Step)
		}
		all[i].Public = v.publicly(e.Event)
	}
	return all, nil
}
