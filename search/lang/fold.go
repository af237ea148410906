package lang

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// whole are letters that Unicode does not take apart into a base and a mark, and
// those that are written so often that taking them apart would be felt.
var whole = map[rune]string{
	'ą': "a", 'č': "c", 'ć': "c", 'ç': "c", 'ę': "e", 'ė': "e", 'ë': "e", 'į': "i", 'š': "s", 'ų': "u", 'ū': "u", 'ž': "z",
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
	b.Grow(len(word))
	for _, r := range norm.NFC.String(word) {
		if r < lastCommon {
			b.WriteString(common[r])
		} else {
			b.WriteString(unmarked(r))
		}
	}
	return b.String()
}

// common holds the letters of most words as they are folded, since every word of
// every text is: Latin, Greek, Cyrillic and Georgian.
var common = func() (all [lastCommon]string) {
	for r := range rune(lastCommon) {
		all[r] = unmarked(r)
	}
	return all
}()

const lastCommon = 0x1100

// unmarked gives what is left of one character without its marks.
func unmarked(r rune) string {
	switch base, ok := whole[r]; {
	case r == 'й':
		return "й"
	case ok:
		return base
	case unicode.Is(unicode.Cf, r):
		return ""
	}
	return strings.Map(func(part rune) rune {
		if unicode.Is(unicode.Mn, part) {
			return -1
		}
		return part
	}, norm.NFD.String(string(r)))
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
