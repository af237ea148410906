package lang

import (
	"slices"
	"strings"
	"testing"
)

// TestTheLawfulReadingComesFirst: where no letter is open to doubt, so is no word.
func TestTheLawfulReadingComesFirst(t *testing.T) {
	for code, pairs := range map[string]map[string]string{
		"bg": {"reshenie": "решение", "obshtina": "община", "zhivkov": "живков", "tsvyat": "цвят", "sofia": "софия", "yuli": "юли", "u4ili6te": "училище", "plovdiv": "пловдив"},
		"ka": {"gzebi": "გზები", "mdinare": "მდინარე", "dzma": "ძმა", "ch'a": "ჭა", "q'vela": "ყველა", "ts'iq’i": "წიყი", "xeli": "ხელი", "wona": "წონა"},
	} {
		for typed, want := range pairs {
			if got := Of(code).Readings(typed); len(got) == 0 || got[0] != want {
				t.Errorf("%s: %s is read %v, not %s", code, typed, got[:min(3, len(got))], want)
			}
		}
	}
}

// TestReadingsAreBounded takes words of which every letter is open to doubt.
func TestReadingsAreBounded(t *testing.T) {
	for _, code := range []string{"bg", "ka"} {
		for _, word := range []string{strings.Repeat("s", 40), strings.Repeat("tsk", 12), strings.Repeat("yu", 20), strings.Repeat("x", 5000)} {
			all := Of(code).Readings(word)
			if len(all) > mostReadings {
				t.Errorf("%s: %q has %d readings", code, word[:12], len(all))
			}
			for i, r := range all {
				if slices.Contains(all[:i], r) {
					t.Fatalf("%s: %q is read %s twice", code, word[:12], r)
				}
			}
		}
	}
}

// TestNoReadings: what is written in the language's letters, what has a letter
// that is none, and numbers stand for themselves.
func TestNoReadings(t *testing.T) {
	for _, code := range []string{"bg", "ka", "en"} {
		for _, word := range []string{"", "решение", "გზა", "t1", "2026", "46", "naïve", "a_b"} {
			if got := Of(code).Readings(word); len(got) > 0 {
				t.Errorf("%s: %q is read %v", code, word, got)
			}
		}
	}
}

func TestTheOtherKeyboard(t *testing.T) {
	for code, pairs := range map[string]map[string]string{
		"bg": {"odkkr": "данни", "фацебоок": "facebook", "plan4": "", "гза́": "", "": ""},
		"ka": {"qalaqi": "ქალაქი", "კიტყ": "kity", "ab2": "", "": ""},
		"en": {"house": ""},
	} {
		for typed, want := range pairs {
			if got := Of(code).Relaid(typed); got != want {
				t.Errorf("%s: %s was meant as %q, not %q", code, typed, got, want)
			}
		}
	}
}
