package content_test

import (
	"strings"
	"testing"

	"herald/content"
	"herald/i18n"
)

// A change is minor when no reader could have been misled by the text before.
func TestWhatAMinorChangeMayTouch(t *testing.T) {
	long := strings.Repeat("vienas du trys keturi penki ", 8)
	for name, c := range map[string]struct {
		locale        i18n.Locale
		before, after string
		want          string
	}{
		"a spelling":                   {"en", "The bridge over the river is beeing repaired until the end of the coming week, says the town.", "The bridge over the river is being repaired until the end of the coming week, says the town.", ""},
		"a mark":                       {"lt", "Tiltas uždarytas nes remontuojamas.", "Tiltas uždarytas, nes remontuojamas.", ""},
		"a number":                     {"en", "The fee is 5 euro for every household that is in the register of the town and pays.", "The fee is 6 euro for every household that is in the register of the town and pays.", "numbers"},
		"a time":                       {"lt", long + "nuo 14:30", long + "nuo 15:30", "numbers"},
		"numbers change places":        {"lt", long + "nuo 5 iki 10", long + "nuo 10 iki 5", "numbers"},
		"a month":                      {"lt", long + "lapkričio pabaigoje", long + "gruodžio pabaigoje", "numbers"},
		"a day":                        {"bg", strings.Repeat("едно две три ", 8) + "в понеделник", strings.Repeat("едно две три ", 8) + "в петък", "numbers"},
		"a month in a case":            {"sr", strings.Repeat("један два три ", 8) + "у марту", strings.Repeat("један два три ", 8) + "у априлу", "numbers"},
		"a name":                       {"sl", strings.Repeat("ena dve tri ", 8) + "v Kopru", strings.Repeat("ena dve tri ", 8) + "v Piranu", "names"},
		"a name in Cyrillic":           {"bg", strings.Repeat("едно две три ", 8) + "във Варна", strings.Repeat("едно две три ", 8) + "във Видин", "names"},
		"a name after an abbreviation": {"en", long + "with Dr. Smith", long + "with Dr. Smyth", "names"},
		"a name where a sentence begins": {"sq", strings.Repeat("një dy tre ", 8) + "në Durrës. Durrës është i madh.",
			strings.Repeat("një dy tre ", 8) + "në Durrës. Vlorë është i madh.", "names"},
		"names change places":  {"en", long + "from Ana to Eva", long + "from Eva to Ana", "names"},
		"too much":             {"lt", "Gatvė uždaryta visą dieną.", "Gatvė atidaryta visą dieną.", "share"},
		"a word added":         {"lt", long, long + "ir", ""},
		"one in ten":           {"lt", "a b c d e f g h i j", "a b c d e f g h i x", ""},
		"Georgian spelling":    {"ka", strings.Repeat("ერთი ორი სამი ", 8) + "მდინარეზე", strings.Repeat("ერთი ორი სამი ", 8) + "მდინარაზე", ""},
		"a Georgian word":      {"ka", strings.Repeat("ერთი ორი სამი ", 8) + "თბილისში", strings.Repeat("ერთი ორი სამი ", 8) + "ქუთაისში", "unseen"},
		"a Georgian word more": {"ka", strings.Repeat("ერთი ორი სამი ", 8), strings.Repeat("ერთი ორი სამი ", 8) + "გიორგი", "unseen"},
	} {
		var keys []string
		for _, i := range content.Differ(c.locale, content.Words{Body: c.before}, content.Words{Body: c.after}).Issues(c.locale) {
			keys = append(keys, strings.TrimPrefix(i.Key, "issue.change."))
		}
		if got := strings.Join(keys, " "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What is said about a file, and a field that is words, count; the change note
// and the address do not.
func TestWhatAChangeIsMeasuredBy(t *testing.T) {
	body := strings.Repeat("žodis ", 40)
	base := content.Words{Title: "Antraštė", Body: body}
	for name, c := range map[string]struct {
		change func(*content.Words)
		issues int
	}{
		"note":    {func(w *content.Words) { w.ChangeNote = content.Note{Text: "Pakeista 2026 m."} }, 0},
		"path":    {func(w *content.Words) { w.Path = "kita/vieta-2" }, 0},
		"title":   {func(w *content.Words) { w.Title = "Antraštė 2" }, 1},
		"caption": {func(w *content.Words) { w.Assets = []content.AssetWords{{Asset: "x", Caption: "Prie 2 tilto"}} }, 1},
		"field":   {func(w *content.Words) { w.Fields = content.Fields{"place": content.One("7 kabinetas")} }, 1},
	} {
		w := base
		c.change(&w)
		if got := content.Differ("lt", base, w).Issues("lt"); len(got) != c.issues {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A text of any length is compared in little time and memory.
func TestAVeryLongTextIsCompared(t *testing.T) {
	before := content.Words{Body: strings.Repeat("a b c ", 10_000)}
	after := content.Words{Body: "x " + strings.Repeat("a b c ", 10_000) + "y"}
	if d := content.Differ("en", before, after); d.Changed != 2 || len(d.Issues("en")) != 0 {
		t.Errorf("%+v", d)
	}
	other := content.Words{Body: strings.Repeat("d e f ", 10_000)}
	if d := content.Differ("en", before, other); len(d.Issues("en")) == 0 {
		t.Errorf("%+v", d)
	}
}
