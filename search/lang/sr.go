package lang

import (
	"slices"
	"strings"

	"herald/i18n"
)

// One index serves both scripts of Serbian: every word is kept in Latin letters.
var _ = add(Language{
	Code: "sr", script: serbianLatin, stem: stemSerbian, silent: serbianSilent,
	readings: serbianReadings, relaid: serbianRelaid,
})

// serbianLatin leaves words without Cyrillic letters as they are, at no cost.
func serbianLatin(word string) string {
	for i := range len(word) {
		if word[i] >= 0xD0 && word[i] <= 0xD3 {
			return i18n.SerbianLatin(word)
		}
	}
	return word
}

var serbianSilent = silentWords(`
	a ali ako bez da dok do i ili iako iz ipak jer jos ka kad kada kako kao koji koja koje kojeg kojem kojih kojim
	kojima kojoj koju kojom li medu mi na nad nakon ne nego nek neka ni niti o od on ona one oni ono oko ova ove ovi
	ovo ovaj ovih ovim ovog ovoj ovom ovu pa po pod pored posle pre preko prema pri pa s sa samo se sebe sebi si smo
	ste su sam sto su ta taj tako te ti tih tim to tog toga toj tom tome tu u uz vi vas vam va vec za zbog zato je
	jesam jesi jeste jesmo jesu bi bih bismo biste bio bila bilo bili bile biti bice budu bude nije nisu ga mu mi
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
