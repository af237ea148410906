package admin

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/markdown"
	"herald/content/register"
	"herald/i18n"
	"herald/internal/fault"
)

// Text is one text in whatever state: its words, the steps it needs, what has
// happened to it, and what the member can do with it now.
type Text struct {
	Base
	// Path is the address that the page stands at, Own that of the text itself,
	// Preview that of the page as readers would see it.
	Preview, Path, Own    string
	Kind, Language, State string
	Lang                  i18n.Locale
	// Look leads to the pages on which the words of a Site are seen side by side; other
	// texts have none.
	Look string
	// Edit leads to the editor where the member may write, EditText says how.
	Edit, EditText string
	// Others are the other languages of the Document, Missing those in which the
	// member may begin one.
	Others  []Line
	Missing []Missing
	Summary string
	// Blocks are the body, Remarks what was said that is about no block of it.
	Blocks  []TextBlock
	Remarks *Remarks
	// Inquiries are the questions of translators.
	Inquiries *Inquiries
	Fields    []TextField
	// Against is what the text is compared with, Original what it was made from.
	Against  *Against
	Original *Original
	Steps    []StepLine
	// Together are the languages that go public with this one.
	Together []Mate
	// Offers are corrections of the member that could become rules.
	Offers []RuleOffer
	// Wish says when the submitter wants it to be public.
	Wish string
	// Acts can be done now; Refused are those that the member's role has and
	// something else keeps from being done.
	Acts    []Act
	Refused []Refusal
	// Shares are the links to it that people without an account have, nil where the
	// member makes none.
	Shares  *Sharing
	History []Happening
	// Copies are the ways to take the text elsewhere.
	Copies *Copies
	// Editions are the numbered versions, the newest first.
	Editions []EditionLine
	// Manages says that the member gives people their roles.
	Manages bool
	// Corrections are what language editors changed under review.
	Corrections []Correction
	// Earlier are the member's own earlier remarks, to be picked.
	Earlier []string
	// Run is the way through the texts that wait, where this is a page of it.
	Run   *RunPage
	Wrong mistakes

	// query is what follows Path in every address of the page.
	query  string
	pieces []markdown.Piece
}

// To is the address of what is done with the text: the run that it is shown in goes
// with it.
func (t *Text) To(action string) string { return t.Path + "/" + action + t.query }

// On is the address of the page with a block chosen, 0 for none.
func (t *Text) On(block int) string {
	switch {
	case block == 0:
		return t.Path + t.query
	case t.query == "":
		return t.Path + "?on=" + strconv.Itoa(block)
	}
	return t.Path + t.query + "&on=" + strconv.Itoa(block)
}

// CanOnly reports whether the page can leave out what is the same: where somebody has
// read before what the text is compared with.
func (t *Text) CanOnly() bool { return t.Run != nil && t.Run.Checked }

// Whole reports whether the text is shown from its beginning to its end.
func (t *Text) Whole() bool { return t.Run == nil || !t.Run.Only || t.Against == nil }

// TextField is a field with its values as they were typed.
type TextField struct {
	Label  string
	Values []string
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
	id, locale, err := v.named()
	if err != nil {
		return nil, err
	}
	return v.textOf(id, locale)
}

// named gives the Document and the language that an address names.
func (v *visit) named() (content.ID, i18n.Locale, error) {
	id, err := v.id("document")
	if err != nil {
		return "", "", err
	}
	locale, err := i18n.Parse(v.c.Params("locale"))
	if err != nil {
		return "", "", fault.Absent("locale %q", v.c.Params("locale"))
	}
	return id, locale, nil
}

func (v *visit) textOf(id content.ID, locale i18n.Locale) (*open, error) {
	return v.textAt(id, locale, (*content.Translation).Newest)
}

// textAt loads a text at the Edition that pick chooses.
func (v *visit) textAt(id content.ID, locale i18n.Locale, pick func(*content.Translation) *content.Edition) (*open, error) {
	found, err := v.Store.Documents(v.ctx, id)
	if err != nil {
		return nil, err
	}
	o := &open{d: found[id]}
	if o.d == nil || o.d.Translation(locale) == nil {
		return nil, fault.Absent("document %s in %s", id, locale)
	}
	o.t, o.typ = o.d.Translation(locale), v.Types.Get(o.d.Type)
	o.e = pick(o.t)
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

// MainAct reports whether one of the acts is the one most likely wanted: the
// editor is the second choice then.
func (t *Text) MainAct() bool {
	return slices.ContainsFunc(t.Acts, func(a Act) bool { return a.Main })
}

func textPage(v *visit) error { return v.textForm(mistakes{}, fiber.StatusOK) }

func (v *visit) textForm(wrong mistakes, status int, tried ...func(*Act)) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	p, err := v.textShown(o, documentURL(o.d.ID, o.t.Locale))
	if err != nil {
		return err
	}
	p.Wrong = wrong
	p.try(tried)
	p.commenting()
	return v.page(status, "text", p)
}

