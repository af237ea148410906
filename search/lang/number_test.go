package lang

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// told writes numbers as "place>key", with ! where a mark stood before.
func told(text string) string {
	var all []string
	for _, n := range Numbers(text) {
		mark := ""
		if n.Marked {
			mark = "!"
		}
		all = append(all, text[n.Start:n.End]+">"+n.Key+mark)
	}
	return strings.Join(all, "; ")
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]string{
		// Lithuanian
		"2026-11-20 sprendimas Nr. T1-204 „Dėl biudžeto“": "T1-204>t1204!",
		"sprendimas T1 204":                  "T1 204>t1204",
		"T1–204":                             "T1–204>t1204",
		"t1-204":                             "t1-204>t1204",
		"T1 – 204, T1 - 205":                 "T1 – 204>t1204; T1 - 205>t1205",
		"Nr. T1 - 204":                       "T1 - 204>t1204!",
		"t1204":                              "t1204>t1204",
		"nr.5 ir Nr.: 6":                     "5>5!; 6>6!",
		"Nr. TS 45":                          "TS 45>ts45!",
		"nr ts 45":                           "ts 45>ts45!",
		"įsakymas Nr. A1-17/2026 (1.2 E)":    "A1-17/2026>a1172026!",
		"numeriu XIV-1234":                   "XIV-1234>xiv1234!",
		"Nr. 5-oji":                          "5>5!",
		"Nr. T1-204 2026 m. lapkričio 20 d.": "T1-204>t1204!",
		"Nr. 5 – 2026 m.":                    "5>5!",
		"T1-204.pdf":                         "T1-204>t1204",
		"Įmonės kodas 188710061":             "188710061>188710061",
		"byla Nr. 1-TS-45":                   "1-TS-45>1ts45!",
		"1-TS-45":                            "1-TS-45>1ts45",
		// Slovene
		"Odlok št. 354-12/2026":       "354-12/2026>354122026!",
		"odlok st. 354-12/2026":       "354-12/2026>354122026!",
		"354-12/2026":                 "354-12/2026>354122026",
		"Št. zadeve: 007-0012/2026-3": "007-0012/2026-3>007001220263!",
		"s številko 12":               "12>12!",
		"Main St. 12":                 "",
		"s\u030ct. 7":                 "7>7!",
		// Albanian
		"Vendim nr. 12, datë 20.11.2026": "12>12!",
		"nr. prot. 1234":                 "1234>1234!",
		"Nr. i protokollit 1234/1":       "1234/1>12341!",
		"Prot. 1234":                     "1234>1234!",
		// Serbian
		"Br. 06-112/2026":      "06-112/2026>061122026!",
		"Број: 06-112/2026-II": "06-112/2026-II>061122026ii!",
		"број предмета 12":     "12>12!",
		"Ђ-12":                 "Ђ-12>dj12",
		// Georgian
		"ბრძანება N 45":          "45>45!",
		"ბრძანება N45-ის":        "45>45!",
		"№01/23 განკარგულება":    "01/23>0123!",
		"დადგენილების ნომრით 12": "12>12!",
		// Bulgarian
		"Решение № 12/2026":                 "12/2026>122026!",
		"Заповед № РД-09-123/20.11.2026 г.": "РД-09-123>rd09123!",
		"RD-09-123":           "RD-09-123>rd09123",
		"№ РД 09-123":         "РД 09-123>rd09123!",
		"решение 12/2026":     "12/2026>122026",
		"Решение № 12 / 2026": "12 / 2026>122026!",
		// English and signs
		"No 7 and No. 8, #9, nº 10, N° 11": "7>7!; 8>8!; 9>9!; 10>10!; 11>11!",
		"#9":                               "9>9!",
		"## 1 straipsnis":                  "",
		"a page#5 &#39; ##6":               "",
		"number 12a":                       "12a>12a!",
		// None of these is a number that somebody gave.
		"20.11.2026, 20/11/2026, 2026-11-20, 12:30": "",
		"2025/2026, 2020–2026 m., 24/7, 3-2":        "",
		"5 vaikai, 1 500 000 Eur, 2 000,50, 12345":  "",
		"12 butas, 5-asis, 2026-ųjų, A4, mp3, 20th": "",
		"+370 5 211 2000, 044-123-456":              "",
		"p.5 str.12 no comment, nr. darbo":          "",
		"mid-2026 pre-2000 u4ilishte re6enie":       "",
		"Sprendimai ir potvarkiai":                  "",
		"":                                          "",
	} {
		if got := told(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestNumberKey(t *testing.T) {
	for _, group := range [][]string{
		{"T1-204", "t1 204", "T1–204", "T1204"},
		{"РД-09-12", "RD-09-12", "рд 09 12"},
		{"Š-12", "s12", "Ш-12"},
	} {
		for _, n := range group[1:] {
			if NumberKey(n) != NumberKey(group[0]) {
				t.Errorf("%s: %s, but %s: %s", n, NumberKey(n), group[0], NumberKey(group[0]))
			}
		}
	}
}

// hostile are pieces of which texts are made that look like numbers and dates
// and never become any.
var hostile = []string{"T1-", "№", "nr. ", "20.", "12/", "lapkričio ", "2026-", "a", "1", "\u0301", " ", "-", "\xff", "\u202e"}

func TestTimeGrowsWithTheTextOnly(t *testing.T) {
	lithuanian := Of("lt")
	for _, piece := range hostile {
		short, long := strings.Repeat(piece, 500), strings.Repeat(piece, 5000)
		for name, find := range map[string]func(string){
			"numbers": func(s string) { Numbers(s) },
			"dates":   func(s string) { lithuanian.Dates(s) },
		} {
			few := testing.AllocsPerRun(1, func() { find(short) })
			many := testing.AllocsPerRun(1, func() { find(long) })
			if many > 12*few+50 {
				t.Errorf("%s in %q: %v allocations for 500 of it, %v for 5000", name, piece, few, many)
			}
		}
	}
}

func FuzzNumbers(f *testing.F) {
	for _, piece := range hostile {
		f.Add(piece + "T1-204 № 12/2026 Nr. 5")
	}
	f.Fuzz(func(t *testing.T, text string) {
		from := 0
		for _, n := range Numbers(text) {
			placed(t, text, from, n.Start, n.End)
			from = n.End
			if n.Key == "" || len(n.Key) > longestKey || !strings.ContainsAny(n.Key, "0123456789") {
				t.Fatalf("%q has the key %q", text[n.Start:n.End], n.Key)
			}
			if n.Key != NumberKey(text[n.Start:n.End]) {
				t.Fatalf("%q: the key %q is not that of its place", text[n.Start:n.End], n.Key)
			}
		}
	})
}

// placed demands that a find lies behind the one before it and cuts no character.
func placed(t *testing.T, text string, from, start, end int) {
	t.Helper()
	if start < from || end <= start || end > len(text) {
		t.Fatalf("%q: %d to %d, after %d", text, start, end, from)
	}
	if !utf8.RuneStart(text[start]) || end < len(text) && !utf8.RuneStart(text[end]) && utf8.ValidString(text) {
		t.Fatalf("%q: %d to %d cuts a character", text, start, end)
	}
}

func TestNumbersLieApart(t *testing.T) {
	all := Numbers("Nr. T1-204, T1-205 ir № 12/2026")
	if !slices.IsSortedFunc(all, func(a, b Number) int { return a.End - b.Start }) || len(all) != 3 {
		t.Errorf("%v", all)
	}
}
