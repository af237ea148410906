package office

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// wordsOf gives the words of three letters and more, sorted: shorter ones are signs of
// lists and of Markdown.
func wordsOf(text string) []string {
	all := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	all = slices.DeleteFunc(all, func(w string) bool { return len([]rune(w)) < 3 })
	slices.Sort(all)
	return all
}

// TestPlainHasEveryWord wants each word of the title and of the Markdown in the plain
// text as often, but for the addresses of links, which nobody reads.
func TestPlainHasEveryWord(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.docx")
	more, _ := filepath.Glob("testdata/*.odt")
	for _, name := range append(files, more...) {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		x := read(t, b)
		plain := wordsOf(x.Plain())
		have := map[string]int{}
		for _, w := range plain {
			have[w]++
		}
		source, _ := x.Body(make([]string, len(x.Pictures)))
		want := wordsOf(x.Title + "\n" + withoutAddresses(source))
		var missing []string
		for _, w := range want {
			if have[w]--; have[w] < 0 {
				missing = append(missing, w)
			}
		}
		if len(missing) > 0 || len(plain) > len(want)+len(want)/10 {
			t.Errorf("%s: %d words of %d, missing %q\n%s", name, len(plain), len(want), missing, x.Plain())
		}
	}
}

// withoutAddresses takes the addresses out of links.
func withoutAddresses(source string) string {
	var b strings.Builder
	for i, part := range strings.Split(source, "](") {
		if i > 0 {
			if _, rest, ok := strings.Cut(part, ")"); ok {
				part = rest
			}
		}
		b.WriteString(part + " ")
	}
	return b.String()
}
