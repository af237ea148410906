package admin

import (
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/style"
	"herald/i18n"
	"herald/internal/fault"
	"herald/internal/web"
)

// StylePage is how one language is written: the rules of the house, and those that
// come with Herald.
type StylePage struct {
	Base
	Lang      i18n.Locale
	Language  string
	Languages []Tongue
	// Path is the address of the page, Texts that of the texts that hold what the
	// house writes otherwise.
	Path, Texts string
	// Keeps says that the member may change the rules.
	Keeps bool
	Rules []RuleLine
	Kinds []KindLine
	Words []WordLine
	// Skipped is how many of the words are switched off.
	Skipped int
	Form    RuleForm
}

// Tongue is a language with the address of its house style.
type Tongue struct {
	URL, Text string
	Lang      i18n.Locale
	Current   bool
}

// RuleLine is a rule of the house.
type RuleLine struct {
	ID                       content.ID
	Wrong, Better, Who, Held string
	When                     time.Time
}

// KindLine is a kind of Herald's rules, by what its hints say.
type KindLine struct {
	Name, Text, Who string
	Off             bool
	When            time.Time
}

// WordLine is one of Herald's words with what is better.
type WordLine struct {
	Rule, Wrong, Better string
	Off                 bool
}

// RuleForm is what a rule is typed into.
type RuleForm struct {
	Wrong, Better string
	// From is the text that the rule came from, "" for none.
	From    string
	Mistake mistakes
}

// styleNow is the house style as it is now. Where what was said at the desk cannot
// be read, the rest of it still helps: a hint never keeps anybody from working.
func (v *visit) styleNow() style.Now {
	records, err := v.Desk.Houses(v.ctx)
	var now style.Now
	if err == nil {
		now, err = v.living.Follow(records)
	}
	if err != nil {
		v.log.Error("the house style cannot be read", "error", err)
	}
	if now.All == nil {
		now = style.Now{All: v.Style, Own: &style.Rules{}}
	}
	return now
}

func (v *visit) keepsStyle(l i18n.Locale) bool {
	return content.Can(v.actor, content.KeepStyle, content.Subject{Locale: l, Now: v.now}) == nil
}

func styleURL(l i18n.Locale) string { return Root + "/style/" + string(l) }

// styleTongues are the languages that the Sites speak and that have rules.
func (v *visit) styleTongues() []i18n.Locale {
	return slices.DeleteFunc(style.HouseLocales(), func(l i18n.Locale) bool {
		for _, s := range v.Sites {
			if s.Has(l) {
				return false
			}
		}
		return true
	})
}

// styleLocale gives the language of an address; without one it is that which the
// member looks after, else that of their screens.
func (v *visit) styleLocale() (i18n.Locale, error) {
	tongues := v.styleTongues()
	if named := v.c.Params("locale"); named != "" {
		l, err := i18n.Parse(named)
		if err != nil || !slices.Contains(tongues, l) {
			return "", fault.Absent("house style of %q", named)
		}
		return l, nil
	}
	for _, fits := range []func(i18n.Locale) bool{
		func(l i18n.Locale) bool { return l == v.locale && v.keepsStyle(l) }, v.keepsStyle,
		func(l i18n.Locale) bool { return l == v.locale }, func(i18n.Locale) bool { return true },
	} {
		if i := slices.IndexFunc(tongues, fits); i >= 0 {
			return tongues[i], nil
		}
	}
	return "", fault.Absent("house style: no site speaks a language that has one")
}

func stylePage(v *visit) error {
	l, err := v.styleLocale()
	if err != nil {
		return err
	}
	return v.styleForm(l, RuleForm{}, fiber.StatusOK)
}

// styleForm shows the rules of a language, with what was typed into its form.
func (v *visit) styleForm(l i18n.Locale, form RuleForm, status int) error {
	now := v.styleNow()
	p := &StylePage{Base: v.base(v.T("desk.house.title")), Lang: l, Language: v.words.LanguageName(l), Path: styleURL(l), Keeps: v.keepsStyle(l), Form: form}
	for _, other := range v.styleTongues() {
		p.Languages = append(p.Languages, Tongue{URL: styleURL(other), Text: v.words.LanguageName(other), Lang: v.locale, Current: other == l})
	}
	p.Done = v.houseDone()
	h := style.HouseOf(now.Houses, l)
	if len(h.Rules) > 0 {
		p.Texts = p.Path + "/texts"
	}
	var by []content.MemberID
	for _, r := range h.Rules {
		by = append(by, r.Added.By)
	}
	for _, o := range h.Off {
		by = append(by, o.Added.By)
	}
	names, err := v.names(by...)
	if err != nil {
		return err
	}
	for _, r := range slices.Backward(h.Rules) {
		p.Rules = append(p.Rules, RuleLine{ID: r.ID, Wrong: r.Wrong, Better: r.Better, Who: nameOr(names, r.Added.By), When: r.Added.At, Held: p.Texts + "?rule=" + string(r.ID)})
	}
	v.shippedRules(p, h, names)
	return v.page(status, "style", p)
}

