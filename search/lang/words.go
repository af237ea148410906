package lang

import (
	"cmp"
	"slices"
	"strings"
)

// setOf makes a set of the words of a list.
func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}

// sameAs makes a table of irregular words of a list with one word's forms on
// each line: all of them are called by the first.
func sameAs(list string) map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(list) {
		forms := strings.Fields(line)
		for _, form := range forms {
			table[form] = forms[0]
		}
	}
	return table
}

// endings are the ends of words by their last letter, so that few of them have
// to be compared: the last six bits of a letter tell those of one script apart.
type endings [64][]string

// endingsOf makes a table of the endings of a list, the longest of which count
// first.
func endingsOf(list string) *endings {
	var table endings
	for _, e := range strings.Fields(list) {
		last := e[len(e)-1] & 63
		table[last] = append(table[last], e)
	}
	for _, same := range table {
		slices.SortStableFunc(same, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	}
	return &table
}

// end reports whether a word has one of the endings.
func (t *endings) end(w string) bool {
	_, ok := t.cut(w, 0)
	return ok
}

// cut takes the longest of the endings off that leaves at least so many bytes.
func (t *endings) cut(w string, least int) (string, bool) {
	if w == "" {
		return w, false
	}
	for _, e := range t[w[len(w)-1]&63] {
		if len(w)-len(e) >= least && strings.HasSuffix(w, e) {
			return w[:len(w)-len(e)], true
		}
	}
	return w, false
}

// endsIn reports whether a word ends in one of a few endings.
func endsIn(w string, few ...string) bool {
	return slices.ContainsFunc(few, func(e string) bool { return strings.HasSuffix(w, e) })
}

// bare reports whether a word has nothing to fold: whether all of its letters are
// those of ASCII, or those of Cyrillic and Georgian that never have marks.
func bare(word string) bool {
	for _, r := range word {
		if r >= 0x80 && (r < 'а' || r > 'я') && (r < 'ა' || r > 'ჰ') {
			return false
		}
	}
	return true
}
