package lang

import "strings"

// cyrillic writes the letters of Serbian Latin, two of which may be one letter.
var cyrillic = strings.NewReplacer("lj", "љ", "nj", "њ", "dž", "џ",
	"a", "а", "b", "б", "v", "в", "g", "г", "d", "д", "đ", "ђ", "e", "е", "ž", "ж", "z", "з", "i", "и", "j", "ј", "k", "к",
	"l", "л", "m", "м", "n", "н", "o", "о", "p", "п", "r", "р", "s", "с", "t", "т", "ć", "ћ", "u", "у", "f", "ф", "h", "х",
	"c", "ц", "č", "ч", "š", "ш")

// Shown gives a word that the index has, in lower case and with its diacritics, in
// the letters in which whoever typed something like it would write it. Only
// Serbian has two kinds. A few words in which n and j are two letters
// ("injekcija") come out with one; they are found all the same.
func (l Language) Shown(written, typed string) string {
	if l.Code != "sr" || l.Written(typed) == typed {
		return written
	}
	return cyrillic.Replace(written)
}
