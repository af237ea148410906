package search

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestWordsOfAText(t *testing.T) {
	for text, words := range map[string]string{
		"":                               "",
		"Ėjo „ąžuolas“ – pro šalį.":      "ėjo|ąžuolas|pro|šalį",
		"T1-204, № 12/2026 ir Nr. 5":     "t1|204|12|2026|ir|nr|5",
		"2026-11-20 20.11.2026. 1,5 mln": "2026|11|20|20.11.2026|1,5|mln",
		"don't l’été 'quoted' a.b.":      "don't|l’été|quoted|a.b",
		"e-paslauga.lt: x:y :z":          "e|paslauga.lt|x:y|z",
		"ᲗᲑᲘᲚᲘᲡᲘ თბილისი":                "თბილისი|თბილისი",
		"ЊЕГОШЕВО Ђачки":                 "његошево|ђачки",
		"e\u0301tat mie\u00adstas":       "e\u0301tat|mie\u00adstas",
		"a_b __ ½ ² 4ovek":               "a_b|__|4ovek",
		"漢字 かな":                          "漢|字|か|な",
		"\xff\xfe a\xffb":                "a|b",
		"👩‍👩‍👧 ... — '":                  "",
	} {
		want(t, text, strings.Join(typedWords(text), "|"), words)
	}
}

func FuzzTokenize(f *testing.F) {
	for _, text := range append(many, hostile...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for i, w := range (tokenizer{}).Tokenize([]byte(text)) {
			if w.Start < at || w.End <= w.Start || w.End > len(text) || len(w.Term) == 0 || w.Position != i+1 {
				t.Fatalf("%q: word %d is %q at %d to %d", text, i, w.Term, w.Start, w.End)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[w.Start:w.End]) {
				t.Fatalf("%q: word %d is cut within a letter", text, i)
			}
			at = w.End
		}
	})
}

func TestDigitsAreThoseOfUnicode(t *testing.T) {
	for r := range rune(unicode.MaxRune) {
		if digits := unicode.IsDigit(r); digits != (kindOf(r) == digit) {
			t.Fatalf("%U is a digit: %v", r, digits)
		}
	}
}
