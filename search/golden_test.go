package search

import (
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/i18n"
	"herald/search/golden"
)

// TestGoldenQuestionsFindTheirDocuments asks what the golden files ask: everything
// that should be found is, in its order, and nothing else.
func TestGoldenQuestionsFindTheirDocuments(t *testing.T) {
	files, err := golden.Read("testdata")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, f := range files {
		if len(f.Documents) == 0 {
			continue
		}
		t.Run(f.Locale, func(t *testing.T) {
			w := newTown(t)
			names := w.written(f)
			w.open()
			for _, q := range f.Queries {
				asked++
				r := w.ask(Query{Locale: i18n.Locale(f.Locale), Text: q.Text, Limit: 100})
				var got []string
				for _, h := range r.Hits {
					got = append(got, names[h.ID])
				}
				if r.AnyWord { // nothing has all that was asked for
					got = nil
				}
				if !inGroups(got, q.Finds) {
					t.Errorf("%q finds %v, want %v", q.Text, got, q.Finds)
				}
			}
		})
	}
	if asked == 0 {
		t.Error("no file asks anything")
	}
}

// written publishes the Documents of f and gives their names.
func (w *town) written(f golden.File) map[content.ID]string {
	names := map[content.ID]string{}
	for _, d := range f.Documents {
		b := w.page(i18n.Locale(f.Locale), d.Title, d.Body)
		names[b.Document.ID] = d.Name
		w.commit(b)
	}
	return names
}

// inGroups reports whether got is every name of groups, one group after another.
func inGroups(got []string, groups [][]string) bool {
	for _, g := range groups {
		if len(got) < len(g) || !slices.Equal(slices.Sorted(slices.Values(got[:len(g)])), slices.Sorted(slices.Values(g))) {
			return false
		}
		got = got[len(g):]
	}
	return len(got) == 0
}

func TestInGroups(t *testing.T) {
	for text, want := range map[string]bool{"a b c": true, "a c b": true, "b a c": false, "a b": false, "a b c d": false} {
		if got := inGroups(strings.Fields(text), [][]string{{"a"}, {"b", "c"}}); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}
