package staff

import (
	"strings"
	"testing"
)

func TestEmails(t *testing.T) {
	for in, want := range map[string]string{
		"nora@arvena.example":               "nora@arvena.example",
		"  Nora.TEVA@Arvena.Example\n":      "nora.teva@arvena.example",
		"zˇ@x.example":                      "zˇ@x.example",
		"Z\u030Caneta@x.example":            "žaneta@x.example",
		"straße@x.example":                  "strasse@x.example",
		"o'neill+desk@localhost":            "o'neill+desk@localhost",
		"":                                  "",
		"nora":                              "",
		"@arvena.example":                   "",
		"nora@":                             "",
		"a@b@c":                             "",
		"nora teva@arvena.example":          "",
		"nora@arvena.example\r\nBcc: all@x": "",
		"Nora <nora@arvena.example>":        "",
		"no\u202era@arvena.example":         "",
		"no\u200bra@arvena.example":         "",
		"nora@.example":                     "",
		"nora@arvena..example":              "",
		"nora@arvena.":                      "",
		"\xffnora@arvena.example":           "",
		strings.Repeat("n", 260) + "@arvena.example": "",
	} {
		got, err := ParseEmail(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v, want %q", in, got, err, want)
		}
	}
}

func FuzzEmail(f *testing.F) {
	for _, seed := range []string{"nora@arvena.example", "İ@ẞ", "a\u0345@b", "@", "ﬃ@ŉ.x", "\u1e9e@x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once, err := ParseEmail(s)
		if err != nil {
			return
		}
		if again, err := ParseEmail(once); err != nil || again != once {
			t.Errorf("%q gives %q, which gives %q, %v", s, once, again, err)
		}
		if strings.ContainsAny(once, "\r\n\t ") {
			t.Errorf("%q gives %q", s, once)
		}
	})
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{
		"  Nora   Teva ":         "Nora Teva",
		"Лина Села":              "Лина Села",
		"":                       "",
		" \t":                    "",
		"Nora\u202eTeva":         "",
		"Nora\x00Teva":           "",
		"Nora\x1b[31m":           "",
		strings.Repeat("n", 101): "",
		"A":                      "A",
	} {
		if got, err := parseName(in); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v, want %q", in, got, err, want)
		}
	}
}
