package style

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"herald/content"
	"herald/i18n"
)

//go:embed rules/*.toml
var shipped embed.FS

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
	own map[string]content.ID
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

// Load reads the shipped rules and those of further folders of LOCALE.toml files:
// what a later folder says is added, and goes before a rule of the same name.
func Load(more ...fs.FS) (*Rules, error) {
	own, err := fs.Sub(shipped, "rules")
	if err != nil {
		return nil, err
	}
	r := &Rules{guides: map[i18n.Locale]*guide{}}
	var problems []error
	for _, locale := range i18n.Shipped() {
		g, err := compile(locale, append([]fs.FS{own}, more...))
		if err != nil {
			problems = append(problems, fmt.Errorf("style %s: %w", locale, err))
			continue
		}
		r.guides[locale] = g
	}
	return r, errors.Join(problems...)
}

// compile reads the files of a language. Those of Serbian in Latin letters are
// the Serbian ones by rule, as its texts are.
func compile(locale i18n.Locale, folders []fs.FS) (*guide, error) {
	file, write := string(locale)+".toml", func(s string) string { return s }
	if locale == i18n.SerbianLatn {
		file, write = string(i18n.Serbian)+".toml", i18n.SerbianLatin
	}
	var all Guide
	for _, folder := range folders {
		body, err := fs.ReadFile(folder, file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		var one Guide
		meta, err := toml.Decode(write(string(body)), &one)
		if err != nil {
			return nil, err
		}
		if unknown := meta.Undecoded(); len(unknown) > 0 {
			return nil, fmt.Errorf("unknown key %q", unknown[0].String())
		}
		all.add(one)
	}
	if locale == i18n.SerbianLatn {
		all.Script = "latin"
	}
	return newGuide(locale, all)
}

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

// scripts are the letters of each script by the name in a Guide.
var scripts = map[string]string{"latin": "Latin", "cyrillic": "Cyrillic", "georgian": "Georgian"}

func (g *Guide) check() error {
	if scripts[g.Script] == "" {
		return fmt.Errorf("script %q is not known", g.Script)
	}
	if g.Date != "short" && g.Date != "spaced" && g.Date != "long" {
		return fmt.Errorf("date is %q, want short, spaced or long", g.Date)
	}
	if len(g.Quotes) == 0 {
		return errors.New("no quotation marks")
	}
	for _, pair := range g.Quotes {
		if len(pair) != 2 {
			return fmt.Errorf("quotation marks %q: want two", pair)
		}
	}
	for _, p := range g.Rules {
		if p.Name == "" || p.Find == "" || strings.ContainsAny(p.Name, ": ") {
			return fmt.Errorf("rule %q: want a name without spaces and what to find", p.Name)
		}
	}
	return nil
}
