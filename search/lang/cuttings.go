package lang

import (
	"slices"
	"strings"
)

// longestInflected bounds the words whose ends are looked at, in bytes: what is
// longer is no word, and must not cost its length times over.
const longestInflected = 64

// cutting is what a word may end in.
type cutting struct {
	text, instead string
	// keep is how many letters must stand before it.
	keep int
	// last is the last letter but one, by which most are told apart, or 0.
	last byte
}

// cuttings are kept by their last letter, the longest first.
type cuttings [26][]cutting

// newCuttings takes lines by how many letters must stand before an ending, each
// with endings that may be followed by a / and what is put in their stead. One
// that is put in its own stead protects a word from the shorter ones.
func newCuttings(lines map[int]string) *cuttings {
	var table cuttings
	for keep, line := range lines {
		for _, field := range strings.Fields(line) {
			text, instead, _ := strings.Cut(field, "/")
			at := text[len(text)-1] - 'a'
			e := cutting{text: text, instead: instead, keep: keep}
			if len(text) > 1 {
				e.last = text[len(text)-2]
			}
			table[at] = append(table[at], e)
		}
	}
	for _, of := range table {
		slices.SortFunc(of, func(a, b cutting) int { return len(b.text) - len(a.text) })
	}
	return &table
}

// cut takes the longest ending off that leaves enough of the word, and reports
// whether there was one.
func (t *cuttings) cut(word string) (string, bool) {
	last := len(word) - 1
	if last < 1 || word[last] < 'a' || word[last] > 'z' {
		return word, false
	}
	for i := range t[word[last]-'a'] {
		e := &t[word[last]-'a'][i]
		before := len(word) - len(e.text)
		if e.last != 0 && e.last != word[last-1] || before < e.keep || word[before:] != e.text {
			continue
		}
		if e.instead == "" {
			return word[:before], true
		}
		if e.instead == e.text {
			return word, false
		}
		return word[:before] + e.instead, true
	}
	return word, false
}

// rootsOf takes lines of a key and the words that have it.
func rootsOf(lines string) map[string]string {
	roots := map[string]string{}
	for line := range strings.Lines(lines) {
		words := strings.Fields(line)
		for _, word := range words {
			roots[word] = words[0]
		}
	}
	return roots
}

// silentWords takes folded words.
func silentWords(words string) map[string]bool {
	silent := map[string]bool{}
	for _, word := range strings.Fields(words) {
		silent[word] = true
	}
	return silent
}
