package admin

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Editor is where a text is written: one form for every Type, built from its
// fields.
type Editor struct {
	Base
	Kind, Language, State string
	Lang                  i18n.Locale
	// Path is the address of the text, Version what the form started from. Back leads
	// to where the member came from, and Behind goes with the form so that it is known.
	Path, Back, Behind string
	Version            content.Version
	// Correcting says that the text is under review and only its words change.
	Correcting bool
	Main, Facts,
	Place []Control
	// Look leads to where the words of a Site are seen on its pages.
	Look  string
	Lists []Suggestions
	// Needs are what the text lacks beside no field, Hints what to look at in its
	// words and its Markdown.
	Needs []string
	Hints []TextHint
	// Begun says line by line what the text was begun out of, and what that left out;
	// Fresh that this has just happened.
	Begun []string
	Fresh bool
	// Offers are corrections of the member that could become rules.
	Offers []RuleOffer
	// Corrected says what became of a correction that was asked for.
	Corrected string
	// Told says what became of a question that was asked or answered here.
	Told string
	// Questions have to be agreed to before the text is saved.
	Questions []Question
	// Source is what a translation is made from, Stale that it has changed since.
	Source *SourceText
	Stale  bool
	// Conflict is what somebody else saved meanwhile.
	Conflict *Conflict
	// Typed is what the member typed before and did not save, Others says who else
	// is writing in the text.
	Typed  *Typed
	Others string
	// Decorative are the pictures that need no description, Uploads says that the
	// member may bring new ones.
	Decorative []content.ID
	Uploads    bool
	// Unsaved says that the form holds what is saved nowhere.
	Unsaved bool
	// Script are the words of the page's scripts, by their names.
	Script []Choice
	Wrong  mistakes
}

// Frozen is shown in the place of the form where the state of the text allows no
// writing.
type Frozen struct {
	Base
	Path, Why string
	// Unschedule says that giving up the time opens the text.
	Unschedule bool
	Lang       i18n.Locale
}

// writing is a text that somebody writes in: what they may do with it, and what
// stands in the form.
type writing struct {
	*open
	form      *form
	action    content.Action
	version   content.Version
	words     content.Words
	facts     content.Facts
	questions []Question
	// corrected says what became of a correction of the house style.
	corrected string
	// typed is what the member did not save, where that is to be told.
	typed *Typed
	// asking is a question or an answer that is being typed, told what became of one.
	asking asking
	told   string
}

// openWriting loads the text of an address for writing. The action is "" where its
// state allows none, with why.
func (v *visit) openWriting() (w *writing, why error, err error) {
	id, locale, err := v.named()
	if err != nil {
		return nil, nil, err
	}
	w, why, err = v.writingOf(id, locale)
	if err == nil && w.form != nil {
		w.form.sent = v.sentForm()
	}
	return w, why, err
}

func (v *visit) writingOf(id content.ID, locale i18n.Locale) (w *writing, why error, err error) {
	o, err := v.textOf(id, locale)
	if err != nil {
		return nil, nil, err
	}
	w = &writing{open: o, version: o.t.Version(), words: o.words, facts: o.facts}
	if w.action, why = v.writable(o); why != nil && w.action == "" {
		return w, why, nil
	}
	site := v.Sites[o.d.Site]
	if site == nil {
		return nil, nil, fault.New(fault.Invalid, "issue.site.unknown")
	}
	w.form = &form{v: v, typ: o.typ, site: site, locale: o.t.Locale, facts: o.t.Locale == o.d.Source && w.action == content.Save}
	w.form.titles, err = v.titles(o)
	return w, nil, err
}

// writable says how the member may write in a text: by a save, or by a correction
// under review. The error is why not.
func (v *visit) writable(o *open) (content.Action, error) {
	if o.t.Derived {
		return "", fault.New(fault.Invalid, "issue.state.derived")
	}
	action := content.Save
	if o.e.State == content.Submitted {
		action = content.Correct
	}
	if err := content.Can(v.actor, action, o.subject); err != nil {
		return "", err
	}
	if _, ok := content.Find(action, o.e.State); !ok {
		return "", fault.New(fault.Invalid, "desk.edit.frozen")
	}
	return action, nil
}

func editorPage(v *visit) error {
	w, why, err := v.openWriting()
	if err != nil {
		return err
	}
	if why != nil {
		return v.frozen(w, why)
	}
	typed, err := v.unsaved(w)
	if err != nil {
		return err
	}
	w.typed = typed
	return v.editor(w, fiber.StatusOK, nil)
}

func (v *visit) frozen(w *writing, why error) error {
	s := w.subject
	_, scheduled := content.Find(content.Unschedule, w.e.State)
	f := &Frozen{Base: v.base(v.titled(w.words)), Path: documentURL(w.d.ID, w.t.Locale), Lang: w.t.Locale, Why: v.say(why),
		Unschedule: scheduled && content.Can(v.actor, content.Unschedule, s) == nil && content.Can(v.actor, content.Save, s) == nil}
	status := fiber.StatusOK
	if fault.Is(why, fault.Forbidden) {
		status = fiber.StatusForbidden
	}
	return v.page(status, "frozen", f)
}

