package admin

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// GrantForm is what a role within bounds is chosen with.
type GrantForm struct {
	Roles, Organizations, Locales, Types, Steps []Choice
	// From and Until are days, as the browser writes them; Until is the last one.
	From, Until string
	// Optional says that no role may be chosen as well.
	Optional bool
	Mistake  string
}

// grantForm gives the form with g chosen.
func (v *visit) grantForm(g content.Grant, wrong mistakes) (GrantForm, error) {
	f := GrantForm{From: v.dayField(g.From, false), Until: v.dayField(g.Until, true), Mistake: wrong.Of("grant")}
	for _, r := range content.Roles() {
		f.Roles = append(f.Roles, Choice{Value: string(r), Text: v.T("role." + string(r)), Chosen: r == g.Role})
	}
	for _, l := range i18n.Shipped() {
		f.Locales = append(f.Locales, Choice{Value: string(l), Text: v.words.LanguageName(l), Chosen: slices.Contains(g.Locales, l)})
	}
	for _, t := range v.Types.All() {
		f.Types = append(f.Types, Choice{Value: t.Name, Text: v.kinds(t.Name), Chosen: slices.Contains(g.Types, t.Name)})
	}
	for _, step := range v.steps(g) {
		f.Steps = append(f.Steps, Choice{Value: step, Text: v.step(step), Chosen: slices.Contains(g.Steps, step)})
	}
	orgs, err := v.organizations()
	for _, o := range orgs {
		o.Chosen = slices.Contains(g.Organizations, content.ID(o.Value))
		f.Organizations = append(f.Organizations, o)
	}
	return f, err
}

// knownSteps are those that have words in every catalogue, whether a Type asks
// for them already or not.
var knownSteps = []string{"director", "legal", "mayor"}

// steps gives the approvals that an approver may be given: those that Types ask
// for, those known by name, and those that g names already.
func (v *visit) steps(g content.Grant) []string {
	all := append(slices.Clone(knownSteps), g.Steps...)
	for _, t := range v.Types.All() {
		all = append(all, t.Steps...)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), content.SealStep)
}

// kinds is what many of a Type are called.
func (v *visit) kinds(typ string) string {
	if key := "type." + typ + ".many"; v.words.Has(key) {
		return v.T(key)
	}
	return typ
}

// organizations gives those that everybody may read of.
func (v *visit) organizations() ([]Choice, error) { return v.publics("organization") }

// publics gives the Documents of a Type that everybody may read, by title: in the
// member's language where there is one.
func (v *visit) publics(typ string) ([]Choice, error) {
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: []content.Bounds{{}}, Types: []string{typ},
		LiveStates: []content.State{content.Published}, Sort: content.ByDocument})
	if err != nil {
		return nil, err
	}
	words := map[content.ID]content.Hash{}
	var hashes []content.Hash
	for i := range all {
		s := &all[i]
		if words[s.Document] == "" || s.Locale == v.locale {
			words[s.Document] = s.LiveWords
		}
		hashes = append(hashes, s.LiveWords)
	}
	bodies, err := v.Store.Texts(v.ctx, slices.Compact(slices.Sorted(slices.Values(hashes)))...)
	if err != nil {
		return nil, err
	}
	var found []Choice
	for id, hash := range words {
		w, err := content.DecodeWords(bodies[hash])
		if err != nil {
			return nil, err
		}
		found = append(found, Choice{Value: string(id), Text: v.titled(w)})
	}
	v.sortChoices(found)
	return found, nil
}

// grantText says a role and its bounds in one line.
func (v *visit) grantText(g content.Grant, orgs []Choice) string {
	text := v.T("role." + string(g.Role))
	add := func(items []string) {
		if len(items) > 0 {
			text += " · " + v.words.List(items)
		}
	}
	var names, languages, kinds, steps []string
	for _, id := range g.Organizations {
		names = append(names, chosenText(orgs, string(id)))
	}
	for _, l := range g.Locales {
		languages = append(languages, v.words.LanguageName(l))
	}
	for _, t := range g.Types {
		kinds = append(kinds, v.kinds(t))
	}
	for _, s := range g.Steps {
		steps = append(steps, v.step(s))
	}
	add(steps)
	add(names)
	add(languages)
	add(kinds)
	if span := v.spanText(g.From, g.Until); span != "" {
		text += " · " + span
	}
	return text
}

// chosenText gives what a value is called, or the value itself where it is not
// among those to choose from.
func chosenText(all []Choice, value string) string {
	if i := slices.IndexFunc(all, func(c Choice) bool { return c.Value == value }); i >= 0 {
		return all[i].Text
	}
	return value
}

// spanText says from when and to when something holds; the last day counts.
func (v *visit) spanText(from, until time.Time) string {
	first, last := v.words.Date(from.In(v.zone())), v.words.Date(until.Add(-time.Second).In(v.zone()))
	switch {
	case from.IsZero() && until.IsZero():
		return ""
	case until.IsZero():
		return v.T("date.range_from", "from", first)
	case from.IsZero():
		return v.T("date.range_until", "until", last)
	}
	return v.T("date.range", "from", first, "until", last)
}

// dayField gives an instant as the day that a browser's field holds: the end of
// a day is the beginning of the next.
func (v *visit) dayField(at time.Time, end bool) string {
	if at.IsZero() {
		return ""
	}
	if end {
		at = at.Add(-time.Second)
	}
	return at.In(v.zone()).Format(time.DateOnly)
}

// day reads such a field.
func (v *visit) day(name string, end bool) (time.Time, error) {
	typed := v.field(name)
	if typed == "" {
		return time.Time{}, nil
	}
	at, err := time.ParseInLocation(time.DateOnly, typed, v.zone())
	if err != nil {
		return time.Time{}, fault.New(fault.Invalid, "desk.members.day_form")
	}
	if end {
		at = at.AddDate(0, 0, 1)
	}
	return at, nil
}

// many gives every value of a field that may be chosen more than once.
func (v *visit) many(name string) []string {
	var all []string
	for _, value := range v.c.Context().PostArgs().PeekMulti(name) {
		all = append(all, string(value))
	}
	return all
}

// typedGrant reads the form. What it means is for the roster to check.
func (v *visit) typedGrant() (content.Grant, error) {
	g := content.Grant{Role: content.Role(v.field("role")), Types: v.many("type"), Steps: v.many("step")}
	for _, id := range v.many("organization") {
		g.Organizations = append(g.Organizations, content.ID(id))
	}
	for _, l := range v.many("language") {
		g.Locales = append(g.Locales, i18n.Locale(l))
	}
	var err error
	if g.From, err = v.day("from", false); err != nil {
		return g, err
	}
	g.Until, err = v.day("until", true)
	return g, err
}

// sortChoices orders choices as the member's language orders words.
func (v *visit) sortChoices(all []Choice) {
	slices.SortFunc(all, func(a, b Choice) int {
		return cmp.Or(bytes.Compare(v.locale.CollationKey(a.Text), v.locale.CollationKey(b.Text)), cmp.Compare(a.Value, b.Value))
	})
}
