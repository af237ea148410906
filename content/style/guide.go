package style

import (
	"slices"
	"sync"

	"herald/content"
	"herald/i18n"
)

// Guide is how one language is written, as its file says.
type Guide struct {
	// Script is the one of the language: latin, cyrillic or georgian.
	Script string `toml:"script"`
	// Quotes are the pairs of quotation marks, the usual one first.
	Quotes [][]string `toml:"quotes"`
	// Apostrophe replaces a straight one within a word; "" leaves it.
	Apostrophe string `toml:"apostrophe"`
	// Date says how a day in figures is written: "short" or "long", as i18n does; "spaced" is short
	// with the spaces in it.
	Date string `toml:"date"`
	// Groups are further marks between thousands that are accepted.
	Groups []string `toml:"groups"`
	// Units are what may follow a number: expressions.
	Units []string `toml:"units"`
	// Here are words that say nothing as the text of a link.
	Here []string `toml:"here"`
	// Twice are the words that may rightly stand twice in a row.
	Twice []string `toml:"twice"`
	// Rules are expressions, Words are plain words with what is better.
	Rules []Pattern         `toml:"rule"`
	Words map[string]string `toml:"words"`
	// Off names rules, or kinds of them, that this house does not want.
	Off []string `toml:"off"`

	// own are those of Words that were said at the desk, by their rules.
	own map[string]ownWord
}

// Pattern is a rule in the form of an expression. \b before and after it is the
// edge of a word in any script. A group named x is what is replaced; without one
// it is the whole. "~" in Replace is a no-break space.
type Pattern struct {
	Name    string `toml:"name"`
	Find    string `toml:"find"`
	Replace string `toml:"replace"`
	// Not are matches that are right all the same.
	Not string `toml:"not"`
	// Instead of Replace: what stands for each of the things found, that it is
	// written small, or in one word, or that only the writer knows.
	Map   map[string]string `toml:"map"`
	Lower bool              `toml:"lower"`
	Join  bool              `toml:"join"`
	Ask   bool              `toml:"ask"`
	// Key is the hint; without one it is that of the name, or of a house's own.
	Key string `toml:"key"`
}

// Rules are the Guides of all languages.
type Rules struct{ guides map[i18n.Locale]*guide }

// Shipped gives the rules that come with Herald. It panics if they are broken,
// which the tests exclude.
func Shipped() *Rules { return once() }

// once reads them for the whole process: nothing changes them afterwards.
var once = sync.OnceValue(func() *Rules {
	r, err := Load()
	if err != nil {
		panic(err)
	}
	return r
})

// add lays the guide of a house over this one.
func (g *Guide) add(o Guide) {
	for to, from := range map[*string]string{&g.Script: o.Script, &g.Apostrophe: o.Apostrophe, &g.Date: o.Date} {
		if from != "" {
			*to = from
		}
	}
	if len(o.Quotes) > 0 {
		g.Quotes = o.Quotes
	}
	g.Groups, g.Units, g.Here = append(g.Groups, o.Groups...), append(g.Units, o.Units...), append(g.Here, o.Here...)
	g.Twice, g.Off = append(g.Twice, o.Twice...), append(g.Off, o.Off...)
	for _, p := range o.Rules {
		g.Rules = slices.DeleteFunc(g.Rules, func(was Pattern) bool { return was.Name == p.Name })
		g.Rules = append(g.Rules, p)
	}
	if g.Words == nil {
		g.Words = map[string]string{}
	}
	for wrong, better := range o.Words {
		g.Words[folded(wrong)] = better
	}
}

// ownWord is the rule of a house behind one of the words.
type ownWord struct {
	id content.ID
	// exactly is what is looked for letter by letter, where a rule is about capitals
	// alone; else "".
	exactly string
}
