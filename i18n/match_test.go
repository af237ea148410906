package i18n_test

import (
	"strings"
	"testing"
	"time"

	"herald/i18n"
)

func TestMatch(t *testing.T) {
	for accept, want := range map[string]i18n.Locale{
		"": "lt", "*": "lt", "nonsense;;;": "lt", "x-klingon": "lt", ",,,": "lt",
		"en-US,en;q=0.9": "en", "de,en;q=0.5": "en", "fr": "lt", "lv": "lt",
		// Russian and Belarusian readers are not served Serbian or Bulgarian.
		"ru": "lt", "be,ru": "lt", "uk-UA,ru;q=0.5": "lt",
		"sr": "sr", "sr-RS": "sr", "sr-Cyrl": "sr", "sr-Latn": "sr-Latn", "sr-Latn-RS": "sr-Latn", "sh": "sr-Latn", "sr-ME": "sr-Latn",
		// Croatian, Bosnian and Montenegrin readers understand Serbian in Latin letters.
		"hr": "sr-Latn", "bs-BA": "sr-Latn", "hr,en;q=0.3": "sr-Latn",
		"ka-GE": "ka", "bg": "bg", "sq-AL,en;q=0.1": "sq", "sq-XK": "sq", "sl-SI": "sl",
		"bg;q=0.2,ka;q=0.8": "ka", "en;q=0,lt": "lt",
	} {
		if got := i18n.Match(accept, i18n.Shipped(), "lt"); got != want {
			t.Errorf("%q: %s, want %s", accept, got, want)
		}
	}
}

func TestMatchOffersOnlyWhatIsOffered(t *testing.T) {
	for accept, want := range map[string]i18n.Locale{"sr-Latn": "sr", "sr": "sr", "ka": "en", "hr": "en"} {
		if got := i18n.Match(accept, []i18n.Locale{"en", "sr"}, "en"); got != want {
			t.Errorf("%q: %s, want %s", accept, got, want)
		}
	}
	if got := i18n.Match("sr-Cyrl", []i18n.Locale{"en", "sr-Latn"}, "en"); got != "sr-Latn" {
		t.Error(got)
	}
	if got := i18n.Match("lt", nil, "bg"); got != "bg" {
		t.Error(got)
	}
}

// Hostile headers are cut before they are parsed.
func TestMatchReadsOneKilobyteOnly(t *testing.T) {
	start := time.Now()
	for _, header := range []string{
		strings.Repeat("a-", 32<<10), strings.Repeat("_", 64<<10), strings.Repeat("sr-Latn-", 8<<10),
		strings.Repeat("en-x-abcdefgh,", 5000), strings.Repeat("-", 64<<10),
	} {
		i18n.Match(header, i18n.Shipped(), "lt")
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
	if got := i18n.Match("ka,"+strings.Repeat("fr;q=0.1,", 10_000), i18n.Shipped(), "lt"); got != "ka" {
		t.Errorf("the beginning of a long header was not used: %s", got)
	}
}

func TestParseTakesTheExactSpellingOnly(t *testing.T) {
	for _, l := range i18n.Shipped() {
		if got, err := i18n.Parse(l.String()); err != nil || got != l {
			t.Errorf("%s: %v %v", l, got, err)
		}
	}
	for _, s := range []string{"", "LT", "sr-latn", "sr_Latn", "sr-Cyrl", "lt-LT", "xx", "en/../lt", "en "} {
		if _, err := i18n.Parse(s); err == nil {
			t.Errorf("%q was taken", s)
		}
	}
	if len(i18n.Shipped()) != 8 || i18n.Shipped()[0] != i18n.English {
		t.Error(i18n.Shipped())
	}
	i18n.Shipped()[0] = "xx"
	if i18n.Shipped()[0] != i18n.English {
		t.Error("a caller can change the list")
	}
}
