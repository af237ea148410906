package style_test

import (
	"embed"
	"slices"
	"strings"
	"testing"

	"herald/content/style"
	"herald/i18n"
)

// The seeded texts are prose of a municipality with its mistakes marked as
// ⟦mistake¦what is right⟧, or ⟦mistake⟧ where only a writer knows. "~" in them is
// a no-break space. They were written beside the rules: what they measure is that
// the rules work in running prose and leave the rest of it alone, not how many
// mistakes people make that no rule knows.
//
//go:embed testdata/*.md
var seededTexts embed.FS

var written = []i18n.Locale{"en", "lt", "sl", "sq", "sr", "ka", "bg"}

type mistake struct {
	from, to    int
	right       string
	correctable bool
}

func seeded(t *testing.T, l i18n.Locale) (string, []mistake) {
	t.Helper()
	body, err := seededTexts.ReadFile("testdata/" + string(l) + ".md")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	var all []mistake
	for rest := strings.ReplaceAll(string(body), "~", "\u00a0"); ; {
		before, after, ok := strings.Cut(rest, "⟦")
		text.WriteString(before)
		if !ok {
			return text.String(), all
		}
		marked, behind, ok := strings.Cut(after, "⟧")
		if !ok {
			t.Fatalf("%s: a mark is not closed: %.60s", l, after)
		}
		wrong, right, correctable := strings.Cut(marked, "¦")
		m := mistake{from: text.Len(), to: text.Len() + len(wrong), right: right, correctable: correctable}
		text.WriteString(wrong)
		all = append(all, m)
		rest = behind
	}
}

// What a house may expect of mistakes that there are rules for: of twenty nineteen
// are found and corrected as a person would, and of fifty hints forty-nine are right.
const (
	wantedMistakes  = 100
	wantedRecall    = 0.95
	wantedCorrected = 0.95
	wantedPrecision = 0.98
)

// wantedKinds are those that every language has mistakes of in its text: a kind that
// is not there is not tried.
var wantedKinds = []string{"quotes", "dash", "range", "nbsp", "repeated", "spaces", "space", "marks", "mixed", "date", "number", "link", "table", "capitals", "foreign", "alt", "wording"}

func TestSeededMistakesAreFound(t *testing.T) {
	rules := style.Shipped()
	for _, l := range written {
		t.Run(string(l), func(t *testing.T) {
			text, mistakes := seeded(t, l)
			hints := rules.Check(l, text)
			found, well, could, wrong := 0, 0, 0, 0
			for _, m := range mistakes {
				at := within(hints, m)
				if len(at) > 0 {
					found++
				} else {
					t.Logf("not found: %q in %q", text[m.from:m.to], near(text, m.from, m.to))
				}
				if m.correctable {
					could++
					if corrected(text, at, m) {
						well++
					} else if len(at) > 0 {
						t.Logf("corrected otherwise: %q, want %q: %+v", text[m.from:m.to], m.right, at)
					}
				}
			}
			for _, h := range hints {
				if !overlaps(mistakes, h) {
					wrong++
					t.Logf("found by %s, and is right: %q in %q", h.Rule, h.Found, near(text, h.From, h.To))
				}
			}
			recall, precision := float64(found)/float64(len(mistakes)), 1-float64(wrong)/float64(max(1, len(hints)))
			right := float64(well) / float64(max(1, could))
			t.Logf("%s: %d mistakes, recall %.3f, precision %.3f, corrected well %.3f", l, len(mistakes), recall, precision, right)
			if len(mistakes) < wantedMistakes || recall < wantedRecall || precision < wantedPrecision || right < wantedCorrected {
				t.Errorf("%s: %d mistakes, recall %.3f, precision %.3f, corrected well %.3f", l, len(mistakes), recall, precision, right)
			}
			for _, kind := range wantedKinds {
				if !slices.ContainsFunc(hints, func(h style.Hint) bool { return h.Kind() == kind }) {
					t.Errorf("%s: no mistake of the kind %s", l, kind)
				}
			}
		})
	}
}

func within(hints []style.Hint, m mistake) []style.Hint {
	var all []style.Hint
	for _, h := range hints {
		// A pair of quotation marks is found at its ends, not by what it holds.
		if h.From < m.to && m.from < h.To && (h.Rule != "quotes" || h.From >= m.from || h.To <= m.to) {
			all = append(all, h)
		}
	}
	return all
}

func overlaps(mistakes []mistake, h style.Hint) bool {
	for _, m := range mistakes {
		if h.From < m.to && m.from < h.To {
			return true
		}
	}
	return false
}

// corrected tells whether the corrections together make what is right.
func corrected(text string, hints []style.Hint, m mistake) bool {
	got, end := "", m.from
	for _, h := range hints {
		if h.From < end || h.To > m.to+2 || h.Better == "" {
			continue
		}
		got += text[end:h.From] + h.Better
		end = h.To
	}
	want := m.right
	if end < m.to {
		got += text[end:m.to]
	} else {
		want += text[m.to:end]
	}
	return got == want
}

func near(text string, from, to int) string {
	return strings.ToValidUTF8(text[max(0, from-30):min(len(text), to+30)], "")
}
