package site

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
)

var spoken = regexp.MustCompile(`\.T\("([a-z0-9_.]+)"[,)]`)

// Keys that are put together cannot be seen here; the pages of the other tests
// show them, and a key without words is marked there.
func TestEveryWordOfTheCodeExists(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range spoken.FindAllStringSubmatch(string(source), -1) {
			for _, l := range i18n.Shipped() {
				if !i18n.Default().Printer(l).Has(match[1]) {
					t.Errorf("%s: no words for %s in %s", name, match[1], l)
				}
			}
		}
	}
}

// What is said about time is a sentence of the language, not one built of pieces.
func TestTimesAreSaidBySentencesOfTheLanguage(t *testing.T) {
	s := &Site{config: Config{Catalog: i18n.Default()}, site: newTown(t).sites["public"]}
	zone := s.site.Zone
	from := time.Date(2026, time.November, 22, 10, 0, 0, 0, zone)
	notice := func(from, until time.Time) *content.Reading {
		r := &content.Reading{Type: content.ShippedTypes().Get("notice"), Facts: content.Facts{Until: until}}
		if !from.IsZero() {
			r.Facts.Fields = content.Fields{"from": content.One(from.Format(time.RFC3339))}
		}
		return r
	}
	for l, want := range map[i18n.Locale][4]string{
		"en": {"From 22 November 2026, 10:00", "Until 22 November 2026, 10:00", "22 November 2026, 10:00 to 12:00", "22 November 2026, 10:00 to 23 November 2026, 10:00"},
		"lt": {"Nuo 2026 m. lapkričio 22 d. 10:00", "Iki 2026 m. lapkričio 22 d. 10:00", "2026 m. lapkričio 22 d. 10:00–12:00", "2026 m. lapkričio 22 d. 10:00 – 2026 m. lapkričio 23 d. 10:00"},
		"sl": {"Začetek: 22. november 2026 ob 10:00", "Konec: 22. november 2026 ob 10:00", "22. november 2026 od 10:00 do 12:00", "22. november 2026 ob 10:00 – 23. november 2026 ob 10:00"},
		"bg": {"От 22 ноември 2026 г., 10:00 ч.", "До 22 ноември 2026 г., 10:00 ч.", "22 ноември 2026 г., от 10:00 ч. до 12:00 ч.", "22 ноември 2026 г., 10:00 ч. – 23 ноември 2026 г., 10:00 ч."},
	} {
		v := &visit{Site: s}
		v.speak(l)
		got := [4]string{
			v.period(notice(from, time.Time{})), v.period(notice(time.Time{}, from)),
			v.period(notice(from, from.Add(2*time.Hour))), v.period(notice(from, from.AddDate(0, 0, 1))),
		}
		if got != want {
			t.Errorf("%s: %q, want %q", l, got, want)
		}
	}
}
