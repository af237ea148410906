package style_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"herald/content/style"
	"herald/i18n"
)

// What a writer bears of hints in a text that was published as it is: few enough to
// look at each. The most are of texts with two spaces between many words.
const (
	medianPerThousand = 5.0
	mostPerThousand   = 40.0
)

// Texts that administrations have published do not drown in hints: nobody reads the
// second page of a list of remarks.
func TestRealTextsAreReadInPeace(t *testing.T) {
	const dir = "../../../shared/real"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the folder of real texts, shared/real beside the project, is not here")
	}
	rules, real := style.Shipped(), os.DirFS(dir)
	var per []float64
	err := fs.WalkDir(real, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") {
			return err
		}
		raw, err := fs.ReadFile(real, path)
		if err != nil {
			return err
		}
		_, body, _ := strings.Cut(string(raw), "\n+++\n")
		l := i18n.Locale(strings.TrimSuffix(d.Name(), ".md"))
		hints, words := rules.Check(l, body), len(strings.Fields(body))
		kinds := map[string]int{}
		for _, h := range hints {
			kinds[h.Kind()]++
			if testing.Verbose() {
				t.Logf("%s: %s says %q, better %q", path, h.Rule, h.Found, h.Better)
			}
		}
		each := 1000 * float64(len(hints)) / float64(max(words, 1))
		t.Logf("%s: %d words, %d hints, %.1f in a thousand words %v", path, words, len(hints), each, kinds)
		if each > mostPerThousand {
			t.Errorf("%s: %.1f hints in a thousand words", path, each)
		}
		per = append(per, each)
		return nil
	})
	if err != nil || len(per) == 0 {
		t.Fatalf("%d texts: %v", len(per), err)
	}
	slices.Sort(per)
	median := per[len(per)/2]
	t.Logf("%d texts, median %.1f hints in a thousand words, most %.1f", len(per), median, per[len(per)-1])
	if median > medianPerThousand {
		t.Errorf("the median is %.1f", median)
	}
}
