package i18n

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
)

//go:embed locales/*.toml
var embedded embed.FS

// Catalog holds the words on screen in every locale. It never changes once made.
type Catalog struct {
	messages map[Locale]map[string]*goi18n.Message
	printers map[Locale]*Printer
}

// Default returns the catalogue of the words that Herald ships. It panics only
// if the embedded files are broken, which the tests of this package rule out.
func Default() *Catalog { return shippedCatalog() }

var shippedCatalog = sync.OnceValue(func() *Catalog {
	fsys, err := fs.Sub(embedded, "locales")
	if err != nil {
		panic(err)
	}
	c, err := Load(fsys)
	if err != nil {
		panic(err)
	}
	return c
})

// Load reads a catalogue from the files LOCALE.toml in the root of fsys.
// Every problem of every file is reported at once.
func Load(fsys fs.FS) (*Catalog, error) {
	return (&Catalog{}).With(fsys)
}

// With returns a new catalogue in which the words in fsys are added to, or
// replace, those of c: this is how a municipality names its own Types.
func (c *Catalog) With(fsys fs.FS) (*Catalog, error) {
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, err
	}
	next := &Catalog{messages: map[Locale]map[string]*goi18n.Message{}, printers: map[Locale]*Printer{}}
	for l, m := range c.messages {
		next.messages[l] = maps.Clone(m)
	}
	var problems []error
	for _, name := range names {
		problems = append(problems, next.read(fsys, name))
	}
	for l, messages := range next.messages {
		p, err := newPrinter(l, messages)
		problems = append(problems, err)
		next.printers[l] = p
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return next, nil
}

// read adds the entries of one file.
func (c *Catalog) read(fsys fs.FS, name string) error {
	l, err := Parse(strings.TrimSuffix(name, ".toml"))
	if err != nil {
		return fmt.Errorf("i18n: %s: the file name is no locale of Herald", name)
	}
	var tree map[string]any
	if _, err := toml.DecodeFS(fsys, name, &tree); err != nil {
		return fmt.Errorf("i18n: %s: %w", name, err)
	}
	if c.messages[l] == nil {
		c.messages[l] = map[string]*goi18n.Message{}
	}
	if err := flatten("", tree, c.messages[l]); err != nil {
		return fmt.Errorf("i18n: %s: %w", name, err)
	}
	return nil
}

// Printer returns the printer of l; the one of English where c has no words in l.
func (c *Catalog) Printer(l Locale) *Printer {
	if p, ok := c.printers[l]; ok {
		return p
	}
	if p, ok := c.printers[defaultWords]; ok {
		return p
	}
	p, _ := newPrinter(defaultWords, nil)
	return p
}

// Locales returns the locales that c has words in, in the order of display.
func (c *Catalog) Locales() []Locale {
	return slices.DeleteFunc(Shipped(), func(l Locale) bool { return c.printers[l] == nil })
}

// Keys returns every key of l, sorted.
func (c *Catalog) Keys(l Locale) []string {
	return slices.Sorted(maps.Keys(c.messages[l]))
}

// Forms returns the texts behind a key of l by plural category; an entry without
// plural has the one category "other". Tests of words read it.
func (c *Catalog) Forms(l Locale, key string) map[string]string {
	m, ok := c.messages[l][key]
	if !ok {
		return nil
	}
	forms := map[string]string{}
	for _, f := range categories {
		if s := *f.field(m); s != "" {
			forms[f.name] = s
		}
	}
	return forms
}

// category binds the CLDR name of a plural form to its place in a message.
type category struct {
	name  string
	field func(*goi18n.Message) *string
}

var categories = []category{
	{"zero", func(m *goi18n.Message) *string { return &m.Zero }},
	{"one", func(m *goi18n.Message) *string { return &m.One }},
	{"two", func(m *goi18n.Message) *string { return &m.Two }},
	{"few", func(m *goi18n.Message) *string { return &m.Few }},
	{"many", func(m *goi18n.Message) *string { return &m.Many }},
	{"other", func(m *goi18n.Message) *string { return &m.Other }},
}

// flatten turns nested tables into dotted keys. go-i18n's own reader is not used,
// because it takes any table with a key such as "one" or "other" for a plural.
func flatten(prefix string, tree map[string]any, into map[string]*goi18n.Message) error {
	for k, v := range tree {
		key := k
		if prefix != "" {
			key = prefix + "." + k
		}
		switch v := v.(type) {
		case string:
			into[key] = &goi18n.Message{ID: key, Other: v}
		case map[string]any:
			if !isPlural(v) {
				if err := flatten(key, v, into); err != nil {
					return err
				}
				continue
			}
			m := &goi18n.Message{ID: key}
			for _, f := range categories {
				if s, ok := v[f.name].(string); ok {
					*f.field(m) = s
				}
			}
			into[key] = m
		default:
			return fmt.Errorf("%s: only texts and tables of texts are allowed", key)
		}
	}
	return nil
}

// isPlural says whether a table is one entry in its plural forms: it has "other",
// at least one form more, and nothing that is not a CLDR category.
func isPlural(table map[string]any) bool {
	if _, ok := table["other"].(string); !ok || len(table) < 2 {
		return false
	}
	for k := range table {
		if !slices.ContainsFunc(categories, func(c category) bool { return c.name == k }) {
			return false
		}
	}
	return true
}
