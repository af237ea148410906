package i18n

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
)

// Printer writes in one locale. It never changes and serves any number of readers.
type Printer struct {
	locale    Locale
	conv      *convention
	plain     map[string]*text
	plural    map[string]bool
	localizer *goi18n.Localizer
}

// newPrinter compiles the messages of one locale and reports all that are broken.
func newPrinter(l Locale, messages map[string]*goi18n.Message) (*Printer, error) {
	p := &Printer{
		locale: l, conv: conventions[l],
		plain: map[string]*text{}, plural: map[string]bool{},
	}
	// One bundle per locale: go-i18n would otherwise match across locales on every call.
	bundle := goi18n.NewBundle(l.tag())
	var problems []error
	for key, m := range messages {
		forms := 0
		for _, f := range categories {
			src := *f.field(m)
			if src == "" {
				continue
			}
			forms++
			t, err := parseText(src)
			if err != nil {
				problems = append(problems, fmt.Errorf("i18n: %s: %s: %w", l, key, err))
			}
			p.plain[key] = t
		}
		if forms > 1 {
			delete(p.plain, key)
			p.plural[key] = true
			problems = append(problems, bundle.AddMessages(l.tag(), m))
		}
		if forms == 0 {
			problems = append(problems, fmt.Errorf("i18n: %s: %s is empty", l, key))
		}
	}
	p.localizer = goi18n.NewLocalizer(bundle, string(l))
	return p, errors.Join(problems...)
}

// Locale is the locale that p writes in.
func (p *Printer) Locale() Locale { return p.locale }

// Has says whether there are words for key.
func (p *Printer) Has(key string) bool { return p.plain[key] != nil || p.plural[key] }

// T returns the words for key with its {placeholders} filled from args, which
// alternate name and value. The value named "count" selects the plural form and
// is grouped as a number; a time.Time is written as a date, a Locale as the name
// of its language, a Key by its words. A key without words returns itself in
// ⟦…⟧: a gap is seen and nothing fails.
func (p *Printer) T(key string, args ...any) string {
	if t := p.plain[key]; t != nil {
		if len(t.names) == 0 {
			return t.literals[0]
		}
		values, _ := p.values(args)
		return t.render(values)
	}
	if !p.plural[key] {
		return marked(key)
	}
	values, count := p.values(args)
	config := &goi18n.LocalizeConfig{MessageID: key, TemplateData: values, TemplateParser: textParser{}}
	if count != nil {
		config.PluralCount = count
	}
	s, err := p.localizer.Localize(config)
	if err != nil && s == "" {
		return marked(key)
	}
	return s
}

// values turns alternating names and values into texts, and finds the count.
func (p *Printer) values(args []any) (map[string]string, any) {
	values := make(map[string]string, len(args)/2)
	var count any
	for i := 0; i+1 < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok {
			continue
		}
		if name == "count" {
			decimal := fmt.Sprint(args[i+1])
			if _, err := strconv.ParseFloat(decimal, 64); err == nil {
				// As text, because go-i18n accepts a fraction in no other form.
				count = decimal
				values[name] = p.Number(decimal)
				continue
			}
		}
		values[name] = p.value(args[i+1])
	}
	return values, count
}

// Key is a value that the catalogue has words for.
type Key string

// named gives the words of k. A name that nobody wrote words for, such as a step
// of a municipality's own Type, shows as it is.
func (p *Printer) named(k Key) string {
	if p.Has(string(k)) {
		return p.T(string(k))
	}
	return string(k[strings.LastIndexByte(string(k), '.')+1:])
}

// value writes one argument as the reader expects to see it.
func (p *Printer) value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case Key:
		return p.named(v)
	case Locale:
		return p.LanguageName(v)
	case time.Time:
		return p.Date(v)
	case fmt.Stringer:
		return v.String()
	default:
		return fmt.Sprint(v)
	}
}
