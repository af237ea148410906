package admin

import (
	"strings"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
)

// Conflict is what somebody else saved while a text was being written: shown
// above the form, which keeps what was typed.
type Conflict struct {
	Who string
	// Parts are those that the two texts have otherwise.
	Parts []ConflictPart
}

// ConflictPart is one part of a text in both states.
type ConflictPart struct {
	Label        string
	Lang         i18n.Locale
	Yours, Other string
}

func (v *visit) conflict(w *writing, c *editorial.ConflictError) (*Conflict, error) {
	names, err := v.names(c.By)
	if err != nil {
		return nil, err
	}
	out := &Conflict{Who: names[c.By]}
	add := func(label string, lang i18n.Locale, yours, other string) {
		yours, other = strings.ReplaceAll(yours, "\r\n", "\n"), strings.ReplaceAll(other, "\r\n", "\n")
		if strings.TrimSpace(yours) != strings.TrimSpace(other) {
			out.Parts = append(out.Parts, ConflictPart{Label: label, Lang: lang, Yours: yours, Other: other})
		}
	}
	locale := w.t.Locale
	add(v.T("part.title"), locale, c.Yours.Title, c.Theirs.Title)
	add(v.T("part.summary"), locale, c.Yours.Summary, c.Theirs.Summary)
	add(v.T("part.body"), locale, c.Yours.Body, c.Theirs.Body)
	add(v.T("part.path"), "", c.Yours.Path, c.Theirs.Path)
	for _, field := range w.typ.Fields {
		label := w.form.fieldWord(field.Name)
		switch {
		case field.Words:
			add(label, locale, plainValue(field, c.Yours.Fields[field.Name]), plainValue(field, c.Theirs.Fields[field.Name]))
		case w.form.facts:
			add(label, "", plainValue(field, c.YoursFacts.Fields[field.Name]), plainValue(field, c.TheirsFacts.Fields[field.Name]))
		}
	}
	return out, nil
}

// plainValue writes a value with a line for each item and row.
func plainValue(field content.Field, value content.Value) string {
	lines := append([]string{}, value.Items...)
	for _, row := range value.Rows {
		var cells []string
		for _, column := range field.Fields {
			cells = append(cells, plainValue(column, row[column.Name]))
		}
		lines = append(lines, strings.Join(cells, " · "))
	}
	return strings.Join(lines, "\n")
}
