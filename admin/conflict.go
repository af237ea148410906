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
	// Differing is what the typed text says differently from the saved one.
	Differing *Comparison
	// Saved is the saved text, whole, to be copied from.
	Saved []SavedPart
}

// SavedPart is one part of a saved text.
type SavedPart struct {
	Label string
	Lang  i18n.Locale
	Text  string
}

func (v *visit) conflict(w *writing, c *editorial.ConflictError) (*Conflict, error) {
	names, err := v.names(c.By)
	if err != nil {
		return nil, err
	}
	yours := *w.open
	yours.words, yours.facts = decodedWords(c.Yours), c.TheirsFacts
	if w.form.facts {
		yours.facts = decodedFacts(c.YoursFacts)
	}
	out := &Conflict{Who: names[c.By], Differing: v.compare(&yours, version{words: c.Theirs, facts: c.TheirsFacts}, w.form.titles)}
	add := func(label string, lang i18n.Locale, text string) {
		if strings.TrimSpace(text) != "" {
			out.Saved = append(out.Saved, SavedPart{Label: label, Lang: lang, Text: text})
		}
	}
	add(v.T("part.title"), w.t.Locale, c.Theirs.Title)
	add(v.T("part.summary"), w.t.Locale, c.Theirs.Summary)
	add(v.T("part.body"), w.t.Locale, c.Theirs.Body)
	for _, field := range w.typ.Fields {
		if field.Words && field.Kind != content.KindAsset {
			add(w.form.fieldWord(field.Name), w.t.Locale, strings.Join(v.valueTexts(w.typ, field, c.Theirs.Fields[field.Name], w.form.titles), "\n"))
		}
	}
	return out, nil
}

// decodedWords brings typed words to the form in which they would be kept, so that
// a comparison shows no difference that a save would not make.
func decodedWords(w content.Words) content.Words {
	if kept, err := content.DecodeWords(w.Encode().Body); err == nil {
		return kept
	}
	return w
}

func decodedFacts(f content.Facts) content.Facts {
	if kept, err := content.DecodeFacts(f.Encode().Body); err == nil {
		return kept
	}
	return f
}
