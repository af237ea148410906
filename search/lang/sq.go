package lang

import "strings"

var _ = add(Language{Code: "sq", stem: stemAlbanian, silent: albanianSilent, readings: albanianReadings})

var albanianSilent = silentWords(`
	a ai ajo ama andaj ane apo as asaj ashtu ata atij ato atyre cdo cila cilat cilave cilen ciles ciles cili cilin cilit cilet
	cka dhe do duke e edhe eshte gjate i ishin ishte ja jam jane jeni jemi kam kane kemi keni ka kesaj keta ketij keto ketu ketyre
	kjo ky kur lidhur me mbi midis mos ndaj ndersa ne nen nepermjet nese nga ose para pas per permes po por pra prej
	qe qene qofte se sepse sa si sipas sic te tek tij tyre tjeter u une vec vete ti ju ata saj sone tone tuaj
`)

// albanianSpellings are pairs of letters that are typed one for the other, where
// the keyboard has no letter with a mark or the dialect does not tell them apart.
var albanianSpellings = []struct{ typed, meant string }{
	{"q", "ç"}, {"c", "q"}, {"ch", "ç"}, {"gj", "xh"}, {"xh", "gj"}, {"w", "v"}, {"tsh", "ç"},
}

// albanianReadings gives other letters for those that are mistaken for them, one
// at a time, and puts back an ë that was left out between two consonants: many
// type drejtsi for drejtësi.
func albanianReadings(word string) []string {
	if len(word) > longestInflected {
		return nil
	}
	var all []string
	for _, s := range albanianSpellings {
		for at := 0; ; {
			i := strings.Index(word[at:], s.typed)
			if i < 0 {
				break
			}
			at += i + len(s.typed)
			all = append(all, word[:at-len(s.typed)]+s.meant+word[at:])
		}
	}
	if !ascii(word) {
		return all
	}
	for i := 1; i < len(word); i++ {
		if albanianConsonant(word[i-1]) && albanianConsonant(word[i]) {
			all = append(all, word[:i]+"ë"+word[i:])
		}
	}
	return all
}

func albanianConsonant(letter byte) bool {
	return letter >= 'a' && letter <= 'z' && strings.IndexByte("aeiouy", letter) < 0
}
