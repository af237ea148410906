package sample_test

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"herald/content/folder"
	"herald/i18n"
)

var (
	figure = regexp.MustCompile(`\d(?:[\d.,:\x{00A0}]*\d)?`)
	target = regexp.MustCompile(`\]\([^)]*\)|\+370[ \d]+|https?://\S+|\S+@\S+`)
	times  = regexp.MustCompile(`\b20\d\d\b`)
)

// thousands part the digits of a large number, and decimal parts its fraction.
var thousands = map[i18n.Locale]string{"en": ",", "lt": "\u00a0", "ka": "\u00a0", "bg": "\u00a0", "sl": ".", "sq": ".", "sr": "."}

func decimal(l i18n.Locale) string {
	if l == "en" {
		return "."
	}
	return ","
}

// figures gives the numbers of a text as every language would write them. Small
// ones are left out: a language may write them in words.
func figures(l i18n.Locale, text string) map[string]bool {
	found := map[string]bool{}
	for _, raw := range figure.FindAllString(target.ReplaceAllString(text, "]"), -1) {
		grouped := regexp.MustCompile(`^\d{1,3}(` + regexp.QuoteMeta(thousands[l]) + `\d{3})+$`)
		if grouped.MatchString(raw) {
			raw = strings.ReplaceAll(raw, thousands[l], "")
		}
		raw = strings.NewReplacer(decimal(l), ".", ":", ".").Replace(raw)
		if n, err := strconv.ParseFloat(raw, 64); err == nil && n != float64(int(n)) || n >= 10 {
			found[strconv.FormatFloat(n, 'f', -1, 64)] = true
		}
	}
	return found
}

// TestFiguresAgree asks that no language names a number that the source does not,
// and that acts and agreements name the same in all of them.
func TestFiguresAgree(t *testing.T) {
	for where, d := range everything(t) {
		if !slices.Contains([]string{"act", "agreement", "press_release", "publication", "service", "notice", "news", "policy"}, d.Type) {
			continue
		}
		all := map[i18n.Locale]map[string]bool{}
		eachText(map[string]*folder.Document{where: d}, func(_ *folder.Document, tr folder.Translation, part, text string) {
			if all[tr.Locale] == nil {
				all[tr.Locale] = map[string]bool{}
			}
			maps.Copy(all[tr.Locale], figures(tr.Locale, text))
		})
		source := all[d.Source]
		for _, l := range slices.Sorted(maps.Keys(all)) {
			for n := range all[l] {
				if !source[n] {
					t.Errorf("%s/%s: %s is not in the source", where, l, n)
				}
			}
			for n := range source {
				if (d.Type == "act" || d.Type == "agreement") && !all[l][n] {
					t.Errorf("%s/%s: %s of the source is missing", where, l, n)
				}
			}
		}
	}
}

// TestWhatIsCitedIsQuotedRight asks that the number of an act in the text of a link
// to it is the number it has.
func TestWhatIsCitedIsQuotedRight(t *testing.T) {
	docs, ids := read(t)
	number := map[string]string{}
	for ref, d := range docs {
		if d.Type == "act" {
			number[string(ids[ref])] = d.Facts.Fields.Text("number")
		}
	}
	link := regexp.MustCompile(`\[([^\]]*[TMA]-\d+[^\]]*)\]\(doc:(\w+)\)`)
	cited := 0
	eachText(docs, func(d *folder.Document, tr folder.Translation, where, text string) {
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if cited++; !strings.Contains(m[1], number[m[2]]) {
				t.Errorf("%s/%s: %q leads to the act %s", d.Ref(), tr.Locale, m[1], number[m[2]])
			}
		}
	})
	if cited == 0 {
		t.Error("no act is cited by its number")
	}
}
