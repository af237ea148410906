package i18n

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// bulgarianLaw is the table of the Transliteration Act of 2009.
var bulgarianLaw = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u",
	'ф': "f", 'х': "h", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "sht", 'ъ': "a", 'ь': "y", 'ю': "yu", 'я': "ya",
	'ѝ': "i",
}

// otherCyrillic serves letters that neither Bulgarian nor Serbian has.
var otherCyrillic = map[rune]string{
	'й': "y", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'ё': "yo", 'ѝ': "i",
	'і': "i", 'ї': "yi", 'є': "ye", 'ґ': "g", 'ў': "u", 'ѓ': "gj", 'ќ': "kj", 'ѕ': "dz",
}

// georgianNational is the national system of 2002 without its apostrophes,
// which an address cannot bear.
var georgianNational = map[rune]string{
	'ა': "a", 'ბ': "b", 'გ': "g", 'დ': "d", 'ე': "e", 'ვ': "v", 'ზ': "z", 'თ': "t", 'ი': "i", 'კ': "k", 'ლ': "l",
	'მ': "m", 'ნ': "n", 'ო': "o", 'პ': "p", 'ჟ': "zh", 'რ': "r", 'ს': "s", 'ტ': "t", 'უ': "u", 'ფ': "p", 'ქ': "k",
	'ღ': "gh", 'ყ': "q", 'შ': "sh", 'ჩ': "ch", 'ც': "ts", 'ძ': "dz", 'წ': "ts", 'ჭ': "ch", 'ხ': "kh", 'ჯ': "j",
	'ჰ': "h", 'ჱ': "ey", 'ჲ': "y", 'ჳ': "w", 'ჴ': "q", 'ჵ': "o",
}

// letters that Unicode does not decompose into a base and a mark.
var latinSpecial = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ŋ': "ng", 'ħ': "h",
}

// Transliterate writes s in plain Latin letters by the law or custom of l: the
// Bulgarian act of 2009, the Georgian national system of 2002, Serbian through
// Gaj's Latin; other languages lose their diacritics. What has no rule stays.
func (l Locale) Transliterate(s string) string {
	word := make([]rune, 0, 32)
	var b strings.Builder
	flush := func() {
		l.transliterateWord(&b, word)
		word = word[:0]
	}
	// Composed first: й and ѝ are letters of their own, not и with a mark.
	for _, r := range mkhedruli(norm.NFC.String(s)) {
		if inWord(r) {
			word = append(word, r)
			continue
		}
		flush()
		b.WriteRune(r)
	}
	flush()
	return b.String()
}

// transliterateWord writes one word.
func (l Locale) transliterateWord(b *strings.Builder, word []rune) {
	if l == Bulgarian {
		if strings.EqualFold(string(word), "българия") {
			b.WriteString(matchCase("bulgaria", word))
			return
		}
		if n := len(word); n >= 2 && strings.EqualFold(string(word[n-2:]), "ия") {
			l.transliterateLetters(b, word[:n-1], word)
			b.WriteString(cased("a", word, n-1))
			return
		}
	}
	l.transliterateLetters(b, word, word)
}

// transliterateLetters writes the letters of part, a beginning of word.
func (l Locale) transliterateLetters(b *strings.Builder, part, word []rune) {
	for i, r := range part {
		if latin, ok := l.latin(unicode.ToLower(r)); ok {
			b.WriteString(cased(latin, word, i))
			continue
		}
		for _, d := range norm.NFD.String(string(r)) {
			if unicode.Is(unicode.Mn, d) {
				continue
			}
			b.WriteRune(d)
		}
	}
}

// latin is the Latin spelling of one small letter in l.
func (l Locale) latin(r rune) (string, bool) {
	if s, ok := bulgarianLaw[r]; ok && l == Bulgarian {
		return s, true
	}
	if s, ok := gaj[r]; ok {
		return foldGaj(s), true
	}
	for _, table := range []map[rune]string{otherCyrillic, georgianNational} {
		if s, ok := table[r]; ok {
			return s, true
		}
	}
	if r == 'đ' && (l == Serbian || l == SerbianLatn || l == Slovene) {
		return "dj", true
	}
	s, ok := latinSpecial[r]
	return s, ok
}

// foldGaj takes the diacritics off Gaj's Latin.
func foldGaj(s string) string {
	return strings.NewReplacer("đ", "dj", "ž", "z", "ć", "c", "č", "c", "š", "s").Replace(s)
}

// cased gives latin the case of the letter at i of word, by the rule of digraphs.
func cased(latin string, word []rune, i int) string {
	switch {
	case latin == "" || !unicode.IsUpper(word[i]):
		return latin
	case len(latin) > 1 && !capitalAround(word, i):
		return strings.ToUpper(latin[:1]) + latin[1:]
	}
	return strings.ToUpper(latin)
}

// matchCase writes a whole word small, capitalised or in capitals like the original.
func matchCase(latin string, word []rune) string {
	switch {
	case unicode.IsUpper(word[len(word)-1]):
		return strings.ToUpper(latin)
	case unicode.IsUpper(word[0]):
		return strings.ToUpper(latin[:1]) + latin[1:]
	}
	return latin
}

// mkhedruli maps the capital-like Mtavruli letters of Georgian to the ordinary
// ones: the tables of x/text and of most software do not know them.
func mkhedruli(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'Ა' && r <= 'Ჿ' {
			return r - 'Ა' + 'ა'
		}
		return r
	}, s)
}
