package style

import (
	"strings"
	"unicode"

	"herald/i18n"
)

// tells are the letters that only one of the languages has among those of its
// script.
var tells = []struct {
	lang    i18n.Locale
	letters string
}{
	{i18n.Serbian, "ђјљњћџ"},
	{i18n.Bulgarian, "ъ"},
	{i18n.SerbianLatn, "đć"},
	{"lt", "ąęėįųū"},
	{"sq", "ëç"},
}

// smallWords are those that stand in nearly every sentence of a language and in none
// of the others.
var smallWords = map[i18n.Locale][]string{
	"en":      {"the", "of", "and", "with", "for", "from"},
	"lt":      {"ir", "yra", "bei"},
	"sl":      {"in", "ali", "ter", "pri"},
	"sq":      {"dhe", "për", "nga"},
	"bg":      {"със", "във", "при", "към"},
	"sr":      {"или", "је", "су", "код"},
	"sr-Latn": {"ili", "su", "kod"},
}

// tongue gives the language of a passage, "" where that is not sure. Letters that
// none of the languages has leave it open, too: Russian is no Bulgarian.
func tongue(passage string) string {
	small := strings.ToLower(passage)
	if strings.ContainsFunc(small, func(r rune) bool { return unicode.Is(unicode.Georgian, r) }) {
		return "ka"
	}
	if strings.ContainsAny(small, "ыэёіїєґӣäöüßñãõéèêàâîôåøæłńśźżőű") {
		return ""
	}
	var sure []string
	for _, t := range tells {
		if strings.ContainsAny(small, t.letters) {
			sure = append(sure, string(t.lang))
		}
	}
	if len(sure) > 0 {
		return only(sure)
	}
	for lang, words := range smallWords {
		for _, w := range words {
			if holdsWord(small, w) {
				sure = append(sure, string(lang))
				break
			}
		}
	}
	return only(sure)
}

// only gives the one of several that there is, "" where there is more or none.
func only(all []string) string {
	if len(all) != 1 {
		return ""
	}
	return all[0]
}
