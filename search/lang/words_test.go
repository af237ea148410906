package lang

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// together wants every form in a list to have one key, and that no list shares
// its key with another.
func together(t *testing.T, code string, lists ...string) {
	t.Helper()
	l, seen := Of(code), map[string]string{}
	for _, list := range lists {
		forms := strings.Fields(list)
		key := l.Key(forms[0])
		for _, form := range forms[1:] {
			if got := l.Key(form); got != key {
				t.Errorf("%s: %s is called %q, %s %q", code, form, got, forms[0], key)
			}
		}
		if before := seen[key]; before != "" {
			t.Errorf("%s: %s and %s are both called %q", code, before, forms[0], key)
		}
		seen[key] = forms[0]
	}
}

// TestAnyWordHasAKey takes words that no language has: nothing panics, nothing is
// cut within a letter, and nothing of a word is no key.
func TestAnyWordHasAKey(t *testing.T) {
	pieces := strings.Fields("а ен ия та ъ й ц ове ახ ებ ის ში ა ვრ თან s ing ed ies our 's é ß 字 🙂 1 - '")
	words := []string{"а", "ა", "a", "ен", "ია", "ed", "'s", "'", "ъ", strings.Repeat("та", 5000), strings.Repeat("ებ", 5000), strings.Repeat("ing", 5000)}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		word := ""
		for range 1 + r.IntN(6) {
			word += pieces[r.IntN(len(pieces))]
		}
		words = append(words, word)
	}
	for _, code := range []string{"bg", "ka", "en"} {
		l := Of(code)
		for _, word := range words {
			if key := l.Key(word); !utf8.ValidString(key) || key == "" && strings.Trim(word, "'’s-") != "" {
				t.Errorf("%s: %q is called %q", code, word, key)
			}
		}
		if l.Key("") != "" {
			t.Errorf("%s: nothing is called %q", code, l.Key(""))
		}
	}
}

// TestNumbersAndOtherWritingStay: what has a digit and what is written in other
// letters is called as it stands.
func TestNumbersAndOtherWritingStay(t *testing.T) {
	for code, words := range map[string]string{
		"bg": "2026та рд09 schools αθηνα",
		"ka": "t1204 2026წელი schools наредби",
		"en": "t1s 90s наредби ქალაქში",
	} {
		for _, word := range strings.Fields(words) {
			if got := Of(code).Key(word); got != word {
				t.Errorf("%s: %s is called %q", code, word, got)
			}
		}
	}
}

// TestSilentWordsAreFew: a question loses nothing that it asks for.
func TestSilentWordsAreFew(t *testing.T) {
	for code, c := range map[string]struct{ silent, spoken string }{
		"bg": {"на за и от се съм които", "не без община данък под"},
		"ka": {"და ან რომ არის შესახებ", "არ გარეშე საქართველო"},
		"en": {"the of and is their", "no not without tax under"},
	} {
		l := Of(code)
		for _, word := range strings.Fields(c.silent) {
			if !l.Silent(word) {
				t.Errorf("%s: %s says something", code, word)
			}
		}
		for _, word := range strings.Fields(c.spoken) {
			if l.Silent(word) {
				t.Errorf("%s: %s says nothing", code, word)
			}
		}
	}
}

// TestFoldingLooksForMarks: a mark that stands by itself is one with its letter.
func TestFoldingLooksForMarks(t *testing.T) {
	for word, want := range map[string]string{"решение": "решение", "реше\u0301ние": "решение", "каи\u0306мак": "каймак", "йод": "йод", "ѝ": "и", "ё": "е", "გზა": "გზა", "გ\u0301ზა": "გზა", "café": "cafe", "cafe\u0301": "cafe"} {
		if got := Fold(word); got != want {
			t.Errorf("%q is folded to %q, not %q", word, got, want)
		}
	}
}
