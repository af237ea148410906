package lang

import (
	"strings"
	"testing"
	"time"

	"herald/i18n"
)

// dated writes dates as "place>day".
func dated(code, text string) string {
	var all []string
	for _, d := range Of(code).Dates(text) {
		all = append(all, text[d.Start:d.End]+">"+d.Day)
	}
	return strings.Join(all, "; ")
}

// TestDates names the place as well where it is not the whole text.
func TestDates(t *testing.T) {
	for code, texts := range map[string]map[string]string{
		"lt": {
			"2026 m. lapkričio 20 d.":                 "2026 m. lapkričio 20 d>2026-11-20",
			"2026 m. lapkricio 20 d":                  "2026 m. lapkricio 20 d>2026-11-20",
			"2026 metų lapkričio mėn. 20 dieną":       "2026 metų lapkričio mėn. 20 dieną>2026-11-20",
			"2026-ųjų lapkričio 20-ąją vyko":          "2026-ųjų lapkričio 20-ąją>2026-11-20",
			"lapkričio 20 d. posėdis":                 "lapkričio 20 d>--11-20",
			"Lapkritis 2026":                          "Lapkritis 2026>2026-11",
			"2026 m. lapkritį, 2026 m. gruodžio mėn.": "2026 m. lapkritį>2026-11; 2026 m. gruodžio>2026-12",
			"lapkričio 20 d. 2026 m. gruodžio 1 d.":   "lapkričio 20 d>--11-20; 2026 m. gruodžio 1 d>2026-12-01",
			"2026-11-20 Nr. T1-204":                   "2026-11-20>2026-11-20",
			"2026.11.20, 2026-11":                     "2026.11.20>2026-11-20; 2026-11>2026-11",
			"vasario 29 d., 2026 m. vasario 29 d.":    "vasario 29 d>--02-29",
			"nuo kovo 1 iki gegužės 31":               "kovo 1>--03-01; gegužės 31>--05-31",
			"Nr. 5 lapkričio 20 d.":                   "lapkričio 20 d>--11-20",
			"lapkričio mėnuo, 2026 m., 20 d.":         "",
		},
		"sl": {
			"z dne 20. novembra 2026":  "20. novembra 2026>2026-11-20",
			"20. 11. 2026":             "20. 11. 2026>2026-11-20",
			"20.11.2026 ob 12.30":      "20.11.2026>2026-11-20",
			"v novembru 2026":          "novembru 2026>2026-11",
			"20. novembra":             "20. novembra>--11-20",
			"20. novembra leta 2026":   "20. novembra leta 2026>2026-11-20",
			"1. marca in 5. maja 2026": "1. marca>--03-01; 5. maja 2026>2026-05-05",
			"19.–20. junija 2026":      "20. junija 2026>2026-06-20",
		},
		"sq": {
			"më 20 nëntor 2026":         "20 nëntor 2026>2026-11-20",
			"me 20 nentor 2026":         "20 nentor 2026>2026-11-20",
			"datë 20.11.2026":           "20.11.2026>2026-11-20",
			"20 Nëntorit të vitit 2026": "20 Nëntorit të vitit 2026>2026-11-20",
			"në nëntor 2026":            "nëntor 2026>2026-11",
			"20/11/2026":                "20/11/2026>2026-11-20",
			"më 5 të muajit mars":       "5 të muajit mars>--03-05",
		},
		"sr": {
			"20. novembra 2026. godine": "20. novembra 2026. godine>2026-11-20",
			"20. новембра 2026. године": "20. новембра 2026. године>2026-11-20",
			"20.11.2026. године":        "20.11.2026. године>2026-11-20",
			"20.11.2026.godine":         "20.11.2026.godine>2026-11-20",
			"20. 11. 2026. г.":          "20. 11. 2026. г>2026-11-20",
			"у новембру 2026":           "новембру 2026>2026-11",
			"5. maj i 20. Novembar":     "5. maj>--05-05; 20. Novembar>--11-20",
		},
		"ka": {
			"2026 წლის 20 ნოემბერი":             "2026 წლის 20 ნოემბერი>2026-11-20",
			"2026 წლის 20 ნოემბრის დადგენილება": "2026 წლის 20 ნოემბრის>2026-11-20",
			"20 ნოემბერს, 2026 წ.":              "20 ნოემბერს, 2026 წ>2026-11-20",
			"2026 წლის ნოემბერი":                "2026 წლის ნოემბერი>2026-11",
			"20 ნოემბრიდან 5 დეკემბრამდე":       "20 ნოემბრიდან>--11-20; 5 დეკემბრამდე>--12-05",
			"2026 wlis 20 noemberi":             "2026 wlis 20 noemberi>2026-11-20",
			"20.11.2026":                        "20.11.2026>2026-11-20",
			"Ნ 20 ᲜᲝᲔᲛᲑᲔᲠᲘ 2026":                "20 ᲜᲝᲔᲛᲑᲔᲠᲘ 2026>2026-11-20",
		},
		"bg": {
			"20 ноември 2026 г.":                "20 ноември 2026 г>2026-11-20",
			"20-ти ноември 2026 година":         "20-ти ноември 2026 година>2026-11-20",
			"20.11.2026 г.":                     "20.11.2026 г>2026-11-20",
			"20.11.2026г.":                      "20.11.2026г>2026-11-20",
			"№ 12/20.11.2026 г.":                "20.11.2026 г>2026-11-20",
			"през ноември 2026":                 "ноември 2026>2026-11",
			"1-ви май":                          "1-ви май>--05-01",
			"20 noemvri 2026":                   "20 noemvri 2026>2026-11-20",
			"20 ноември 2026 и 21 ноември 2026": "20 ноември 2026>2026-11-20; 21 ноември 2026>2026-11-21",
			"май 5 човека":                      "",
		},
		"en": {
			"on 20 November 2026":                        "20 November 2026>2026-11-20",
			"November 20, 2026":                          "November 20, 2026>2026-11-20",
			"the 20th of November 2026":                  "20th of November 2026>2026-11-20",
			"Nov. 20th":                                  "Nov. 20th>--11-20",
			"November 2026":                              "November 2026>2026-11",
			"2026-11-20":                                 "2026-11-20>2026-11-20",
			"May 5, 5 May, may 2026":                     "May 5>--05-05; 5 May>--05-05; may 2026>2026-05",
			"we may 20 times march 5 miles":              "",
			"31 April 2026, 32 May, 2026-13-01, 0 May":   "",
			"2026-11/45, 1.20.11, v2.5 May, 12:30, 1999": "",
			"20.11.2026/T1 and 2026-11-20/T1":            "20.11.2026>2026-11-20; 2026-11-20>2026-11-20",
			"20 Nov":                                     "20 Nov>--11-20",
		},
		"xx": {"2026-11-20, 20.11.2026, 20 November 2026": "2026-11-20>2026-11-20; 20.11.2026>2026-11-20"},
	} {
		for text, want := range texts {
			if got := dated(code, text); got != want {
				t.Errorf("%s: %q: %q, want %q", code, text, got, want)
			}
		}
	}
}

