package search

import (
	"strings"
	"unicode"

	"herald/search/lang"
)

// numberKey reduces a number to its letters and digits, so that "T1-204",
// "t1 204" and "T1–204" are the same.
func numberKey(number string) string {
	kept := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, number)
	return lang.Fold(kept)
}
