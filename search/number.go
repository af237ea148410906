package search

import (
	"slices"
	"strings"

	"herald/search/lang"
)

// numberKey reduces a number to its letters and digits, so that "T1-204",
// "t1 204" and "T1–204" are the same.
func numberKey(number string) string { return lang.NumberKey(number) }

// named is a number or a day where it stands in a text.
type named struct {
	start, end int
	// term is what it is indexed and looked for as.
	term string
	// marked says that a word for "number" stands before it.
	marked bool
}

// namedIn finds the numbers and days in text, in their order. They have a digit and
// stand in one line, so that most of a text is passed over.
func namedIn(l lang.Language, text string) []named {
	var all []named
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		if line := text[at:end]; hasDigit(line) {
			for _, n := range namedInLine(l, line) {
				n.start, n.end = n.start+at, n.end+at
				all = append(all, n)
			}
		}
		at = end
	}
	return all
}

// hasDigit reports whether a digit of any script stands in text. Every text is looked
// through for one.
func hasDigit(text string) bool {
	for _, r := range text {
		if kindOf(r) == digit {
			return true
		}
	}
	return false
}

func namedInLine(l lang.Language, text string) []named {
	var all []named
	for _, d := range l.Dates(text) {
		all = append(all, named{start: d.Start, end: d.End, term: d.Day})
	}
	dates := len(all)
	for _, n := range lang.Numbers(text) {
		if !slices.ContainsFunc(all[:dates], func(d named) bool { return n.Start < d.end && d.start < n.End }) {
			all = append(all, named{n.Start, n.End, n.Key, n.Marked})
		}
	}
	slices.SortFunc(all, func(a, b named) int { return a.start - b.start })
	return all
}

// cited gives the terms for the numbers and days in texts.
func cited(l lang.Language, texts ...string) []string {
	var all []string
	for _, text := range texts {
		for _, n := range namedIn(l, text) {
			all = append(all, termsOf(n.term)...)
		}
	}
	return unique(all)
}

// termsOf gives the terms under which a number or a day is found: a day also as
// one of its month, and by those who leave the year out. No number has a dash.
func termsOf(term string) []string {
	const day, month = len("2026-11-20"), len("2026-11")
	if len(term) == day && term[4] == '-' && term[month] == '-' {
		return []string{term, term[:month], "-" + term[4:]}
	}
	return []string{term}
}
