package content

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

//go:embed types/*.toml
var shipped embed.FS

// ShippedTypes gives the Types that come with Herald. It panics if one of them
// is broken, which the tests exclude.
func ShippedTypes() *Types {
	ts, err := LoadTypes()
	if err != nil {
		panic(err)
	}
	return ts
}

// LoadTypes reads the shipped Types and those of further folders of *.toml
// files; a Type in a later folder replaces one of the same name. Every problem
// of every file is reported, with its file.
func LoadTypes(more ...fs.FS) (*Types, error) {
	own, err := fs.Sub(shipped, "types")
	if err != nil {
		return nil, err
	}
	ts := &Types{byName: map[string]*Type{}}
	var problems []error
	for _, folder := range append([]fs.FS{own}, more...) {
		problems = append(problems, ts.read(folder)...)
	}
	for name := range ts.byName {
		ts.names = append(ts.names, name)
	}
	slices.Sort(ts.names)
	if len(problems) == 0 {
		problems = ts.check()
	}
	return ts, errors.Join(problems...)
}

func (ts *Types) read(folder fs.FS) []error {
	files, err := fs.Glob(folder, "*.toml")
	if err != nil {
		return []error{err}
	}
	var problems []error
	for _, file := range files {
		body, err := fs.ReadFile(folder, file)
		if err != nil {
			problems = append(problems, fmt.Errorf("type %s: %w", file, err))
			continue
		}
		t, err := ParseType(string(body))
		if err != nil {
			problems = append(problems, fmt.Errorf("type %s: %w", file, err))
			continue
		}
		if want := strings.TrimSuffix(file, ".toml"); t.Name != want {
			problems = append(problems, fmt.Errorf("type %s: name is %q, want %q", file, t.Name, want))
			continue
		}
		ts.byName[t.Name] = t
	}
	return problems
}

// ParseType reads one Type from TOML. An unknown key is an error, so that a
// misspelt line is not silently without effect.
func ParseType(source string) (*Type, error) {
	var t Type
	meta, err := toml.Decode(source, &t)
	if err != nil {
		return nil, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("unknown key %q", unknown[0].String())
	}
	return &t, t.check()
}

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

func (t *Type) check() error {
	if !nameForm.MatchString(t.Name) {
		return fmt.Errorf("name %q: want lower-case letters, digits and _", t.Name)
	}
	if !slices.Contains([]Sort{"", ByPublic, ByDate, ByDateAsc, ByTitle, ByOrder}, t.Sort) {
		return fmt.Errorf("sort %q is not known", t.Sort)
	}
	for _, n := range []Need{t.Body, t.Summary} {
		if n != Absent && n != Optional && n != Required {
			return fmt.Errorf("body and summary are \"optional\" or \"required\", not %q", n)
		}
	}
	if t.Register && !t.Listed {
		return errors.New("a register must be listed")
	}
	for _, name := range append([]string{t.Date, t.End, t.Number}, t.Columns...) {
		if _, ok := t.Field(name); name != "" && !ok {
			return fmt.Errorf("field %q is named but not there", name)
		}
	}
	for locale := range t.Slugs {
		if _, err := i18n.Parse(string(locale)); err != nil {
			return fmt.Errorf("slugs: %w", err)
		}
		if t.Slugs[locale] != locale.Slug(t.Slugs[locale]) {
			return fmt.Errorf("slug %q in %s is not of the form a-z, 0-9, -", t.Slugs[locale], locale)
		}
	}
	return checkFields(t.Fields, "")
}

func checkFields(fields []Field, within string) error {
	seen := map[string]bool{}
	for _, f := range fields {
		name := within + f.Name
		switch {
		case !nameForm.MatchString(f.Name):
			return fmt.Errorf("field %q: want lower-case letters, digits and _", name)
		case seen[f.Name]:
			return fmt.Errorf("field %q stands twice", name)
		case !slices.Contains(Kinds(), f.Kind):
			return fmt.Errorf("field %q: unknown kind %q", name, f.Kind)
		case f.Kind == KindChoice && len(f.Choices) == 0:
			return fmt.Errorf("field %q: a choice needs choices", name)
		case f.Kind == KindColour && f.badColour() != "":
			return fmt.Errorf("field %q: %s is no colour, or one of its palette cannot be read", name, f.badColour())
		case f.Kind == KindGroup && len(f.Fields) == 0:
			return fmt.Errorf("field %q: a group needs fields", name)
		case f.Kind == KindGroup && within != "":
			return fmt.Errorf("field %q: a group within a group", name)
		case f.Kind == KindProse && !f.Words && within == "":
			return fmt.Errorf("field %q: prose is words", name)
		case f.Audience != "" && f.Audience != Staff && f.Audience != Public:
			return fmt.Errorf("field %q: audience %q is not known", name, f.Audience)
		}
		seen[f.Name] = true
		if err := checkFields(f.Fields, name+"."); err != nil {
			return err
		}
	}
	return nil
}

// check looks for what only shows between Types: refs to unknown ones, two
// listings at one address.
func (ts *Types) check() []error {
	var problems []error
	taken := map[string]string{}
	for _, t := range ts.All() {
		for _, f := range t.Fields {
			for _, to := range f.To {
				if ts.Get(to) == nil {
					problems = append(problems, fmt.Errorf("type %s: field %q refers to unknown type %q", t.Name, f.Name, to))
				}
			}
		}
		for locale, slug := range t.Slugs {
			key := string(locale) + "/" + slug
			if other := taken[key]; other != "" {
				problems = append(problems, fmt.Errorf("types %s and %s: both listed at %s", other, t.Name, key))
			}
			taken[key] = t.Name
		}
	}
	return problems
}

// CheckAudience reports every Type that would let a text onto a public Site
// without the language step. Staff Types may go without steps.
func (t *Type) CheckAudience() error {
	if slices.ContainsFunc(t.Steps, SealStep) {
		return nil
	}
	return fmt.Errorf("type %s has no language step: its documents can live on staff sites only", t.Name)
}
