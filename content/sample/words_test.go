package sample_test

import (
	"strings"
	"testing"
	"unicode"

	"herald/content"
	"herald/content/folder"
	"herald/content/markdown"
	"herald/i18n"
)

func TestMarkdownIsWhole(t *testing.T) {
	docs := everything(t)
	eachText(docs, func(d *folder.Document, tr folder.Translation, where, text string) {
		for _, issue := range markdown.Check(text) {
			t.Errorf("%s/%s: %s: %+v", d.Ref(), tr.Locale, where, issue)
		}
	})
}

// eachText visits every text of every Translation: title, summary, body, the
// fields in words, and what is said of files.
func eachText(docs map[string]*folder.Document, visit func(d *folder.Document, tr folder.Translation, where, text string)) {
	for _, d := range docs {
		fields := content.ShippedTypes().Get(d.Type).Fields
		for _, tr := range d.Translations {
			visit(d, tr, "title", tr.Words.Title)
			visit(d, tr, "summary", tr.Words.Summary)
			visit(d, tr, "body", tr.Words.Body)
			fieldTexts(fields, tr.Words.Fields, func(where, text string) { visit(d, tr, where, text) })
			for _, a := range tr.Words.Assets {
				visit(d, tr, "alt of "+a.File, a.Alt)
				visit(d, tr, "caption of "+a.File, a.Caption)
				visit(d, tr, "credit of "+a.File, a.Credit)
			}
		}
	}
}

func fieldTexts(fields []content.Field, values content.Fields, visit func(where, text string)) {
	for _, f := range fields {
		if f.Kind == content.KindText || f.Kind == content.KindProse {
			for _, item := range values[f.Name].Items {
				visit(f.Name, item)
			}
		}
		for _, row := range values[f.Name].Rows {
			fieldTexts(f.Fields, row, visit)
		}
	}
}

// scripts are the letters a language is written in.
var scripts = map[i18n.Locale]*unicode.RangeTable{
	"lt": unicode.Latin, "sl": unicode.Latin, "sq": unicode.Latin, "en": unicode.Latin,
	"sr": unicode.Cyrillic, "bg": unicode.Cyrillic, "ka": unicode.Georgian,
}

// foreign are letters that a language does not have, though its script does.
var foreign = map[i18n.Locale]string{
	"lt": "çëđćñ", "sl": "ąęėįųūçë", "sq": "ąčęėįšųūžđ", "en": "ąčęėįšųūžçë",
	"sr": "щъьюяйѐ", "bg": "ђјљњћџыэё",
}

func TestEveryTextIsInItsScript(t *testing.T) {
	docs := everything(t)
	eachText(docs, func(d *folder.Document, tr folder.Translation, where, text string) {
		if tr.Locale == "sr-Latn" {
			t.Errorf("%s: sr-Latn is derived, not written", d.Ref())
		}
		for _, word := range words(text) {
			for _, r := range word {
				switch {
				case !unicode.Is(scripts[tr.Locale], r) && r != '’' && r != '-':
					t.Errorf("%s/%s: %s: %q is not in the script of the language", d.Ref(), tr.Locale, where, word)
				case strings.ContainsRune(foreign[tr.Locale], unicode.ToLower(r)):
					t.Errorf("%s/%s: %s: %q has a letter of another language", d.Ref(), tr.Locale, where, word)
				default:
					continue
				}
				break
			}
		}
	})
}

// latin are words that stay Latin in every language.
var latin = map[string]bool{"WCAG": true, "AA": true, "PDF": true, "CSV": true, "JSON": true, "EN": true,
	"T": true, "M": true, "A": true, "km": true, "m": true, "RSS": true, "I": true, "II": true, "III": true, "XVI": true, "XIX": true, "XX": true, "XXI": true}

// words gives the words of Markdown text without addresses, codes and names of
// blocks.
func words(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if kind, ok := strings.CutPrefix(line, ":::"); ok {
			_, line, _ = strings.Cut(strings.TrimPrefix(strings.TrimSpace(kind), "note "), " ")
		}
		line = strings.TrimPrefix(line, "Table:")
		for part := range strings.FieldsSeq(line) {
			part, _, _ = strings.Cut(part, "](")
			if strings.Contains(part, "@") || strings.Contains(part, "://") || strings.Contains(part, ".example") || strings.HasPrefix(part, "[^") {
				continue
			}
			for _, w := range strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && r != '’' && r != '-' }) {
				if w = strings.Trim(w, "-’"); w != "" && !latin[strings.Split(w, "-")[0]] {
					all = append(all, w)
				}
			}
		}
	}
	return all
}

// TestNothingIsLeftInEnglish compares every Translation word by word with the
// English one: names and numbers may be equal, sentences may not.
func TestNothingIsLeftInEnglish(t *testing.T) {
	docs := everything(t)
	english := map[string]map[string]bool{}
	eachText(docs, func(d *folder.Document, tr folder.Translation, _, text string) {
		if tr.Locale == "en" {
			if english[d.Ref()] == nil {
				english[d.Ref()] = map[string]bool{}
			}
			for _, w := range words(text) {
				english[d.Ref()][w] = true
			}
		}
	})
	type count struct{ same, all int }
	found := map[string]*count{}
	eachText(docs, func(d *folder.Document, tr folder.Translation, where, text string) {
		key := d.Ref() + "/" + string(tr.Locale)
		if tr.Locale == "en" {
			return
		}
		if found[key] == nil {
			found[key] = &count{}
		}
		for _, w := range words(text) {
			if unicode.IsUpper([]rune(w)[0]) {
				continue // names are the same everywhere
			}
			if found[key].all++; english[d.Ref()][w] {
				found[key].same++
			}
		}
		if english := tr.Words.Body; where == "body" && english != "" {
			if en := d.Translation("en"); en != nil && en.Words.Body == english {
				t.Errorf("%s: the body is the English one", key)
			}
		}
	})
	for key, c := range found {
		if c.all > 25 && c.same*100 > c.all*15 {
			t.Errorf("%s: %d of %d words are those of the English text", key, c.same, c.all)
		}
	}
}

func TestQuotationMarks(t *testing.T) {
	docs := everything(t)
	wrong := map[i18n.Locale]string{
		"lt": `"”«»`, "sl": `"“”`, "sq": `"„«»`, "sr": `"“«»`, "ka": `"”«»`, "bg": `"”«»`, "en": `"„«»`,
	}
	eachText(docs, func(d *folder.Document, tr folder.Translation, where, text string) {
		if i := strings.IndexAny(text, wrong[tr.Locale]); i >= 0 {
			t.Errorf("%s/%s: %s: quotation marks of another language near %.40q", d.Ref(), tr.Locale, where, text[i:])
		}
	})
}
