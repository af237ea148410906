package lang

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// whole are letters that Unicode does not take apart into a base and a mark.
var whole = map[rune]string{
	'đ': "d", 'ð': "d", 'ł': "l", 'ø': "o", 'ħ': "h", 'ŧ': "t", 'ı': "i",
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", '’': "'", 'ʼ': "'",
}

// Fold takes the diacritics off a word in lower case, so that it is found by
// those who cannot or do not type them. The Cyrillic й is no и with a mark but
// a letter of its own and stays. Characters that cannot be seen go.
func Fold(word string) string {
	if bare(word) {
		return word
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(word) {
		switch base, ok := whole[r]; {
		case r == 'й':
			b.WriteRune(r)
		case ok:
			b.WriteString(base)
		case unicode.Is(unicode.Cf, r):
		default:
			unmarked(&b, r)
		}
	}
	return b.String()
}

func unmarked(b *strings.Builder, r rune) {
	for _, part := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, part) {
			b.WriteRune(part)
		}
	}
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }

func sortedCodes() []string {
	var all []string
	for code := range languages {
		all = append(all, code)
	}
	slices.Sort(all)
	return all
}
