package style

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"herald/i18n"
)

// guide is a Guide made ready to be used.
type guide struct {
	Guide
	locale   i18n.Locale
	print    *i18n.Printer
	script   *unicode.RangeTable
	rules    []pattern
	words    phrases
	measured *regexp.Regexp
	here     map[string]bool
	twice    map[string]bool
	keys     map[string]string
	// ownOnly says that nothing but the words said at the desk is looked for.
	ownOnly bool
	decimal,
	group string
}

// pattern is a Pattern made ready to be used.
type pattern struct {
	Pattern
	find, not   *regexp.Regexp
	x           int
	left, right bool
	// Without these in it a text is not searched: most rules are about what few
	// texts hold.
	literal string
	figures bool
}

func newGuide(locale i18n.Locale, from Guide) (*guide, error) {
	if scripts[from.Script] == "" || from.Date == "" || len(from.Quotes) == 0 {
		return nil, errors.New("want script, date and quotes")
	}
	g := &guide{Guide: from, locale: locale, print: i18n.Default().Printer(locale), script: unicode.Scripts[scripts[from.Script]],
		here: set(from.Here), twice: set(from.Twice), keys: map[string]string{}}
	g.decimal, g.group = marks(g.print)
	for _, p := range append(slices.Clone(common), from.Rules...) {
		ready, err := p.compile()
		if err != nil {
			return nil, err
		}
		g.rules = append(g.rules, ready)
		g.keys[p.Name] = p.key()
	}
	g.words = newPhrases(from.Words)
	var err error
	if g.measured, err = regexp.Compile(`^[ \x{a0}]?(?:` + strings.ReplaceAll(strings.Join(from.Units, "|"), `\b`, `(?:$|[^\p{L}])`) + `)`); err != nil || len(from.Units) == 0 {
		return nil, fmt.Errorf("units: %w", err)
	}
	return g, nil
}

// marks are the decimal mark of a language, and the one between thousands.
func marks(p *i18n.Printer) (decimal, group string) {
	return strings.Trim(p.Number("1.5"), "15"), strings.Trim(p.Number("10000"), "10")
}

func set(words []string) map[string]bool {
	all := map[string]bool{}
	for _, w := range words {
		all[strings.ToLower(w)] = true
	}
	return all
}

func (p Pattern) compile() (pattern, error) {
	find, left := strings.CutPrefix(p.Find, `\b`)
	find, right := strings.CutSuffix(find, `\b`)
	if right {
		// The longer of two endings is tried, too, where the word goes on.
		find += `($|[^\p{L}\p{N}])`
	}
	re, err := regexp.Compile(find)
	if err != nil {
		return pattern{}, fmt.Errorf("rule %s: %w", p.Name, err)
	}
	ready := pattern{Pattern: p, find: re, x: max(re.SubexpIndex("x"), 0), left: left, right: right}
	ready.Replace = strings.ReplaceAll(p.Replace, "~", "\u00a0")
	ready.literal, ready.figures = needed(find)
	if p.Not != "" {
		if ready.not, err = regexp.Compile(p.Not); err != nil {
			return pattern{}, fmt.Errorf("rule %s: %w", p.Name, err)
		}
	}
	return ready, nil
}

// shownAs are the hints of the rules that are built in, by the name of the rule
// up to its first "-": "nbsp-number" says what "nbsp" says.
var shownAs = map[string]string{
	"quotes": "hint.quotes", "apostrophe": "hint.apostrophe", "spaces": "hint.spaces", "space": "hint.space", "comma": "hint.comma", "marks": "hint.marks",
	"dash": "hint.dash", "range": "hint.range", "nbsp": "hint.nbsp", "repeated": "hint.repeated", "mixed": "hint.mixed", "date": "hint.date",
	"number": "hint.number", "link": "hint.link", "table": "hint.table", "capitals": "hint.capitals", "foreign": "hint.foreign",
	"alt": "hint.alt", "heading": "hint.heading", "spelling": "hint.spelling", "wording": "hint.wording",
}

// KindKey is the catalogue key of what the Hints of a kind say.
func KindKey(kind string) string { return Pattern{Name: kind}.key() }

// key is what a rule says: its own words, those of its kind, or that the house
// wants it so.
func (p Pattern) key() string {
	if p.Key != "" {
		return p.Key
	}
	kind, _, _ := strings.Cut(p.Name, "-")
	if key := shownAs[kind]; key != "" {
		return key
	}
	return "hint.house"
}

func (g *guide) key(rule string) string {
	if key := g.keys[rule]; key != "" {
		return key
	}
	return Pattern{Name: rule}.key()
}
