package admin

import (
	"regexp"

	"herald/content"
	"herald/i18n"
)

// Filters narrow a list of texts. What is chosen stands in the address.
type Filters struct {
	Types, States, Langs, Sites, Organizations []Choice
	// Mine keeps what the member has a hand in.
	Mine bool
	// Year is that of the day of the text; Wrong says what is wrong with it.
	Year, Wrong string
	// Narrowed says that any filter is chosen.
	Narrowed bool
}

// filterNames are the parameters of Filters, of what is looked for, and of looking
// for it as words only.
var filterNames = []string{"q", "words", "type", "state", "language", "site", "organization", "year", "mine"}

var fourDigits = regexp.MustCompile(`^[0-9]{4}$`)

// filters reads the filters of the address, and gives what they leave of the texts
// that the member may read.
func (v *visit) filters() (f Filters, ask content.BoardQuery, err error) {
	ask = content.BoardQuery{Within: v.reading()}
	for _, t := range v.Types.All() {
		f.Types = append(f.Types, v.choice("type", t.Name, v.kind(t.Name), func() { ask.Types = []string{t.Name} }))
	}
	for _, s := range content.States() {
		f.States = append(f.States, v.choice("state", string(s), v.T("state."+string(s)), func() { ask.States = []content.State{s} }))
	}
	for _, l := range i18n.Shipped() {
		f.Langs = append(f.Langs, v.choice("language", string(l), v.words.LanguageName(l), func() { ask.Locales = []i18n.Locale{l} }))
	}
	called, err := v.siteTitles()
	if err != nil {
		return f, ask, err
	}
	for _, name := range v.siteNames() {
		f.Sites = append(f.Sites, v.choice("site", name, called[name], func() { ask.Sites = []string{name} }))
	}
	if f.Organizations, err = v.organizationFilter(&ask); err != nil {
		return f, ask, err
	}
	if f.Mine = v.c.Query("mine") != ""; f.Mine {
		ask.By = v.actor.ID
	}
	if f.Year = v.c.Query("year"); f.Year != "" && !fourDigits.MatchString(f.Year) {
		f.Wrong = v.T("desk.find.year_wrong")
	} else {
		ask.Year = f.Year
	}
	f.Narrowed = f.Mine || f.Year != "" || len(ask.Types)+len(ask.States)+len(ask.Locales)+len(ask.Sites)+len(ask.Organizations) > 0
	return f, ask, nil
}

// organizationFilter offers the organizations.
func (v *visit) organizationFilter(ask *content.BoardQuery) ([]Choice, error) {
	all, err := v.organizations()
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i] = v.choice("organization", all[i].Value, all[i].Text, func() { ask.Organizations = []content.ID{content.ID(all[i].Value)} })
	}
	return all, nil
}

// choice is one value of a filter; take is called where the address chose it.
func (v *visit) choice(param, value, text string, take func()) Choice {
	c := Choice{Value: value, Text: text, Chosen: v.c.Query(param) == value}
	if c.Chosen {
		take()
	}
	return c
}
