package lang

import "strings"

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
