package i18n_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/i18n"
)

// The pairs of key and words that docs/translating.md shows: in a sentence, and
// as a row of a table.
var (
	shownInline = regexp.MustCompile("`([a-z0-9_.]+)` \\*([^*]+)\\*")
	shownInRow  = regexp.MustCompile("(?m)^\\| `([a-z0-9_.]+)` \\| (.+) \\|$")
)

// guide gives the section of docs/translating.md about a locale.
func guide(t *testing.T, l i18n.Locale) string {
	t.Helper()
	page, err := os.ReadFile(house + "/docs/translating.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, section := range strings.Split(string(page), "\n## ") {
		heading, text, _ := strings.Cut(section, "\n")
		if strings.HasSuffix(heading, " ("+l.String()+")") {
			return text
		}
	}
	t.Fatalf("docs/translating.md has no section on %s", l)
	return ""
}

// flat puts a text into one line with plain spaces.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestTheGuideShowsTheWordsOfTheCatalogue(t *testing.T) {
	c := i18n.Default()
	for _, l := range i18n.Shipped() {
		section := guide(t, l)
		shown := append(shownInRow.FindAllStringSubmatch(section, -1), shownInline.FindAllStringSubmatch(flat(section), -1)...)
		var named []string
		for _, m := range shown {
			named = append(named, m[1])
			words := false
			for _, text := range c.Forms(l, m[1]) {
				words = words || text == m[2]
			}
			if !words {
				t.Errorf("%s: the guide shows %s as %q, the catalogue has %q", l, m[1], m[2], c.Forms(l, m[1]))
			}
		}
		for _, key := range c.Keys(l) {
			if (strings.HasPrefix(key, "state.") || strings.HasPrefix(key, "seal.")) && !slices.Contains(named, key) {
				t.Errorf("%s: the guide does not show %s", l, key)
			}
		}
	}
}

// The guide writes numbers, dates and quotations as the printer does.
func TestTheGuideShowsHowTheLanguageWrites(t *testing.T) {
	at := time.Date(2026, time.November, 22, 14, 30, 0, 0, time.UTC)
	for _, l := range i18n.Shipped() {
		p, section := printer(l), flat(guide(t, l))
		open, closing, _ := strings.Cut(p.Quote("|"), "|")
		for _, want := range []string{p.Number("1234567.5"), p.Money("5.5", "EUR"), p.Date(at), p.DateTime(at), open + " " + closing} {
			if !strings.Contains(section, flat(want)) {
				t.Errorf("%s: the guide does not show %s", l, want)
			}
		}
		for _, topic := range []string{"Buttons.", "Marks", "Placeholders.", "States and seal."} {
			if !strings.Contains(section, "**"+topic) {
				t.Errorf("%s: the guide says nothing about %s", l, topic)
			}
		}
	}
}