// textShown fills the page of a text that stands at path.
func (v *visit) textShown(o *open, path string) (*Text, error) {
	if err := v.sawText(o); err != nil {
		return nil, err
	}
	p := &Text{Base: v.base(v.titled(o.words)), Kind: v.kind(o.typ.Name), Lang: o.t.Locale, Language: v.words.LanguageName(o.t.Locale),
		State: v.T("state." + string(o.e.State)), Path: path, Own: documentURL(o.d.ID, o.t.Locale), Preview: previewPath(o), Summary: o.words.Summary}
	if o.typ.Name == siteType {
		p.Look = p.Own + "/look"
	}
	titles, err := v.titles(o)
	if err != nil {
		return nil, err
	}
	p.Fields = append(v.typed(o.typ, o.words.Fields, titles), v.typed(o.typ, o.facts.Fields, titles)...)
	if at := o.e.PublishAt; !at.IsZero() {
		p.Wish = v.words.DateTime(at.In(v.zone()))
	}
	if err := v.review(p, o, titles); err != nil {
		return nil, err
	}
	p.Manages = v.mayAny(content.ManageMembers)
	p.Edit, p.EditText = v.editing(o)
	p.Missing = v.missing(o)
	p.Copies = v.copies(o)
	p.Acts, p.Refused = v.acts(o)
	p.Acts = append(p.Acts, v.redactions(o)...)
	if p.Shares, err = v.sharing(o); err != nil {
		return nil, err
	}
	if p.Offers, err = v.ruleOffers(o); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(p.Acts, func(a Act) bool { return a.Reason }) {
		p.Earlier, err = v.earlier(o)
	}
	return p, err
}

// try gives the acts what was tried with them.
func (t *Text) try(tried []func(*Act)) {
	for i := range t.Acts {
		for _, again := range tried {
			again(&t.Acts[i])
		}
	}
}

// review fills what whoever checks a text looks at: what is said about it, what it
// says differently, what was approved, and what has happened.
func (v *visit) review(p *Text, o *open, titles map[content.ID]string) (err error) {
	if p.Blocks, p.Remarks, err = v.annotated(o, p); err != nil {
		return err
	}
	if err := v.inquire(p, o, v.asking); err != nil {
		return err
	}
	if p.Against, err = v.against(o, titles); err != nil {
		return err
	}
	if p.Original, err = v.original(o); err != nil {
		return err
	}
	if p.Corrections, err = v.corrections(o, titles); err != nil {
		return err
	}
	if p.Steps, err = v.stepLines(o, titles); err != nil {
		return err
	}
	if p.Others, err = v.others(o); err != nil {
		return err
	}
	p.Together, p.Others = v.together(o, p.Others)
	p.Editions = v.editions(o)
	p.History, err = v.history(o)
	return err
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

// typed gives the fields of a text that have a value, as people write them.
func (v *visit) typed(typ *content.Type, values content.Fields, titles map[content.ID]string) []TextField {
	var all []TextField
	for _, f := range typ.Fields {
		if value := values[f.Name]; !value.Empty() {
			all = append(all, TextField{Label: v.fieldLabel(typ, f.Name), Values: v.valueTexts(typ, f, value, titles)})
		}
	}
	return all
}

// valueTexts writes a value for people. Of files it says how many there are: what
// they are is on the page of the files.
func (v *visit) valueTexts(typ *content.Type, f content.Field, value content.Value, titles map[content.ID]string) []string {
	if f.Kind == content.KindAsset {
		return []string{v.T("desk.edit.files", "count", len(value.Items))}
	}
	x := register.Texter{Printer: v.words, Zone: v.zone(), Titles: func(id content.ID) string { return titles[id] }}
	return x.Texts(register.Column{Name: f.Name, Field: f, Type: typ.Name}, value)
}

// fieldLabel is what a field is called; one of a municipality's own goes by its
// name.
func (v *visit) fieldLabel(typ *content.Type, name string) string {
	if key := "field." + typ.Name + "." + name; v.words.Has(key) {
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
