package style_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"herald/content"
	"herald/content/sample"
	"herald/content/style"
	"herald/i18n"
)

// The texts of the sample municipality are right, to the spaces that do not break:
// whoever opens one for the first time is told nothing.
func TestNothingIsSaidAboutTheSample(t *testing.T) {
	rules := style.Shipped()
	texts, types := map[i18n.Locale]int{}, content.ShippedTypes()
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
		for _, said := range append(writtenIn(t, types.Get(strings.Split(path, "/")[0]), head), text) {
			for _, h := range rules.Check(l, said) {
				t.Errorf("%s: %s says %q, better %q in %q", path, h.Rule, h.Found, h.Better, near(said, h.From, h.To))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(texts) < 7 {
		t.Errorf("only %d languages were read", len(texts))
	}
}

// writtenIn gives the words at the head of a file, by their place: title, summary,
// fields and what is said about files.
func writtenIn(t *testing.T, typ *content.Type, head string) []string {
	t.Helper()
	var h struct {
		Title, Summary string
		Fields         map[string]any
		Asset          []struct{ Alt, Caption string }
	}
	if _, err := toml.Decode(head, &h); err != nil {
		t.Fatal(err)
	}
	all := []string{h.Title, h.Summary}
	for _, a := range h.Asset {
		all = append(all, a.Alt, a.Caption)
	}
	var of func(fields []content.Field, values map[string]any)
	of = func(fields []content.Field, values map[string]any) {
		for _, f := range fields {
			switch value := values[f.Name].(type) {
			case string:
				if f.Kind == content.KindText || f.Kind == content.KindProse {
					all = append(all, value)
				}
			case []any:
				for _, item := range value {
					if text, ok := item.(string); ok && f.Kind == content.KindText {
						all = append(all, text)
					}
				}
			case []map[string]any:
				for _, row := range value {
					of(f.Fields, row)
				}
			}
		}
	}
	of(slices.DeleteFunc(slices.Clone(typ.Fields), func(f content.Field) bool { return !f.Words }), h.Fields)
	return all
}
