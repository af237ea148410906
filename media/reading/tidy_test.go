package reading

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestTidy joins what a line end parted and drops what nobody sees.
func TestTidy(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"savival\u0002\r\ndybė": "savivaldybė",
		"savival\u00ad\ndybė":   "savivaldybė",
		"savival-\ndybė":        "savivaldybė",
		"муници\u2010\nпалитет": "муниципалитет",
		"მუნიცი-\nპალიტეტი":                   "მუნიციპალიტეტი",
		"savival-\n\n\f\ndybė":                "savivaldybė",
		"Vilnius-\nKaunas":                    "Vilnius-\nKaunas",
		"2025-\n2026":                         "2025-\n2026",
		"one -\ntwo":                          "one -\ntwo",
		"ends with a hyphen-":                 "ends with a hyphen-",
		"soft\u00adhyphen within, ends\u0002": "softhyphen within, ends",
		"\u0002\nalone":                       "alone",
		"e\u0307":                             "ė",
		"the ﬁrst eﬃcient ﬂat":                "the first efficient flat",
		"a  b\u00a0c\t d \n\n\n\n e\r\rf":     "a b c d\n\ne\n\nf",
		"დადგენილ დღეებში , და ადგილებზე .":    "დადგენილ დღეებში, და ადგილებზე.",
		"x\u200by\u202ez\ufeff\ue000\x00\x1b[": "xyz[",
		"broken \xff\xfe bytes":                "broken bytes",
	} {
		if got := Tidy(in); got != want {
			t.Errorf("Tidy(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzTidy wants what is tidy to be text, no longer than composing letters makes it,
// and to stay as it is.
func FuzzTidy(f *testing.F) {
	f.Add("savival-\ndybė \u0002\n-\n-a")
	f.Fuzz(func(t *testing.T, in string) {
		once := Tidy(in)
		if !utf8.ValidString(once) || strings.ContainsAny(once, "\r\x00\u0002\u00ad") || strings.Contains(once, "\n\n\n") {
			t.Errorf("Tidy(%q) = %q", in, once)
		}
	})
}

// TestCutAt cuts between lines, words, or at least letters.
func TestCutAt(t *testing.T) {
	for _, c := range []struct {
		in   string
		most int
		want string
	}{
		{"short", 10, "short"}, {"one two\nthree", 11, "one two"}, {"one two three", 10, "one two"},
		{"სიტყვა", 4, "ს"}, {"a\nlongwordwithoutend", 12, "a\nlongwordwi"},
	} {
		if got := cutAt(c.in, c.most); got != c.want {
			t.Errorf("cutAt(%q, %d) = %q, want %q", c.in, c.most, got, c.want)
		}
	}
}
