package i18n_test

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"herald/i18n"
)

var update = flag.Bool("update", false, "write locales/sr-Latn.toml anew from locales/sr.toml")

const cyrillicNote = "Serbian in Cyrillic letters. How to write them: docs/translating.md."
const latinNote = "Serbian in Latin letters. Made from sr.toml by: go test ./i18n -run SerbianLatinFile -update"

// The Latin words are the Cyrillic ones by rule: nobody writes them by hand.
func TestSerbianLatinFileFollowsTheCyrillicOne(t *testing.T) {
	source, err := os.ReadFile("locales/sr.toml")
	if err != nil {
		t.Fatal(err)
	}
	want := []byte(strings.Replace(i18n.SerbianLatin(string(source)), cyrillicNote, latinNote, 1))
	if *update {
		if err := os.WriteFile("locales/sr-Latn.toml", want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("locales/sr-Latn.toml")
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("sr-Latn.toml is not sr.toml in Latin letters (%v); run this test with -update", err)
	}
}

// eachText calls f with every text of every locale.
func eachText(f func(l i18n.Locale, key, category, text string)) {
	c := i18n.Default()
	for _, l := range c.Locales() {
		for _, key := range c.Keys(l) {
			forms := c.Forms(l, key)
			for _, category := range slices.Sorted(maps.Keys(forms)) {
				f(l, key, category, forms[category])
			}
		}
	}
}

func TestEveryLocaleHasTheSameKeys(t *testing.T) {
	c := i18n.Default()
	want := c.Keys(i18n.English)
	if len(want) < 600 {
		t.Fatalf("only %d keys in English", len(want))
	}
	for _, l := range i18n.Shipped() {
		got := c.Keys(l)
		for _, k := range want {
			if !slices.Contains(got, k) {
				t.Errorf("%s lacks %s", l, k)
			}
		}
		for _, k := range got {
			if !slices.Contains(want, k) {
				t.Errorf("%s has %s, which English lacks", l, k)
			}
		}
	}
}

// cldrCategories finds the categories a language uses by asking for many numbers.
func cldrCategories(l i18n.Locale) []string {
	names := map[plural.Form]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one",
		plural.Two: "two", plural.Few: "few", plural.Many: "many"}
	tag := language.MustParse(l.String())
	found := map[string]bool{}
	for n := range 1000 {
		found[names[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)]] = true
		found[names[plural.Cardinal.MatchPlural(tag, n, 1, 1, 5, 5)]] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func TestPluralsHaveTheCategoriesOfCLDR(t *testing.T) {
	c := i18n.Default()
	for _, l := range i18n.Shipped() {
		want := cldrCategories(l)
		for _, key := range c.Keys(l) {
			got := slices.Sorted(maps.Keys(c.Forms(l, key)))
			english := len(c.Forms(i18n.English, key)) > 1
			if english && !slices.Equal(got, want) {
				t.Errorf("%s %s has %v, the language needs %v", l, key, got, want)
			}
			if !english && len(got) > 1 {
				t.Errorf("%s %s is plural, in English it is not", l, key)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// placeholders are the names a key uses in any of its forms.
func placeholders(l i18n.Locale, key string) []string {
	var all []string
	for _, text := range i18n.Default().Forms(l, key) {
		all = append(all, placeholder.FindAllString(text, -1)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestPlaceholdersAreTheSameInEveryLocale(t *testing.T) {
	c := i18n.Default()
	for _, l := range i18n.Shipped() {
		for _, key := range c.Keys(l) {
			if got, want := placeholders(l, key), placeholders(i18n.English, key); !slices.Equal(got, want) {
				t.Errorf("%s %s has %v, English %v", l, key, got, want)
			}
		}
	}
}

// sameAsEnglish are the reviewed exceptions: "locale key" a line.
func sameAsEnglish(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("testdata/same-as-english.txt")
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			allowed[line] = true
		}
	}
	return allowed
}

func TestNoEnglishIsLeftInAnotherLocale(t *testing.T) {
	allowed := sameAsEnglish(t)
	letters := regexp.MustCompile(`\p{L}`)
	eachText(func(l i18n.Locale, key, category, text string) {
		bare := placeholder.ReplaceAllString(text, "")
		if l == i18n.English || !letters.MatchString(bare) {
			return
		}
		if text == i18n.Default().Forms(i18n.English, key)[category] {
			if !allowed[string(l)+" "+key] {
				t.Errorf("%s %s is still English: %q", l, key, text)
			}
			delete(allowed, string(l)+" "+key)
		}
	})
	for stale := range allowed {
		t.Errorf("testdata/same-as-english.txt: %q is not needed", stale)
	}
}

// What the house style avoids in every language.
func TestForbiddenWords(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)\b(please|oops|sorry|prašome|prašom|prosimo|ju lutemi)\b|!|…|молимо|моля|გთხოვთ|\.\.\.|'`)
	eachText(func(l i18n.Locale, key, _, text string) {
		if w := forbidden.FindString(text); w != "" {
			t.Errorf("%s %s contains %q: %q", l, key, w, text)
		}
		if text != strings.TrimSpace(text) || strings.Contains(text, "  ") {
			t.Errorf("%s %s has stray spaces: %q", l, key, text)
		}
	})
}

// abbreviations may stand in capitals.
var abbreviations = []string{"CSV", "JSON", "RSS", "PDF", "ISBN", "MB",
	"JPEG", "PNG", "GIF", "DOCX", "ODT", "RTF", "XLSX", "ODS", "MP", "VTT", "UTF"}

func TestNothingIsWrittenInCapitals(t *testing.T) {
	word := regexp.MustCompile(`\p{L}{2,}`)
	eachText(func(l i18n.Locale, key, _, text string) {
		for _, w := range word.FindAllString(text, -1) {
			if w == strings.ToUpper(w) && w != strings.ToLower(w) && l != i18n.Georgian && !slices.Contains(abbreviations, w) {
				t.Errorf("%s %s is in capitals: %q", l, key, text)
			}
		}
		for _, r := range text {
			if r >= 'Ა' && r <= 'Ჿ' {
				t.Errorf("%s %s has Mtavruli letters: %q", l, key, text)
			}
		}
	})
}

// Every locale keeps to its own letters, but for words that are Latin everywhere.
func TestScripts(t *testing.T) {
	own := map[i18n.Locale]*unicode.RangeTable{
		i18n.Serbian: unicode.Cyrillic, i18n.Bulgarian: unicode.Cyrillic, i18n.Georgian: unicode.Georgian,
	}
	foreign := regexp.MustCompile(`\{[^}]*\}|https://\S+|\b(CSV|JSON|RSS|PDF|ISBN|MB|JPEG|PNG|GIF|WebP|DOCX|ODT|RTF|XLSX|ODS|MP4|WebM|MP3|VTT|UTF|Atom|Word|LibreOffice|a|z)\b|\.docx?\b|\.odt\b|\ba-|\bz-`)
	eachText(func(l i18n.Locale, key, _, text string) {
		table := own[l]
		if table == nil {
			table = unicode.Latin
		}
		for _, r := range foreign.ReplaceAllString(text, "") {
			if unicode.IsLetter(r) && !unicode.Is(table, r) {
				t.Errorf("%s %s: letter %q is foreign in %q", l, key, r, text)
				break
			}
		}
	})
}
