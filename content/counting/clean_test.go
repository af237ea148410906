package counting_test

import (
	"strings"
	"testing"
	"time"

	"herald/content/counting"
)

var now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// What towns are asked is counted in one form, however it was typed.
func TestCleanKeepsWhatIsAskedOfATown(t *testing.T) {
	for typed, want := range map[string]string{
		"  Vaikų   DARŽELIS\t":                 "vaikų darželis",
		"s\u030Ciuks\u030Cle\u0307s":           "šiukšlės",
		"ВРТИЋ\u200b":                          "вртић",
		"ᲡᲐᲙᲠᲔᲑᲣᲚᲝ":                            "საკრებულო",
		"T1-204":                               "t1-204",
		"sprendimas T1–204/2026":               "sprendimas t1-204/2026",
		"№ 12/2026":                            "№ 12/2026",
		"одлука 404-12/2026":                   "одлука 404-12/2026",
		"01-404-112/2019":                      "01-404-112/2019",
		"Nr. 5, 2026-11-20":                    "nr. 5, 2026-11-20",
		"seja 20. 11. 2026":                    "seja 20. 11. 2026",
		"seja 20.11.2026.":                     "seja 20.11.2026.",
		"2026-1204":                            "2026-1204",
		"biudžetas 2025 2026":                  "biudžetas 2025 2026",
		"2025/26 m. m.":                        "2025/26 m. m.",
		"autobusas 12 ir 34":                   "autobusas 12 ir 34",
		"a' OR \"1\"=1 --":                     "a' or \"1\"=1 --",
		strings.Repeat("ė", 60):                strings.Repeat("ė", 60),
		"vienas du trys 4 penki 6 septyni 8":   "vienas du trys 4 penki 6 septyni 8",
		"12345":                                "12345",
		"\u202eatliekos\u202c\x00\xff vežimas": "atliekos vežimas",
	} {
		if got, ok := counting.Clean(typed, now); !ok || got != want {
			t.Errorf("%q is %q, %t; want %q", typed, got, ok, want)
		}
	}
}

// What looks as if it told of a person is not counted, however it is written.
func TestCleanRefusesWhatLooksPersonal(t *testing.T) {
	for _, typed := range []string{
		"", " \t", "\u200b",
		"ana.petraite@example.org", "ana @ example", "ana＠example.org",
		"https://example.org/?token=1", "www.example.org",
		"38001011234", "asmens kodas 3800101 1234", "3 8 0 0 1 0 1 1 2 3 4", "ЕГН 8001011234", "ЈМБГ 0101980710012", "J41231123K", "380\u200b010\u200b11234",
		"123456", "１２３４５６", "١٢٣٤٥٦", "12-34-56-78",
		"+370 612 34567", "8-612-34567", "8 (612) 34567", "tel. 612.34.567", "612-2012",
		"LT12 1000 0111 0100 1000", "4111 1111 1111 1111", "12/34/56",
		"gimęs 1980-05-12", "jonas 12.05.1980", "1980 05 12", "19800512", "2001-02-03",
		"2026-13-45", "123456/2026", "1234567-12/2026",
		strings.Repeat("ė", 61), "1 2 3 4 5 a b c d", "vienas du trys keturi penki šeši septyni aštuoni devyni",
		strings.Repeat("a ", 100_000),
	} {
		if got, ok := counting.Clean(typed, now); ok {
			t.Errorf("%.40q is counted as %q", typed, got)
		}
	}
}

// What was cleaned stays as it is, and never holds what nobody sees.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{"Vaikų darželis", "T1-204/2026", "+370 612 34567", "\u202e№\x00", "İstanbul", "\u1E9E"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got, ok := counting.Clean(typed, now)
		if !ok {
			return
		}
		if len([]rune(got)) > 60 || strings.TrimSpace(got) == "" || strings.Contains(got, "@") || strings.ContainsAny(got, "\x00\n\t\u200b\u202e") {
			t.Errorf("%q is %q", typed, got)
		}
		if again, ok := counting.Clean(got, now); ok && again != got {
			t.Errorf("%q is %q, and then %q", typed, got, again)
		}
	})
}
