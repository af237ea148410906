package admin

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
)

// Documents is the list of all texts that the member may read, in any state,
// with filters that stand in its address.
type Documents struct {
	Base
	// List is the name of the list of the home that is shown whole, or "".
	List                        string
	Total                       int
	Lines                       []Line
	Types, States, Langs, Sites []Choice
	Next                        string
	// Change leads to changing all of them at once, for those who may write.
	Change string
	// Tree leads to the page tree, for those who may move pages.
	Tree string
}

// listLength is how many lines a page of a list has.
const listLength = 50

func documents(v *visit) error {
	d := &Documents{List: v.c.Query("list")}
	ask, when, title, err := v.documentsQuery(d)
	if err != nil {
		return err
	}
	d.Base = v.base(title)
	if v.mayAny(content.Save) {
		d.Change = v.filtered(Root + "/documents/change")
	}
	if v.mayAny(content.Move) {
		d.Tree = Root + "/tree"
	}
	if d.Total, err = v.Store.BoardCount(v.ctx, ask); err != nil {
		return err
	}
	ask.After, ask.Limit = content.ParseBoardCursor(v.c.Query("after")), listLength+1
	all, err := v.Store.Board(v.ctx, ask)
	if err != nil {
		return err
	}
	if len(all) > listLength {
		all = all[:listLength]
		d.Next = v.following(all[listLength-1].Cursor(ask.Sort).String())
	}
	if d.Lines, err = v.lines(all, when); err != nil {
		return err
	}
	return v.page(fiber.StatusOK, "documents", d)
}

// documentsQuery is what the address asks for: one of the lists of the home, or
// everything that its filters leave.
func (v *visit) documentsQuery(d *Documents) (ask content.BoardQuery, when func(*content.Standing) content.Mark, title string, err error) {
	if i := slices.IndexFunc(questions, func(q question) bool { return q.name == d.List }); i >= 0 {
		if ask, ok := questions[i].ask(v); ok {
			return ask, questions[i].when, v.T("desk.list." + d.List), nil
		}
	}
	d.List = ""
	ask = content.BoardQuery{Within: v.reading()}
	for _, t := range v.Types.All() {
		d.Types = append(d.Types, v.choice("type", t.Name, v.kind(t.Name), func() { ask.Types = []string{t.Name} }))
	}
	for _, s := range content.States() {
		d.States = append(d.States, v.choice("state", string(s), v.T("state."+string(s)), func() { ask.States = []content.State{s} }))
	}
	for _, l := range i18n.Shipped() {
		d.Langs = append(d.Langs, v.choice("language", string(l), v.words.LanguageName(l), func() { ask.Locales = []i18n.Locale{l} }))
	}
	called, err := v.siteTitles()
	if err != nil {
		return ask, nil, "", err
	}
	for _, name := range v.siteNames() {
		d.Sites = append(d.Sites, v.choice("site", name, called[name], func() { ask.Sites = []string{name} }))
	}
	return ask, touched, v.T("desk.nav.documents"), nil
}

// choice is one value of a filter; take is called where the address chose it.
func (v *visit) choice(param, value, text string, take func()) Choice {
	c := Choice{Value: value, Text: text, Chosen: v.c.Query(param) == value}
	if c.Chosen {
		take()
	}
	return c
}

// following is the address of the page after, with the filters of this one.
func (v *visit) following(after string) string {
	return v.filtered(Root+"/documents", "after="+escape(after))
}

// filters are what an address of the list of texts may say.
var filters = []string{"list", "type", "state", "language", "site"}

// filtered is path with the filters of the address, after what else it says.
func (v *visit) filtered(path string, says ...string) string {
	for _, name := range filters {
		if value := v.c.Query(name); value != "" {
			says = append(says, name+"="+escape(value))
		}
	}
	if len(says) == 0 {
		return path
	}
	return path + "?" + strings.Join(says, "&")
}
