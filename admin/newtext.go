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

// NewText asks what a new text is to be: its kind, its language, its title. The
// rest is asked for in its editor.
type NewText struct {
	Base
	Types, Langs, Sites, Offices []Choice
	Called                       string
	// MiB is how large a document may be that is sent without scripts.
	MiB   int
	Wrong mistakes
}

func newTextPage(v *visit) error { return v.newText(mistakes{}, fiber.StatusOK) }

func (v *visit) newText(wrong mistakes, status int) error {
	n := &NewText{Base: v.base(v.T("desk.new.title")), Called: v.asked("title"), MiB: uploadLimit >> 20, Wrong: wrong}
	like, err := v.lastWritten()
	if err != nil {
		return err
	}
	kind := cmpOr(v.asked("type"), like.Type)
	if n.Sites, err = v.siteChoices(cmpOr(v.asked("site"), like.Site)); err != nil {
		return err
	}
	for _, t := range v.Types.All() {
		if v.mayCreate(t, "") {
			n.Types = append(n.Types, Choice{Value: t.Name, Text: v.kind(t.Name), Chosen: t.Name == kind})
		}
	}
	slices.SortFunc(n.Types, func(a, b Choice) int { return v.locale.Compare(a.Text, b.Text) })
	wanted := i18n.Locale(cmpOr(v.asked("language"), cmpOr(string(like.Locale), string(v.locale))))
	for _, l := range v.spoken() {
		if v.mayCreate(nil, l) {
			n.Langs = append(n.Langs, Choice{Value: string(l), Text: v.words.LanguageName(l), Chosen: l == wanted})
		}
	}
	if len(n.Types) == 0 || len(n.Langs) == 0 {
		return fault.New(fault.Forbidden, "denied.role")
	}
	if n.Offices, err = v.offices(); err != nil {
		return err
	}
	return v.page(status, "new", n)
}

// lastWritten is the text that the member wrote in last: the next one is most
// likely of its kind, in its place and language.
func (v *visit) lastWritten() (content.Standing, error) {
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: v.reading(), By: v.actor.ID, As: []content.Hand{content.HandWrote}, Sources: true, Limit: 1})
	if err != nil || len(all) == 0 {
		return content.Standing{}, err
	}
	return all[0], nil
}

// asked gives what was typed into the form, or what the address proposes.
func (v *visit) asked(name string) string {
	return strings.TrimSpace(web.CleanText(v.c.FormValue(name, v.c.Query(name)), 1000))
}

// mayCreate reports whether a Grant of the member lets them begin a text of a Type
// or in a language; nil and "" ask about any.
func (v *visit) mayCreate(t *content.Type, l i18n.Locale) bool {
	for _, b := range content.BoundsOf(v.actor, content.Create, v.Types, v.now) {
		if (t == nil || len(b.Types) == 0 || slices.Contains(b.Types, t.Name)) && (l == "" || len(b.Locales) == 0 || slices.Contains(b.Locales, l)) {
			return true
		}
	}
	return false
}

// spoken are the languages of any Site, but for those that are made by rule.
func (v *visit) spoken() []i18n.Locale {
	var all []i18n.Locale
	for _, l := range i18n.Shipped() {
		if slices.ContainsFunc(v.siteNames(), func(name string) bool { return v.Sites[name].Has(l) }) {
			all = append(all, l)
		}
	}
	return all
}

// offices offers the organizations that the Grants of the member name. Whose
// Grants name none chooses in the editor.
func (v *visit) offices() ([]Choice, error) {
	var named []content.ID
	for _, b := range content.BoundsOf(v.actor, content.Create, v.Types, v.now) {
		if len(b.Organizations) == 0 {
			return nil, nil
		}
		named = append(named, b.Organizations...)
	}
	known, err := v.offer(v.Sites[v.siteNames()[0]], []string{"organization"}, v.locale, 1000)
	if err != nil {
		return nil, err
	}
	var all []Choice
	for _, id := range slices.Compact(slices.Sorted(slices.Values(named))) {
		all = append(all, Choice{Value: string(id), Text: cmpOr(known[id].text, string(id)), Chosen: v.asked("organization") == string(id)})
	}
	return all, nil
}

// createText begins a text and leads to its editor.
func createText(v *visit) error {
	title := v.asked("title")
	if title == "" {
		return v.newText(mistakes{ByField: map[string]string{"title": v.T("issue.title.missing")}}, fiber.StatusUnprocessableEntity)
	}
	if v.field("file") != "" {
		// The name of a document alone came with the form: its button is another.
		return v.newText(mistakes{ByField: map[string]string{"file": v.T("desk.bring.not_sent", "button", v.T("desk.bring.button"))}}, fiber.StatusUnprocessableEntity)
	}
	in, err := v.beginning(title)
	if err != nil {
		return err
	}
	made, err := v.Desk.Create(v.ctx, v.actor, in)
	if err != nil {
		m, ok := v.mistakes(err)
		if !ok {
			return err
		}
		return v.newText(m, web.Status(err))
	}
	return v.to(documentURL(made.Document, made.Locale) + "/edit")
}

// beginning is the text that the form asks for.
func (v *visit) beginning(title string) (editorial.Create, error) {
	facts := content.Facts{Organization: content.ID(v.field("organization"))}
	if facts.Organization == "" {
		var err error
		if facts.Organization, err = v.soleOrganization(); err != nil {
			return editorial.Create{}, err
		}
	}
	return editorial.Create{Site: v.field("site"), Type: v.field("type"), Locale: i18n.Locale(v.field("language")),
		Words: content.Words{Title: title}, Facts: facts}, nil
}

// soleOrganization is that of a municipality that has only one: nobody has to
// choose it.
func (v *visit) soleOrganization() (content.ID, error) {
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: []content.Bounds{{}}, Types: []string{"organization"}, Sources: true,
		LiveStates: []content.State{content.Published}, Sort: content.ByDocument, Limit: 2})
	if err != nil || len(all) != 1 {
		return "", err
	}
	return all[0].Document, nil
}

// begin opens a Translation and leads to its editor, beside the source.
func begin(v *visit) error {
	id, locale, err := v.named()
	if err != nil {
		return err
	}
	if _, err := v.Desk.Translate(v.ctx, v.actor, id, locale, content.Words{}); err != nil {
		return err
	}
	return v.to(documentURL(id, locale) + "/edit")
}