// houseDone says what has just been done with a rule.
func (v *visit) houseDone() string {
	switch what := v.c.Query("house"); what {
	case "added", "removed", "off", "on":
		return v.T("desk.house.done." + what)
	}
	return ""
}

// shippedRules lists what comes with Herald and with the files of the house, with
// what is switched off of it.
func (v *visit) shippedRules(p *StylePage, h *style.House, names map[content.MemberID]string) {
	for _, kind := range v.Style.Kinds(p.Lang) {
		line := KindLine{Name: kind, Text: v.T(style.KindKey(kind))}
		if i := slices.IndexFunc(h.Off, func(o style.SwitchedOff) bool { return o.Rule == kind }); i >= 0 {
			line.Off, line.Who, line.When = true, nameOr(names, h.Off[i].Added.By), h.Off[i].Added.At
		}
		p.Kinds = append(p.Kinds, line)
	}
	for _, w := range v.Style.Words(p.Lang) {
		line := WordLine{Rule: style.WordRule(w.Wrong), Wrong: w.Wrong, Better: w.Better}
		if line.Off = h.Without(line.Rule); line.Off {
			p.Skipped++
		}
		p.Words = append(p.Words, line)
	}
}

// RulePage asks whether a rule is meant that was filled in beforehand, as from a
// correction.
type RulePage struct {
	Base
	Lang     i18n.Locale
	Language string
	Path     string
	Form     RuleForm
}

func newRulePage(v *visit) error {
	l, err := v.styleLocale()
	if err != nil {
		return err
	}
	form := RuleForm{Wrong: v.field("wrong"), Better: v.field("better"), From: v.textAddress(v.field("from"))}
	return v.ruleForm(l, form, fiber.StatusOK)
}

func (v *visit) ruleForm(l i18n.Locale, form RuleForm, status int) error {
	if !v.keepsStyle(l) {
		return content.Can(v.actor, content.KeepStyle, content.Subject{Locale: l, Now: v.now})
	}
	return v.page(status, "style-rule", &RulePage{Base: v.base(v.T("desk.house.new")), Lang: l, Language: v.words.LanguageName(l), Path: styleURL(l), Form: form})
}

// textAddress gives an address of a text of the desk, and "" for anything else.
func (v *visit) textAddress(s string) string {
	s = web.SafePath(s, "")
	if !strings.HasPrefix(s, Root+"/documents/") {
		return ""
	}
	return s
}

// addRule adds what was typed, and says which texts hold it.
func addRule(v *visit) error {
	l, err := v.styleLocale()
	if err != nil {
		return err
	}
	form := RuleForm{Wrong: v.field("wrong"), Better: v.field("better"), From: v.textAddress(v.field("from"))}
	id, err := v.Desk.AddRule(v.ctx, v.actor, l, form.Wrong, form.Better)
	if err == nil {
		return v.to(styleURL(l) + "/texts?rule=" + string(id) + "&house=added")
	}
	m, ok := v.mistakes(err)
	if !ok || fault.Is(err, fault.Forbidden) {
		return err
	}
	form.Mistake = m
	if v.field("on") == "page" {
		return v.styleForm(l, form, web.Status(err))
	}
	return v.ruleForm(l, form, web.Status(err))
}

func removeRule(v *visit) error {
	l, err := v.styleLocale()
	if err != nil {
		return err
	}
	if err := v.Desk.RemoveRule(v.ctx, v.actor, l, content.ID(v.field("rule"))); err != nil {
		return err
	}
	return v.to(styleURL(l) + "?house=removed")
}

func switchRule(v *visit) error {
	l, err := v.styleLocale()
	if err != nil {
		return err
	}
	on := v.field("to") == "on"
	if err := v.Desk.SwitchRule(v.ctx, v.actor, l, v.field("rule"), on); err != nil {
		return err
	}
	if on {
		return v.to(styleURL(l) + "?house=on")
	}
	return v.to(styleURL(l) + "?house=off")
}
