package style

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"herald/i18n"
)

//go:embed rules/*.toml
var shipped embed.FS

// Load reads the shipped rules and those of further folders of LOCALE.toml files:
// what a later folder says is added, and goes before a rule of the same name. It
// names everything that is wrong, with file and line.
func Load(more ...fs.FS) (*Rules, error) {
	own, err := fs.Sub(shipped, "rules")
	if err != nil {
		return nil, err
	}
	r := &Rules{guides: map[i18n.Locale]*guide{}}
	var problems []error
	for _, folder := range more {
		problems = append(problems, foreignFiles(folder)...)
	}
	for _, locale := range i18n.Shipped() {
		g, err := compile(locale, append([]fs.FS{own}, more...))
		// What is wrong with Serbian is said once, of the letters that it is written in.
		if err != nil && locale != i18n.SerbianLatn {
			problems = append(problems, err)
		}
		r.guides[locale] = g
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return r, nil
}

// foreignFiles are those that no language would ever read.
func foreignFiles(folder fs.FS) []error {
	names, err := fs.Glob(folder, "*.toml")
	if err != nil {
		return []error{err}
	}
	var problems []error
	for _, name := range names {
		if l := i18n.Locale(strings.TrimSuffix(name, ".toml")); !slices.Contains(HouseLocales(), l) {
			problems = append(problems, fmt.Errorf("style %s: the file name is no language with rules of its own", name))
		}
	}
	return problems
}

// compile reads the files of a language. Those of Serbian in Latin letters are
// the Serbian ones by rule, as its texts are.
func compile(locale i18n.Locale, folders []fs.FS) (*guide, error) {
	f := guideFile{name: string(locale) + ".toml", write: func(s string) string { return s }}
	if locale == i18n.SerbianLatn {
		f.name, f.write = string(i18n.Serbian)+".toml", i18n.SerbianLatin
	}
	var all Guide
	var problems []error
	for _, folder := range folders {
		one, wrong := f.read(folder)
		problems = append(problems, wrong...)
		all.add(one)
	}
	if locale == i18n.SerbianLatn {
		all.Script = "latin"
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	g, err := newGuide(locale, all)
	if err != nil {
		return nil, fmt.Errorf("style %s: %w", f.name, err)
	}
	return g, nil
}

// guideFile is a file of rules while it is read.
type guideFile struct {
	name, body string
	write      func(string) string
}

func (f *guideFile) read(folder fs.FS) (g Guide, problems []error) {
	body, err := fs.ReadFile(folder, f.name)
	if errors.Is(err, fs.ErrNotExist) {
		return g, nil
	}
	if err != nil {
		return g, []error{fmt.Errorf("style %s: %w", f.name, err)}
	}
	f.body = f.write(string(body))
	meta, err := toml.Decode(f.body, &g)
	var parse toml.ParseError
	if errors.As(err, &parse) {
		return g, []error{f.at(parse.Position.Line, "%s", parse.Message)}
	}
	if err != nil {
		return g, []error{fmt.Errorf("style %s: %w", f.name, err)}
	}
	for _, key := range meta.Undecoded() {
		problems = append(problems, f.at(f.line(key[len(key)-1]), "unknown key %q", key.String()))
	}
	return g, append(problems, f.check(&g)...)
}

func (f *guideFile) at(line int, format string, args ...any) error {
	return fmt.Errorf("style %s, line %d: %w", f.name, max(line, 1), fmt.Errorf(format, args...))
}

// line finds the line of a key, and of one of its values where it is named.
func (f *guideFile) line(key string, value ...string) int {
	form := `(?m)^[ \t]*"?` + regexp.QuoteMeta(key) + `"?[ \t]*=`
	for _, v := range value {
		form += `[ \t]*["']` + regexp.QuoteMeta(v) + `["']`
	}
	at := regexp.MustCompile(form).FindStringIndex(f.body)
	if at == nil {
		return 0
	}
	return 1 + strings.Count(f.body[:at[1]], "\n")
}

// check looks at what one file says by itself.
func (f *guideFile) check(g *Guide) (problems []error) {
	say := func(line int, format string, args ...any) { problems = append(problems, f.at(line, format, args...)) }
	if g.Script != "" && scripts[g.Script] == "" {
		say(f.line("script"), "script %q is not known", g.Script)
	}
	if !slices.Contains([]string{"", "short", "spaced", "long"}, g.Date) {
		say(f.line("date"), "date is %q, want short, spaced or long", g.Date)
	}
	for _, pair := range g.Quotes {
		if len(pair) != 2 {
			say(f.line("quotes"), "quotation marks %q: want two", pair)
		}
	}
	for _, p := range g.Rules {
		line := f.line("name", p.Name)
		if p.Name == "" || p.Find == "" || strings.ContainsAny(p.Name, ": ") || strings.HasPrefix(p.Name, houseRule) {
			if line == 0 {
				line = f.line("find", p.Find)
			}
			say(line, "rule %q: want a name without spaces, and what to find", p.Name)
		} else if _, err := p.compile(); err != nil {
			say(line, "%v", err)
		}
	}
	for _, unit := range g.Units {
		if _, err := regexp.Compile(unit); err != nil {
			say(f.line("units"), "unit %q: %v", unit, err)
		}
	}
	for _, wrong := range sortedKeys(g.Words) {
		if better := folded(g.Words[wrong]); better == "" || folded(wrong) == "" {
			say(f.line(wrong), "word %q: want what is better for it", wrong)
		} else if better != folded(wrong) && holdsWord(better, folded(wrong)) {
			say(f.line(wrong), "word %q: what is better holds it, and would be corrected again and again", wrong)
		}
	}
	return problems
}

// holdsWord reports whether a text has words in it as whole ones.
func holdsWord(text, words string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return false
		}
		x, y := from+i, from+i+len(words)
		if atStart(text, x) && atEnd(text, y) {
			return true
		}
		from = x + size(text[x:])
	}
}

func sortedKeys(m map[string]string) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

// scripts are the letters of each script by the name in a Guide.
var scripts = map[string]string{"latin": "Latin", "cyrillic": "Cyrillic", "georgian": "Georgian"}
