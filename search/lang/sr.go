package lang

import (
	"slices"
	"strings"
	"unicode"

	"herald/i18n"
)

// One index serves both scripts of Serbian: every word is kept in Latin letters.
var _ = add(Language{
	Code: "sr", script: serbianLatin, stem: stemSerbian, silent: serbianSilent,
	readings: serbianReadings, relaid: serbianRelaid,
})

// serbianLetters are what the Cyrillic letters from U+0400 on are in Latin, "" for
// those that Serbian has not.
var serbianLetters = func() (all [0x60]string) {
	for i := range all {
		if letter := string(rune(0x400 + i)); i18n.SerbianLatin(letter) != letter {
			all[i] = i18n.SerbianLatin(letter)
		}
	}
	return all
}()

// serbianLatin is i18n.SerbianLatin for one word in lower case, since every word of
// every text comes by. A word with a letter that Serbian has not stays.
func serbianLatin(word string) string {
	if ascii(word) {
		return word
	}
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range word {
		switch at := int(r) - 0x400; {
		case at < 0:
			b.WriteRune(r)
		case at < len(serbianLetters) && serbianLetters[at] != "":
			b.WriteString(serbianLetters[at])
		case unicode.Is(unicode.Cyrillic, r):
			return word
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var serbianSilent = silentWords(`
	a ali ako da dok do i ili iako iz ipak jer jos ka kad kada kako kao koji koja koje kojeg kojem kojih kojim
	kojima kojoj koju kojom li medu mi na nad nakon ne nego nek neka ni niti o od on ona one oni ono oko ova ove ovi
	ovo ovaj ovih ovim ovog ovoj ovom ovu pa po pod pored posle pre preko prema pri pa s sa samo se sebe sebi si smo
	ste su sam sto su ta taj tako te ti tih tim to tog toga toj tom tome tu u uz vi vas vam va vec za zbog zato je
	jesam jesi jeste jesmo jesu ce cu ces cemo cete bi bih bismo biste bio bila bilo bili bile biti bice budu bude nije nisu ga mu mi
	ih im joj njoj njih njima njega njemu nju nas nam me meni sve svi svih svoj svoje svoja svojim
`)

// foreignSerbian are the ways in which those write Serbian who have no letters for
// it, or have learnt the spelling of another language.
var foreignSerbian = []*strings.Replacer{
	strings.NewReplacer("dj", "đ"),
	strings.NewReplacer("đ", "dj"),
	strings.NewReplacer("dj", "đ", "dzh", "dž", "zh", "ž", "sh", "š", "ch", "č", "ya", "ja", "ye", "je", "yu", "ju", "yi", "ji",
		"ny", "nj", "ly", "lj", "y", "j", "w", "v", "x", "ks", "q", "k", "tz", "c", "ts", "c"),
	strings.NewReplacer("dj", "đ", "dj", "đ", "dzh", "dž", "zh", "ž", "sh", "š", "ch", "ć", "y", "i", "w", "v", "x", "ks", "q", "k"),
}

func serbianReadings(word string) []string {
	if len(word) > longestInflected {
		return nil
	}
	word = serbianLatin(word)
	var all []string
	for _, spelling := range foreignSerbian {
		if read := spelling.Replace(word); read != word && !slices.Contains(all, read) {
			all = append(all, read)
		}
	}
	return all
}

// serbianKeys are the keys of a Latin keyboard, Serbian or American, on which the
// Cyrillic one has a letter that they have not. All others have the same letter.
var serbianKeys = strings.NewReplacer("q", "lj", "w", "nj", "x", "dž", "[", "š", "]", "đ", ";", "č", "'", "ć", `\`, "ž", "y", "z")

func serbianRelaid(word string) string {
	if meant := serbianKeys.Replace(word); meant != word {
		return meant
	}
	return ""
}