// TestDatesThatTheInterfaceWrites reads back every day of a leap year as the
// locales write it, and as it is written without diacritics.
func TestDatesThatTheInterfaceWrites(t *testing.T) {
	for _, locale := range i18n.Shipped() {
		code, _, _ := strings.Cut(string(locale), "-")
		l, p := Of(code), i18n.Default().Printer(locale)
		for day := time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == 2028; day = day.AddDate(0, 0, 1) {
			month := p.DateParts(2028, int(day.Month()), 0)
			for written, want := range map[string]string{
				p.Date(day):                       day.Format("2006-01-02"),
				locale.Transliterate(p.Date(day)): day.Format("2006-01-02"),
				strings.ToUpper(p.Date(day)):      day.Format("2006-01-02"),
				month:                             day.Format("2006-01"),
			} {
				if got := l.Dates("— " + written + " —"); len(got) != 1 || got[0].Day != want {
					t.Fatalf("%s: %q: %v, want %s", locale, written, got, want)
				}
			}
		}
	}
}

func FuzzDates(f *testing.F) {
	for _, piece := range hostile {
		f.Add("lt", piece+"2026 m. lapkričio 20 d. 20.11.2026")
		f.Add("en", piece+"20th of November, 2026")
	}
	f.Fuzz(func(t *testing.T, code, text string) {
		from := 0
		for _, d := range Of(code).Dates(text) {
			placed(t, text, from, d.Start, d.End)
			from = d.End
			layout := "2006-01-02"[:min(len(d.Day), 10)]
			whole := d.Day
			if year, ok := strings.CutPrefix(d.Day, "--"); ok {
				layout, whole = "2006-01-02", "2028-"+year // a leap year has every day
			}
			if _, err := time.Parse(layout, whole); err != nil {
				t.Fatalf("%q is no day: %v", d.Day, err)
			}
		}
	})
}
