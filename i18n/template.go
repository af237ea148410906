package i18n

import (
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// text is a catalogue entry cut at its {placeholders}: literals[0], names[0],
// literals[1] and so on; there is always one literal more than names.
type text struct {
	literals []string
	names    []string
}

// parseText cuts src at its placeholders and refuses an unclosed or empty one.
func parseText(src string) (*text, error) {
	t := &text{}
	rest := src
	for {
		before, after, found := strings.Cut(rest, "{")
		t.literals = append(t.literals, before)
		if !found {
			return t, nil
		}
		name, tail, closed := strings.Cut(after, "}")
		if !closed || name == "" || strings.ContainsAny(name, " {.") {
			return nil, fmt.Errorf("bad placeholder in %q", src)
		}
		t.names = append(t.names, name)
		rest = tail
	}
}

// render fills the placeholders. A value that was not given shows as ⟦name⟧.
func (t *text) render(values map[string]string) string {
	if len(t.names) == 0 {
		return t.literals[0]
	}
	var b strings.Builder
	for i, name := range t.names {
		b.WriteString(t.literals[i])
		if v, ok := values[name]; ok {
			b.WriteString(v)
		} else {
			b.WriteString(marked(name))
		}
	}
	b.WriteString(t.literals[len(t.names)])
	return b.String()
}

// Execute makes a text usable by go-i18n, which only chooses the plural form.
func (t *text) Execute(data any) (string, error) {
	values, _ := data.(map[string]string)
	return t.render(values), nil
}

// textParser gives go-i18n our placeholders instead of Go templates:
// translators meet {title}, and no entry can call anything.
type textParser struct{}

// Cacheable says that a parsed text never changes.
func (textParser) Cacheable() bool { return true }

// Parse cuts src at its placeholders.
func (textParser) Parse(src, _, _ string) (template.ParsedTemplate, error) { return parseText(src) }

// marked is how a missing key or value shows: visible, and never a failure.
func marked(s string) string { return "⟦" + s + "⟧" }
