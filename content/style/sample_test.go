package style_test

import (
	"io/fs"
	"strings"
	"testing"

	"herald/content/sample"
	"herald/content/style"
	"herald/i18n"
)

// The texts of the sample municipality are right. They are typed with plain
// spaces, as nearly every text is: where a space should not break is all that the
// rules may say about them.
func TestNothingIsSaidAboutTheSample(t *testing.T) {
	rules := style.Shipped()
	texts, spaces := map[i18n.Locale]int{}, map[i18n.Locale]int{}
	err := fs.WalkDir(sample.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") {
			return err
		}
		body, err := fs.ReadFile(sample.Files(), path)
		if err != nil {
			return err
		}
		l := i18n.Locale(strings.TrimSuffix(d.Name(), ".md"))
		head, text, _ := strings.Cut(strings.TrimPrefix(string(body), "+++\n"), "\n+++\n")
		texts[l]++
		for _, said := range append(quoted(head), text) {
			for _, h := range rules.Check(l, said) {
				if strings.HasPrefix(h.Rule, "nbsp") {
					spaces[l]++
					continue
				}
				t.Errorf("%s: %s says %q, better %q in %q", path, h.Rule, h.Found, h.Better, near(said, h.From, h.To))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for l, n := range texts {
		t.Logf("%s: %d texts, %d spaces that should not break", l, n, spaces[l])
	}
	if len(texts) < 7 {
		t.Errorf("only %d languages were read", len(texts))
	}
}

// quoted gives what stands in quotation marks at the head of a file and is prose:
// of several words.
func quoted(head string) []string {
	var all []string
	for line := range strings.SplitSeq(head, "\n") {
		name, value, ok := strings.Cut(line, ` = "`)
		if !ok || name != "title" && name != "summary" && name != "alt" && name != "caption" {
			continue
		}
		all = append(all, strings.ReplaceAll(strings.TrimSuffix(value, `"`), `\"`, `"`))
	}
	return all
}
