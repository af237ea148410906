package markdown

import "testing"

func TestOnlyWhatIsNotCleanIsCleaned(t *testing.T) {
	for source, want := range map[string]string{
		"a\r\nb\rc": "a\nb\nc\n", "a\u2028b\u2029": "a\nb\n", "\uFEFFa": "a\n", "a\x00\x1f\x7f\u0080\u009fb": "ab\n",
		"a\xffb": "a\uFFFDb\n", "\xc2": "\uFFFD\n", "a\xe2\x80": "a\uFFFD\n",
		"": "\n", "\t„Žodis“ – ничего…\u00a0 a\uFEFFb \u2027\u202a €\n": "\t„Žodis“ – ничего…\u00a0 a\uFEFFb \u2027\u202a €\n",
	} {
		if got := string(clean(source)); got != want {
			t.Errorf("%q becomes %q, want %q", source, got, want)
		}
		if ended := source == want || source+"\n" == want; isClean(source) != ended {
			t.Errorf("%q is clean: %v", source, !ended)
		}
	}
	pieces := []string{"a", "\n", "\r", "\t", "\xc2", "\x80", "\xa0", "\xe2", "\u2028", "\u2030", "\uFEFF", "\x1b", "\x7f", "ж"}
	for _, a := range pieces {
		for _, b := range pieces {
			for _, c := range pieces {
				if s := a + b + c; isClean(s) != (cleaned(s) == s) {
					t.Errorf("%q is clean: %v, and is cleaned to %q", s, isClean(s), cleaned(s))
				}
			}
		}
	}
}
