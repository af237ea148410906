package style

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/content"
)

// What bounds the rules of a house: nobody keeps more of them in mind, and each is
// looked for in every text.
const (
	MaxHouseRules = 500
	maxRuleWords  = 80
)

// Add puts a rule to the house's own. base are the rules that it is laid over. What
// cannot be a rule is refused, as Issues about "wrong" and "better".
func (h *House) Add(base *Rules, rule HouseRule) []content.Issue {
	rule.Wrong, rule.Better = tidy(rule.Wrong), tidy(rule.Better)
	issues := form("wrong", rule.Wrong)
	if issues = append(issues, form("better", rule.Better)...); len(issues) > 0 {
		return issues
	}
	switch {
	case rule.Wrong == rule.Better:
		return about("better", "issue.style.same")
	case len(h.Rules) >= MaxHouseRules:
		return about("wrong", "issue.style.many", "max", MaxHouseRules)
	}
	for _, o := range h.Rules {
		if folded(o.Wrong) == folded(rule.Wrong) {
			return about("wrong", "issue.style.known", "better", o.Better)
		}
	}
	with := &House{Locale: h.Locale, Rules: append(slices.Clone(h.Rules), rule), Off: h.Off}
	if issues := with.fits(base, rule); len(issues) > 0 {
		return issues
	}
	h.Rules = with.Rules
	return nil
}

// Takes reports whether a rule to write w.Better instead of w.Wrong could be added.
func (h *House) Takes(base *Rules, w Word) bool {
	trial := House{Locale: h.Locale, Rules: slices.Clone(h.Rules), Off: h.Off}
	return len(trial.Add(base, HouseRule{ID: content.NewID(), Wrong: w.Wrong, Better: w.Better})) == 0
}

// tidy takes out what nobody sees: spaces around, and more than one between words.
func tidy(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' }), " ")), " \u00a0")
}

func about(field, key string, args ...any) []content.Issue {
	return []content.Issue{{Field: field, Key: key, Args: args}}
}

// missing says which half of a rule is not there.
var missing = map[string]string{"wrong": "issue.style.wrong", "better": "issue.style.better"}

// form looks at one half of a rule by itself.
func form(field, s string) []content.Issue {
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	switch {
	case s == "":
		return about(field, missing[field])
	case utf8.RuneCountInString(s) > maxRuleWords:
		return about(field, "issue.style.long", "max", maxRuleWords)
	case letters < 2 && field == "wrong":
		return about(field, "issue.style.letters")
	case strings.ContainsAny(s, "[]{}|*_`<>\\#"):
		return about(field, "issue.style.marks")
	}
	return nil
}

// fits looks at a rule among all others: it has to find what it is about, and what
// it writes must be what nobody would correct again.
func (h *House) fits(base *Rules, rule HouseRule) []content.Issue {
	all, err := base.With(h)
	if err != nil {
		return about("wrong", "issue.style.never")
	}
	finds := func(r *Rules, s string, by func(Hint) bool) *Hint {
		hints := r.Check(h.Locale, s)
		if i := slices.IndexFunc(hints, by); i >= 0 {
			return &hints[i]
		}
		return nil
	}
	worded := func(hint Hint) bool { return hint.Better != "" && (hint.House() != "" || hint.Kind() == "wording") }
	if finds(all, rule.Wrong, func(hint Hint) bool { return hint.House() == rule.ID }) == nil {
		return about("wrong", "issue.style.never")
	}
	if again := finds(all, rule.Better, worded); again != nil {
		if again.House() == rule.ID {
			return about("better", "issue.style.again")
		}
		return about("better", "issue.style.corrected", "found", again.Found, "better", again.Better)
	}
	// Nor may it find again what another rule has just written.
	alone, err := Own(&House{Locale: h.Locale, Rules: []HouseRule{rule}})
	if err != nil {
		return about("wrong", "issue.style.never")
	}
	for _, w := range all.Words(h.Locale) {
		if folded(w.Wrong) != folded(rule.Wrong) && finds(alone, w.Better, func(Hint) bool { return true }) != nil {
			return about("wrong", "issue.style.undoes", "wrong", w.Wrong, "better", w.Better)
		}
	}
	return nil
}

// SwitchOff does without a rule of Herald; it reports whether anything changed.
// Only what base has can be switched off.
func (h *House) SwitchOff(base *Rules, off SwitchedOff) bool {
	if h.Without(off.Rule) || !base.has(h, off.Rule) {
		return false
	}
	h.Off = append(h.Off, off)
	return true
}

// has reports whether a language has a kind of rules, or a word, by that name.
func (r *Rules) has(h *House, rule string) bool {
	if word, ok := strings.CutPrefix(rule, offWord); ok {
		g := r.guides[h.Locale]
		return g != nil && g.Words[word] != ""
	}
	return slices.Contains(r.Kinds(h.Locale), rule)
}

// SwitchOn takes such a rule up again, and Remove gives a rule of the house up; both
// report whether anything changed.
func (h *House) SwitchOn(rule string) bool {
	before := len(h.Off)
	h.Off = slices.DeleteFunc(h.Off, func(o SwitchedOff) bool { return o.Rule == rule })
	return len(h.Off) < before
}

// Remove takes a rule out of the house's own.
func (h *House) Remove(id content.ID) bool {
	before := len(h.Rules)
	h.Rules = slices.DeleteFunc(h.Rules, func(r HouseRule) bool { return r.ID == id })
	return len(h.Rules) < before
}
