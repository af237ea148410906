package i18n

import (
	"strings"
	"unicode"
)

// gaj maps Serbian Cyrillic to Gaj's Latin. The capitals of the three digraphs
// are decided by what stands around them.
var gaj = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'ђ': "đ", 'е': "e", 'ж': "ž", 'з': "z", 'и': "i",
	'ј': "j", 'к': "k", 'л': "l", 'љ': "lj", 'м': "m", 'н': "n", 'њ': "nj", 'о': "o", 'п': "p", 'р': "r",
	'с': "s", 'т': "t", 'ћ': "ć", 'у': "u", 'ф': "f", 'х': "h", 'ц': "c", 'ч': "č", 'џ': "dž", 'ш': "š",
}

// SerbianLatin writes Serbian Cyrillic in Latin letters by rule. Text in other
// letters stays as it is, and so does a whole word with Cyrillic letters that
// Serbian lacks: it is a quotation from another language.
func SerbianLatin(s string) string {
	runes := []rune(s)
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(runes); {
		end := i
		for end < len(runes) && inWord(runes[end]) {
			end++
		}
		if end == i {
			b.WriteRune(runes[i])
			i++
			continue
		}
		latinWord(&b, runes[i:end])
		i = end
	}
	return b.String()
}

// latinWord writes one word.
func latinWord(b *strings.Builder, word []rune) {
	for _, r := range word {
		if unicode.Is(unicode.Cyrillic, r) && gaj[unicode.ToLower(r)] == "" {
			b.WriteString(string(word))
			return
		}
	}
	for i, r := range word {
		latin, ok := gaj[unicode.ToLower(r)]
		switch {
		case !ok:
			b.WriteRune(r)
		case !unicode.IsUpper(r):
			b.WriteString(latin)
		case len(latin) > 1 && latin[0] < unicode.MaxASCII && capitalAround(word, i):
			b.WriteString(strings.ToUpper(latin))
		default:
			first := []rune(latin)
			b.WriteString(strings.ToUpper(string(first[0])) + string(first[1:]))
		}
	}
}

// capitalAround says whether the digraph at i is in capitals throughout: the next
// letter decides, and for the last letter of a word the one before it.
func capitalAround(word []rune, i int) bool {
	for _, r := range word[i+1:] {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
	}
	for j := i - 1; j >= 0; j-- {
		if unicode.IsLetter(word[j]) {
			return unicode.IsUpper(word[j])
		}
	}
	return false
}

// inWord says whether r belongs to a word: letters and the accents upon them.
func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }
