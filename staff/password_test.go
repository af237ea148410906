package staff

import (
	"errors"
	"strings"
	"testing"

	"herald/internal/fault"
)

func keyOf(err error) string {
	var issues *IssuesError
	var f *fault.Fault
	switch {
	case err == nil:
		return ""
	case errors.As(err, &issues):
		return issues.Issues[0].Key
	case errors.As(err, &f):
		return f.Key
	}
	return err.Error()
}

func TestPasswords(t *testing.T) {
	rules := Rules{Words: []string{"Arvena", "Municipality of Arvena"}, Refused: []string{"a bridge for the demo"}}
	for _, c := range []struct {
		password   string
		withFactor bool
		key        string
	}{
		{"", false, "issue.password.short"},
		{"fourteen runes", false, "issue.password.short"},
		{"fifteen letters", false, ""},
		{"fourteen runes", true, ""},
		{"7 runes", true, "issue.password.short"},
		{"8 runes!", true, ""},
		{"tiltas per upę ir atgal", false, ""},
		{"мост преко реке", false, ""},
		{"ხიდი მდინარეზე და", false, ""},
		{"🌉🌉🌁🌁🚲🚲🛶🛶⛵⛵🚢🚢🏞🏞🌊", false, ""},
		{"all lower case letters", false, ""},
		{strings.Repeat("a bridge, then ", 5), false, ""},
		{strings.Repeat("x1y2z3w4", 32), false, ""},
		{strings.Repeat("x1y2z3w4", 32) + "q", false, "issue.password.long"},
		{"password", true, "issue.password.common"},
		{"PassWord", true, "issue.password.common"},
		{"sunshine1", true, "issue.password.common"},
		{"1qaz2wsx3edc", true, "issue.password.common"},
		{"passwordpassword", false, "issue.password.common"},
		{"passwordpasswordpas", false, "issue.password.common"},
		{"a bridge for the demo", false, "issue.password.common"},
		{"aaaaaaaaaaaaaaaaaaaa", false, "issue.password.pattern"},
		{"abcabcabcabcabcabc", false, "issue.password.pattern"},
		{"nopqrstuvwxyz", true, "issue.password.pattern"},
		{"567890123456789", false, "issue.password.pattern"},
		{"ponmlkjihgfedcba", false, "issue.password.pattern"},
		{"abcdefga", true, ""},
		{"arvena-2026", true, "issue.password.context"},
		{"Arvena Arvena Arvena", false, "issue.password.pattern"},
		{"municipality of arvena", false, "issue.password.context"},
		{"herald-herald-her", false, "issue.password.pattern"},
		{"herald of the h", false, "issue.password.context"},
		{"zvėris-nora-teva", false, "issue.password.context"},
		{"ZVERIS Nora Teva 1", false, "issue.password.context"},
		{"nora.teva@arvena.example", false, "issue.password.context"},
		{"Nora likes the old bridge", false, ""},
		{"the old bridge of Arvena", false, ""},
		{"\xff\xfe not any text at all", false, "issue.password.form"},
	} {
		err := rules.checkPassword(c.password, "Nora Žvėris", "nora.teva@arvena.example", c.withFactor)
		if got := keyOf(err); got != c.key {
			t.Errorf("%.40q (second factor %v): %q, want %q", c.password, c.withFactor, got, c.key)
		}
	}
}

func TestTheCommonestPasswordsAreKnown(t *testing.T) {
	if n := len(common()); n < 10_000 {
		t.Fatalf("only %d", n)
	}
	for p := range common() {
		if err := (Rules{}).checkPassword(p, "Nora", "nora@arvena.example", true); err == nil {
			t.Errorf("%q is accepted", p)
		}
	}
}

func TestTheSameCharactersAreTheSamePassword(t *testing.T) {
	composed, apart := "pil\u0117s tiltas 12 a", "pile\u0307s tiltas 12 a"
	h := newPHC(composed, cheap)
	if !h.fits(apart) {
		t.Error("typed on another keyboard it is another password")
	}
	if h.fits("piles tiltas 12 a") {
		t.Error("without its mark it is the same")
	}
	if short(apart) != short(composed) {
		t.Error("their length differs")
	}
}

func FuzzPassword(f *testing.F) {
	for _, seed := range []string{"", "password", "ąčęėįšųū90", "\xff", "aaaaaaaaaaaaaaaaaaaaaaaa", "İıẞßﬃ"} {
		f.Add(seed)
	}
	rules := Rules{Words: []string{"Arvena", ""}}
	f.Fuzz(func(t *testing.T, p string) {
		alone := rules.checkPassword(p, "Nora Teva", "nora@arvena.example", false)
		if with := rules.checkPassword(p, "Nora Teva", "nora@arvena.example", true); alone == nil && with != nil {
			t.Errorf("%q is good alone and not with a second factor: %v", p, with)
		}
		if alone == nil && short(p) {
			t.Errorf("%q is short and good alone", p)
		}
	})
}
