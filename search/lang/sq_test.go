package lang

import (
	"slices"
	"testing"
)

// TestAlbanianDefiniteFormsMeet with no diacritics and in both numbers.
func TestAlbanianDefiniteFormsMeet(t *testing.T) {
	l := Of("sq")
	for _, forms := range [][]string{
		{"qytet", "qyteti", "qytetit", "qytetin", "qytete", "qytetet", "qyteteve"},
		{"komunë", "komuna", "komunës", "komunave", "komune"},
		{"plak", "pleq", "pleqtë"}, {"libër", "libra", "librit", "liber"}, {"dorë", "duar", "duart"},
		{"mirë", "mira", "mire"}, {"punoj", "punon", "punuan", "punuar"}, {"liri", "lirisë", "liria"},
	} {
		for _, form := range forms {
			if l.Key(form) != l.Key(forms[0]) {
				t.Errorf("%s is %q, %s is %q", forms[0], l.Key(forms[0]), form, l.Key(form))
			}
		}
	}
}

// TestAlbanianVerbsStayApartFromTheirNouns by the vowel of their class.
func TestAlbanianVerbsStayApartFromTheirNouns(t *testing.T) {
	l := Of("sq")
	for verb, noun := range map[string]string{"punoj": "punë", "kërkon": "kërkesa", "ndërtuar": "ndërtimi", "gjykoi": "gjyqi", "lirë": "lirisë"} {
		if l.Key(verb) == l.Key(noun) {
			t.Errorf("%s and %s are both %q", verb, noun, l.Key(verb))
		}
	}
}

func TestAlbanianReadings(t *testing.T) {
	l := Of("sq")
	for typed, meant := range map[string]string{"drejtsi": "drejtësi", "qmimi": "çmimi", "chmimi": "çmimi", "gjami": "xhami", "kerks": "kerkës"} {
		if !slices.Contains(l.Readings(typed), meant) {
			t.Errorf("%s may stand for %v, and %s is not among them", typed, l.Readings(typed), meant)
		}
	}
	if all := l.Readings("rruga"); slices.Contains(all, "rruga") {
		t.Errorf("rruga is a reading of itself: %v", all)
	}
}

func TestAlbanianLeavesOtherWordsAlone(t *testing.T) {
	leaveOtherWordsAlone(t, Of("sq"), map[string]string{"решение": "решение", "t1": "t1", "ë": "e", "ab": "ab", "01-204": "01-204"})
}

func TestAlbanianSilentWords(t *testing.T) {
	l := Of("sq")
	for _, word := range []string{"dhe", "në", "është", "që", "të"} {
		if !l.Silent(word) {
			t.Errorf("%s says something", word)
		}
	}
	for _, word := range []string{"jo", "pa", "punë", "ligj", "re"} {
		if l.Silent(word) {
			t.Errorf("%s says nothing", word)
		}
	}
}

func BenchmarkAlbanianKey(b *testing.B) {
	benchmarkKeys(b, Of("sq"), "kuvendi i komunës e miratoi vendimin për buxhetin e vitit të ardhshëm me shumicën e votave të anëtarëve")
}