// editor shows the form with what stands in w.
func (v *visit) editor(w *writing, status int, conflict *Conflict) error {
	e := &Editor{Base: v.base(v.titled(w.words)), Kind: v.kind(w.typ.Name), Language: v.words.LanguageName(w.t.Locale),
		State: v.T("state." + string(w.e.State)), Lang: w.t.Locale, Path: documentURL(w.d.ID, w.t.Locale), Version: w.version,
		Correcting: w.action == content.Correct, Conflict: conflict, Questions: w.questions, Wrong: w.form.wrong, Hints: v.hints(w), Corrected: w.corrected, Told: w.told}
	e.Back, e.Behind = v.behind(w.open)
	if w.typ.Name == siteType {
		e.Look = e.Path + "/look"
	}
	issues, err := v.Desk.Advice(v.ctx, w.d.ID, w.t.Locale)
	if err != nil {
		return err
	}
	e.Needs = w.form.explain(issues, w.form.has)
	if e.Main, e.Facts, e.Place, err = w.form.parts(w.words, w.facts, w.typ); err != nil {
		return err
	}
	if e.Lists, err = w.form.suggestions(); err != nil {
		return err
	}
	if e.Source, err = v.source(w.open, w.asking); err != nil {
		return err
	}
	e.Unsaved = w.asking.about != "" || w.told != "" || conflict != nil || w.corrected != "" || status != fiber.StatusOK || w.typed != nil && w.typed.Taken
	if e.Begun, err = v.begun(w.open); err != nil {
		return err
	}
	if key, ok := begunKeys[v.c.Query("done")]; ok {
		e.Fresh, e.Done = true, v.T(key)
	}
	e.Script, e.Uploads = v.scriptWords(), v.mayAny(content.Upload)
	for _, said := range w.words.Assets {
		if said.Decorative {
			e.Decorative = append(e.Decorative, said.Asset)
		}
	}
	if e.Offers, err = v.ruleOffers(w.open); err != nil {
		return err
	}
	e.Stale, e.Typed = e.Source != nil && e.Source.Changed, w.typed
	if e.Others, err = v.alsoWriting(w.open); err != nil {
		return err
	}
	return v.page(status, "editor", e)
}

// scriptWords are the words that the scripts of the editor show: the list "needed"
// of words.js.
var scriptWords = []string{
	"toolbar", "heading2", "heading3", "bold", "italic", "link", "list", "numbers", "quote", "table", "table_caption", "table_column",
	"link_title", "link_text", "link_find", "link_address", "link_hint", "link_results", "link_insert", "link_remove", "link_cancel", "link_none",
	"link_failed", "link_bad", "link_empty", "preview", "preview_show", "preview_hide", "preview_tabs", "preview_text", "preview_failed",
	"picture", "picture_insert", "picture_other", "picture_failed", "picture_denied",
}

// borrowedWords are words of other pages of the desk that the scripts of the editor
// show as well, each behind its name there.
var borrowedWords = [][2]string{
	{"picture_upload", "desk.media.upload"}, {"picture_find", "desk.media.name"}, {"picture_results", "desk.media.choose"}, {"picture_none", "desk.media.empty"},
	{"picture_alt", "part.alt"}, {"picture_alt_missing", "issue.alt.missing"}, {"picture_decorative", "desk.files.decorative"}, {"picture_caption", "part.caption"},
	{"upload_waiting", "desk.media.waiting"}, {"upload_sending", "desk.media.sending"}, {"upload_done", "desk.media.done"}, {"upload_lost", "desk.media.lost"},
	{"upload_ended", "sign_in.ended"}, {"upload_failed", "fault.unavailable"}, {"upload_cancel", "desk.media.cancel"}, {"upload_again", "desk.media.again"},
}

func (v *visit) scriptWords() []Choice {
	var all []Choice
	for _, name := range scriptWords {
		all = append(all, Choice{Value: name, Text: v.T("desk.script." + name)})
	}
	for _, pair := range borrowedWords {
		all = append(all, Choice{Value: pair[0], Text: v.T(pair[1])})
	}
	return all
}

// has reports whether the form has the field that an Issue is about.
func (f *form) has(field string) bool {
	switch field {
	case "title", "summary", "body":
		return true
	case "path":
		return !f.typ.Hidden && !f.typ.Single
	}
	name, isField := strings.CutPrefix(field, "field:")
	if !isField {
		return f.facts && field == "parent"
	}
	name, _, _ = strings.Cut(name, ".")
	declared, ok := f.typ.Field(name)
	return ok && declared.Kind != content.KindAsset && (declared.Words || f.facts)
}
